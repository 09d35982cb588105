"""kill -9 of the server amid a stream of mutations: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.journeys.served import ROOT, Served, clean_environment, read

pytestmark = pytest.mark.slow
HIRE = "mutation($input: HireEmployeeInput!) { hireEmployee(input: $input) { id code } }"
STREAMS, ENOUGH = 6, 60


def hiring(code: str) -> dict[str, Any]:
    given = {
        "code": code,
        "name": "洪流",
        "hiredOn": "2024-05-06",
        "departmentCode": "R-S03",
        "phone": "13912345678",
    }
    return {"query": HIRE, "variables": {"input": given | {"idempotencyKey": f"key-{code}"}}}


class Stream(threading.Thread):
    """One client that hires without pause until the server is gone."""

    def __init__(self, server: Served, number: int, acknowledged: dict[str, str]) -> None:
        super().__init__(daemon=True)
        self.client, self.number, self.acknowledged = server.client("hr_manager"), number, acknowledged
        self.unanswered = ""

    def run(self) -> None:
        with self.client:
            for serial in count():
                self.unanswered = f"K{self.number}-{serial:05d}"
                try:
                    answer = self.client.post("/graphql", json=hiring(self.unanswered)).json()
                except (httpx.HTTPError, ValueError):
                    return
                self.acknowledged[self.unanswered] = answer["data"]["hireEmployee"]["id"]


@pytest.fixture
def server(copied: Path) -> Iterator[Served]:
    server = Served(copied).start()
    yield server
    server.kill()


def test_every_acknowledged_change_survives_and_none_is_half_there(server: Served):
    acknowledged: dict[str, str] = {}
    streams = [Stream(server, number, acknowledged) for number in range(STREAMS)]
    for stream in streams:
        stream.start()
    while len(acknowledged) < ENOUGH:
        time.sleep(0.01)

    server.kill()
    for stream in streams:
        stream.join(timeout=30)
    server.start()

    there = dict(read(server.data, "SELECT code, id FROM employee WHERE code LIKE 'K%'"))
    assert acknowledged.items() <= there.items()
    assert len(there) - len(acknowledged) <= STREAMS
    entries = read(server.data, "SELECT subject_id FROM audit_entry WHERE action = 'people.hire_employee'")
    assert sorted(subject for (subject,) in entries) == sorted(there.values())
    for table in ("employment", "assignment"):
        owned = f"SELECT employee_id FROM {table} JOIN employee e ON e.id = employee_id WHERE code LIKE 'K%'"
        assert sorted(owner for (owner,) in read(server.data, owned)) == sorted(there.values())
    check_chain(server)
    repeat_is_done_once(server, streams, there)


def check_chain(server: Served) -> None:
    words = ["main.py", "audit", "verify", "--data", str(server.data)]
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=clean_environment(),
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def repeat_is_done_once(server: Served, streams: list[Stream], there: dict[str, str]) -> None:
    """A client that got no answer sends its request again, with the same key."""
    with server.client("hr_manager") as client:
        for stream in streams:
            answer = client.post("/graphql", json=hiring(stream.unanswered)).json()["data"]["hireEmployee"]
            assert answer["id"] == there.get(stream.unanswered, answer["id"])
    hired = read(server.data, "SELECT count(*), count(DISTINCT code) FROM employee WHERE code LIKE 'K%'")
    ((total, distinct),) = hired
    assert total == distinct == len(there.keys() | {stream.unanswered for stream in streams})
