"""A closed-loop HTTP client and the CPU time of a server's process tree."""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Reading:
    """One measurement: requests, CPU milliseconds a request, and latency percentiles in milliseconds."""

    requests: int
    cpu_ms: float
    p50_ms: float
    p95_ms: float

    @property
    def per_cpu_second(self) -> float:
        return 1000 / self.cpu_ms


def children(root: int) -> list[int]:
    """Return a process and all below it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := stat(int(folder.name))):
            parents.setdefault(int(fields[1]), []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += parents.get(found[-1], [])
    return found


def stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def cpu_seconds(root: int) -> float:
    return sum((int(f[11]) + int(f[12])) / TICK for pid in children(root) if (f := stat(pid)))


def request(path: str, body: bytes, headers: dict[str, str]) -> bytes:
    lines = [
        f"POST {path} HTTP/1.1",
        "host: 127.0.0.1",
        "content-type: application/json",
        f"content-length: {len(body)}",
    ]
    return (
        "\r\n".join([*lines, *(f"{key}: {value}" for key, value in headers.items()), "", ""]).encode() + body
    )


async def ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: bytes
) -> tuple[int, bytes]:
    writer.write(message)
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    length = next(
        int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")
    )
    return status, await reader.readexactly(length)


async def once(port: int, message: bytes) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        return await ask(reader, writer, message)
    finally:
        writer.close()


async def measure(
    port: int, messages: list[bytes], pid: int, *, seconds: float, connections: int = 8
) -> Reading:
    """Send the messages in turn over several connections for a while; every answer must be 200."""
    times: list[float] = []
    end = time.perf_counter() + seconds

    async def one(offset: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        number = offset
        try:
            while time.perf_counter() < end:
                began = time.perf_counter()
                status, body = await ask(reader, writer, messages[number % len(messages)])
                times.append(time.perf_counter() - began)
                number += connections
                if status != 200 or b'"errors"' in body[-300:]:
                    raise RuntimeError(f"{status}: {body[:300]!r}")
        finally:
            writer.close()

    before = cpu_seconds(pid)
    await asyncio.gather(*(one(n) for n in range(connections)))
    spent = cpu_seconds(pid) - before
    times.sort()
    return Reading(
        len(times),
        1000 * spent / len(times),
        1000 * times[len(times) // 2],
        1000 * times[int(len(times) * 0.95)],
    )
