"""Whom a cycle is about: one line a person, where they count at its end or on their last day."""

from __future__ import annotations

from datetime import date

from server.performance.cycles.scoring.people import Round
from tests.performance.scored import cycle_of, open_cycle
from tests.plan.world import context, uid


async def people_of(town, day: date, **given):
    cycle = await cycle_of(town, await open_cycle(town, day))
    return Round(context(town, "hr_manager"), cycle, "run", **given)


async def test_who_was_there_for_a_day_counts_where_they_ended(town):
    found = {each.employee_id: each for each in await (await people_of(town, date(2025, 1, 1))).batch("")}

    assert set(found) == {uid(f"E{number}") for number in (1, 2, 3, 5, 6)}
    assert (found[uid("E3")].department_id, found[uid("E3")].manager_id, found[uid("E3")].family) == (
        uid("D2"), uid("E2"), None,
    )  # fmt: skip
    assert (found[uid("E5")].left_on, found[uid("E5")].family) == (date(2025, 3, 31), "service")
    assert (found[uid("E1")].manager_id, found[uid("E2")].manager_id) == (None, uid("E1"))


async def test_before_a_move_they_count_where_they_were(town):
    found = {each.employee_id: each for each in await (await people_of(town, date(2024, 10, 1))).batch("")}

    assert (found[uid("E3")].department_id, found[uid("E3")].manager_id) == (uid("D4"), uid("E6"))
    assert uid("E4") not in found


async def test_people_who_are_named_are_all_there_is(town):
    named = await people_of(town, date(2025, 4, 1), people=(uid("E4"), uid("E5"), uid("X1")))

    assert await named.count() == 1
    assert [each.employee_id for each in await named.batch("")] == [uid("E4")]
    assert await named.batch(uid("E4")) == []
