"""The stock ledger: every change on its day and in its department, and month ends that follow from them."""

from __future__ import annotations

from datetime import date

import pytest

from server.metrics.kept.dirty import ALWAYS, NOWHERE
from server.metrics.kept.harvest import ledger
from server.metrics.kept.ledger import Closing, Delta, Stretch, can_keep, closings, divisor, stretch
from tests.metrics.town import Town, code_of, component, day

HEADCOUNT, FTE = component("headcount", "stock"), component("fte", "stock")


async def changes(ctx, what, departments=None):
    found = await ledger(ctx, what, departments)
    return sorted(
        (str(d.day), code_of(d.department) if d.department else "", d.value, d.rows) for d in found.deltas
    )


async def test_a_move_takes_from_one_department_and_gives_to_the_other_on_its_day(ctx, store):
    town = Town().department("A").department("B").person("p").stay("p", "2024-01-10", "2024-06-30")
    town.post("p", "A", "2024-01-10", "2024-03-05", is_initial=True, fte=50).post("p", "B", "2024-03-05")
    await town.build(store)

    assert await changes(ctx, HEADCOUNT) == [
        ("2024-01-10", "A", 1, 1),
        ("2024-03-05", "A", -1, -1),
        ("2024-03-05", "B", 1, 1),
        ("2024-06-30", "B", -1, -1),  # the last day counts no longer at its close
    ]
    assert await changes(ctx, FTE) == [
        ("2024-01-10", "A", 50, 1),
        ("2024-03-05", "A", -50, -1),
        ("2024-03-05", "B", 100, 1),
        ("2024-06-30", "B", -100, -1),
    ]


async def test_days_no_assignment_holds_count_nowhere(ctx, store):
    town = Town().department("A").person("p").stay("p", "2024-01-10", "2024-06-30")
    town.post("p", "A", "2024-02-01", "2024-03-01")
    await town.build(store)

    assert await changes(ctx, HEADCOUNT) == [
        ("2024-01-10", "", 1, 1),
        ("2024-02-01", "", -1, -1),
        ("2024-02-01", "A", 1, 1),
        ("2024-03-01", "", 1, 1),
        ("2024-03-01", "A", -1, -1),
        ("2024-06-30", "", -1, -1),
    ]


async def test_in_and_out_on_one_day_and_superseded_facts_change_nothing(ctx, store):
    town = Town().department("A").worker("p", "A", "2024-02-15", "2024-02-15").person("q")
    town.stay("q", "2024-01-01", superseded_at="2024-05-01T00:00:00.000Z").post(
        "q", "A", "2024-01-01", is_initial=True
    )
    await town.build(store)

    assert await changes(ctx, HEADCOUNT) == []


async def test_some_departments_alone_give_the_same_as_among_all(ctx, store):
    town = (
        Town().department("A").department("B").worker("p", "A", "2024-01-10").worker("q", "B", "2024-01-11")
    )
    town.person("r").stay("r", "2024-01-12")
    await town.build(store)
    whole = await ledger(ctx, HEADCOUNT, None)

    for place in (NOWHERE, *{d.department for d in whole.deltas}):
        found = await ledger(ctx, HEADCOUNT, frozenset({place}))
        assert found.deltas == [each for each in whole.deltas if each.department == place]


async def test_whoever_counts_in_two_places_at_once_makes_a_ledger_irregular(ctx, store):
    town = Town().department("A").department("B").worker("p", "A", "2024-01-10").post("p", "B", "2024-05-01")
    await town.build(store)

    assert (await ledger(ctx, HEADCOUNT, None)).irregular == 1
    assert (await ledger(ctx, HEADCOUNT, frozenset({NOWHERE}))).irregular == 0


@pytest.mark.parametrize(
    ("what", "is_kept"),
    [
        (HEADCOUNT, True),
        (FTE, True),
        (component("posts", "stock"), True),
        (component("headcount", "stock", "exit_type = 'voluntary'"), True),
        (component("headcount", "stock", "months_between(start_date, anchor()) < 12"), False),
        (component("headcount", "days"), False),
        (component("leavers"), False),
    ],
)
def test_only_stocks_that_change_by_what_is_recorded_have_a_ledger(what, is_kept):
    assert can_keep(what) == is_kept


def test_values_are_kept_as_whole_numbers_of_the_smallest_unit():
    assert divisor(FTE) == 100
    assert divisor(HEADCOUNT) == 1
    assert divisor(component("handle_seconds")) == 1000


def test_month_ends_add_the_changes_up():
    later, first = Delta("A", day("2024-03-31"), -1, -1), Delta("A", day("2024-01-31"), 2, 2)
    deltas = [later, first, Delta("B", day("2024-02-01"), 5, 1)]

    assert closings(deltas, day("2024-01-01"), day("2024-03-01")) == [
        Closing("A", day("2024-01-01"), 2, 2),
        Closing("A", day("2024-02-01"), 2, 2),
        Closing("A", day("2024-03-01"), 1, 1),
        Closing("B", day("2024-02-01"), 5, 1),
        Closing("B", day("2024-03-01"), 5, 1),
    ]


@pytest.mark.parametrize(
    ("when", "month", "since", "needs_days"),
    [
        ("2024-02-29", "2024-02-01", "2024-03-01", False),
        ("2024-02-28", "2024-01-01", "2024-02-01", True),
        ("2024-09-10", "2024-06-01", "2024-07-01", True),  # past the last month that is kept
        ("2023-12-30", None, ALWAYS.isoformat(), True),  # before the first
    ],
)
def test_a_stock_is_the_last_month_end_and_the_days_since(when, month, since, needs_days):
    found = stretch(day(when), date(2023, 12, 1), date(2024, 6, 1))

    assert found == Stretch(day(when), day(month) if month else None, day(since))
    assert found.needs_days == needs_days
