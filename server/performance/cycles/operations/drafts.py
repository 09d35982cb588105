"""Improvement plans that follow from published scores: drafted below the standard, taken back with the score."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from server.access.settings import read_number
from server.desk import notify, settle_notices
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.people.models import Employee
from server.people.operations.access import link
from server.people.operations.approving import line_manager
from server.performance.cycles.models import ReviewCycle, Scorecard
from server.performance.improvement.models import ImprovementPlan, ImprovementState
from server.performance.improvement.operations import OPEN, note_plan
from server.performance.plans.models import ScorePlan
from server.store.base import change_row, stamp


def falls_short(score: int | None, standard: int) -> bool:
    """Whether a score calls for a plan: below the standard, not at it; no score calls for none."""
    return score is not None and score < standard


async def draft_below_standard(ctx: Context, cycle: ReviewCycle, cards: Sequence[Scorecard]) -> None:
    """Draft a plan for each card below its plan's standard, in the transaction that publishes it.

    The rater leads it and is told. A correction takes back the draft that rests on what it corrects; a person with a
    plan that was agreed on gets no second.
    """
    await revoke_drafts(ctx, [each.replaces_id for each in cards if each.replaces_id])
    plans = await ScorePlan.filter(id__in={link(each, "plan_id") for each in cards})
    standards = {row.id: row.standard for row in plans}
    low = [each for each in cards if falls_short(each.score, standards[link(each, "plan_id")])]
    people = {link(each, "employee_id") for each in low}
    held = ImprovementPlan.filter(employee_id__in=people, state__in=OPEN) if people else None
    busy = {link(row, "employee_id") for row in await held} if held else set()
    due = ctx.today + timedelta(days=await read_number(ctx, "improvement_plan_days"))
    for card in low:
        if link(card, "employee_id") not in busy:
            await draft(ctx, card, cycle.code, standards[link(card, "plan_id")], due)


async def draft(ctx: Context, card: Scorecard, cycle: str, standard: int, due: date) -> None:
    row_id, person = new_id(), link(card, "employee_id")
    owner = link(card, "rater_id") or await line_manager(ctx, person)
    await ImprovementPlan.create(
        **stamp(ctx), id=row_id, employee_id=person, owner_id=owner, scorecard_id=card.id, cycle=cycle,
        score=card.score, standard=standard, due_on=due,
    )  # fmt: skip
    await note_plan(ctx, row_id, "draft_improvement_plan", {"cycle": (None, cycle), "dueOn": (None, due)})
    await tell_owner(ctx, row_id, person, owner, due)


async def tell_owner(ctx: Context, row_id: str, person: str, owner: str | None, due: date) -> None:
    if owner is None:
        return
    name = (await Employee.get(id=person)).name
    await notify(
        ctx, [owner], "performance.improvement_plan",
        title=label(
            f"请在 {due} 前与{name}面谈并商定改进计划",
            f"Talk with {name} and agree on an improvement plan by {due}",
        ),
        link=f"/talks/plans/{row_id}", key=f"improvement:{row_id}:draft", due_on=due,
    )  # fmt: skip


async def revoke_drafts(ctx: Context, scorecard_ids: Sequence[str]) -> None:
    """Take back the drafts that rest on cards which have been corrected; what was agreed on stays."""
    if not scorecard_ids:
        return
    drafts = ImprovementPlan.filter(scorecard_id__in=list(scorecard_ids), state=ImprovementState.DRAFT)
    for plan in await drafts:
        await change_row(ctx, ImprovementPlan, plan.id, state=ImprovementState.REVOKED, closed_at=ctx.now)
        await settle_notices(ctx, f"improvement:{plan.id}:")
        changes = {"state": (plan.state, ImprovementState.REVOKED)}
        await note_plan(ctx, plan.id, "revoke_improvement_plan", dict(changes))
