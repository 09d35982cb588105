"""Talks: planned, moved, held, called off."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.kernel.errors import Conflict, InvalidInput, InvalidState, NotFound
from server.performance.goals.jobs import due_talks
from server.performance.talks.operations import talks
from tests.people.town import rows
from tests.plan.world import context, uid

WHEN = datetime(2025, 7, 2, 2, 0, tzinfo=UTC)
DUE = "select employee_id,month,held_on from one_on_one where superseded_at is null order by employee_id"


async def test_somebody_plans_a_talk_with_their_manager_who_is_told(staff, town):
    made = await talks.plan_talk(staff, planned_at=WHEN, place="二楼", agenda=["排班", "  学习  "])

    assert await rows(town, "select employee_id,manager_id,state,place from talk") == [
        (uid("E3"), uid("E2"), "PLANNED", "二楼")
    ]
    assert await rows(town, "select text,kind from talk_item order by place") == [
        ("排班", "AGENDA"),
        ("学习", "AGENDA"),
    ]
    assert await rows(town, "select employee_id,link from notice") == [(uid("E2"), f"/talks/{made}")]


async def test_a_manager_plans_one_with_their_own_people_alone(boss, town):
    await talks.plan_talk(boss, planned_at=WHEN, employee_id=uid("E3"))

    with pytest.raises(NotFound):
        await talks.plan_talk(boss, planned_at=WHEN, employee_id=uid("E6"))
    assert await rows(town, "select employee_id from talk") == [(uid("E3"),)]


async def test_who_has_nobody_above_plans_none(hr, town):
    with pytest.raises(InvalidState):
        await talks.plan_talk(hr, planned_at=WHEN)
    with pytest.raises(InvalidInput):
        await talks.plan_talk(context(town, "employee"), planned_at=datetime(2030, 1, 1, tzinfo=UTC))
    assert await rows(town, "select id from talk") == []


async def test_a_talk_held_counts_for_its_month_and_is_not_overwritten(staff, boss, town):
    await due_talks(boss)
    await due_talks(boss)
    assert await rows(town, DUE) == [(uid(code), "2025-06-01", None) for code in ("E2", "E3", "E4", "E6")]
    made = await talks.plan_talk(staff, planned_at=WHEN)

    await talks.hold_talk(boss, id=made, held_on=date(2025, 6, 27))

    held = {row[0]: row[2] for row in await rows(town, DUE)}
    assert held == {uid("E2"): None, uid("E3"): "2025-06-27", uid("E4"): None, uid("E6"): None}
    assert await rows(town, "select count(*) from one_on_one where superseded_at is not null") == [("1",)]
    with pytest.raises(InvalidState):
        await talks.cancel_talk(staff, id=made)


async def test_a_talk_is_not_held_before_its_day(staff, town):
    made = await talks.plan_talk(staff, planned_at=WHEN)

    with pytest.raises(InvalidInput):
        await talks.hold_talk(staff, id=made, held_on=date(2025, 7, 1))
    assert await rows(town, "select state from talk") == [("PLANNED",)]


async def test_the_other_is_told_of_a_new_time_and_no_longer_of_the_old(staff, boss, town):
    made = await talks.plan_talk(staff, planned_at=WHEN)

    await talks.change_talk(boss, id=made, planned_at=datetime(2025, 7, 3, 2, 0, tzinfo=UTC))

    told = await rows(town, "select employee_id,due_on,done_at is null from notice order by due_on")
    assert [row[:2] for row in told] == [(uid("E2"), "2025-07-02"), (uid("E3"), "2025-07-03")]
    assert [row[2] in ("1", "True") for row in told] == [False, True]


async def test_notes_of_both_are_not_written_over_each_other(staff, boss, town):
    made = await talks.plan_talk(staff, planned_at=WHEN)
    await talks.change_talk(staff, id=made, notes="先写", version=1)

    with pytest.raises(Conflict):
        await talks.change_talk(boss, id=made, notes="后写", version=1)
    assert await rows(town, "select notes from talk") == [("先写",)]
