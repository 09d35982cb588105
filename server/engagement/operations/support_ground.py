"""Ground of support requests: whose they are to work on, how a step is kept, and who hears of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import orjson

from server.delivery.publishing import publish
from server.desk.notices import notify
from server.engagement.models import (
    InternalIssue,
    SupportEvent,
    SupportEventKind,
    SupportRequest,
    SupportState,
)
from server.engagement.operations.ground import (
    local_day,
    note,
    require_seen,
)
from server.engagement.rules import is_late
from server.jobs import enqueue
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.labels import label
from server.metrics.kept.dirty import touched_row
from server.people.operations.access import Place, allow, link
from server.store.base import change_row, stamp

DUE = "support.look_at_limit"
OPEN = (SupportState.NEW, SupportState.ASSIGNED, SupportState.WORKING, SupportState.REOPENED)


def place_of(ctx: Context, row: SupportRequest, *, as_handler: bool = False) -> Place:
    """Return where a request stands to the caller; as a handler's, it is not the requester's own."""
    me = ctx.principal.employee_id
    sides = (
        ("assignee_id", "escalated_to_id")
        if as_handler
        else ("requester_id", "assignee_id", "escalated_to_id")
    )
    mine = me is not None and me in {link(row, side) for side in sides}
    return Place(me if mine else None, link(row, "department_id"))


async def found(ctx: Context, request_id: str) -> SupportRequest:
    """Find a request in sight and lock it; one out of sight is as one that does not exist."""
    row = await SupportRequest.filter(id=request_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    require_seen(ctx, place_of(ctx, row), "SupportRequest.id")
    return row


async def handled(ctx: Context, request_id: str, verb: str) -> SupportRequest:
    """Find a request that the caller works on: its assignee, who it was escalated to, who leads the department."""
    row = await found(ctx, request_id)
    allow(ctx, place_of(ctx, row, as_handler=True), verb)
    return row


async def either_side(ctx: Context, request_id: str, verb: str) -> SupportRequest:
    row = await found(ctx, request_id)
    allow(ctx, place_of(ctx, row), verb)
    return row


async def own_request(ctx: Context, request_id: str, verb: str) -> SupportRequest:
    row = await found(ctx, request_id)
    me = ctx.principal.employee_id
    allow(ctx, Place(me if me == link(row, "requester_id") else None), verb)
    return row


def answered(ctx: Context, row: SupportRequest) -> dict[str, Any]:
    """Return what the first word of the department changes; an answer after its limit was late."""
    if row.first_response_at is not None:
        return {}
    late = {"is_late": True} if is_late(row.answer_due_at, ctx.now) else {}
    return {"first_response_at": ctx.now, "due_at": row.solve_due_at, **late}


async def step(
    ctx: Context,
    row: SupportRequest,
    kind: SupportEventKind,
    text: str = "",
    *,
    version: int | None = None,
    shown: tuple[str, ...] = (),
    **values: Any,  # columns of mixed types
) -> None:
    """Change the request, keep what was before, and let everybody know who must."""
    before = {name: getattr(row, name) for name in values}
    row.version = await change_row(ctx, SupportRequest, row.id, version=version, **values)
    changes: dict[str, tuple[object, object]] = {
        name: (before[name], values[name]) for name in ("state", *shown) if name in values
    }
    for name, value in values.items():
        setattr(row, name, value)
    await told_step(ctx, row, kind, text, changes, before)
    if values.keys() & {"first_response_at", "solved_at", "department_id"}:
        await keep_issue(ctx, row)


async def told_step(
    ctx: Context,
    row: SupportRequest,
    kind: SupportEventKind,
    text: str,
    changes: dict[str, tuple[object, object]],
    before: dict[str, Any],
) -> None:
    kept = {
        name: spell_instant(each) if isinstance(each, datetime) else each for name, each in before.items()
    }
    await SupportEvent.create(
        **stamp(ctx), request_id=row.id, actor_id=ctx.principal.employee_id, kind=kind, text=text,
        happened_at=ctx.now, before=orjson.dumps(kept).decode(),
    )  # fmt: skip
    await note(ctx, f"support.{kind.lower()}", row.id, "SupportRequest", changes)
    data = {"id": row.id, "state": str(row.state), "link": f"/support/{row.id}"}
    await publish(ctx, "support.changed", f"{row.id}:{row.version}", data)


async def keep_issue(ctx: Context, row: SupportRequest) -> None:
    """Record anew what figures read of a request, so that what was known before stays readable."""
    key = f"support:{row.id}"
    live = InternalIssue.filter(source_key=key, superseded_at=None)
    old = [link(each, "department_id") for each in await live]
    await live.update(superseded_at=ctx.now, updated_at=ctx.now)
    await InternalIssue.create(
        **stamp(ctx), source_key=key, recorded_at=ctx.now, department_id=link(row, "department_id"),
        raised_at=row.raised_at, first_response_at=row.first_response_at, resolved_at=row.solved_at,
    )  # fmt: skip
    units = [*old, link(row, "department_id")]
    await touched_row(ctx, "internal_issue", local_day(ctx, row.raised_at), departments=units)


async def watch(ctx: Context, request_id: str, due: datetime) -> None:
    """Have somebody look once the limit is past: exactly on it is in time."""
    at = spell_instant(due)
    payload = {"request": request_id, "due": at}
    await enqueue(ctx, DUE, f"{request_id}:{at}", payload, after=due + timedelta(seconds=1))


async def tell_assignee(ctx: Context, row: SupportRequest, person: str | None) -> None:
    title = label("有一条支持请求等您处理", "A support request awaits you")
    await notify(
        ctx, [person] if person else [], "support", title=title, link=f"/support/{row.id}",
        key=f"support:{row.id}:own{row.version}", due_on=local_day(ctx, row.due_at or ctx.now),
    )  # fmt: skip


async def tell_other(ctx: Context, row: SupportRequest, *, by_sender: bool) -> None:
    title = (
        label("支持请求有新的进展，请查看", "There is news on a support request you work on")
        if by_sender
        else label("您的支持请求有新的进展", "There is news on your support request")
    )
    person = link(row, "assignee_id") if by_sender else link(row, "requester_id")
    key = f"support:{row.id}:news{row.version}"
    await notify(ctx, [person] if person else [], "support", title=title, link=f"/support/{row.id}", key=key)
