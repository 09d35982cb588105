"""A score out of given values, and a past cycle scored by another plan without keeping anything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import Denied, InvalidInput, NotFound
from server.metrics.agreed.registry import Registry
from server.performance.cycles.scoring.simulating import Known, simulate, try_out
from server.performance.models import ReviewCycle, Scorecard, ScoreLine
from server.performance.plans.models import PlanGrain
from server.performance.plans.operations import plans
from server.performance.plans.reading import components_of
from server.store.store import Store
from tests.people.town import one
from tests.performance.planning import FULL
from tests.plan.world import PAST, context, uid


def test_values_are_weighed_as_the_days_of_the_stages_say():
    values = {"SERVICE": Known(Decimal(90)), "CSAT": Known(Decimal(95))}

    score = try_out(FULL, [(None, 90)], values, {})

    assert score.score == Decimal("92.00")


def test_what_is_not_given_is_missing():
    score = try_out(FULL, [], {"CSAT": Known(Decimal(95))}, {})

    assert (score.score, score.missing) == (Decimal("95.00"), ("SERVICE",))


async def made(hr, registry, **given):
    return await plans.save_score_plan(
        hr, registry, **{"code": "NEW", "name": "新方案", "components": FULL, "grain": PlanGrain.YEAR} | given
    )


async def plant(town: Store, plan: str) -> str:
    """Plant the year 2023 with one card of E3's colleague E2, whose service was rated 90 and satisfaction 80."""

    async def work() -> str:
        stamps: dict[str, Any] = {"created_at": PAST, "updated_at": PAST}
        cycle = await ReviewCycle.create(
            **stamps, code="2023", name="2023", grain="YEAR", starts_on=date(2023, 1, 1), ends_on=date(2023, 12, 31),
            self_due_on=date(2024, 1, 5), manager_due_on=date(2024, 1, 9), state="CLOSED",
        )  # fmt: skip
        card = await Scorecard.create(
            **stamps, employee_id=uid("E2"), cycle_id=cycle.id, plan_id=plan, state="CLOSED", score=8200
        )
        parts = {each.code: each.id for each in (await components_of([plan]))[plan]}
        for code, value in (("SERVICE", "90"), ("CSAT", "80")):
            await ScoreLine.create(
                **stamps, scorecard_id=card.id, employee_id=uid("E2"), component_id=parts[code], value=value,
                is_entered=True,
            )  # fmt: skip
        return str(cycle.id)

    return await town.write(work)


async def test_who_goes_up_and_who_can_not_be_compared(hr, town):
    registry = Registry(town)
    plan = await made(hr, registry)
    cycle = await plant(town, plan)
    other = await made(hr, registry, code="DAYS", grain=PlanGrain.MONTH)
    cards = await one(town, "select count(*) from scorecard")

    found = await simulate(hr, registry, plan, cycle)

    moved = [(each.employee_id, each.before, each.after, each.difference) for each in found if each.after]
    assert moved == [(uid("E2"), Decimal("82.00"), Decimal("86.00"), Decimal("4.00"))]
    assert {each.reason for each in found if each.after is None} == {"NO_VALUES"}
    assert await one(town, "select count(*) from scorecard") == cards
    with pytest.raises(InvalidInput):
        await simulate(hr, registry, other, cycle)
    with pytest.raises(NotFound):
        await simulate(hr, registry, uid("X9"), cycle)
    for role in ("employee", "department_manager", "payroll_specialist", "general_manager"):
        with pytest.raises(Denied):
            await simulate(context(town, role), registry, plan, cycle)
