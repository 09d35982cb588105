"""What a run goes by: weights by the stages of the cycle's days, worked out once, and what a family is drawn to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.kernel.errors import NotFound
from server.metrics.agreed.registry import Registry
from server.performance.cycles.scoring.ground import prepare
from server.performance.models import PlanComponent, ScorePlan, StageWeight, TransformationStage
from tests.performance.scored import CSAT, PLAN, SERVICE, hear_customers, open_cycle, publish_plan
from tests.plan.world import context, row, uid


async def test_a_stage_that_changes_within_the_cycle_weighs_by_its_days(town):
    await publish_plan(town)
    cycle = await open_cycle(town)

    async def stages() -> None:
        for number, (code, first, last) in enumerate(
            (("EARLY", date(2025, 1, 1), date(2025, 2, 15)), ("MID", date(2025, 2, 15), None))
        ):
            await TransformationStage.create(
                **row(f"T{number}"), code=code, name=code, valid_from=first, valid_to=last
            )
        for number, (component, stage, weight) in enumerate(
            ((SERVICE, "EARLY", 8000), (CSAT, "EARLY", 2000), (SERVICE, "MID", 2000), (CSAT, "MID", 8000))
        ):
            await StageWeight.create(**row(f"W{number}"), component_id=component, stage=stage, weight=weight)

    await town.write(stages)
    ground = await prepare(context(town, "hr_manager"), Registry(town), cycle)

    assert ground.segments(uid("D2")) == (("EARLY", 45), ("MID", 45))
    assert ground.weights(PLAN, uid("D2")) == {"SERVICE": 5000, "CSAT": 5000}
    assert ground.weights(PLAN, uid("D2")) is ground.weighed[PLAN, uid("D2")]
    assert ground.chain(uid("D3")) == (uid("D3"), uid("D2"), uid("D1"))


async def test_few_answers_are_drawn_to_the_family_of_the_plan(town):
    await publish_plan(town)
    await hear_customers(town)
    cycle = await open_cycle(town)
    await town.write(lambda: PlanComponent.filter(id=CSAT).update(is_shrunk=True))

    for family, prior in ((None, Decimal("0.75")), ("service", Decimal("0.5"))):
        await town.write(lambda family=family: ScorePlan.filter(id=PLAN).update(family=family))
        ground = await prepare(context(town, "hr_manager"), Registry(town), cycle)
        assert ground.prior(PLAN, "csat") == prior


async def test_there_is_no_ground_without_a_cycle(town):
    with pytest.raises(NotFound):
        await prepare(context(town, "hr_manager"), Registry(town), uid("X1"))
