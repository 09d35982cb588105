"""Who stands above somebody: the named manager, the nearest head who is here, and the head above that."""

from __future__ import annotations

from datetime import date

from server.people.models import Employment
from server.people.operations.approving import approvers_of, departments_of
from tests.plan.world import context, uid


async def found(town, person: str) -> list[list[str]]:
    ctx = context(town, "hr_manager")
    of = approvers_of(ctx, uid(person))

    async def every() -> list[list[str]]:
        return [list(await of(word)) for word in ("manager", "manager_of_manager", "department_head")]

    people: list[list[str]] = await town.write(every)
    return people


async def test_the_words_of_a_chain_lead_to_people(town):
    assert await found(town, "E3") == [[uid("E2")], [uid("E1")], [uid("E2")]]
    assert await found(town, "E4") == [[uid("E2")], [uid("E1")], [uid("E2")]]
    assert await found(town, "E1") == [[], [], []]


async def test_a_manager_who_has_left_is_passed_over(town):
    async def leave() -> None:
        await Employment.filter(employee_id=uid("E2")).update(left_on=date(2025, 6, 29))

    await town.write(leave)

    assert await found(town, "E3") == [[uid("E1")], [], [uid("E1")]]


async def test_departments_are_named_from_the_nearest_up(town):
    ctx = context(town, "hr_manager")

    assert await town.write(lambda: departments_of(ctx, uid("E4"))) == [uid("D3"), uid("D2"), uid("D1")]
