"""A component as it is given becomes one as the rules take it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schema.plan_inputs import PlanComponentInput, StageWeightInput, components_given
from server.kernel.errors import InvalidInput
from server.performance.plans.models import ComponentBasis, Scoring


def test_what_is_not_given_is_as_usual():
    (part,) = components_given([PlanComponentInput(code=" csat ", name="满意度", weight=2000)])

    assert (part.code, part.basis, part.scale_high, part.cap, part.prior_n) == (
        "CSAT", ComponentBasis.RATING, 10000, 10000, 20,
    )  # fmt: skip


def test_numbers_become_hundredths_and_steps_are_read():
    given = PlanComponentInput(
        code="A", name="一", weight=1, scoring=Scoring.STEPS, steps="0.7=60", cap=Decimal("120.5"),
        stages=[StageWeightInput(stage="early", weight=7000)],
    )  # fmt: skip

    (part,) = components_given([given])

    assert (part.cap, part.steps, part.stages) == (12050, ((Decimal("0.7"), 6000),), {"EARLY": 7000})


@pytest.mark.parametrize(
    ("given", "field"), [({"cap": Decimal("1.001")}, "cap"), ({"steps": "much"}, "steps")]
)
def test_what_can_not_be_kept_is_named(given, field):
    with pytest.raises(InvalidInput) as caught:
        components_given([PlanComponentInput(code="A", name="一", weight=1, **given)])

    assert caught.value.path == ("input", "components", "0", field)
