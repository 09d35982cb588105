"""A server started as people start it, in processes of its own: asked over HTTP, stopped, or killed."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pysqlite3

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def clean_environment() -> dict[str, str]:
    """Return this environment without settings of ours, so that a test's own do not reach the server."""
    return {name: value for name, value in os.environ.items() if not name.startswith("ZHIREN_")}


def read(data: Path, sql: str) -> list[tuple[Any, ...]]:
    """Look into the database file beside the server."""
    database = pysqlite3.connect(f"file:{data / 'zhiren.db'}?mode=ro", uri=True)
    try:
        found: list[tuple[Any, ...]] = database.execute(sql).fetchall()
        return found
    finally:
        database.close()


class Served:
    """`main.py demo` on a data folder."""

    def __init__(self, data: Path, *options: str) -> None:
        self.data, self.options, self.port = data, options, free_port()
        self.out = data.parent / f"{data.name}.out"
        self.ready: dict[str, Any] = {}  # the JSON it announces
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Served:
        words = [
            "main.py",
            "demo",
            "--data",
            str(self.data),
            "--port",
            str(self.port),
            "--json",
            *self.options,
        ]
        with self.out.open("wb") as out, self.out.with_suffix(".err").open("wb") as err:
            self.process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, stdout=out, stderr=err, env=clean_environment(),
                start_new_session=True,
            )  # fmt: skip
        self.ready = self._announced(self.process)
        return self

    def _announced(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and process.poll() is None:
            if said := self.out.read_text("utf-8").strip():
                found: dict[str, Any] = json.loads(said)
                return found
            time.sleep(0.05)
        self.kill()
        raise AssertionError(self.out.with_suffix(".err").read_text("utf-8")[-4000:])

    def stop(self) -> int:
        """Ask it to end, as an operator does, and return its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(timeout=90)

    def kill(self) -> None:
        """End it and its workers at once, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=90)

    def client(self, role: str) -> httpx.Client:
        token = next(each["token"] for each in self.ready["accounts"] if each["role"] == role)
        return httpx.Client(
            base_url=self.ready["url"], headers={"authorization": f"Bearer {token}"}, timeout=30
        )

    def post(self, role: str, query: str, /, **variables: object) -> httpx.Response:
        with self.client(role) as client:
            return client.post("/graphql", json={"query": query, "variables": variables})

    def ask(self, role: str, query: str, /, **variables: object) -> Any:  # the data, as GraphQL spells it
        answer = self.post(role, query, **variables).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def refusal(self, role: str, query: str, /, **variables: object) -> str:
        """Return the code of the one error."""
        (error,) = self.post(role, query, **variables).json()["errors"]
        return str(error["extensions"]["code"])
