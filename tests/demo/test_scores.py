"""Cards of the sample worlds: each by the plan of their family."""

from __future__ import annotations

from server.demo.scores import plan_of


def test_each_has_the_plan_of_their_family_in_their_company():
    assert (plan_of("R-S01", "frontline").code, plan_of("R-S01", "frontline").revision) == ("RETAIL", 2)
    assert [plan_of(unit, family).code for unit, family in (
        ("E-PRE", "frontline"), ("H-W01", "clinical"), ("R-HR", "office"), ("R-S01", "management"),
    )] == ["DESK", "NURSING", "OFFICE", "OFFICE"]  # fmt: skip
