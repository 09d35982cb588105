"""Cards of the sample worlds: each by the plan of their family, with values that come to the points drawn."""

from __future__ import annotations

from decimal import Decimal

from server.demo.scores import plan_of, value_near
from server.performance.plan_models import ComponentBasis, Scoring
from server.performance.scoring import Component


def test_each_has_the_plan_of_their_family_in_their_company():
    assert (plan_of("R-S01", "frontline").code, plan_of("R-S01", "frontline").revision) == ("RETAIL", 2)
    assert [plan_of(unit, family).code for unit, family in (
        ("E-PRE", "frontline"), ("H-W01", "clinical"), ("R-HR", "office"), ("R-S01", "management"),
    )] == ["DESK", "NURSING", "OFFICE", "OFFICE"]  # fmt: skip


def test_a_value_comes_to_the_points_that_were_drawn():
    figure = Component("F", 1, basis=ComponentBasis.METRIC, metric="csat")
    against = Component(
        "A", 1, basis=ComponentBasis.METRIC, metric="x", scoring=Scoring.RATIO, target=Decimal("0.2")
    )

    assert (value_near(figure, 81.234), value_near(against, 80.0), value_near(Component("R", 1), 81.6)) == (
        Decimal("0.8123"),
        Decimal("0.1600"),
        Decimal(82),
    )
