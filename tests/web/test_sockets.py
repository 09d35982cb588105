"""Subscriptions: signed in at the start, looked at again at every message, closed when anything changes."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import Any

import orjson
import pytest

from server.web import sockets
from tests.plan.world import context
from tests.web.conftest import PASSWORD, SECRET

TICKS = {"id": "1", "type": "subscribe", "payload": {"query": "subscription { ticks }"}}


class Wire:
    """The client's end of a socket."""

    def __init__(self):
        self.to_server: asyncio.Queue[Any] = asyncio.Queue()
        self.to_client: asyncio.Queue[Any] = asyncio.Queue()

    async def send(self, message):
        text = message if isinstance(message, str) else orjson.dumps(message).decode()
        await self.to_server.put({"type": "websocket.receive", "text": text})

    async def next(self):
        message = await asyncio.wait_for(self.to_client.get(), 5)
        if message["type"] == "websocket.send":
            return orjson.loads(message["text"])
        return message

    async def start(self, **payload):
        await self.send({"type": "connection_init", "payload": payload})
        return await self.next()


@asynccontextmanager
async def wire(world, path="/graphql", protocol="graphql-transport-ws", **headers):
    line = Wire()
    scope = {
        "type": "websocket", "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "",
        "scheme": "ws", "server": ("testserver", 80), "client": ("203.0.113.9", 1), "subprotocols": [protocol],
        "headers": [(b"host", b"testserver"), *((name.encode(), value.encode()) for name, value in headers.items())],
        "extensions": {"websocket.http.response": {}},
    }  # fmt: skip
    await line.to_server.put({"type": "websocket.connect"})
    task = asyncio.create_task(world.app(scope, line.to_server.get, line.to_client.put))
    try:
        yield line
    finally:
        await line.to_server.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(task, 5)


async def test_a_token_in_the_first_message_signs_in(world):
    async with wire(world) as line:
        assert (await line.next())["type"] == "websocket.accept"
        assert await line.start(authorization=f"Bearer {world.tokens['employee']}") == {
            "type": "connection_ack"
        }
        await line.send(TICKS)

        found = [await line.next() for _ in range(4)]

    assert [each.get("payload") for each in found] == [
        {"data": {"ticks": "employee 0"}}, {"data": {"ticks": "employee 1"}}, {"data": {"ticks": "employee 2"}}, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"authorization": "Bearer zr_wrong"},
        {"authorization": "Basic x"},
        {"authorization": 5},
        {"Authorization": "x"},
    ],
)
async def test_strangers_are_sent_away(world, payload):
    async with wire(world) as line:
        await line.next()

        assert (await line.start(**payload))["code"] == 4403


async def test_nothing_runs_before_the_first_message(world):
    async with wire(world) as line:
        await line.next()
        await line.send(TICKS)

        assert (await line.next())["code"] == 4401


async def test_the_old_protocol_is_not_spoken(world):
    async with wire(world, protocol="graphql-ws") as line:
        said = [await line.next(), await line.next()]

    assert said[-1]["code"] == 4406


async def test_there_is_one_place_for_sockets(world):
    async with wire(world, path="/elsewhere") as line:
        assert (await line.next())["code"] == 4404


async def test_a_cookie_serves_our_own_pages_alone(world):
    entry = await world.house.accounts.sign_in("employee", PASSWORD, network="10.0.0.1")
    cookie = f"zr_session={entry.cookie}"

    async with wire(world, cookie=cookie, origin="http://testserver") as line:
        await line.next()
        assert await line.start() == {"type": "connection_ack"}
    async with wire(world, cookie=cookie) as line:
        await line.next()
        assert (await line.start())["code"] == 4403
    async with wire(world, cookie=cookie, origin="http://evil.example") as line:
        assert (await line.next())["type"] != "websocket.accept"


async def revoked(world):
    (row,) = await world.house.store.reads.rows(
        "SELECT t.id FROM api_token t JOIN account a ON a.id = t.account_id WHERE a.username = 'employee'"
    )
    await world.house.accounts.revoke_token(context(world.house.store, "administrator"), token_id=row[0])


async def granted(world):
    principal = await world.house.accounts.principal_of(world.tokens["employee"])
    await world.house.accounts.grant_role(
        context(world.house.store, "administrator"), account_id=principal.account_id, role="auditor"
    )


@pytest.mark.parametrize("change", [revoked, granted])
async def test_a_running_subscription_ends_when_rights_change(world, change):
    async with wire(world) as line:
        await line.next()
        await line.start(authorization=f"Bearer {world.tokens['employee']}")
        await line.send(
            {"id": "1", "type": "subscribe", "payload": {"query": "subscription { ticks(count: 50) }"}}
        )
        assert (await line.next())["payload"]["data"] == {"ticks": "employee 0"}

        await change(world)
        after = [await line.next()]
        while after[-1]["type"] == "next":
            after.append(await line.next())

    assert after[-1]["code"] == 4403
    assert len(after) <= 2


async def test_a_quiet_socket_ends_too(world, monkeypatch):
    monkeypatch.setattr(sockets, "LOOK_SECONDS", 0.05)
    async with wire(world) as line:
        await line.next()
        await line.start(authorization=f"Bearer {world.tokens['employee']}")
        await revoked(world)

        assert (await line.next())["code"] == 4403


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ hello }", "DENIED"),
        ("subscription { nothing }", "INVALID_INPUT"),
        ("subscription {", "INVALID_INPUT"),
        ("subscription { " + " ".join(f"a{n}: ticks" for n in range(30)) + " }", "QUERY_TOO_LARGE"),
    ],
)
async def test_the_limits_of_the_front_door_hold_here(world, query, code):
    async with wire(world) as line:
        await line.next()
        await line.start(authorization=f"Bearer {world.tokens['employee']}")
        await line.send({"id": "7", "type": "subscribe", "payload": {"query": query}})

        answer = await line.next()

    assert (answer["type"], answer["id"]) == ("error", "7")
    assert answer["payload"][0]["extensions"]["code"] == code


@pytest.mark.parametrize(
    "message", ["[]", "no json", '{"type":"subscribe","payload":5}', '{"type":"?"}', "x" * 200_000]
)
async def test_odd_messages_close_the_socket(world, message):
    async with wire(world) as line:
        await line.next()
        await line.start(authorization=f"Bearer {world.tokens['employee']}")
        await line.send(message)

        assert (await line.next())["type"] == "websocket.close"


async def test_an_account_has_only_so_many_sockets(world, monkeypatch):
    monkeypatch.setattr(sockets, "MOST_SOCKETS", 1)
    token = f"Bearer {world.tokens['employee']}"
    async with wire(world) as one, wire(world) as other:
        await one.next()
        await other.next()
        assert await one.start(authorization=token) == {"type": "connection_ack"}
        assert (await other.start(authorization=token))["code"] == 4403
    async with wire(world) as again:
        await again.next()
        assert await again.start(authorization=token) == {"type": "connection_ack"}


@pytest.mark.parametrize(("field", "code"), [("refusals", "DENIED"), ("failures", "INTERNAL")])
async def test_an_error_of_a_subscription_has_its_own_code(world, field, code):
    async with wire(world) as line:
        await line.next()
        await line.start(authorization=f"Bearer {world.tokens['employee']}")
        await line.send({"id": "1", "type": "subscribe", "payload": {"query": f"subscription {{ {field} }}"}})
        first, second = await line.next(), await line.next()

    assert first["payload"] == {"data": {field: "first"}}
    ((error,),) = [second["payload"]["errors"] if "errors" in second["payload"] else second["payload"]]
    assert error["extensions"]["code"] == code
    assert SECRET not in str(second)
