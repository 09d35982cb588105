"""The public audit of GraphQL over HTTP finds nothing that a server must or should do otherwise."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
from pathlib import Path

import pytest
from granian.constants import Interfaces
from granian.server.embed import Server

HERE = Path(__file__).parent
AUDITS = 61
NOT_OFFERED = {"5A70", "D6D5", "6A70"}
"""Queries by GET, which a server MAY offer: an address ends up in logs and histories, so ours does not."""


@pytest.mark.slow
async def test_nothing_must_or_should_be_otherwise(world):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(world.app, "127.0.0.1", port, interface=Interfaces.ASGINL, log_enabled=False)
    serving = asyncio.create_task(server.serve())
    try:
        await asyncio.sleep(1)
        found = await audit(f"http://127.0.0.1:{port}/graphql", world.tokens["hr_manager"])
    finally:
        server.stop()
        await serving

    assert len(found) == AUDITS
    assert [each for each in found if each["status"] == "error"] == []
    assert {each["id"] for each in found if each["status"] == "notice"} <= NOT_OFFERED


async def audit(url, token):
    node = shutil.which("node") or "node"
    home = os.environ.get("AUDIT_HOME", str(HERE.parents[1] / "ui"))
    process = await asyncio.create_subprocess_exec(
        node, str(HERE / "graphql_http_audit.mjs"), url, token, home,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, errors = await process.communicate()
    assert out, errors.decode()
    return json.loads(out)
