"""Reads of payouts that are opened: sums of runs, names of schemes, and the steps behind a line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from server.incentives.models import Payout, RunKind
from server.incentives.payouts.queries import NO_SUMS, Sums, schemes_of, steps_of, sums_of
from server.store.store import Store
from tests.incentives.drafted import active
from tests.incentives.fair import payroll, proposed
from tests.incentives.figured import served
from tests.people.town import one
from tests.plan.world import uid


@pytest.fixture
async def run(store: Store) -> str:
    """E3 is to have 500.00 of a scheme with a budget of 5,000.00."""
    await served(store)
    return await proposed(store, RunKind.SCHEME, scheme_id=await active(store), period="2025-Q1")


async def test_a_run_tells_what_it_comes_to_and_what_it_may(store, run):
    assert await sums_of(payroll(store), [run, uid("Z9")]) == {
        run: Sums(Decimal("500.00"), Decimal("5000.00"))
    }
    assert Sums(None, None) == NO_SUMS


async def test_a_scheme_is_named_in_the_language_of_who_asks(store, run):
    ctx = payroll(store)

    assert await schemes_of(ctx, [run]) == {run: "服务奖"}
    assert await schemes_of(replace(ctx, language="en"), [run]) == {run: "Service bonus"}


async def test_the_steps_of_a_line_add_up_to_it(store, run):
    line = str(await one(store, "select id from payout"))

    (steps,) = (await steps_of(payroll(store), [line])).values()

    assert sum(step["value"] or 0 for step in steps) == 50_000
    assert {frozenset(step) for step in steps} == {frozenset({"zh", "en", "value", "receipt"})}
    assert steps[0]["receipt"].startswith("z1.")


async def test_a_line_without_steps_has_none(store, run):
    async def work() -> None:
        await Payout.filter(run_id=run).update(steps=None)

    await store.write(work)
    line = str(await one(store, "select id from payout"))

    assert await steps_of(payroll(store), [line]) == {line: []}


async def test_of_nothing_nothing_is_asked(store):
    ctx = payroll(store)

    assert [await ask(ctx, []) for ask in (sums_of, schemes_of, steps_of)] == [{}, {}, {}]
