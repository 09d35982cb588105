"""A repeated request changes nothing; the same key for another request is refused."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from server.kernel.errors import IdempotencyMismatch
from server.store.idempotency import digest, forget_old_keys, once


@dataclass
class Request:
    name: str
    pay: Decimal


@pytest.fixture
def runs() -> list[int]:
    """One item for each run of the work."""
    return []


@pytest.fixture
def send(store, ctx, runs):
    """Send a request; the work answers with the number of its run."""

    async def work() -> str:
        runs.append(1)
        return f"run {len(runs)}"

    async def send(key, request, who=ctx):
        return await store.write(lambda: once(who, key, request, work))

    return send


async def test_the_same_request_runs_once_and_answers_the_same(send, runs):
    assert await send("k1", Request("王敏", Decimal("1.50"))) == "run 1"
    assert await send("k1", Request("王敏", Decimal("1.50"))) == "run 1"
    assert len(runs) == 1


async def test_another_request_under_the_same_key_is_refused_and_does_not_run(send, runs):
    await send("k1", {"name": "王敏"})

    with pytest.raises(IdempotencyMismatch):
        await send("k1", {"name": "李强"})

    assert len(runs) == 1


async def test_keys_belong_to_their_account(send, ctx):
    other = ctx.acting_as(replace(ctx.principal, account_id="0190-other"))

    assert await send("k1", {}) == "run 1"
    assert await send("k1", {}, other) == "run 2"


async def test_without_a_key_every_request_runs(send):
    assert await send(None, {}) == "run 1"
    assert await send(None, {}) == "run 2"


async def test_two_at_once_run_once(send):
    assert list(await asyncio.gather(send("k1", {}), send("k1", {}))) == ["run 1", "run 1"]


async def test_a_failed_request_may_be_sent_again(store, ctx, send):
    async def fails() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await store.write(lambda: once(ctx, "k1", {}, fails))

    assert await send("k1", {}) == "run 1"


async def test_keys_are_forgotten_after_a_day(store, ctx, send):
    await send("old", {})
    later = replace(ctx, now=ctx.now + timedelta(hours=24, seconds=1))
    await send("new", {}, later)

    assert await store.write(lambda: forget_old_keys(later)) == 1
    assert await send("old", {}) == "run 3"


def test_the_order_of_fields_does_not_matter():
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})
