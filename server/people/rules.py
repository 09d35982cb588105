"""The rules of the people domain, which compute and touch nothing: dated facts, states, and what an input may be."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from server.kernel.errors import InvalidInput, InvalidState
from server.kernel.money import from_minor, to_minor
from server.people.event_models import MoveKind, ProbationResult
from server.people.models import DepartmentKind, LeaveKind

# --- Dated facts ---


@dataclass(frozen=True)
class Span:
    """One version of a fact: it holds from `start` up to, not including, `end`; `key` is the row it stands in."""

    start: date
    end: date | None
    values: Mapping[str, object]
    key: str = ""

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Revision:
    """What a change does to the known spans: these rows are superseded, those take their place."""

    superseded: tuple[str, ...]
    made: tuple[Span, ...]


NOTHING: Mapping[str, object] = MappingProxyType({})


def revise(
    spans: Sequence[Span], day: date, changes: Mapping[str, object], *, here: Mapping[str, object] = NOTHING
) -> Revision:
    """Let `changes` hold from `day` on: the span of that day is cut in two, history before it stays.

    A change reaches into later spans for as long as they still hold the old value, so that a promotion learned
    late survives the transfer learned before it; what is said in `here` does not. Raises InvalidState before the
    first span.
    """
    ordered = sorted(spans, key=lambda span: span.start)
    at = next((number for number, span in enumerate(ordered) if span.covers(day)), None)
    if at is None:
        first = ordered[0].start if ordered else day
        raise InvalidState(
            f"生效日期 {day} 早于最早的记录 {first}，请改为不早于该日的日期。",
            f"The effective date {day} is before the first record of {first}; choose that day or a later one.",
            path=("input", "effectiveOn"),
        )
    now = ordered[at]
    made = [replace(now, end=day, key="")] if now.start < day else []
    made.append(Span(day, now.end, {**now.values, **changes, **here}))
    new = {name: value for name, value in changes.items() if value != now.values[name]}
    later = carried(ordered[at + 1 :], now.values, new)
    return Revision(
        superseded=(now.key, *(span.key for span in later)),
        made=(*made, *(replace(span, key="", values=_with(span, now.values, new)) for span in later)),
    )


def carried(later: Sequence[Span], old: Mapping[str, object], changes: Mapping[str, object]) -> list[Span]:
    """List the spans directly after which still hold the old value of anything that changes."""
    reached: list[Span] = []
    for span in later:
        if not any(span.values[name] == old[name] for name in changes):
            break
        reached.append(span)
    return reached


def _with(span: Span, old: Mapping[str, object], changes: Mapping[str, object]) -> dict[str, object]:
    kept = {name: value for name, value in changes.items() if span.values[name] == old[name]}
    return {**span.values, **kept}


def close_and_continue(spans: Sequence[Span], day: date, values: Mapping[str, object]) -> Revision:
    """End what is open on `day` and go on with entirely new values, as at a rehiring."""
    last = max(spans, key=lambda span: span.start)
    return Revision((last.key,), (replace(last, end=day, key=""), Span(day, None, values)))


# --- States ---


class Stay(Protocol):
    """What the state rules need to know of an employment."""

    hired_on: date
    confirmed_on: date | None
    notice_on: date | None
    left_on: date | None


def require_employed(stay: Stay, day: date, path: str) -> None:
    """Refuse a change on a day the person is not employed."""
    if stay.left_on is not None and day > stay.left_on:
        raise InvalidState(
            f"该员工已于 {stay.left_on} 离职，此日期之后不能办理变动。如已回归，请先办理再入职。",
            f"This person left on {stay.left_on}; nothing can change after that day. Rehire them first.",
            path=("input", path),
        )
    if day < stay.hired_on:
        raise InvalidState(
            f"日期 {day} 早于入职日期 {stay.hired_on}，请改为入职当日或之后。",
            f"{day} is before the hire date {stay.hired_on}; choose that day or a later one.",
            path=("input", path),
        )


def require_probation(stay: Stay) -> None:
    if stay.confirmed_on is not None:
        raise InvalidState(
            f"该员工已于 {stay.confirmed_on} 转正，不需要再次办理。",
            f"This person was confirmed on {stay.confirmed_on}; there is nothing left to complete.",
        )


def require_no_notice(stay: Stay) -> None:
    if stay.notice_on is not None:
        raise InvalidState(
            f"该员工已于 {stay.notice_on} 提出离职；如需重新提出，请先撤回。",
            f"This person gave notice on {stay.notice_on}; withdraw that first to give it anew.",
        )


def require_notice(stay: Stay) -> None:
    if stay.notice_on is None:
        raise InvalidState(
            "该员工没有提出离职，无可撤回。", "This person has not given notice; nothing to withdraw."
        )


def require_still_here(stay: Stay) -> None:
    if stay.left_on is not None:
        raise InvalidState(
            f"该员工的离职日期已登记为 {stay.left_on}。",
            f"The last day of this person is already recorded as {stay.left_on}.",
        )


def require_gone(stay: Stay, day: date) -> None:
    """Only who has left can come back, and only after the last day."""
    if stay.left_on is None:
        raise InvalidState(
            "该员工仍在职，不能再入职。", "This person is still employed and cannot be rehired."
        )
    if day <= stay.left_on:
        raise InvalidState(
            f"再入职日期须晚于离职日期 {stay.left_on}。",
            f"The rehire date must be after the last day {stay.left_on}.",
            path=("input", "rehiredOn"),
        )


class Rung(Protocol):
    """What the promotion rule needs to know of a position."""

    name: str
    grade: int
    ladder: str


def require_step_up(old: Rung | None, new: Rung) -> None:
    """A promotion leads to a higher grade of the same ladder; anything else is a transfer."""
    if old is None or not old.ladder or old.ladder != new.ladder:
        before = old.name if old else "—"
        raise InvalidState(
            f"“{before}”与“{new.name}”不在同一晋升通道，请改为办理调动。",
            f"'{before}' and '{new.name}' are not on the same ladder; record a transfer instead.",
            path=("input", "positionCode"),
        )
    if new.grade <= old.grade:
        raise InvalidState(
            f"新岗位职级 {new.grade} 须高于现职级 {old.grade}。",
            f"The new grade {new.grade} must be above the present grade {old.grade}.",
            path=("input", "positionCode"),
        )


@dataclass(frozen=True)
class Move:
    """What a change of assignment was, and the departments it led from and to."""

    kind: MoveKind | str
    origin: str
    destination: str


def move_between(
    before: Mapping[str, object], after: Mapping[str, object], old: Rung | None, new: Rung | None
) -> Move | None:
    """Say what a change of post was: up or down a grade, to another department, or sideways; None if neither changed.

    Up counts on one ladder only: a higher grade elsewhere is another job. A change of place or manager is no move.
    """
    origin, destination = str(before["department_id"]), str(after["department_id"])
    if before["position_id"] == after["position_id"] and origin == destination:
        return None
    kind = MoveKind.LATERAL if origin == destination else MoveKind.TRANSFER
    if old and new and old.grade > new.grade:
        kind = MoveKind.DEMOTION
    elif old and new and old.grade < new.grade and old.ladder and old.ladder == new.ladder:
        kind = MoveKind.PROMOTION
    return Move(kind, origin, destination)


# --- Probation ---


class Trial(Protocol):
    """As much of an employment as the end of its probation needs."""

    probation_ends_on: date | None
    confirmed_on: date | None
    left_on: date | None


def probation_end(stay: Trial, changes: Mapping[str, object]) -> tuple[ProbationResult, date] | None:
    """Say how and when a probation ends by these changes, if it does; leaving by the company's will is failing."""
    confirmed = changes.get("confirmed_on", stay.confirmed_on)
    if isinstance(confirmed, date) and confirmed != stay.confirmed_on:
        return ProbationResult.PASSED, confirmed
    left = changes.get("left_on", stay.left_on)
    ends = changes.get("probation_ends_on", stay.probation_ends_on)
    if not isinstance(left, date) or not isinstance(ends, date) or left == stay.left_on or left > ends:
        return None
    if isinstance(confirmed, date) and confirmed <= left:
        return None
    by_company = changes.get("leave_kind") == LeaveKind.INVOLUNTARY
    return (ProbationResult.FAILED if by_company else ProbationResult.LEFT), left


# --- The organization ---

ANYWHERE = frozenset(DepartmentKind) - {DepartmentKind.TEAM, DepartmentKind.STORE, DepartmentKind.WARD}
BENEATH: dict[DepartmentKind, frozenset[DepartmentKind]] = {
    DepartmentKind.COMPANY: frozenset({DepartmentKind.COMPANY}),
    DepartmentKind.DEPARTMENT: ANYWHERE,
    DepartmentKind.STORE: ANYWHERE,
    DepartmentKind.WARD: ANYWHERE,
    DepartmentKind.TEAM: frozenset(DepartmentKind),
}
"""Which kinds of department each kind may hang under; at the top any kind may stand."""


def require_place(kind: DepartmentKind, parent_kind: DepartmentKind | None) -> None:
    if parent_kind is not None and parent_kind not in BENEATH[kind]:
        raise InvalidState(
            f"{kind} 不能放在 {parent_kind} 之下，请选择其他上级部门。",
            f"A {kind} cannot stand under a {parent_kind}; choose another parent.",
            path=("input", "parentCode"),
        )


def require_no_circle(department_id: str, parent_id: str | None, parents: Mapping[str, str | None]) -> None:
    """Refuse a parent that lies beneath the department itself."""
    seen: set[str] = set()
    above = parent_id
    while above is not None and above not in seen:
        if above == department_id:
            raise InvalidState(
                "上级部门不能是本部门或其下级。",
                "The parent cannot be the department itself or one beneath it.",
                path=("input", "parentCode"),
            )
        seen.add(above)
        above = parents.get(above)


def subtree(tops: Sequence[str], parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the departments and everything beneath them, each once, in a fixed order."""
    children: dict[str | None, list[str]] = {}
    for child, parent in sorted(parents.items()):
        children.setdefault(parent, []).append(child)
    found: dict[str, None] = {}
    waiting = [top for top in tops if top in parents]
    while waiting:
        department = waiting.pop(0)
        if department not in found:
            found[department] = None
            waiting += children.get(department, [])
    return tuple(found)


# --- Inputs ---

PHONE = re.compile(r"\+?\d{5,20}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
ID_NUMBER = re.compile(r"[0-9A-Z]{5,32}")
CODE = re.compile(r"\S{1,64}")
LARGEST_PAY = 10**12
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


def plain(text: str) -> str:
    """Spell a text the one way: full-width letters and digits narrow, no space around."""
    return unicodedata.normalize("NFKC", text).strip()


def invalid(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


def clean_code(text: str, field: str = "code") -> str:
    found = plain(text)
    if not CODE.fullmatch(found):
        raise invalid(
            field, "编码须为 1 到 64 个字符，不含空格。", "A code has 1 to 64 characters and no spaces."
        )
    return found


def clean_name(text: str, field: str = "name") -> str:
    found = " ".join(plain(text).split())
    if not 1 <= len(found) <= 128:  # noqa: PLR2004 (the column's length)
        raise invalid(field, "名称须为 1 到 128 个字符。", "A name has 1 to 128 characters.")
    return found


def clean_phone(text: str) -> str:
    found = re.sub(r"[\s()\-]", "", plain(text))
    if not PHONE.fullmatch(found):
        raise invalid(
            "phone",
            "手机号须为 5 到 20 位数字，可带 + 号。",
            "A phone number has 5 to 20 digits, with + if need be.",
        )
    return found


def clean_email(text: str) -> str:
    found = plain(text).lower()
    if not EMAIL.fullmatch(found):
        raise invalid(
            "email", "邮箱格式不正确，如 name@example.com。", "Write an e-mail address as name@example.com."
        )
    return found


def clean_id_number(text: str) -> str:
    found = plain(text).upper().replace(" ", "")
    if not ID_NUMBER.fullmatch(found):
        raise invalid(
            "idNumber", "证件号码须为 5 到 32 位字母或数字。", "An ID number has 5 to 32 letters or digits."
        )
    return found


def clean_pay(amount: Decimal | str, field: str = "baseSalary") -> str:
    """Return the amount as it is sealed, with two places."""
    try:
        minor = to_minor(amount)
    except ValueError as error:
        raise invalid(
            field, "金额须为最多两位小数的数字。", "The amount must be a number with at most two places."
        ) from error
    if not 0 <= minor < LARGEST_PAY:
        raise invalid(
            field, "金额不能为负，也不能过大。", "The amount can be neither negative nor that large."
        )
    return from_minor(minor)


def clean_day(day: date, field: str) -> date:
    if not EARLIEST <= day <= LATEST:
        raise invalid(field, "日期须在 1900 年到 2200 年之间。", "The date must lie between 1900 and 2200.")
    return day


def clean_probation(day: date | None, hired_on: date) -> date | None:
    if day is not None and clean_day(day, "probationEndsOn") < hired_on:
        raise invalid(
            "probationEndsOn",
            "试用期结束日期不能早于入职日期。",
            "Probation cannot end before the hire date.",
        )
    return day
