"""What the operations of recruiting stand on: openings and candidates in sight, clean input, traces."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.money import to_minor
from server.people.models import Department, Employee, Position
from server.people.operations.access import Place, allow, decide, link, unknown
from server.people.operations.approving import is_here
from server.people.rules import clean_pay
from server.recruiting.models import ApplicationState, Candidate, CandidateEvent, JobOpening, OpeningState
from server.store.base import stamp

LONGEST_NOTE, LONGEST_REASON = 1000, 300
MOST_MONTHS = 720
Changes = Mapping[str, tuple[object, object]]


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


def text_of(text: str, field: str, most: int, least: int = 0) -> str:
    found = text.strip()
    if least <= len(found) <= most:
        return found
    raise wrong(field, f"请填写 {least} 至 {most} 字。", f"Write {least} to {most} characters.")


def number_of(value: int, field: str, least: int, most: int) -> int:
    if least <= value <= most:
        return value
    raise wrong(
        field, f"须为 {least} 至 {most} 的整数。", f"It must be a whole number from {least} to {most}."
    )


def day_of(ctx: Context, day: date | None, field: str) -> date:
    """Return the day, today by default; nothing here has happened in the future."""
    if day is None:
        return ctx.today
    if day > ctx.today:
        raise wrong(field, "日期不能晚于今天。", "The day cannot be after today.")
    return day


def pay_of(amount: Decimal, field: str) -> str:
    return clean_pay(amount, field)


def budget_of(amount: Decimal) -> int:
    return to_minor(clean_pay(amount, "budget"))


# --- Finding ---


async def find_unit(code: str) -> Department:
    found = await Department.get_or_none(code=code.strip())
    if found is None:
        raise unknown("department", None, "部门", "department")
    return found


async def position_id_of(code: str) -> str | None:
    if not code.strip():
        return None
    found = await Position.get_or_none(code=code.strip())
    if found is None:
        raise unknown("position", None, "岗位", "position")
    return found.id


async def find_owner(ctx: Context, code: str) -> str:
    found = await Employee.get_or_none(code=code.strip())
    if found is None or not await is_here(ctx, found.id):
        raise unknown("owner", None, "在职员工", "colleague")
    return found.id


async def find_opening(ctx: Context, opening_id: str, verb: str) -> JobOpening:
    """Find an opening in sight and lock it; one out of sight is as one that does not exist."""
    row = await JobOpening.filter(id=opening_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    place = Place(department_id=link(row, "department_id"))
    if not decide(ctx, place, "JobOpening.id", "read").allowed:
        raise not_found()
    allow(ctx, place, verb)
    return row


async def find_candidate(ctx: Context, candidate_id: str, verb: str) -> tuple[Candidate, JobOpening]:
    """Find a candidate in sight, lock them, and return them with their opening."""
    row = await Candidate.filter(id=candidate_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    opening = await find_opening(ctx, link(row, "opening_id"), verb)
    if row.erased_at is not None:
        raise InvalidState("这位候选人的资料已抹除。", "The data of this candidate has been erased.")
    return row, opening


def require_open(opening: JobOpening) -> None:
    if opening.state != OpeningState.OPEN:
        raise InvalidState(
            "这项招聘已结束，请先重新开放。",
            "This opening is over; open it again first.",
            path=("input", "openingId"),
        )


# --- Leaving behind ---


async def note(ctx: Context, action: str, row: str, subject: str, changes: Changes) -> None:
    await audit.record(
        ctx, f"recruiting.{action}", subject_type=subject, subject_id=row, changes=dict(changes)
    )


async def reached(
    ctx: Context, candidate_id: str, state: ApplicationState, day: date, text: str = ""
) -> None:
    """Write down that a candidate came to a state."""
    await CandidateEvent.create(
        **stamp(ctx), candidate_id=candidate_id, state=state, happened_on=day, actor_id=ctx.principal.employee_id,
        note=text,
    )  # fmt: skip
