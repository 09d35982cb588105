"""The progress of a cycle as it happens: how many cards are where, and how far a scoring run is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import strawberry

from schema.call import call
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.labels import label
from server.kernel.rights import allow
from server.performance.cycles.models import CycleState
from server.performance.cycles.progress import CycleWork, Progress, progress_of

strawberry.enum(CycleWork, description=label("对全员进行的工作", "What is done for everybody of a cycle"))
LOOK_SECONDS = 1.0
MOST_LOOKS = 3600
"""After an hour the client subscribes anew."""


@strawberry.type(description=label("周期进度", "Progress of a cycle"))
class ScoreProgress:
    cycle_id: strawberry.ID = strawberry.field(description=label("周期编号", "Id of the cycle"))
    state: CycleState = strawberry.field(description=label("周期状态", "State of the cycle"))
    cards: int = strawberry.field(description=label("绩效单数", "Cards"))
    with_people: int = strawberry.field(description=label("自评中", "With their people"))
    with_managers: int = strawberry.field(description=label("上级评分中", "With managers"))
    in_calibration: int = strawberry.field(description=label("待公布", "Waiting to be published"))
    disputed: int = strawberry.field(description=label("有异议", "Disputed"))
    is_scoring: bool = strawberry.field(description=label("正在计算", "Being worked out"))
    work: CycleWork | None = strawberry.field(description=label("正在进行", "What is going on"))
    done: int = strawberry.field(description=label("已完成人数", "People done"))
    total: int = strawberry.field(description=label("总人数", "People in all"))


def shown(found: Progress) -> ScoreProgress:
    return ScoreProgress(
        cycle_id=strawberry.ID(found.cycle_id), state=found.state, cards=found.cards, with_people=found.with_people,
        with_managers=found.with_managers, in_calibration=found.in_calibration, disputed=found.disputed,
        is_scoring=found.work is CycleWork.SCORING, work=found.work, done=found.done, total=found.total,
    )  # fmt: skip


async def look(ctx: Context, cycle_id: str, field: str) -> Progress:
    """Look once, for who runs cycles."""
    allow(ctx, field, "write")
    found = await progress_of(ctx, cycle_id)
    if found is None:
        raise not_found()
    return found


@strawberry.type(description=label("周期进度查询", "Questions about the progress of a cycle"))
class ProgressQuery:
    @strawberry.field(description=label("周期进度", "How far a cycle is"))
    async def score_progress(self, info: strawberry.Info, cycle_id: strawberry.ID) -> ScoreProgress:
        return shown(await look(call(info).ctx, str(cycle_id), "Query.scoreProgress"))


@strawberry.type(description=label("周期进度订阅", "Subscriptions of a cycle's progress"))
class ProgressSubscription:
    @strawberry.subscription(
        description=label("周期进度，有变化时推送", "How far a cycle is, told at each change")
    )
    async def score_progress(
        self, info: strawberry.Info, cycle_id: strawberry.ID
    ) -> AsyncGenerator[ScoreProgress, None]:
        ctx, last = call(info).ctx, None
        for _ in range(MOST_LOOKS):
            found = await look(ctx, str(cycle_id), "Subscription.scoreProgress")
            if found != last:
                yield shown(found)
            last = found
            await asyncio.sleep(LOOK_SECONDS)
