"""What somebody sees of their own record, asked by who keeps it."""

from __future__ import annotations

import pytest

from server.catalog.view_as import fields_as
from server.kernel.errors import Denied, NotFound
from tests.plan.world import CALLERS, context, uid
from tests.schema.world import World, planted


@pytest.fixture
async def world(store) -> World:
    return await planted(store)


async def seen(world: World, role: str, person: str):
    everyone = [caller.principal() for caller in CALLERS.values()]
    return await fields_as(world.engine, context(world.store, role), everyone, employee_id=uid(person))


async def test_each_field_of_an_employee_with_its_rule(world):
    found = {row["field"]: row for row in await seen(world, "hr_manager", "E3")}

    assert (found["baseSalary"]["view"], found["baseSalary"]["field_class"]) == ("plain", "pay")
    assert found["baseSalary"]["rule"].startswith("rules/people.csv")
    assert found["notes"]["view"] == "plain"
    assert found["phone"]["reason"] == "员工维护自己的联系方式"


async def test_who_has_no_account_sees_nothing(world):
    assert await seen(world, "hr_manager", "E5") == []


async def test_only_who_keeps_the_record_may_ask(world):
    with pytest.raises(Denied):
        await seen(world, "department_manager", "E3")
    with pytest.raises(NotFound):
        await seen(world, "hr_specialist", "E3")
