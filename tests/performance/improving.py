"""What the tests of improvement plans share: a quarter with its plan, published cards, a plan that has begun."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.kernel.context import Context
from server.performance.cycles.operations.drafts import draft_below_standard
from server.performance.improvement import operations as improvement
from server.performance.improvement.operations import Step
from server.performance.models import ReviewCycle, Scorecard, ScorePlan
from tests.plan.world import row, uid

STEPS = [Step("每周旁听两通会话", date(2025, 7, 20), "负责人陪同"), Step("完成安抚课程", date(2025, 8, 10))]
WHOLE: dict[str, Any] = {
    "talk_on": date(2025, 6, 28), "starts_on": date(2025, 7, 1), "ends_on": date(2025, 8, 31),
    "aim": "质检得分回到 80", "steps": STEPS,
}  # fmt: skip
PLANS = "select employee_id,owner_id,state,score,cycle,due_on from improvement_plan order by created_at,id"


async def plant_quarter() -> None:
    """Plant a published plan with a standard of 60, and a quarter."""
    await ScorePlan.create(**row("S1"), code="DESK", name="客服方案", state="PUBLISHED", standard=6000)
    await ReviewCycle.create(
        **row("C1"), code="2025Q2", name="2025年第二季度", grain="QUARTER", starts_on=date(2025, 4, 1),
        ends_on=date(2025, 6, 30), self_due_on=date(2025, 7, 7), manager_due_on=date(2025, 7, 14),
    )  # fmt: skip


async def publish(
    ctx: Context, score: int | None, *, code: str = "K1", person: str = "E3", **more: Any
) -> None:
    async def work() -> None:
        card = await Scorecard.create(
            **row(code), employee_id=uid(person), cycle_id=uid("C1"), plan_id=uid("S1"), rater_id=uid("E2"),
            score=score, **more,
        )  # fmt: skip
        await draft_below_standard(ctx, await ReviewCycle.get(id=uid("C1")), [card])

    await ctx.store.write(work)


async def begun(boss: Context) -> str:
    made = await improvement.save_improvement_plan(boss, employee_id=uid("E3"), **WHOLE)
    return await improvement.start_improvement_plan(boss, id=made)
