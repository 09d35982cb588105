"""Asking for days off, taking the request back, and giving days back that are not needed after all."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from server import approvals, audit
from server.approvals.kinds import Step
from server.attendance.absence_rules import Asked, Part, by_year, clashes, parts_of
from server.attendance.models import (
    AbsenceDay,
    AbsenceRequest,
    AbsenceState,
    AbsenceType,
    DayPart,
    EntryKind,
    HoldState,
)
from server.attendance.operations.balances import days_text, find_type, hold, post, require_enough
from server.attendance.operations.days import minor
from server.attendance.operations.figures import own_months, sum_months, tell_sheets
from server.attendance.operations.ground import require_employed_on, require_open
from server.attendance.rules import clean_note, wrong
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.kernel.period import month_of
from server.people.operations.access import Target, allow, allow_anywhere, decide, find_target, link
from server.people.operations.approving import approvers_of, departments_of
from server.people.operations.calendars import calendar_for
from server.people.operations.record import operation
from server.store.base import change_row, stamp

KIND = "absence"
STEPS = (Step("manager"),)
"""Who decides where no chain is set: the line manager alone."""
LIVE = (HoldState.HELD, HoldState.TAKEN)


class AbsenceOverlaps(Conflict):
    """Some of the days are taken or asked for already."""

    code = "ABSENCE_OVERLAPS"


@operation
async def request_absence(
    ctx: Context,
    *,
    type_code: str,
    first_day: date,
    last_day: date | None = None,
    starts_at_noon: bool = False,
    ends_at_noon: bool = False,
    hours: Decimal | None = None,
    reason: str = "",
    employee_id: str | None = None,
    employee_code: str | None = None,
) -> str:
    """Ask for days off, for oneself unless somebody is named, and hand it to who approves; return the request's id.

    Rest days and holidays in between do not count, what is left of a balance is set aside, and nobody is off twice.
    """
    named = employee_id or (None if employee_code else ctx.principal.employee_id)
    target = await find_target(ctx, named, employee_code) if named or employee_code else None
    if target is None:
        allow_anywhere(ctx, "requestAbsence")
        raise not_found()
    allow(ctx, target.place, "requestAbsence")
    kind = await find_type(type_code)
    asked = Asked(first_day, last_day or first_day, starts_at_noon, ends_at_noon, minor(hours))
    parts = parts_of(asked, kind, await calendar_for(asked.first_day, asked.last_day))
    why = clean_note(reason, "reason", 2 if kind.needs_reason else 0)
    await check_days(ctx, target.person.id, parts)
    for year, needed in by_year(parts).items():
        await require_enough(ctx, target.person.id, kind, year, needed)
    return await hand_in(ctx, target, kind, asked, parts, why)


async def check_days(ctx: Context, person: str, parts: Sequence[Part]) -> None:
    """Refuse days in closed months, outside of the employment, or off already; the person's row is locked."""
    days = [part.day for part in parts]
    await require_open(ctx, {month_of(day) for day in days}, "firstDay")
    await require_employed_on(person, days, "firstDay")
    rows = await AbsenceDay.filter(employee_id=person, day__gte=days[0], day__lte=days[-1], state__in=LIVE)
    if double := clashes(parts, [(row.day, DayPart(row.part), row.hours) for row in rows]):
        raise AbsenceOverlaps(
            f"{double[0]} 已经请过假，请避开这一天。",
            f"{double[0]} is taken already; leave that day out.",
            path=("input", "firstDay"),
        )


async def hand_in(
    ctx: Context, target: Target, kind: AbsenceType, asked: Asked, parts: Sequence[Part], why: str
) -> str:
    person, row_id = target.person.id, new_id()
    total = sum(part.hours for part in parts)
    approval = await approvals.submit_request(
        ctx, KIND, subject_type="AbsenceRequest", subject_id=row_id, employee_id=person,
        summary=summary(kind, asked, total), approvers=approvers_of(ctx, person),
        departments=await departments_of(ctx, person), steps=STEPS,
    )  # fmt: skip
    await AbsenceRequest.create(
        **stamp(ctx), id=row_id, employee_id=person, type_id=kind.id, first_day=asked.first_day,
        last_day=asked.last_day, starts_at_noon=asked.starts_at_noon, ends_at_noon=asked.ends_at_noon,
        hours=total, reason=why, approval_id=approval,
    )  # fmt: skip
    made = [
        AbsenceDay(
            **stamp(ctx), request_id=row_id, employee_id=person, type_id=kind.id, day=part.day, part=part.part,
            hours=part.hours,
        )
        for part in parts
    ]  # fmt: skip
    await AbsenceDay.bulk_create(made)
    for year, hours in by_year(parts).items():
        await hold(ctx, person, kind.id, year, hours)
    told: dict[str, tuple[object, object]] = {
        "type": (None, kind.code),
        "firstDay": (None, asked.first_day),
        "lastDay": (None, asked.last_day),
    }
    await note_absence(ctx, row_id, "request_absence", told)
    return row_id


def summary(kind: AbsenceType, asked: Asked, total: int) -> str:
    """Say what is asked for, in both languages; it names nobody."""
    span = f"{asked.first_day}" + (f" – {asked.last_day}" if asked.last_day != asked.first_day else "")
    hours = asked.hours is not None
    number = f"{total / 100:g}" if hours else days_text(total)
    zh = f"{number} 小时" if hours else f"{number} 天"
    en = f"{number} {'hour' if hours else 'day'}{'' if number == '1' else 's'}"
    return label(f"{kind.name} {zh}，{span}", f"{kind.name_en or kind.name}, {en}, {span}")


@operation
async def withdraw_absence(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take back a request on which nobody has decided; return its id."""
    row = await find_request(ctx, id, "withdrawAbsence")
    if row.state != AbsenceState.WAITING:
        raise InvalidState(
            "申请已经办结，不能撤回；已批准的可以销假。",
            "The request is settled; approved days can be given back.",
            path=("input", "id"),
        )
    if row.approval_id:
        await approvals.withdraw(ctx, row.approval_id)
    await release(ctx, row, AbsenceState.WITHDRAWN, version=version)
    await note_absence(ctx, id, "withdraw_absence", {"state": (row.state, AbsenceState.WITHDRAWN)})
    return id


async def release(
    ctx: Context, row: AbsenceRequest, state: AbsenceState, *, version: int | None = None
) -> None:
    """Let the days of a request that comes to nothing go."""
    person, kind = link(row, "employee_id"), link(row, "type_id")
    await change_row(ctx, AbsenceRequest, row.id, version=version, state=state, decided_at=ctx.now)
    held = await AbsenceDay.filter(request_id=row.id, state=HoldState.HELD)
    for year, hours in by_year([part_of(day) for day in held]).items():
        await hold(ctx, person, kind, year, -hours)
    await AbsenceDay.filter(request_id=row.id, state=HoldState.HELD).update(
        state=HoldState.RELEASED, updated_at=ctx.now
    )


def part_of(row: AbsenceDay) -> Part:
    return Part(row.day, DayPart(row.part), row.hours)


@operation
async def return_absence(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    from_day: date | None = None,
    reason: str = "",
    version: int | None = None,
) -> str:
    """Give approved days back, from a day on (all unless one is named); return the request's id.

    One's own days only before they begin; days that have passed are for HR to give back.
    """
    row = await find_request(ctx, id, "returnAbsence")
    if row.state != AbsenceState.APPROVED:
        raise InvalidState(
            "只有已批准的假期可以销假。", "Only approved days can be given back.", path=("input", "id")
        )
    since = max(from_day or row.first_day, row.first_day)
    person, kind = link(row, "employee_id"), link(row, "type_id")
    if since <= ctx.today and person == ctx.principal.employee_id:
        raise wrong(
            "fromDay",
            "已经开始的日期请联系人力资源部门销假。",
            "HR gives back days that have begun; ask them.",
        )
    days = await AbsenceDay.filter(request_id=id, state=HoldState.TAKEN, day__gte=since).order_by("day")
    if not days:
        raise wrong(
            "fromDay", "从这一天起没有可以销的假。", "There is nothing to give back from that day on."
        )
    await require_open(ctx, {month_of(day.day) for day in days}, "fromDay")
    why = clean_note(reason, "reason")
    own = await own_months({(person, month_of(day.day)) for day in days})
    await AbsenceDay.filter(id__in=[day.id for day in days]).update(
        state=HoldState.GIVEN_BACK, updated_at=ctx.now
    )
    returned = by_year([part_of(day) for day in days])
    for year, hours in returned.items():
        await post(ctx, person, kind, year, EntryKind.GIVEN_BACK, hours, request_id=id, note=why)
    left = row.hours - sum(returned.values())
    state = AbsenceState.APPROVED if left else AbsenceState.CANCELLED
    await change_row(ctx, AbsenceRequest, id, version=version, hours=left, state=state)
    await tell_days(ctx, person, [day.day for day in days], own)
    await note_absence(ctx, id, "return_absence", {"fromDay": (None, since), "hours": (row.hours, left)})
    return id


async def tell_days(
    ctx: Context, person: str, days: Sequence[date], own: Collection[tuple[str, str]]
) -> None:
    """Let sheets and months follow days that were given back; `own` months were worked out here before."""
    await tell_sheets(ctx, [(person, day) for day in days])
    await sum_months(ctx, {(person, month_of(day)) for day in days}, own=own)


async def find_request(ctx: Context, row_id: str, verb: str) -> AbsenceRequest:
    """Find a request and lock it with its person; one out of sight is as one that does not exist."""
    allow_anywhere_or_own(ctx, verb)
    found = await AbsenceRequest.get_or_none(id=row_id)
    if found is None:
        raise not_found()
    target = await find_target(ctx, link(found, "employee_id"), None)
    if not decide(ctx, target.place, "AbsenceRequest.id", "read").allowed:
        raise not_found()
    allow(ctx, target.place, verb)
    return await AbsenceRequest.filter(id=row_id).select_for_update().get()


def allow_anywhere_or_own(ctx: Context, verb: str) -> None:
    """Refuse at once whoever may do the verb to nobody, not even for themselves."""
    grants = ctx.principal.grants
    if any(ctx.policy.decide(grant.role, "self", f"Mutation.{verb}", "write").allowed for grant in grants):
        return
    allow_anywhere(ctx, verb)


async def note_absence(
    ctx: Context, row_id: str, action: str, changes: dict[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"attendance.{action}", subject_type="AbsenceRequest", subject_id=row_id, changes=changes
    )
