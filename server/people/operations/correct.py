"""Corrections of the past: a fact recorded wrongly is superseded by what was so; the first is never taken away.

What was known until then stays readable with `asKnownAt`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from server import audit
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.people import rules
from server.people.models import Assignment, Compensation, Employment
from server.people.operations.access import (
    Place,
    Target,
    allow,
    find_department,
    find_location,
    find_manager,
    find_position,
    find_target,
    link,
)
from server.people.operations.hire import hundredths
from server.people.operations.outcomes import follow_moves, follow_probation
from server.people.operations.record import SHAPES, apply, conclude, live_spans, operation
from server.people.rules import Revision, Span
from server.store.base import Fact

MODELS: tuple[type[Fact], ...] = (Assignment, Employment, Compensation)
OF: dict[type[Fact], frozenset[str]] = {
    Assignment: frozenset({"department_id", "position_id", "location_id", "manager_id", "fte", "valid_from"}),
    Employment: frozenset(
        {
            "hired_on", "type", "contract", "contract_ends_on", "probation_ends_on", "confirmed_on",
            "leave_kind", "leave_ground", "leave_reason", "is_regretted", "vendor",
        }
    ),
    Compensation: frozenset({"base_salary", "market_salary", "currency", "valid_from"}),
}  # fmt: skip
"""What may be corrected of each fact. Last day and notice are not: they are told to others, and taken back by acts."""
SECRET = frozenset({"base_salary", "market_salary", "leave_reason"})
SHORTEST_REASON, LONGEST_REASON = 4, 200


@dataclass(frozen=True)
class Known:
    """A fact as it is known today, with its person's other facts of the kind, in order."""

    model: type[Fact]
    target: Target
    spans: Sequence[Span]
    at: int

    @property
    def span(self) -> Span:
        return self.spans[self.at]


@operation
async def correct_fact(ctx: Context, *, id: str, changes: Mapping[str, Any], reason: str) -> str:  # noqa: A002 (the contract's word)
    """Say what was so instead of what was recorded; `changes` names the fact's own members. Return the employee's id.

    With `valid_from` a change is moved to another day between its neighbours. A corrected hire date moves the first
    assignment and pay with it.
    """
    why = clean_reason(reason)
    known = await find_fact(ctx, id)
    values = await resolved(ctx, changes)
    if strange := sorted(values.keys() - OF[known.model]):
        raise rules.invalid(camel(strange[0]), "这条记录没有这一项。", "This record has no such member.")
    new = {name: value for name, value in values.items() if value != before(known, name)}
    if not new:
        raise rules.invalid("reason", "没有需要更正的内容。", "Nothing differs from what is recorded.")
    allow(ctx, known.target.place, "correctFact", *(field_of(known.model, name) for name in new))
    if "department_id" in new:
        there = Place(known.target.person.id, str(new["department_id"]))
        allow(ctx, there, "correctFact", "department")
    old = {name: before(known, name) for name in new}
    await write(ctx, known, new)
    shown = {
        camel(name): (audit.HIDDEN, audit.HIDDEN) if name in SECRET else (old[name], value)
        for name, value in new.items()
    }
    asking = replace(ctx, purpose=why)
    return await conclude(asking, known.target, "correct_fact", shown, version=None, on=first_day(known, new))


@operation
async def retract_fact(ctx: Context, *, id: str, reason: str) -> str:  # noqa: A002 (as above)
    """Take back a fact that never was; what held before it goes on in its place. Return the employee's id."""
    why = clean_reason(reason)
    known = await find_fact(ctx, id)
    allow(ctx, known.target.place, "retractFact", *fields_of(known.model))
    if known.at == 0:
        raise InvalidState(
            "这是最早的一条记录，不能撤销，只能更正。",
            "This is the first record; it can be corrected, not taken back.",
            path=("input", "id"),
        )
    earlier, day = known.spans[known.at - 1], known.span.start
    made = replace(earlier, end=known.span.end, key="")
    await apply(
        ctx, known.model, known.target.person.id, Revision((earlier.key, known.span.key), (made,)), since=day
    )
    if known.model is Employment:
        await reopen_posts(ctx, known.target.person.id, day)
    await follow_moves(ctx, known.target.person.id, day)
    shown = {"fact": (known.span.key, None), "validFrom": (day, None)}
    return await conclude(
        replace(ctx, purpose=why), known.target, "retract_fact", shown, version=None, on=day
    )


async def reopen_posts(ctx: Context, person_id: str, day: date) -> None:
    """Take back with an employment the posts that began with it."""
    posts = await live_spans(ctx, Assignment, person_id)
    gone = [span for span in posts if span.start >= day]
    kept = [span for span in posts if span.start < day]
    if gone and kept:
        made = replace(kept[-1], end=None, key="")
        revision = Revision((kept[-1].key, *(span.key for span in gone)), (made,))
        await apply(ctx, Assignment, person_id, revision, since=day)


def clean_reason(reason: str) -> str:
    found = " ".join(reason.split())
    if not SHORTEST_REASON <= len(found) <= LONGEST_REASON:
        raise rules.invalid(
            "reason",
            f"请写明更正原因（{SHORTEST_REASON} 至 {LONGEST_REASON} 字）。",
            f"Say why, in {SHORTEST_REASON} to {LONGEST_REASON} characters.",
        )
    return found


async def find_fact(ctx: Context, fact_id: str) -> Known:
    """Find a fact in force by today's knowledge, of a person the caller may see."""
    for model in MODELS:
        row = await model.filter(id=fact_id, superseded_at=None).get_or_none()
        if row is None:
            continue
        target = await find_target(ctx, link(row, "employee_id"), None)
        spans = await live_spans(ctx, model, target.person.id)
        at = next((number for number, span in enumerate(spans) if span.key == fact_id), None)
        if at is not None:
            return Known(model, target, spans, at)
    raise not_found()


async def resolved(ctx: Context, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Turn what the caller named by id or code into the columns of a fact."""
    told = dict(changes)
    named = {name: told.pop(name, None) for name in list(told) if name.endswith(("_id", "_code"))}
    values: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    department = await find_department(named.get("department_id"), named.get("department_code"))
    position = await find_position(named.get("position_id"), named.get("position_code"))
    location = await find_location(named.get("location_id"), named.get("location_code"))
    manager = await find_manager(ctx, named.get("manager_id"), named.get("manager_code"))
    found = {"department_id": department, "position_id": position, "location_id": location}
    values |= {name: row.id for name, row in found.items() if row is not None}
    values |= {"manager_id": manager} if manager else {}
    if "fte" in values:
        values["fte"] = hundredths(Decimal(values["fte"]))
    for name in ("base_salary", "market_salary"):
        if name in values:
            values[name] = rules.clean_pay(values[name], camel(name))
    for name, value in values.items():
        if isinstance(value, date):
            rules.clean_day(value, camel(name))
    return values


def before(known: Known, name: str) -> object:
    return known.span.start if name == "valid_from" else known.span.values[name]


def field_of(model: type[Fact], name: str) -> str:
    """Name the field whose class decides who may write a member."""
    plain = name.removesuffix("_id")
    return f"{model.__name__}.{camel(plain)}"


def fields_of(model: type[Fact]) -> list[str]:
    """Name what a fact is mainly about: who may write that may take the fact back."""
    main = {Assignment: "department_id", Employment: "hired_on", Compensation: "base_salary"}
    return [field_of(model, main[model])]


def camel(name: str) -> str:
    first, *rest = name.removesuffix("_id").split("_")
    return first + "".join(part.title() for part in rest)


def first_day(known: Known, new: Mapping[str, object]) -> date:
    """Return the first day on which anything differs."""
    days = [day for name in ("valid_from", "hired_on") if isinstance(day := new.get(name), date)]
    return min([known.span.start, *days])


async def write(ctx: Context, known: Known, new: Mapping[str, Any]) -> None:
    """Supersede the fact, and its neighbour where a border moves between them."""
    person_id, span = known.target.person.id, known.span
    values = {**span.values, **{name: value for name, value in new.items() if name in SHAPES[known.model]}}
    made, gone = [Span(span.start, span.end, values)], [span.key]
    if (day := new.get("valid_from")) is not None:
        made, gone = moved(known, day, values)
    if known.model is Employment:
        require_sound(values)
        if "hired_on" in new and known.at == 0:
            made = [Span(new["hired_on"], span.end, values)]
            await move_first(ctx, person_id, span.values["hired_on"], new["hired_on"])
    since = first_day(known, new)
    await apply(ctx, known.model, person_id, Revision(tuple(gone), tuple(made)), since=since)
    if known.model is Assignment:
        await follow_moves(ctx, person_id, since)
    if known.model is Employment:
        stay = await Employment.get(employee_id=person_id, superseded_at=None, hired_on=values["hired_on"])
        unknown = {"confirmed_on": None, "left_on": None, "leave_kind": None}
        if {"confirmed_on", "leave_kind"} & new.keys():
            as_was = Employment(
                **{name: getattr(stay, name) for name in ("employee_id", "hired_on", "probation_ends_on")},
                **unknown,
            )
            await follow_probation(ctx, as_was, {name: values[name] for name in unknown})


def moved(known: Known, day: date, values: Mapping[str, object]) -> tuple[list[Span], list[str]]:
    """Move the border between a fact and the one before it."""
    span = known.span
    if known.at == 0:
        raise InvalidState(
            "最早的记录随入职日期开始，请更正入职日期。",
            "The first record begins with the hire date; correct that.",
            path=("input", "validFrom"),
        )
    earlier = known.spans[known.at - 1]
    if not earlier.start < day or (span.end is not None and day >= span.end):
        raise rules.invalid(
            "validFrom",
            f"生效日期须晚于 {earlier.start}" + (f"、早于 {span.end}。" if span.end else "。"),
            f"It lies after {earlier.start}" + (f" and before {span.end}." if span.end else "."),
        )
    return [replace(earlier, end=day, key=""), Span(day, span.end, values)], [earlier.key, span.key]


def require_sound(values: Mapping[str, Any]) -> None:
    """Refuse dates of an employment that contradict each other."""
    hired, left = values["hired_on"], values["left_on"]
    for name in ("probation_ends_on", "confirmed_on", "left_on", "contract_ends_on", "notice_on"):
        day = values[name]
        if day is not None and day < hired:
            raise rules.invalid(
                camel(name), f"日期 {day} 早于入职日期 {hired}。", f"{day} is before the hire date {hired}."
            )
    if values["confirmed_on"] and left and values["confirmed_on"] > left:
        raise rules.invalid(
            "confirmedOn", f"转正日期晚于离职日期 {left}。", f"It is after the last day {left}."
        )
    if values["leave_kind"] is None and any(values[name] for name in ("leave_ground", "is_regretted")):
        raise rules.invalid("leaveGround", "该员工没有离职。", "This person has not left.")


async def move_first(ctx: Context, person_id: str, old: object, new: date) -> None:
    """Let the first post and pay begin with the corrected hire date."""
    for model in (Assignment, Compensation):
        spans = await live_spans(ctx, model, person_id)
        if not spans or spans[0].start != old:
            continue
        first = spans[0]
        if first.end is not None and new >= first.end:
            raise rules.invalid(
                "hiredOn",
                f"入职日期须早于 {first.end} 的变动，请先更正那条记录。",
                f"The hire date lies before the change of {first.end}; correct that record first.",
            )
        revision = Revision((first.key,), (replace(first, start=new, key=""),))
        await apply(ctx, model, person_id, revision, since=min(first.start, new))
