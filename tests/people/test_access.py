"""Every operation by four callers; whoever is refused leaves every table as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.context import Grant, Principal
from server.kernel.errors import Denied, InvalidInput, NotFound
from server.people import operations
from server.people.models import LeaveKind
from tests.people.town import refused
from tests.plan.world import context, uid

DAY = date(2025, 6, 1)
E3: dict[str, Any] = {"code": "E3"}
NEW: dict[str, Any] = {"code": "E9", "name": "何欣", "hired_on": DAY, "department_code": "D2"}
LEAVE: dict[str, Any] = {**E3, "left_on": DAY, "leave_kind": LeaveKind.OTHER}
BACK: dict[str, Any] = {"code": "E5", "rehired_on": DAY, "department_code": "D3"}
UP: dict[str, Any] = {**E3, "position_code": "P2", "effective_on": date(2024, 3, 1)}
PLACE: dict[str, Any] = {"code": "D9", "name": "新部门", "parent_code": "D1"}
HR, PAYROLL, RATER, HEAD = "hr_manager", "payroll_specialist", "performance_specialist", "department_manager"
CASES: dict[str, tuple[dict[str, Any], str, str, str]] = {
    # operation: what it is given, who may, who may half (sees the row, or holds part of the right), who may not
    "hire_employee": (NEW, HR, PAYROLL, "employee"),
    "complete_probation": ({"code": "E4"}, HR, HEAD, "auditor"),
    "transfer_employee": ({**E3, "department_code": "D3"}, HR, HEAD, PAYROLL),
    "promote_employee": (UP, HR, HEAD, RATER),
    "change_pay": ({**E3, "base_salary": Decimal(9500)}, PAYROLL, HR, "employee"),
    "give_notice": (E3, HR, HEAD, PAYROLL),
    "record_leave": (LEAVE, HR, HEAD, "auditor"),
    "rehire_employee": (BACK, HR, HEAD, PAYROLL),
    "update_employee": ({**E3, "changes": {"name": "陈嘉"}}, HR, HEAD, PAYROLL),
    "create_department": (PLACE, HR, "hr_specialist", "administrator"),
    "update_department": ({"code": "D3", "changes": {"name": "三组"}}, HR, "hr_specialist", "administrator"),
    "create_position": ({"code": "P9", "name": "顾问"}, HR, "hr_specialist", "employee"),
    "create_location": ({"code": "L9", "name": "城东门店"}, HR, HEAD, "employee"),
}
ABOUT_PEOPLE = [
    name
    for name in CASES
    if name not in ("hire_employee", "update_department") and not name.startswith("create")
]


def specialist_of_d2(store):
    who = Principal("a", "a", "a", uid("E6"), (Grant("hr_specialist", (uid("D2"),)),))
    return context(store, "hr_specialist").acting_as(who)


def call(store, caller, name, given):
    return lambda: getattr(operations, name)(context(store, caller), **given)


@pytest.mark.parametrize("name", CASES)
async def test_who_may_does_and_the_half_privileged_and_unprivileged_do_not(town, name):
    given, privileged, half, unprivileged = CASES[name]

    for caller in (half, unprivileged):
        trouble = await refused(town, call(town, caller, name, given), Denied)
        assert trouble.zh
        assert trouble.en

    assert await call(town, privileged, name, given)()


@pytest.mark.parametrize("name", ABOUT_PEOPLE)
async def test_out_of_scope_is_as_what_does_not_exist(town, name):
    given, *_ = CASES[name]
    caller = "hr_specialist"  # of D4, where none of these people work

    unseen = await refused(town, call(town, caller, name, given), NotFound)
    absent = await refused(town, call(town, caller, name, given | {"code": "E404"}), NotFound)

    assert unseen.extensions() == absent.extensions()


async def test_a_denial_names_the_rule(town):
    trouble = await refused(town, call(town, "hr_manager", "change_pay", CASES["change_pay"][0]), Denied)

    assert (trouble.rule or "").startswith("rules/people.csv:")
    assert "人力资源经理可看薪酬但不能修改" in trouble.zh


async def test_who_may_hire_may_not_therefore_set_pay(town):
    given = CASES["hire_employee"][0] | {"base_salary": Decimal(8000)}

    trouble = await refused(town, call(town, "hr_manager", "hire_employee", given), Denied)

    assert trouble.path == ("input", "baseSalary")


async def test_nobody_changes_their_own_pay(town):
    own = {"code": "E6", "base_salary": Decimal(99999)}

    trouble = await refused(town, call(town, "payroll_specialist", "change_pay", own), Denied)

    assert "任何人不得修改自己的薪酬" in trouble.zh


async def test_nobody_runs_a_personnel_change_on_themselves(town):
    own = {"code": "E1", "department_code": "D2"}

    await refused(town, call(town, "hr_manager", "transfer_employee", own), Denied)


async def test_a_specialist_hires_into_the_own_department_only(town):
    given = CASES["hire_employee"][0]

    await refused(town, call(town, "hr_specialist", "hire_employee", given), Denied)

    assert await call(town, "hr_specialist", "hire_employee", given | {"department_code": "D4"})()


async def test_a_specialist_moves_people_only_where_both_ends_are_theirs(town):
    ctx = specialist_of_d2(town)

    await refused(town, lambda: operations.transfer_employee(ctx, code="E3", department_code="D3"), Denied)

    assert await operations.transfer_employee(ctx, code="E3", position_code="P1") == uid("E3")


async def test_employees_change_their_own_contacts_and_not_their_name(town):
    own = context(town, "employee")

    await refused(town, lambda: operations.update_employee(own, code="E3", changes={"name": "陈嘉"}), Denied)

    assert await operations.update_employee(own, code="E3", changes={"phone": "139 0000 0003"}) == uid("E3")


async def test_a_manager_out_of_sight_cannot_be_named(town):
    ctx = specialist_of_d2(town)

    trouble = await refused(
        town, lambda: operations.transfer_employee(ctx, code="E3", manager_code="E1"), InvalidInput
    )

    assert trouble.path == ("input", "managerCode")


async def test_the_target_must_be_named(town):
    await refused(town, call(town, "hr_manager", "give_notice", {}), InvalidInput)
