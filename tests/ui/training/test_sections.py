"""The tabs of training are those a reader may open; one of them is open."""

from __future__ import annotations

from tests.ui.incentives.test_sections import reader
from ui.training.sections import sees_hub, tabs_of


def test_who_looks_after_others_has_the_overview():
    seen = {
        role: sees_hub(reader(role))
        for role in ("hr_manager", "hr_specialist", "department_manager", "payroll_specialist", "employee")
    }
    assert seen == {
        "hr_manager": True, "hr_specialist": True, "department_manager": True, "payroll_specialist": False,
        "employee": False,
    }  # fmt: skip


def test_a_page_lies_under_the_longest_tab():
    hr = reader("hr_manager")

    assert tabs_of(hr, "/training/sessions/s1/edit")["here"] == "/training/sessions"
    assert tabs_of(hr, "/training/enrollments/n1")["here"] == "/training"
    assert tabs_of(hr, "/training/paths")["here"] == "/training/courses"
    assert tabs_of(hr, "/learn/n1/l1")["here"] == "/me/learning"
    assert tabs_of(hr, "/people")["here"] == ""
