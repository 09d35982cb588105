"""Contests and team activities: planning one, inviting, answering, and taking the list of who came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from server import audit
from server.desk import notify
from server.incentives.models import Contest, ContestEntry, ContestKind, ContestState, EntryAnswer
from server.incentives.payouts.rules import clean_code, clean_text, wrong
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.labels import label
from server.metrics.kept.dirty import touched
from server.people.models import Assignment, Employee, Employment
from server.people.operations.access import (
    Place,
    allow,
    allow_anywhere,
    decide,
    find_department,
    link,
    present_department,
)
from server.people.operations.record import operation
from server.people.rules import plain
from server.store.base import change_row, stamp

MOST_INVITED = 500


@operation
async def save_contest(
    ctx: Context,
    *,
    code: str,
    kind: ContestKind | None = None,
    name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    department_code: str | None = None,
    version: int | None = None,
    **texts: Any,  # the contest's other columns, all texts
) -> str:
    """Plan a contest or activity, or change one that is not over; return its id."""
    allow_anywhere(ctx, "saveContest")
    key = clean_code(code)
    department = await find_department(None, department_code)
    known = await Contest.filter(code=key).select_for_update().get_or_none()
    present = link(known, "department_id") or None if known else None
    allow(ctx, Place(None, department.id if department else present), "saveContest")
    given: dict[str, Any] = {field: value for field, value in texts.items() if value is not None}
    given |= {"kind": kind} if kind else {}
    given |= {"name": clean_text(name, "name", 80, 2)} if name is not None else {}
    given |= {"department_id": department.id} if department else {}
    given |= span(known, starts_on, ends_on)
    if known is None:
        if not {"kind", "name", "starts_on"} <= given.keys():
            raise wrong("name", "请填写类别、名称和日期。", "Give kind, name and day.")
        row_id = (await Contest.create(**stamp(ctx), code=key, **given)).id
    else:
        require_open(known)
        allow(ctx, Place(None, present), "saveContest")
        row_id = known.id
        await change_row(ctx, Contest, row_id, version=version, **given)
    changes = {field: (None, value) for field, value in given.items()}
    await note(ctx, "save_contest", row_id, changes)
    return row_id


def span(known: Contest | None, starts_on: date | None, ends_on: date | None) -> dict[str, date]:
    first = starts_on or (known.starts_on if known else None)
    last = ends_on or (known.ends_on if known and not starts_on else None) or first
    if first is None or last is None:
        return {}
    if last < first:
        raise wrong("endsOn", "结束日期不能早于开始日期。", "It can't end before it starts.")
    return {"starts_on": first, "ends_on": last}


@operation
async def invite_to_contest(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    employee_codes: Sequence[str] = (),
    department_code: str | None = None,
) -> str:
    """Invite people by number, or all who work in a department today; who is invited stays so. Return the id."""
    row = await kept(ctx, id, "inviteToContest")
    people = await people_of(ctx, employee_codes, department_code)
    if not 1 <= len(people) <= MOST_INVITED:
        raise wrong(
            "employeeCodes", f"一次邀请 1 到 {MOST_INVITED} 人。", f"Invite 1 to {MOST_INVITED} people."
        )
    have = {
        str(each) for each in await ContestEntry.filter(contest_id=id).values_list("employee_id", flat=True)
    }
    new = [person for person in people if person not in have]
    made = [
        ContestEntry(
            **stamp(ctx), contest_id=id, employee_id=person, held_on=row.starts_on, recorded_at=ctx.now,
            department_id=await present_department(ctx, person) or None,
        )
        for person in new
    ]  # fmt: skip
    await ContestEntry.bulk_create(made)
    await touched(ctx, "contest_entry", row.starts_on, row.starts_on)
    title = label(f"邀请您参加：{row.name}", f"You are invited: {row.name_en or row.name}")
    await notify(
        ctx,
        new,
        "contest",
        title=title,
        link=f"/contests/{row.code}",
        key=f"contest:{id}",
        due_on=row.starts_on,
    )
    await note(ctx, "invite_to_contest", id, {"invited": (len(have), len(have) + len(new))})
    return id


async def people_of(ctx: Context, codes: Sequence[str], department_code: str | None) -> list[str]:
    """Name those to invite, each in the caller's sight."""
    department = await find_department(None, department_code)
    if department is not None:
        allow(ctx, Place(None, department.id), "inviteToContest")
        return await working_in(ctx, department.id)
    wanted = [plain(code) for code in codes]
    found = {row.code: row.id for row in await Employee.filter(code__in=wanted)}
    for code in wanted:
        place = Place(found.get(code), await present_department(ctx, found[code])) if code in found else None
        if place is None or not decide(ctx, place, "Mutation.inviteToContest", "write").allowed:
            raise wrong("employeeCodes", f"没有工号为 {code} 的员工。", f"There is no employee {code}.")
    return [found[code] for code in wanted]


async def working_in(ctx: Context, department_id: str) -> list[str]:
    """Name who works in a department today, those who leave later included."""
    posts = Assignment.filter(
        department_id=department_id,
        is_primary=True,
        superseded_at=None,
        valid_from__lte=ctx.today,
        valid_to=None,
    )
    people = sorted({str(each) for each in await posts.values_list("employee_id", flat=True)})
    stays = Employment.filter(employee_id__in=people, superseded_at=None, hired_on__lte=ctx.today)
    here = [row for row in await stays if row.left_on is None or row.left_on >= ctx.today]
    return sorted({link(row, "employee_id") for row in here})


@operation
async def answer_invitation(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    joins: bool,
) -> str:
    """Say whether one comes, for oneself; return the contest's id."""
    me = ctx.principal.employee_id
    allow(ctx, Place(me), "answerInvitation")
    entry = await ContestEntry.filter(contest_id=id, employee_id=me or "").select_for_update().get_or_none()
    if entry is None:
        raise not_found()
    require_open(await Contest.get(id=id))
    answer = EntryAnswer.JOINS if joins else EntryAnswer.DECLINED
    await change_row(ctx, ContestEntry, entry.id, answer=answer)
    await note(ctx, "answer_invitation", id, {"answer": (entry.answer, answer)})
    return id


@operation
async def mark_attendance(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    attended: Sequence[str],
    listed: Sequence[str] | None = None,
    version: int | None = None,
) -> str:
    """Take the list: of those invited, the `attended` entries came and the others did not. Return the contest's id.

    Where only a page of the list was in view, `listed` names its entries; the others stay as they are.
    """
    row = await kept(ctx, id, "markAttendance")
    if row.starts_on > ctx.today:
        raise InvalidState(
            "活动还没有开始，不能登记到场。",
            "It has not begun; take the list on its day.",
            path=("input", "id"),
        )
    came, entries = set(attended), await ContestEntry.filter(contest_id=id)
    if came - {entry.id for entry in entries}:
        raise wrong(
            "attended",
            "名单中有未被邀请的人，请先邀请。",
            "Somebody on the list was not invited; invite them first.",
        )
    seen = came.union([entry.id for entry in entries] if listed is None else listed)
    for entry in entries:
        if entry.id in seen and entry.attended is not (entry.id in came):
            await change_row(ctx, ContestEntry, entry.id, attended=entry.id in came, marked_at=ctx.now)
    await change_row(ctx, Contest, id, version=version, state=ContestState.DONE, closed_at=ctx.now)
    await touched(ctx, "contest_entry", row.starts_on, row.starts_on)
    await note(ctx, "mark_attendance", id, {"attended": (None, len(came)), "invited": (None, len(entries))})
    return id


@operation
async def cancel_contest(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Call a contest off; whoever was invited hears of it and it counts nowhere. Return its id."""
    row = await kept(ctx, id, "cancelContest")
    require_open(row)
    await change_row(ctx, Contest, id, version=version, state=ContestState.CANCELLED, closed_at=ctx.now)
    await touched(ctx, "contest_entry", row.starts_on, row.starts_on)
    people = await ContestEntry.filter(contest_id=id).values_list("employee_id", flat=True)
    title = label(f"已取消：{row.name}", f"Called off: {row.name_en or row.name}")
    told = [str(person) for person in people]
    await notify(
        ctx, told, "contest", title=title, link=f"/contests/{row.code}", key=f"contest-off:{id}:{row.version}"
    )
    await note(ctx, "cancel_contest", id, {"state": (row.state, ContestState.CANCELLED)})
    return id


@operation
async def reopen_contest(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Plan a contest again that was called off, before it is over; whoever was told hears of it. Return its id."""
    row = await found(ctx, id, "reopenContest")
    if row.state != ContestState.CANCELLED or row.ends_on < ctx.today:
        raise InvalidState(
            "只有尚未过期的已取消活动可以恢复。",
            "Only what was called off, and is not over yet, can take place again.",
            path=("input", "id"),
        )
    await change_row(ctx, Contest, id, version=version, state=ContestState.OPEN, closed_at=None)
    await touched(ctx, "contest_entry", row.starts_on, row.starts_on)
    people = await ContestEntry.filter(contest_id=id).values_list("employee_id", flat=True)
    title = label(f"照常举行：{row.name}", f"It takes place after all: {row.name_en or row.name}")
    told, key = [str(person) for person in people], f"contest-on:{id}:{row.version}"
    await notify(ctx, told, "contest", title=title, link=f"/contests/{row.code}", key=key)
    await note(ctx, "reopen_contest", id, {"state": (ContestState.CANCELLED, ContestState.OPEN)})
    return id


async def kept(ctx: Context, contest_id: str, verb: str) -> Contest:
    """Find a contest the caller may run and that was not called off, locked."""
    row = await found(ctx, contest_id, verb)
    if row.state == ContestState.CANCELLED:
        require_open(row)
    return row


async def found(ctx: Context, contest_id: str, verb: str) -> Contest:
    """Find a contest the caller may run, locked."""
    allow_anywhere(ctx, verb)
    row = await Contest.filter(id=contest_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    allow(ctx, Place(None, link(row, "department_id") or None), verb)
    return row


def require_open(row: Contest) -> None:
    if row.state != ContestState.OPEN:
        raise InvalidState("活动已经结束或取消。", "It is over or was called off.", path=("input", "id"))


async def note(ctx: Context, act: str, row_id: str, changes: Mapping[str, tuple[object, object]]) -> None:
    await audit.record(ctx, f"incentives.{act}", subject_type="Contest", subject_id=row_id, changes=changes)
