"""The figure of a department on the cards of its people, and in a simulation."""

from __future__ import annotations

from decimal import Decimal

from server.metrics.agreed.registry import Registry
from server.performance.cycles.scoring.simulating import simulate
from server.performance.plans.models import ComponentBasis, PlanComponent
from tests.people.town import rows
from tests.performance.scored import CSAT, PLAN, SERVICE, hear_customers, open_cycle, publish_plan, score
from tests.plan.world import context, uid

LINES = (
    "select e.code,l.value,l.points,l.n,l.receipt<>'' from score_line l join employee e on e.id=l.employee_id "
    f"where l.component_id='{CSAT}' order by 1"
)


async def test_everybody_has_the_figure_of_their_department_or_of_the_nearest_above_that_has_one(town):
    await publish_plan(town)
    await hear_customers(town)
    cycle = await open_cycle(town)
    await town.write(lambda: PlanComponent.filter(id=CSAT).update(basis=ComponentBasis.TEAM))
    await town.write(lambda: PlanComponent.filter(id=SERVICE).update(weight=0))

    await score(town, cycle)

    # D3: 1 of 2. D2 with D3 beneath it, and the company: 9 of 12. D4 has no answers, so the company's counts.
    yes = "1" if town.dialect == "sqlite" else "True"
    assert await rows(town, LINES) == [
        (code, value, points, n, yes)
        for code, value, points, n in (
            ("E1", "0.75", "7500", "12"), ("E2", "0.75", "7500", "12"), ("E3", "0.75", "7500", "12"),
            ("E5", "0.5", "5000", "2"), ("E6", "0.75", "7500", "12"),
        )
    ]  # fmt: skip
    simulated = await simulate(context(town, "hr_manager"), Registry(town), PLAN, cycle)
    assert sorted(each.after or Decimal(0) for each in simulated) == [50, 75, 75, 75, 75]
    of_one = await simulate(context(town, "hr_manager"), Registry(town), PLAN, cycle, uid("D2"))
    assert {each.employee_id for each in of_one} == {uid("E2"), uid("E3"), uid("E5")}
