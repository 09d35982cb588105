"""Moving several people at once, all or none, and taking that back exactly while nothing else has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

import orjson

from server import audit
from server.jobs import submit
from server.jobs.following import tell
from server.kernel.context import Context
from server.kernel.errors import InvalidState, Trouble, not_found
from server.people import rules
from server.people.models import Assignment, BulkMove
from server.people.operations.access import allow, allow_anywhere, find_target
from server.people.operations.move import transfer
from server.people.operations.outcomes import follow_moves
from server.people.operations.record import apply, conclude, live_spans, operation
from server.people.rules import Revision, Span
from server.store.base import change_row, stamp

MOST_AT_ONCE: Final = 100
"""More than these are moved by a job."""
MOST_IN_ALL: Final = 1000
MOVE, UNDO = "people.move_many", "people.undo_move"
OPEN_FOR: Final = timedelta(hours=1)

Json = dict[str, Any]  # what stands in the row, of mixed types


@operation
async def move_employees(
    ctx: Context,
    *,
    ids: Sequence[str],
    effective_on: date | None = None,
    reason: str = "",
    **post: Any,
) -> str:
    """Move people to a department, position, place or manager from a day on; `post` is as for one transfer.

    Whom the caller may not move, or who cannot be moved, is named, and then nobody is. Returns the move's id;
    more than a hundred people are left to a job, which `job_of_move` names.
    """
    allow_anywhere(ctx, "transferEmployee")
    people = list(dict.fromkeys(ids))
    if not 1 <= len(people) <= MOST_IN_ALL:
        raise rules.invalid(
            "ids", f"一次可处理 1 到 {MOST_IN_ALL} 人。", f"Between 1 and {MOST_IN_ALL} people at a time."
        )
    day = effective_on or ctx.today
    if len(people) > MOST_AT_ONCE:
        return await leave_to_job(ctx, people, day, reason, post)
    moved = [await moved_one(ctx, person, day, reason, post) for person in people]
    made = await BulkMove.create(
        **stamp(ctx),
        account_id=ctx.principal.account_id,
        effective_on=day,
        moved=orjson.dumps(moved).decode(),
    )
    return made.id


async def leave_to_job(
    ctx: Context, people: Sequence[str], day: date, reason: str, post: Mapping[str, Any]
) -> str:
    asked = {"ids": people, "reason": reason, "post": post}
    made = await BulkMove.create(
        **stamp(ctx), account_id=ctx.principal.account_id, effective_on=day, moved="[]",
        request=orjson.dumps(asked).decode(),
    )  # fmt: skip
    job = await submit(ctx, MOVE, {"move": made.id}, total=len(people))
    await BulkMove.filter(id=made.id).update(job_id=job)
    return made.id


async def job_of_move(ctx: Context, id: str) -> str | None:  # noqa: A002 (the contract's word)
    """Return the job that a move of the caller's was left to, if it was."""
    sql = "select job_id from bulk_move where id={0} and account_id={1}"
    found = await ctx.store.ask(sql, id, ctx.principal.account_id)
    return next((row[0] for row in found), None)


async def run_move(ctx: Context, move_id: str, job: str) -> str:
    """Do a move that was left to a job, all or none; a second time it changes nothing."""
    row = await BulkMove.filter(id=move_id).select_for_update().get()
    if row.moved != "[]":
        return row.id
    asked, moved = orjson.loads(row.request), []
    for done, person in enumerate(asked["ids"], 1):
        moved.append(await moved_one(ctx, person, row.effective_on, asked["reason"], asked["post"]))
        tell(job, done, len(asked["ids"]))
    await change_row(ctx, BulkMove, row.id, moved=orjson.dumps(moved).decode())
    return row.id


async def moved_one(ctx: Context, person: str, day: date, reason: str, post: Mapping[str, Any]) -> Json:
    target = await find_target(ctx, person, None)
    before = await live_spans(ctx, Assignment, person)
    try:
        await transfer(ctx, id=person, effective_on=day, reason=reason, **post)
    except Trouble as trouble:
        who = f"{target.person.name}（{target.person.code}）"
        raise type(trouble)(
            f"{who}：{trouble.zh}",
            f"{target.person.code}: {trouble.en}",
            path=trouble.path,
            rule=trouble.rule,
        ) from trouble
    since = await live_spans(ctx, Assignment, person)
    return {"id": person, "before": [spelled(span) for span in before], "since": [span.key for span in since]}


@operation
async def undo_move(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Take a move back: what held before is recorded anew, exactly. Raises InvalidState once anything has changed.

    Returns the move's id; of more than a hundred people, the id of the job that does it.
    """
    allow_anywhere(ctx, "transferEmployee")
    row = await BulkMove.filter(id=id, account_id=ctx.principal.account_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    if row.undone_at is not None or ctx.now > row.created_at + OPEN_FOR:
        raise InvalidState(
            "这次变动已不能撤销，请逐人更正。", "This move can't be taken back any more; correct each person."
        )
    if len(orjson.loads(row.moved)) > MOST_AT_ONCE:
        return await submit(ctx, UNDO, {"move": row.id}, total=len(orjson.loads(row.moved)))
    return await run_undo(ctx, row.id, "")


async def run_undo(ctx: Context, move_id: str, job: str) -> str:
    """Put everybody of a move back, all or none; a second time it changes nothing."""
    row = await BulkMove.filter(id=move_id).select_for_update().get()
    if row.undone_at is not None:
        return row.id
    people = orjson.loads(row.moved)
    for done, each in enumerate(people, 1):
        await put_back(ctx, each, row.effective_on)
        if job:
            tell(job, done, len(people))
    await change_row(ctx, BulkMove, row.id, undone_at=ctx.now)
    return row.id


async def put_back(ctx: Context, each: Json, day: date) -> None:
    target = await find_target(ctx, each["id"], None)
    allow(ctx, target.place, "transferEmployee")
    present = await live_spans(ctx, Assignment, each["id"])
    if [span.key for span in present] != each["since"]:
        who = f"{target.person.name}（{target.person.code}）"
        raise InvalidState(
            f"{who}之后又有变动，不能一起撤销。",
            f"{target.person.code} has changed since; they can't all be taken back.",
        )
    kept = {span["key"] for span in each["before"]} & set(each["since"])
    before = tuple(read(span) for span in each["before"] if span["key"] not in kept)
    gone = tuple(key for key in each["since"] if key not in kept)
    await apply(ctx, Assignment, each["id"], Revision(gone, before), since=day)
    await follow_moves(ctx, each["id"], day)
    changes: dict[str, tuple[object, object]] = {"posts": (audit.HIDDEN, audit.HIDDEN)}
    await conclude(ctx, target, "undo_transfer", changes, version=None, on=day)


def spelled(span: Span) -> Json:
    return {"key": span.key, "start": span.start, "end": span.end, "values": dict(span.values)}


def read(each: Json) -> Span:
    end = date.fromisoformat(each["end"]) if each["end"] else None
    return Span(date.fromisoformat(each["start"]), end, each["values"])
