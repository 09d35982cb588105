"""Forms are offered to whom the policy lets write, judged apart for one's own record."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from policies import load
from server.kernel.context import Grant
from ui.offers import may_read, may_take_out, may_write, sees_totals

POLICY = load()


def reader(*roles: str, team: tuple[str, ...] = ()) -> Any:
    grants = tuple(Grant(role, team) for role in roles)
    return SimpleNamespace(policy=POLICY, principal=SimpleNamespace(grants=grants, roles=roles))


@pytest.mark.parametrize(
    ("roles", "obj", "own", "allowed"),
    [
        (("employee",), "Employee.phone", True, True),
        (("employee",), "Employee.name", True, False),
        (("employee",), "Employee.phone", False, False),
        (("employee", "hr_manager"), "Mutation.transferEmployee", False, True),
        (("employee", "hr_manager"), "Mutation.transferEmployee", True, False),
        (("employee", "hr_manager"), "Mutation.changePay", False, False),
        (("employee", "payroll_specialist"), "Mutation.changePay", False, True),
        (("employee", "payroll_specialist"), "Mutation.changePay", True, False),
    ],
)
def test_a_form_is_offered_to_who_may_send_it(roles, obj, own, allowed):
    assert may_write(reader(*roles), obj, own=own) is allowed


def test_totals_are_for_the_general_manager():
    assert sees_totals(reader("employee", "general_manager"))
    assert not sees_totals(reader("employee", "department_manager"))


def test_definitions_are_for_insiders_and_reports_for_some():
    assert may_read(reader("employee"), "metric_definition")
    assert not may_read(reader("administrator"), "metric_definition")
    assert may_read(reader("employee", "department_manager"), "report")
    assert not may_read(reader("employee"), "report")


def test_figures_leave_with_who_may_take_them_out():
    assert may_take_out(reader("employee"))
    assert not may_take_out(reader("auditor"))
