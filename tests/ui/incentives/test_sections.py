"""The tabs of incentives are those a reader may open; one of them is open."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from server.kernel.context import Grant, Principal
from tests.ui.stage import POLICY
from ui.incentives.sections import sees_hub, tabs_of

SEEN = {
    "hr_manager": {"/incentives", "/incentives/schemes", "/incentives/commissions"},
    "performance_specialist": {"/incentives", "/incentives/schemes"},
    "payroll_specialist": {"/incentives", "/incentives/commissions"},
    "department_manager": {"/incentives", "/incentives/commissions"},
    "employee": set(),
}


def reader(role: str) -> Any:
    who = Principal("a", "reader", "读者", "e1", (Grant(role, ("d1",)),))
    return SimpleNamespace(principal=who, policy=POLICY)


@pytest.mark.parametrize("role", SEEN)
def test_each_role_has_its_tabs(role: str):
    ctx = reader(role)
    places = {section.place for section in tabs_of(ctx, "/incentives")["shown"]}

    assert places & {"/incentives", "/incentives/schemes", "/incentives/commissions"} == SEEN[role]
    assert sees_hub(ctx) == bool(SEEN[role])


def test_a_page_lies_under_the_longest_tab():
    assert tabs_of(reader("hr_manager"), "/incentives/schemes/s1")["open"] == "/incentives/schemes"
    assert tabs_of(reader("hr_manager"), "/incentives")["open"] == "/incentives"
    assert tabs_of(reader("employee"), "/people")["open"] == ""
