"""Sums and steps of payouts are opened where they may be seen, many at once, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from schema.payouts import PayoutStep, loader, opened, spelled
from server.incentives.payouts import queries as payout_queries
from server.kernel.context import Context
from tests.schema.payout_rows import DRAFT_LINE, DRAFT_RUN, PAID_LINE, PAID_RUN
from tests.schema.world import SCHEMA, World, code_of, planted

RUNS = "{ payoutRuns(orderBy: [{id: ASC}]) { nodes { id total budget schemeName } } }"
LINES = "{ payouts(orderBy: [{id: ASC}]) { nodes { id amount steps { text value receipt } } } }"


@pytest.fixture
async def world(sqlite_store) -> World:
    return await planted(sqlite_store)


async def test_all_runs_are_opened_in_one_statement_for_sums_and_one_for_names(world, monkeypatch):
    asked: list[list[str]] = []
    real = payout_queries.rows

    async def rows(ctx: Context, sql: str, ids: Sequence[str]) -> list[Any]:
        asked.append(sorted(ids))
        return await real(ctx, sql, ids)

    monkeypatch.setattr(payout_queries, "rows", rows)
    found = await world.ask("hr_manager", RUNS)

    sums = {"total": "500.00", "budget": None, "schemeName": None}
    runs = [{"id": each, **sums} for each in sorted((PAID_RUN, DRAFT_RUN))]
    assert found == {"data": {"payoutRuns": {"nodes": runs}}, "codes": []}
    assert asked == [sorted((PAID_RUN, DRAFT_RUN))] * 2  # sums, and names of schemes


@pytest.mark.parametrize(
    ("language", "text"), [("zh", "满意度 90% 达到 85%"), ("en", "CSAT 90% reaches 85%")]
)
async def test_steps_come_in_the_readers_language(world, language, text):
    call = replace(world.call("hr_manager"), ctx=replace(world.context("hr_manager"), language=language))
    found = await SCHEMA.execute(LINES, context_value=call)

    assert [code_of(error) for error in found.errors or ()] == []
    steps = [{"text": text, "value": "500.00", "receipt": "r1"}]
    assert found.data == {
        "payouts": {"nodes": [
            {"id": each, "amount": "500.00", "steps": steps} for each in sorted((PAID_LINE, DRAFT_LINE))
        ]}
    }  # fmt: skip


async def test_nothing_is_opened_for_who_may_not_see_it(world, monkeypatch):
    async def never(_ctx: Context, _sql: str, ids: Sequence[str]) -> list[Any]:
        raise AssertionError(ids)

    monkeypatch.setattr(payout_queries, "rows", never)
    found = await world.ask("department_manager", LINES)

    assert found == {
        "data": {"payouts": {"nodes": [{"id": PAID_LINE, "amount": None, "steps": None}]}},
        "codes": [],
    }
    assert (await world.ask("employee", RUNS))["data"] == {"payoutRuns": {"nodes": []}}


def test_a_step_without_an_amount_or_a_figure_has_neither(world):
    steps: list[dict[str, Any]] = [
        {"zh": "封顶", "en": "capped", "value": None, "receipt": ""},
        {"zh": "发", "en": "pay", "value": -1234, "receipt": "r"},
    ]
    assert spelled(steps, world.context("hr_manager")) == [
        PayoutStep(text="封顶", value=None, receipt=None),
        PayoutStep(text="发", value=Decimal("-12.34"), receipt="r"),
    ]


async def test_a_request_gathers_once_for_each_way_of_opening(world):
    async def one_of(_ctx: Context, ids: Sequence[str]) -> Mapping[str, str]:
        return {each: f"opened {each}" for each in ids if each != "gone"}

    async def other(_ctx: Context, _ids: Sequence[str]) -> Mapping[str, str]:
        return {}

    here = world.call("hr_manager")
    assert loader(here, one_of) is loader(here, one_of)
    assert loader(here, one_of) is not loader(here, other)
    assert loader(here, one_of) is not loader(world.call("hr_manager"), one_of)
    assert await loader(here, one_of).load_many(["a", "gone"]) == ["opened a", None]
    assert opened("甲", "A", str | None, one_of, lambda it, _: it).description == "甲 | A"
