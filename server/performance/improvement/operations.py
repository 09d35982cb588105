"""Improvement plans as people lead them: written down, begun after a talk, followed step by step, brought to an end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from server import audit
from server.access.settings import read_number
from server.desk import notify, settle_notices
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.people.operations.access import (
    Place,
    allow,
    decide,
    find_target,
    link,
    present_department,
    require,
)
from server.people.operations.approving import line_manager
from server.people.operations.record import operation
from server.performance.improvement.models import (
    LINE,
    TOLD,
    ImprovementPlan,
    ImprovementState,
    ImprovementStep,
)
from server.store.base import change_row, stamp

OPEN = (ImprovementState.DRAFT, ImprovementState.ACTIVE, ImprovementState.EXTENDED)
RUNNING = (ImprovementState.ACTIVE, ImprovementState.EXTENDED)
ENDS = (ImprovementState.REACHED, ImprovementState.EXTENDED, ImprovementState.NOT_REACHED)
SHORTEST, MOST_STEPS = 4, 20


@dataclass(frozen=True)
class Step:
    """A step as it is agreed on; `id` names one that is kept."""

    text: str
    due_on: date
    support: str = ""
    id: str | None = None


@operation
async def save_improvement_plan(
    ctx: Context,
    *,
    steps: Sequence[Step],
    id: str | None = None,  # noqa: A002 (the contract's word)
    employee_id: str | None = None,
    talk_on: date | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    aim: str = "",
    version: int | None = None,
) -> str:
    """Write a plan down, or one that no score called for; once the talk is held and it is whole it may be started."""
    if id is None:
        plan = await open_plan(ctx, employee_id)
    else:
        plan = await find_plan(ctx, id, "saveImprovementPlan")
    require_state(plan, OPEN)
    if starts_on and ends_on and ends_on <= starts_on:
        raise wrong("endsOn", "结束日期须晚于开始日期。", "The last day must be after the first.")
    values: dict[str, Any] = {
        "talk_on": talk_on,
        "starts_on": starts_on,
        "ends_on": ends_on,
        "aim": limited(aim, "aim", TOLD),
    }
    await keep_steps(ctx, plan, steps)
    await change_row(ctx, ImprovementPlan, plan.id, version=version, **values)
    changes = {name: (before, now) for name, now in values.items() if (before := getattr(plan, name)) != now}
    await note_plan(ctx, plan.id, "save_improvement_plan", changes)
    return plan.id


async def open_plan(ctx: Context, employee_id: str | None) -> ImprovementPlan:
    target = await find_target(ctx, employee_id, None)
    allow(ctx, target.place, "saveImprovementPlan")
    due = ctx.today + timedelta(days=await read_number(ctx, "improvement_plan_days"))
    return await ImprovementPlan.create(
        **stamp(ctx), id=new_id(), employee_id=target.person.id, owner_id=await line_manager(ctx, target.person.id),
        due_on=due,
    )  # fmt: skip


async def keep_steps(ctx: Context, plan: ImprovementPlan, steps: Sequence[Step]) -> None:
    """Let the steps be these, in this order; those kept keep what was done of them."""
    if len(steps) > MOST_STEPS:
        raise wrong("steps", f"最多 {MOST_STEPS} 步。", f"{MOST_STEPS} steps at most.")
    known = {row.id: row for row in await ImprovementStep.filter(plan_id=plan.id)}
    gone = known.keys() - {each.id for each in steps}
    await ImprovementStep.filter(id__in=list(gone)).delete()
    for number, step in enumerate(steps):
        said = limited(step.text, "steps", LINE)
        if len(said) < SHORTEST:
            raise wrong(
                "steps",
                f"请写清每一步做什么，至少 {SHORTEST} 个字。",
                f"Say of every step what is to be done, in {SHORTEST} characters or more.",
            )
        values: dict[str, Any] = {
            "place": number,
            "text": said,
            "support": limited(step.support, "steps", LINE),
            "due_on": step.due_on,
        }
        if step.id in known:
            await change_row(ctx, ImprovementStep, str(step.id), **values)
        else:
            await ImprovementStep.create(
                **stamp(ctx), plan_id=plan.id, employee_id=link(plan, "employee_id"), **values
            )


@operation
async def start_improvement_plan(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (as above)
    version: int | None = None,
) -> str:
    """Start a plan that was talked over: with an aim, days and a step at least; the person is told."""
    plan = await find_plan(ctx, id, "startImprovementPlan")
    require_state(plan, (ImprovementState.DRAFT,))
    require_whole(ctx, plan, await ImprovementStep.filter(plan_id=id).count())
    await change_row(ctx, ImprovementPlan, id, version=version, state=ImprovementState.ACTIVE)
    await settle_notices(ctx, f"improvement:{id}:")
    await notify(
        ctx, [link(plan, "employee_id")], "performance.improvement_plan",
        title=label("您的改进计划已开始，请查看并确认", "Your improvement plan has begun; look at it and confirm"),
        link=f"/talks/plans/{id}", key=f"improvement:{id}:begun", due_on=plan.ends_on,
    )  # fmt: skip
    await note_plan(ctx, id, "start_improvement_plan", {"state": (plan.state, ImprovementState.ACTIVE)})
    return id


def require_whole(ctx: Context, plan: ImprovementPlan, steps: int) -> None:
    if plan.talk_on is None or plan.talk_on > ctx.today:
        raise wrong("talkOn", "先面谈，再填写面谈日期。", "Talk first, then say on which day you did.")
    if plan.starts_on is None or plan.ends_on is None:
        raise wrong("endsOn", "请填写起止日期。", "Say from when until when.")
    if len(plan.aim) < SHORTEST:
        raise wrong(
            "aim",
            f"请写明要达到什么，至少 {SHORTEST} 个字。",
            f"Say what is to be reached, in {SHORTEST} characters or more.",
        )
    if not steps:
        raise wrong("steps", "至少要有一步。", "A plan has one step at least.")


@operation
async def acknowledge_improvement_plan(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (as above)
) -> str:
    """Say that one has seen one's plan; this is no consent to it."""
    plan = await find_plan(ctx, id, "acknowledgeImprovementPlan")
    require_state(plan, RUNNING)
    if plan.acknowledged_at is None:
        await change_row(ctx, ImprovementPlan, id, acknowledged_at=ctx.now)
        await settle_notices(ctx, f"improvement:{id}:")
        await note_plan(ctx, id, "acknowledge_improvement_plan", {"acknowledgedAt": (None, ctx.now)})
    return id


@operation
async def tick_improvement_step(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (as above)
    is_done: bool,
) -> str:
    """Tick a step off or open it again, as the person or as who leads the plan; return the plan's id."""
    step = await ImprovementStep.filter(id=id).select_for_update().get_or_none()
    if step is None:
        raise not_found()
    plan = await find_plan(ctx, link(step, "plan_id"), "tickImprovementStep")
    require_state(plan, RUNNING)
    await change_row(ctx, ImprovementStep, id, done_on=ctx.today if is_done else None)
    done = {"doneOn": (step.done_on, ctx.today if is_done else None)}
    await note_plan(ctx, plan.id, "tick_improvement_step", dict(done))
    return plan.id


@operation
async def close_improvement_plan(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (as above)
    state: ImprovementState,
    outcome: str,
    ends_on: date | None = None,
    version: int | None = None,
) -> str:
    """Say what came of a plan: reached, not reached, or to be gone on with until a later day."""
    plan = await find_plan(ctx, id, "closeImprovementPlan")
    require_state(plan, RUNNING)
    if state not in ENDS:
        raise wrong(
            "state", "结果须为达成、延长或未达成。", "The outcome is reached, extended or not reached."
        )
    said = limited(outcome, "outcome", TOLD)
    if len(said) < SHORTEST:
        raise wrong(
            "outcome",
            f"请说明结果，至少 {SHORTEST} 个字，本人会看到。",
            f"Say what came of it, in {SHORTEST} characters or more; the person will read it.",
        )
    values = extended(plan, ends_on) if state is ImprovementState.EXTENDED else {"closed_at": ctx.now}
    await change_row(ctx, ImprovementPlan, id, version=version, state=state, outcome=said, **values)
    await notify(
        ctx, [link(plan, "employee_id")], "performance.improvement_plan",
        title=label("您的改进计划有了结果，请查看", "There is an outcome of your improvement plan; look at it"),
        link=f"/talks/plans/{id}", key=f"improvement:{id}:{state}:{ctx.today}",
    )  # fmt: skip
    await note_plan(ctx, id, "close_improvement_plan", {"state": (plan.state, state)})
    return id


def extended(plan: ImprovementPlan, ends_on: date | None) -> dict[str, object]:
    if ends_on is None or plan.ends_on is None or ends_on <= plan.ends_on:
        raise wrong("endsOn", "延长须填写更晚的结束日期。", "To go on with it, give a later last day.")
    return {"ends_on": ends_on}


# --- Ground ---


async def find_plan(ctx: Context, row_id: str, verb: str) -> ImprovementPlan:
    """Find a plan and lock it; one out of sight is as one that does not exist, and so is one's own draft."""
    found = await ImprovementPlan.filter(id=row_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    person = link(found, "employee_id")
    place = Place(person, await present_department(ctx, person))
    name = "assessment_draft" if found.state == ImprovementState.DRAFT else "improvement_plan"
    if not decide(ctx, place, name, "read").allowed:
        raise not_found()
    require(decide(ctx, place, f"Mutation.{verb}", "write"))
    return found


def require_state(plan: ImprovementPlan, states: Sequence[ImprovementState]) -> None:
    if plan.state not in states:
        raise InvalidState(
            "这份改进计划当前不能这样办理，请刷新查看状态。",
            "The plan's state does not allow this; reload to see it.",
            path=("input", "id"),
        )


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


def limited(text: str, field: str, most: int) -> str:
    said = text.strip()
    if len(said) > most:
        raise wrong(field, f"最多 {most} 个字。", f"{most} characters at most.")
    return said


async def note_plan(
    ctx: Context, row_id: str, action: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"performance.{action}", subject_type="ImprovementPlan", subject_id=row_id, changes=dict(changes)
    )
