"""Keeping what goals have reached, and what the goals beneath one aim at together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.people.operations.access import link
from server.performance.goals.attainment import ChangeKind
from server.performance.goals.measuring import Measured, is_additive, measure, spelled, subject_of
from server.performance.goals.models import Goal, GoalState
from server.performance.goals.operations.ground import OPEN, note_goal
from server.performance.goals.rules import (
    Summand,
    is_within,
    number,
    progress_of,
    settled,
    standing_of,
    sum_of,
)
from server.performance.plans.models import Aim


async def refresh(ctx: Context, registry: Registry, ids: Iterable[str]) -> None:
    """Measure some goals now and keep what came of it."""
    goals = await ctx.store.write(lambda: measurable(list(ids)))
    found = await measure(ctx, registry, [subject_of(each, ctx.today) for each in goals])
    pairs = [(each, found.get(subject_of(each, ctx.today))) for each in goals]
    await ctx.store.write(lambda: keep_measured(ctx, pairs))


async def measurable(ids: Sequence[str]) -> list[Goal]:
    return [each for each in await Goal.filter(id__in=ids, state__in=OPEN) if each.metric]


async def keep_measured(ctx: Context, pairs: Iterable[tuple[Goal, Measured | None]]) -> None:
    """Write what goals have reached; one whose last day is over is settled by it."""
    for goal, measured in pairs:
        if measured is None:
            continue
        stands = standing_of(
            ChangeKind(goal.change_kind) if goal.change_kind else None, number(goal.baseline),
            number(goal.target_change), measured.value, Aim(goal.aim) if goal.aim else None,
        )  # fmt: skip
        ended = settled(stands, goal.ends_on, ctx.today) if goal.state == GoalState.ACTIVE else None
        done = {"state": ended, "settled_at": ctx.now} if ended else {}
        await Goal.filter(id=goal.id).update(
            actual=spelled(measured.value), status=measured.status, receipt=measured.receipt, measured_at=ctx.now,
            progress=progress_of(stands), **done,
        )  # fmt: skip
        if ended:
            await note_goal(ctx, goal.id, "settle_goal", {"state": (goal.state, ended)})


async def add_up(ctx: Context, registry: Registry, row_id: str) -> None:
    """Add up again what the goals beside this one aim at together, and what those beneath it do."""
    known = await registry.current(ctx)

    async def write() -> None:
        goal = await Goal.get(id=row_id)
        for parent in await Goal.filter(id__in=[row_id, link(goal, "parent_id")]):
            children = await Goal.filter(parent_id=parent.id, state__not=GoalState.CANCELLED)
            aims = [Summand(each.metric, number(each.required)) for each in children]
            own = Summand(parent.metric, number(parent.required))
            total = sum_of(own, aims, is_additive=is_additive(known, parent.metric))
            await Goal.filter(id=parent.id).update(
                child_sum=spelled(total), is_sum_within=is_within(own.required, total)
            )

    await ctx.store.write(write)
