"""The tabs of feedback are those a reader may open; one of them is open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.incentives.test_sections import reader
from ui.feedback.sections import sees_board, sees_feedback, tabs_of

OWN = ["/feedback", "/feedback/scripts", "/feedback/customers"]
UNITS = ["/feedback", "/feedback/today", "/feedback/topics", "/feedback/scripts", "/feedback/customers"]
SEEN = {
    "employee": OWN,
    "payroll_specialist": OWN,
    "general_manager": OWN,
    "department_manager": UNITS,
    "hr_specialist": UNITS,
    "performance_specialist": UNITS,
    "hr_manager": [*UNITS[:-1], "/feedback/products", UNITS[-1], "/feedback/links", "/feedback/teams"],
    "administrator": ["/feedback", "/feedback/customers"],
}


@pytest.mark.parametrize("role", SEEN)
def test_each_role_has_its_tabs(role: str):
    assert [section.place for section in tabs_of(reader(role), "/feedback")["shown"]] == SEEN[role]


def test_an_inbox_needs_a_record_or_the_right_to_see_a_unit():
    seen = {}
    for role in ("employee", "administrator", "hr_manager"):
        ctx = reader(role)
        ctx.principal = replace(ctx.principal, employee_id=None)
        seen[role] = sees_feedback(ctx), sees_board(ctx), len(tabs_of(ctx, "/feedback")["shown"])
    assert seen == {
        "employee": (False, False, 1),
        "administrator": (False, False, 0),
        "hr_manager": (True, True, 8),
    }


def test_a_page_lies_under_the_longest_tab():
    hr = reader("hr_manager")

    assert tabs_of(hr, "/feedback/teams/rule")["here"] == "/feedback/teams"
    assert tabs_of(hr, "/feedback/t1/peek")["here"] == "/feedback"
    assert tabs_of(reader("employee"), "/feedback/teams")["here"] == "/feedback"
    assert tabs_of(hr, "/feedbacks")["here"] == ""
