"""Candidates for an honor: shared ranks, nobody out of sight, and never oneself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.incentives.recognition import candidates
from server.incentives.recognition.candidates import Person, Scored, first_of, ranked
from server.kernel.errors import Denied, InvalidInput
from server.metrics.agreed.registry import Registry
from tests.incentives.fair import as_role, hr, set_up


def person(code: str) -> Person:
    return Person(code, code, code, "D1", "部门", is_awarded=False)


def points(*values: str) -> list[tuple[Person, Scored]]:
    return [(person(str(number)), Scored(Decimal(value), value)) for number, value in enumerate(values)]


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
