"""Support requests: asked of a department, on its head's desk at once, seen by who asked at every step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson

from server.desk.notices import settle_notices
from server.engagement.models import (
    InternalIssue,
    SupportEvent,
    SupportEventKind,
    SupportRequest,
    SupportState,
    SupportTopic,
)
from server.engagement.operations.ground import (
    caller,
    find_colleague,
    find_unit,
    head_of,
    local_day,
    require_state,
    text_of,
    wrong,
)
from server.engagement.operations.support_ground import (
    OPEN,
    answered,
    either_side,
    handled,
    own_request,
    step,
    tell_assignee,
    tell_other,
    told_step,
    watch,
)
from server.engagement.operations.support_topics import find_topic, hours_of, owner_of
from server.engagement.rules import is_late, limits
from server.kernel.clock import read_instant
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.metrics.kept.dirty import touched_row
from server.people.operations.access import link
from server.people.operations.record import operation
from server.store.base import stamp

LONGEST_TITLE, LONGEST, SHORTEST = 120, 2000, 2
TAKE_BACK = timedelta(seconds=60)
"""So long the last step of one's own can be taken back; pages offer it for ten seconds."""
UNDOABLE = frozenset(
    {SupportEventKind.ASSIGNED, SupportEventKind.MOVED, SupportEventKind.SOLVED, SupportEventKind.CONFIRMED,
     SupportEventKind.REOPENED}
)  # fmt: skip
INSTANTS = frozenset({"due_at", "answer_due_at", "solve_due_at", "solved_at", "confirmed_at"})


class TooLateToTakeBack(InvalidState):
    """Something happened since, or it was too long ago."""

    code = "TOO_LATE_TO_TAKE_BACK"


# --- Asking ---


@operation
async def create_support_request(
    ctx: Context,
    *,
    title: str,
    text: str = "",
    topic_code: str | None = None,
    department_code: str | None = None,
) -> str:
    """Ask another department for something; its owner has it at once. Return the request's id."""
    me = await caller(ctx, "createSupportRequest")
    if not (topic_code or department_code):
        raise wrong("departmentCode", "请选择向谁提出。", "Choose of whom you ask it.")
    topic = await find_topic(topic_code) if topic_code else None
    unit = link(topic, "department_id") if topic else (await find_unit(department_code, "department")).id
    hours = await hours_of(ctx, topic)
    answer_due, solve_due = limits(ctx.now, *hours)
    assignee = await owner_of(ctx, topic, unit, me)
    row = await SupportRequest.create(
        **stamp(ctx), requester_id=me, topic_id=topic.id if topic else None, department_id=unit, assignee_id=assignee,
        title=text_of(title, "title", LONGEST_TITLE, SHORTEST), text=text_of(text, "text", LONGEST),
        state=SupportState.ASSIGNED if assignee else SupportState.NEW, raised_at=ctx.now, due_at=answer_due,
        answer_due_at=answer_due, solve_due_at=solve_due,
    )  # fmt: skip
    await InternalIssue.create(
        **stamp(ctx),
        source_key=f"support:{row.id}",
        recorded_at=ctx.now,
        department_id=unit,
        raised_at=ctx.now,
    )
    await touched_row(ctx, "internal_issue", local_day(ctx, ctx.now))
    await told_step(ctx, row, SupportEventKind.ASKED, "", {"title": (None, row.title)}, {})
    await tell_assignee(ctx, row, assignee)
    for due in (answer_due, solve_due):
        await watch(ctx, row.id, due)
    return row.id


# --- Working on it ---


@operation
async def assign_support_request(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    employee_code: str | None = None,
    version: int | None = None,
) -> str:
    """Take a request oneself, or hand it to a colleague."""
    row = await handled(ctx, id, "assignSupportRequest")
    require_state(row, *OPEN)
    me = ctx.principal.employee_id
    person = (await find_colleague(ctx, employee_code, "employee")).id if employee_code else me
    if person is None or person == link(row, "requester_id"):
        raise wrong("employeeCode", "不能交给提出人。", "It cannot go to who asked.")
    state = SupportState.WORKING if row.first_response_at else SupportState.ASSIGNED
    await step(
        ctx,
        row,
        SupportEventKind.ASSIGNED,
        version=version,
        assignee_id=person,
        state=state,
        shown=("assignee_id",),
    )
    await settle_notices(ctx, f"support:{id}:own")
    if person != me:
        await tell_assignee(ctx, row, person)
    return id


@operation
async def move_support_request(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    department_code: str,
    reason: str = "",
    version: int | None = None,
) -> str:
    """Hand a request to the department that can solve it; its limits stay as they were."""
    row = await handled(ctx, id, "moveSupportRequest")
    require_state(row, *OPEN)
    unit = await find_unit(department_code, "department")
    if unit.id == link(row, "department_id"):
        raise wrong("departmentCode", "请选择另一个部门。", "Choose another department.")
    head = await head_of(ctx, unit.id, but=link(row, "requester_id"))
    why = text_of(reason, "reason", LONGEST)
    await step(
        ctx, row, SupportEventKind.MOVED, why, version=version, department_id=unit.id, assignee_id=head, topic_id=None,
        state=SupportState.ASSIGNED if head else SupportState.NEW, shown=("department_id",),
    )  # fmt: skip
    await settle_notices(ctx, f"support:{id}:own")
    await tell_assignee(ctx, row, head)
    return id


@operation
async def reply_support_request(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    text: str,
    version: int | None = None,
) -> str:
    """Write to the other side; the first word of the department in charge stops the clock of the answer."""
    row = await either_side(ctx, id, "replySupportRequest")
    require_state(row, *OPEN)
    said, changes = text_of(text, "text", LONGEST, SHORTEST), dict[str, Any]()
    by_sender = ctx.principal.employee_id == link(row, "requester_id")
    if not by_sender:
        changes = answered(ctx, row) | {"state": SupportState.WORKING}
        if not link(row, "assignee_id"):
            changes["assignee_id"] = ctx.principal.employee_id
    await step(ctx, row, SupportEventKind.REMARK, said, version=version, **changes)
    await tell_other(ctx, row, by_sender=by_sender)
    return id


@operation
async def solve_support_request(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    solution: str,
    version: int | None = None,
) -> str:
    """Say how it was solved; who asked confirms it or opens it again."""
    row = await handled(ctx, id, "solveSupportRequest")
    require_state(row, *OPEN)
    how = text_of(solution, "solution", LONGEST, SHORTEST)
    late = {"is_late": True} if is_late(row.due_at, ctx.now) else {}
    await step(
        ctx, row, SupportEventKind.SOLVED, how, version=version, solution=how,
        **answered(ctx, row) | {"state": SupportState.SOLVED, "solved_at": ctx.now, "due_at": None} | late,
    )  # fmt: skip
    await settle_notices(ctx, f"support:{id}:")
    await tell_other(ctx, row, by_sender=False)
    return id


# --- Who asked ---


@operation
async def confirm_support_request(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Say that one's request is solved."""
    row = await own_request(ctx, id, "confirmSupportRequest")
    require_state(row, SupportState.SOLVED)
    await step(
        ctx,
        row,
        SupportEventKind.CONFIRMED,
        version=version,
        state=SupportState.CONFIRMED,
        confirmed_at=ctx.now,
    )
    await settle_notices(ctx, f"support:{id}:")
    return id


@operation
async def reopen_support_request(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Say what of one's request is not solved; the clock of the solution begins anew."""
    row = await own_request(ctx, id, "reopenSupportRequest")
    require_state(row, SupportState.SOLVED, SupportState.CONFIRMED)
    why = text_of(reason, "reason", LONGEST, SHORTEST)
    topic = await SupportTopic.get_or_none(id=link(row, "topic_id") or None)
    _, due = limits(ctx.now, *await hours_of(ctx, topic))
    await step(
        ctx, row, SupportEventKind.REOPENED, why, version=version, state=SupportState.REOPENED, solved_at=None,
        confirmed_at=None, solve_due_at=due, due_at=due, reopened_count=row.reopened_count + 1,
    )  # fmt: skip
    await watch(ctx, id, due)
    await tell_other(ctx, row, by_sender=True)
    return id


@operation
async def take_back_support_step(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take back the step one has just made, if nothing happened since."""
    row = await either_side(ctx, id, "takeBackSupportStep")
    last = await SupportEvent.filter(request_id=id).order_by("-happened_at", "-id").first()
    if (
        last is None
        or last.kind not in UNDOABLE
        or link(last, "actor_id") != ctx.principal.employee_id
        or ctx.now - last.happened_at > TAKE_BACK
    ):
        raise TooLateToTakeBack("已经不能撤回了。", "It is too late to take this back.")
    before: dict[str, Any] = {  # columns of mixed types
        name: read_instant(value) if name in INSTANTS and value else value
        for name, value in orjson.loads(last.before).items()
    }
    await step(ctx, row, SupportEventKind.TAKEN_BACK, version=version, **before)
    return id
