"""Several people move together or not at all, and a move is taken back exactly, while nothing else has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.people import operations
from tests.people.town import refused, rows
from tests.plan.world import context, uid

LIVE = (
    "select e.code,d.code,a.valid_from,a.valid_to from assignment a join department d on d.id=a.department_id "
    "join employee e on e.id=a.employee_id where a.superseded_at is null and e.code in ('E3','E4') order by 1,3"
)
IDS = [uid("E3"), uid("E4")]
GIVEN: dict[str, Any] = {"ids": IDS, "department_code": "D4", "effective_on": date(2025, 6, 1)}


async def test_all_move_on_the_day_and_are_put_back_exactly(town):
    hr = context(town, "hr_manager")
    before = await rows(town, LIVE)

    moved = await operations.move_employees(hr, **GIVEN)
    assert [row for row in await rows(town, LIVE) if row[2] == "2025-06-01"] == [
        ("E3", "D4", "2025-06-01", None),
        ("E4", "D4", "2025-06-01", None),
    ]

    await operations.undo_move(replace(hr, now=hr.now + timedelta(seconds=5)), id=moved)
    assert await rows(town, LIVE) == before


async def test_one_who_cannot_be_moved_stops_all_and_is_named(town):
    hr = context(town, "hr_manager")
    given = GIVEN | {"ids": [*IDS, uid("E5")]}

    trouble = await refused(town, lambda: operations.move_employees(hr, **given), InvalidState)

    assert trouble.en.startswith("E5: ")


async def test_what_has_changed_since_is_not_overwritten(town):
    hr = context(town, "hr_manager")
    moved = await operations.move_employees(hr, **GIVEN)
    later = replace(hr, now=hr.now + timedelta(seconds=5))
    await operations.transfer_employee(later, code="E4", department_code="D2", effective_on=date(2025, 6, 10))

    await refused(town, lambda: operations.undo_move(later, id=moved), InvalidState)


async def test_a_move_is_taken_back_once_within_the_hour_and_by_its_maker(town):
    hr = context(town, "hr_manager")
    moved = await operations.move_employees(hr, **GIVEN)
    late = replace(hr, now=hr.now + timedelta(hours=1, seconds=1))

    await refused(town, lambda: operations.undo_move(late, id=moved), InvalidState)
    await refused(town, lambda: operations.undo_move(context(town, "hr_specialist"), id=moved), NotFound)
    await operations.undo_move(hr, id=moved)
    await refused(town, lambda: operations.undo_move(hr, id=moved), InvalidState)


@pytest.mark.parametrize("ids", [[], [f"id{n}" for n in range(1001)]])
async def test_too_few_or_too_many_are_refused(town, ids):
    await refused(
        town,
        lambda: operations.move_employees(context(town, "hr_manager"), **GIVEN | {"ids": ids}),
        InvalidInput,
    )


async def test_a_manager_may_not_and_one_out_of_sight_is_as_none(town):
    manager, specialist = context(town, "department_manager"), context(town, "hr_specialist")

    await refused(town, lambda: operations.move_employees(manager, **GIVEN), Denied)
    await refused(town, lambda: operations.move_employees(specialist, **GIVEN), NotFound)
