"""What the linter finds in a plan, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.persons import is_of_teams, is_personal
from server.performance.plans.lint import Ground, MetricWord, lint, sums
from server.performance.plans.models import Aim, ComponentBasis, ComponentGroup, MissingRule, Scoring
from server.performance.plans.points import Component
from server.performance.plans.templates import TEMPLATES

WORDS = {
    "profit": MetricWord("UP", is_of_teams=False),
    "csat": MetricWord("UP"),
    "asa": MetricWord("DOWN"),
    "turnover": MetricWord("UP", is_personal=False),
}
GROUND = Ground(WORDS)
FIGURE = Component("C", 10000, name="满意度", name_en="CSAT", basis=ComponentBasis.METRIC, metric="csat")


def found(*components: Component, ground: Ground = GROUND) -> list[str]:
    return [problem.code for problem in lint(components, ground)]


def rated(*weights: int, group: ComponentGroup = ComponentGroup.OTHER) -> list[Component]:
    return [Component(f"C{at}", weight, group=group) for at, weight in enumerate(weights)]


def test_weights_that_do_not_total_a_hundred_are_named_with_their_sum():
    (problem,) = lint(rated(5000, 3000, 1500), GROUND)

    assert (problem.code, problem.total) == ("WEIGHTS_NOT_100", Decimal("95.00"))
    assert "95%" in problem.say("zh")
    assert "95 %" in problem.say("en")


def test_each_stage_totals_a_hundred():
    parts = [Component("A", 5000, stages={"EARLY": 7000}), Component("B", 5000, stages={"LATE": 5000})]

    assert sums(parts) == {"": 10000, "EARLY": 12000, "LATE": 10000}
    assert [(problem.code, problem.stage) for problem in lint(parts, GROUND)] == [
        ("WEIGHTS_NOT_100", "EARLY")
    ]


def test_front_line_people_are_not_scored_by_sales_alone():
    sales = rated(6000, 4000, group=ComponentGroup.SALES)
    front = Ground(WORDS, is_front_line=True)

    assert found(*sales, ground=front) == ["SALES_ONLY", "CSAT_LOW"]
    assert found(*sales) == []
    assert found(*sales, ground=replace(front, may_be_sales_only=True)) == ["CSAT_LOW"]
    assert "SALES_ONLY" in found(*sales, Component("Z", 0), ground=front), "what weighs nothing does not help"


def test_satisfaction_of_a_fifth_is_enough_on_the_front_line():
    plan = [*rated(8000), replace(FIGURE, weight=2000, group=ComponentGroup.CSAT, is_shrunk=True)]

    assert found(*plan, ground=Ground(WORDS, is_front_line=True)) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"metric": "nothing"}, "UNKNOWN_METRIC"),
        ({"metric": None}, "UNKNOWN_METRIC"),
        ({"metric": "turnover"}, "NOT_ATTRIBUTABLE"),
        ({"basis": ComponentBasis.TEAM, "metric": "profit"}, "NOT_OF_TEAMS"),
        ({"basis": ComponentBasis.TEAM, "is_shrunk": True}, "BAD_SAMPLE"),
        ({"metric": "asa"}, "WRONG_DIRECTION"),
        ({"direction": Aim.DOWN}, "WRONG_DIRECTION"),
        ({"scoring": Scoring.RATIO}, "NO_TARGET"),
        ({"scoring": Scoring.RATIO, "target": Decimal(0)}, "NO_TARGET"),
        ({"scoring": Scoring.STEPS}, "NO_STEPS"),
        ({"floor": 10000}, "BAD_LIMITS"),
        ({"cap": 20001}, "BAD_LIMITS"),
        ({"basis": ComponentBasis.RATING, "scale_low": 500, "scale_high": 100}, "BAD_SCALE"),
        ({"is_shrunk": True, "prior_n": 0}, "BAD_SAMPLE"),
        ({"basis": ComponentBasis.PEER, "is_shrunk": True}, "BAD_SAMPLE"),
    ],
)
def test_a_component_that_could_not_score_is_named(changes, code):
    (problem,) = lint([replace(FIGURE, **changes)], GROUND)

    assert (problem.code, problem.component, problem.is_hint) == (code, "C", False)
    assert problem.text.startswith("满意度：")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"group": ComponentGroup.CSAT}, "NOT_SHRUNK"),
        ({"missing": MissingRule.ZERO}, "ZERO_IF_MISSING"),
    ],
)
def test_a_hint_does_not_keep_a_plan_back(changes, code):
    (problem,) = lint([replace(FIGURE, **changes)], GROUND)

    assert (problem.code, problem.is_hint) == (code, True)


def test_one_code_twice_is_named():
    assert found(Component("A", 5000), Component("A", 5000)) == ["DOUBLED"]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.code)
def test_templates_are_ready(template):
    known = load_builtin()
    words = {
        key: MetricWord(str(known.metrics[key].direction), is_personal(known, key), is_of_teams(known, key))
        for key in {each.metric for each in template.components if each.metric}
    }
    ground = Ground(words, is_front_line=template.family is not None)

    assert lint(template.components, ground) == ()


def test_of_business_service_nothing_is_typed_by_hand():
    (service,) = (each for each in TEMPLATES if each.code == "B2B")

    assert [(each.basis, each.metric) for each in service.components] == [
        (ComponentBasis.METRIC, "training_completion_rate"), (ComponentBasis.METRIC, "consult_conversion_rate"),
        (ComponentBasis.METRIC, "account_retention_rate"), (ComponentBasis.TEAM, "partner_score_avg"),
    ]  # fmt: skip


def test_templates_weigh_what_the_industries_ask_for():
    weights = {
        template.code: {each.code: each.weight for each in template.components} for template in TEMPLATES
    }

    assert {code: weights[code]["CSAT"] for code in ("RETAIL", "ECOMMERCE", "REPEAT")} == {
        "RETAIL": 2000, "ECOMMERCE": 2000, "REPEAT": 2000
    }  # fmt: skip
    assert sum(weights["HOSPITAL"][code] for code in ("CSAT", "RETURN", "PLANS")) == 3000
    assert weights["REPEAT"]["RETENTION"] == 2000
