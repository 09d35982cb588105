"""How what was worked out is counted and shown."""

from __future__ import annotations

from decimal import Decimal

from schema.plan_inputs import TrialValue, TryScoreInput
from schema.plan_queries import given_values, simulation, template
from server.performance.cycles.scoring.simulating import Simulated
from server.performance.plans.templates import TEMPLATES


def test_who_moves_is_counted():
    def one(before, after):
        return Simulated("E1", before and Decimal(before), after and Decimal(after), "", ())

    found = simulation("p", "c", [one("80", "81"), one("80", "79"), one("80", "80"), one(None, "80")])

    assert (found.people, found.up, found.down, found.same, found.unscored) == (4, 1, 1, 1, 1)


def test_a_template_is_named_in_the_readers_language():
    hospital = next(each for each in TEMPLATES if each.code == "HOSPITAL")

    assert (template(hospital, "zh").name, template(hospital, "en").name) == ("医院护理", "Hospital, nursing")
    assert template(hospital, "en").components[2].target == "0.8"


def test_values_are_found_by_code():
    given = TryScoreInput(values=[TrialValue(code="csat", value=Decimal(0), n=3, group_value=Decimal("0.9"))])

    values, priors = given_values(given)

    assert (values["CSAT"].value, values["CSAT"].n, priors["CSAT"]) == (Decimal(0), 3, Decimal("0.9"))
