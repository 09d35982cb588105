"""Candidates for an honor: shared ranks, nobody out of sight, and never oneself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from server.feedback.models import CustomerFeedback, FeedbackKind
from server.incentives.models import Honor
from server.incentives.recognition import candidates
from server.incentives.recognition.candidates import Person, Scored, first_of, ranked
from server.kernel.errors import Denied, InvalidInput
from server.metrics.agreed.registry import Registry
from tests.incentives.fair import as_role, hr, set_up
from tests.performance.scored import hear_customers
from tests.plan.world import row, uid


def person(code: str) -> Person:
    return Person(code, code, code, "D1", "部门", is_awarded=False)


def points(*values: str) -> list[tuple[Person, Scored]]:
    return [
        (person(str(number)), Scored(Decimal(value), value, Fraction(value)))
        for number, value in enumerate(values)
    ]


def test_equals_share_a_rank_and_the_next_counts_all_before():
    found = ranked(points("95", "95", "90", "80"))
    assert [rank for rank, _, _ in found] == [1, 1, 3, 4]


@pytest.mark.parametrize(("number", "kept"), [(1, 2), (2, 2), (3, 4), (9, 5)])
def test_whoever_shares_the_last_rank_is_named_too(number, kept):
    found = ranked(points("95", "95", "90", "90", "80"))
    assert len(first_of(found, number)) == kept


def test_without_people_there_is_no_first():
    assert first_of([], 3) == []


async def test_only_who_may_honor_somebody_asks(sqlite_store):
    await set_up(sqlite_store)
    with pytest.raises(Denied):
        await candidates.candidates_of(
            as_role(sqlite_store, "E2", "payroll_specialist"),
            Registry(sqlite_store),
            honor_code="STAR",
            period="2025-05",
        )


async def test_an_honor_has_candidates_for_its_own_periods(store):
    await set_up(store)
    asked = {"honor_code": "STAR"}
    assert await candidates.candidates_of(hr(store), Registry(store), period="2025-05", **asked) == []
    for wrong in ({"period": "2025-Q1"} | asked, {"period": "2025-05", "honor_code": "NONE"}):
        with pytest.raises(InvalidInput):
            await candidates.candidates_of(hr(store), Registry(store), **wrong)


async def content(store, person: str, answers: int) -> None:
    """Let more customers of somebody be content, and the star go by their satisfaction."""
    at = datetime(2025, 2, 4, 2, tzinfo=UTC)
    told: dict[str, Any] = {"received_at": at, "recorded_at": at, "kind": FeedbackKind.SURVEY, "score": 5}

    async def work() -> None:
        for number in range(answers):
            one = row("X1") | {"id": f"more-{person}-{number}"}
            await CustomerFeedback.create(**one, agent_id=uid(person), **told)
        await Honor.filter(code="STAR").update(grain="QUARTER", metric="csat")

    await store.write(work)


async def test_one_content_customer_does_not_rank_before_many(store):
    """Of all 23 customers 20 were content: 18 of 20 is (18 + 17.39) / 40, 1 of 1 is 18.39 / 21, 1 of 2 18.39 / 22."""
    await set_up(store)
    await hear_customers(store)
    await content(store, "E3", 10)
    await content(store, "E2", 1)

    async def named(ctx: Any) -> list[tuple[str, int, Decimal, str]]:
        asked = {"honor_code": "STAR", "period": "2025-Q1"}
        found = await candidates.candidates_of(ctx, Registry(store), **asked)
        return [(each.code, each.rank, each.scored.value, each.scored.display) for each in found]

    assert await named(replace(hr(store), language="en")) == [
        ("E3", 1, Decimal("0.9"), "90.0% (n = 20, counts as 88.5%)"),
        ("E2", 2, Decimal(1), "100.0% (n = 1, counts as 87.6%)"),
        ("E5", 3, Decimal("0.5"), "50.0% (n = 2, counts as 83.6%)"),
    ]
    assert (await named(hr(store)))[1][3] == "100.0%（1 条评价，按 87.6% 计）"
