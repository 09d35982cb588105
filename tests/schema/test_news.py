"""Whoever listens is told of what comes in from then on, and the stream ends after its last look."""

from __future__ import annotations

from schema import news
from schema.call import Call
from server.catalog import ROOTS, entities
from server.plan.engine import Engine
from tests.feedback.ticketing import came, member, town
from tests.plan.world import uid
from tests.schema.world import SCHEMA, everyone


async def test_what_was_there_before_is_not_told_and_the_stream_ends(sqlite_store, monkeypatch):
    monkeypatch.setattr(news, "LOOK_SECONDS", 0)
    monkeypatch.setattr(news, "MOST_LOOKS", 3)
    await town(sqlite_store)
    await came(sqlite_store, "N1", agent_id=uid("E3"))
    call = Call(member(sqlite_store, "E3"), Engine(SCHEMA._schema, entities(), ROOTS, sqlite_store), everyone)

    stream = await SCHEMA.subscribe("subscription { customerFeedbackReceived { id } }", context_value=call)

    assert [event async for event in stream] == []
