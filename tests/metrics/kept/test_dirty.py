"""Changes are told in the transaction that makes them, for the days and departments they bear on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from server.metrics.kept.dirty import (
    ALWAYS,
    NOWHERE,
    Touch,
    Watermark,
    is_told_of,
    joined,
    topics,
    touched,
    touched_all,
    touched_row,
    watermark,
)
from server.people import models as m
from server.people.operations.record import add_fact, amend_stay, begin_anew, change_fact
from server.people.rules import Span
from tests.metrics.town import Town, dictionary, uid

MARCH, MAY = date(2025, 3, 1), date(2025, 5, 1)


async def told(store, source=None):
    rows = await store.reads.rows("select source,first_day,last_day,department from metric_touch order by id")
    return [row for row in rows if source in (None, row[0])]


async def test_a_change_is_told_with_the_day_after_its_last(ctx, store):
    await store.write(lambda: touched(ctx, "timesheet", MARCH, date(2025, 3, 31), departments=["A", "B"]))
    await store.write(lambda: touched(ctx, "contact", MARCH, None))

    assert await told(store) == [
        ("timesheet", "2025-03-01", "2025-04-01", "A"),
        ("timesheet", "2025-03-01", "2025-04-01", "B"),
        ("contact", "2025-03-01", None, None),
    ]


async def test_a_row_reaches_from_its_first_date_to_its_last_and_everywhere_without_any(ctx, store):
    await store.write(lambda: touched_row(ctx, "training_task", MAY, None, MARCH, departments=["A"]))
    await store.write(lambda: touched_row(ctx, "probation", None))

    assert await told(store) == [
        ("training_task", "2025-03-01", "2025-05-02", "A"),
        ("probation", ALWAYS.isoformat(), None, None),
    ]


async def test_a_change_to_many_departments_is_one_to_all(ctx, store):
    await store.write(lambda: touched(ctx, "contact", MARCH, MARCH, departments=[f"D{n}" for n in range(21)]))

    assert await told(store) == [("contact", "2025-03-01", "2025-03-02", None)]


async def test_a_change_that_is_rolled_back_is_told_to_nobody(ctx, store):
    async def work():
        await touched_all(ctx, ["contact", "timesheet"])
        raise LookupError

    with pytest.raises(LookupError):
        await store.write(work)

    assert await told(store) == []


@pytest.fixture
async def person(store):
    await Town().department("A").department("B").worker("p", "A", "2024-01-10").build(store)
    return uid("p")


async def test_a_transfer_tells_both_departments_from_its_day_on(ctx, store, person):
    await store.write(lambda: change_fact(ctx, m.Assignment, person, MAY, {"department_id": uid("B")}))

    assert await told(store) == [
        ("assignment", "2025-05-01", None, uid("A")),
        ("assignment", "2025-05-01", None, uid("B")),
    ]


async def test_another_first_post_tells_all_days_since_it_also_holds_before_it_begins(ctx, store, person):
    hired = date(2024, 1, 10)
    await store.write(lambda: change_fact(ctx, m.Assignment, person, hired, {"department_id": uid("B")}))

    assert {row[1] for row in await told(store, "assignment")} == {ALWAYS.isoformat()}


async def test_a_leaving_tells_all_days_of_the_stay(ctx, store, person):
    async def leave():
        stay = await m.Employment.get(employee_id=person)
        await amend_stay(ctx, stay, is_initial=False, left_on=MAY)

    await store.write(leave)

    assert await told(store) == [("employment", "2024-01-10", None, uid("A"))]


async def test_somebody_without_a_place_counts_nowhere_before_and_after(ctx, store):
    await Town().department("A").person("p").stay("p", "2024-01-10").build(store)

    await store.write(
        lambda: add_fact(ctx, m.Assignment, uid("p"), Span(MARCH, None, {"department_id": uid("A")}))
    )

    assert await told(store) == [
        ("assignment", "2025-03-01", None, NOWHERE),
        ("assignment", "2025-03-01", None, uid("A")),
    ]


async def test_a_return_after_a_gap_tells_that_there_was_nowhere(ctx, store):
    town = Town().department("A").department("B").person("p").stay("p", "2024-01-10", "2024-06-30")
    await town.post("p", "A", "2024-01-10", "2024-07-01", is_initial=True).build(store)
    place = {"is_initial": False, "department_id": uid("B"), "fte": 100}

    await store.write(lambda: begin_anew(ctx, m.Assignment, uid("p"), MARCH, place))

    places = (NOWHERE, uid("A"), uid("B"))
    assert await told(store) == [("assignment", ALWAYS.isoformat(), None, place) for place in places]


async def test_a_department_that_changes_is_told_for_everybody(ctx, store, person):
    values = {"name": "A", "kind": "DEPARTMENT", "parent_id": uid("B"), "manager_id": None}

    await store.write(lambda: add_fact(ctx, m.DepartmentVersion, uid("A"), Span(MAY, None, values)))

    assert await told(store) == [("department_version", "2025-05-01", None, None)]


def test_a_source_rests_on_its_table_its_people_and_what_its_columns_read():
    sources = dictionary().sources

    assert topics(sources["employment"]) == {"employment", "assignment", "position", "employee"}
    assert topics(sources["contact"]) == {"contact", "assignment"}
    assert topics(sources["position_slot"]) == {"position_slot"}
    assert joined(sources["assignment"]) >= {
        "employment",
        "location",
        "position",
    }  # it looks into other tables


def test_a_source_is_trusted_once_it_and_the_assignments_have_been_told_of():
    contact, slot = dictionary().sources["contact"], dictionary().sources["position_slot"]

    assert not is_told_of(contact, {"contact": 1})
    assert is_told_of(contact, {"contact": 1, "assignment": 1})
    assert is_told_of(slot, {"position_slot": 1})
    assert is_told_of(replace(slot, name="posts"), {"posts": 1})


def test_watermarks_add_up_and_touches_reach_days():
    marks = {"a": Watermark(7, 2), "b": Watermark(9, 1)}
    touch = Touch(1, "a", MARCH, MAY, None)

    assert watermark(marks, ("a", "b", "c")) == Watermark(9, 3)
    assert touch.reaches(MAY, date(2025, 6, 1))
    assert not touch.reaches(date(2025, 5, 2), date(2025, 6, 1))
    assert replace(touch, last=None).reaches(date(2030, 1, 1), date(2030, 1, 1))
