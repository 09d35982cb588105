"""The application as a server runs it: lifespan, compression, and a log of its own."""

from __future__ import annotations

import asyncio

import pytest
import structlog

from server.web.app import build_app
from tests.web.conftest import pages, parts_of


async def test_the_lifespan_opens_and_closes_the_house(store):
    app = build_app(parts_of(store), pages)
    inbox: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    outbox: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    task = asyncio.create_task(app({"type": "lifespan", "state": {}}, inbox.get, outbox.put))  # type: ignore[arg-type]

    await inbox.put({"type": "lifespan.startup"})
    assert (await outbox.get())["type"] == "lifespan.startup.complete"
    assert app.house.health.is_open
    await inbox.put({"type": "lifespan.shutdown"})
    assert (await outbox.get())["type"] == "lifespan.shutdown.complete"
    await task

    assert not app.house.health.is_open


async def test_pages_are_compressed_and_graphql_is_not(world):
    async with world.client("hr_manager", **{"accept-encoding": "gzip"}) as client:
        figures = await client.get("/metrics", headers={"x-forwarded-for": ""})
        query = await client.post("/graphql", json={"query": "{ __schema { types { name } } }"})

    assert "content-encoding" not in query.headers
    assert figures.status_code == 404


@pytest.mark.parametrize("level", ["info", "nonsense"])
async def test_the_log_is_one_json_object_a_line_on_stderr(store, capsys, level):
    settings = store.settings.model_copy(update={"log_level": level})
    build_app(parts_of(store, has_own_log=True, settings=settings))
    try:
        structlog.get_logger("x").debug("hidden")
        structlog.get_logger("x").info("shown", status=200)
    finally:
        structlog.reset_defaults()

    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert '"event":"shown"' in err
