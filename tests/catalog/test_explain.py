"""Why a value shows as it does: for one row, for a type, and for everyone who could look."""

from __future__ import annotations

import pytest

from server.catalog.explain import explain_row, explained, matrix_of, own_access, who_sees
from server.kernel.errors import NotFound
from tests.plan.world import uid
from tests.schema.world import World, everyone, planted


@pytest.fixture
async def world(store) -> World:
    return await planted(store)


async def test_a_row_is_explained_once_for_each_way_it_is_seen(world: World):
    ctx = world.context("department_manager")

    found = await explain_row(world.engine, ctx, type_name="Employee", field="phone", row_id=uid("E4"))

    assert [(each["role"], each["relation"], each["view"]) for each in found] == [
        ("department_manager", "team", "phone")
    ]
    assert found[0]["reason"] == "允许(脱敏:phone):部门经理看到的联系方式已脱敏"


async def test_a_row_out_of_sight_is_explained_like_none(world: World):
    ctx = world.context("employee")

    for row_id in (uid("E4"), uid("E9")):
        with pytest.raises(NotFound):
            await explain_row(world.engine, ctx, type_name="Employee", field="phone", row_id=row_id)


async def test_a_refusal_names_the_rule_and_where_it_stands(world: World):
    found = explained(world.context("hr_manager"), "hr_manager", "org", "Employee.baseSalary", "write")

    assert (found["allowed"], found["view"]) == (False, "null")
    assert found["rule"] is not None
    assert found["rule"].startswith("rules/people.csv:")


async def test_the_matrix_of_a_type_has_every_field_and_role_once(world: World):
    ctx = world.context("auditor")

    cells = matrix_of(ctx, type_name="Location")

    fields = [name for name in ctx.policy.fields() if name.startswith("Location.")]
    keys = [(cell["field"], cell["role"], cell["relation"], cell["act"]) for cell in cells]
    assert len(set(keys)) == len(keys)
    assert {cell["field"] for cell in cells} == {name.partition(".")[2] for name in fields}
    assert {cell["role"] for cell in cells} == set(ctx.policy.roles())


async def test_a_matrix_of_no_such_type_is_empty(world: World):
    assert matrix_of(world.context("auditor"), type_name="Nothing") == []


async def test_everyone_who_sees_pay_is_named_and_nobody_else(world: World):
    found = await who_sees(
        world.engine, world.context("auditor"), await everyone(), type_name="Employee", field="baseSalary",
        row_id=uid("E3"),
    )  # fmt: skip

    assert {(each["name"], each["relation"], each["view"]) for each in found} == {
        ("hr_manager", "org", "plain"),
        ("payroll_specialist", "org", "plain"),
        ("employee", "self", "plain"),
    }


async def test_own_access_tells_the_widest_first_and_what_differs_from_it(world: World):
    def seen(role: str) -> list[tuple[str, str, str]]:
        found = own_access(world.context(role), type_name="Employee")
        return [(each["relation"], each["act"], each["view"]) for each in found if each["field"] == "phone"]

    assert seen("department_manager") == [
        ("team", "read", "phone"),
        ("self", "read", "plain"),
        ("self", "write", "plain"),
    ]
    assert seen("hr_manager")[0] == ("org", "read", "plain")
    assert seen("administrator") == [("org", "read", "null")]


async def test_own_access_names_the_class_in_the_readers_language(world: World):
    found = own_access(world.context("employee"), type_name="Employee")

    assert {
        (each["field_class"], each["class_label"]) for each in found if each["field"] == "baseSalary"
    } == {("pay", "薪酬金额")}


async def test_own_access_to_an_operation_is_leave_to_run_it(world: World):
    def seen(role: str) -> list[tuple[str, str, str]]:
        found = own_access(world.context(role), type_name="Mutation")
        return [
            (each["relation"], each["act"], each["view"]) for each in found if each["field"] == "hireEmployee"
        ]

    assert seen("hr_manager") == [("org", "write", "plain"), ("self", "write", "null")]
    assert seen("employee") == [("org", "write", "null")]
