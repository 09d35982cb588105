"""Which of the published plans holds for somebody."""

from __future__ import annotations

import pytest

from server.performance.plans.models import PlanGrain
from server.performance.plans.reading import PlanInForce, plan_for


def plan(code: str, family: str | None = None, department: str | None = None) -> PlanInForce:
    return PlanInForce(code, code, family, department, PlanGrain.QUARTER, 6000)


PLANS = (
    plan("ALL"),
    plan("FRONT", "frontline"),
    plan("SHOPS", None, "shops"),
    plan("SHOPS-FRONT", "frontline", "shops"),
    plan("STORE", None, "store"),
    plan("OTHER", "frontline", "desk"),
)


@pytest.mark.parametrize(
    ("family", "departments", "code"),
    [
        ("frontline", ["store", "shops", "group"], "STORE"),
        ("frontline", ["kiosk", "shops", "group"], "SHOPS-FRONT"),
        ("office", ["kiosk", "shops", "group"], "SHOPS"),
        ("frontline", ["lab", "group"], "FRONT"),
        (None, ["lab", "group"], "ALL"),
        ("frontline", [], "FRONT"),
    ],
)
def test_the_nearest_department_goes_first_then_the_family(family, departments, code):
    found = plan_for(PLANS, family, departments)

    assert found is not None
    assert found.code == code


def test_nobody_is_scored_without_a_plan():
    assert plan_for(PLANS[1:], "office", ["lab"]) is None


def test_of_two_that_are_alike_the_first_by_code_holds():
    found = plan_for([plan("B"), plan("A")], None, [])

    assert found is not None
    assert found.code == "A"
