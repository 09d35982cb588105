"""Keeping positions, places and departments: changed, closed from a day on, opened again. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from tortoise.expressions import Q

from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.people import rules
from server.people.models import Assignment, Department, DepartmentVersion, Employment, Location, Position
from server.people.operations.access import allow, find_department, find_location, find_position, link
from server.people.operations.organization import EVERYWHERE, tell
from server.people.operations.record import apply, live_spans, operation
from server.people.rules import Revision, Span
from server.store.base import change_row

Place = Department | Position | Location
BATCH = 500
HIGHEST_GRADE = 100


def _grade(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value <= HIGHEST_GRADE:
        raise rules.invalid("grade", "职级须在 0 到 100 之间。", "The grade lies between 0 and 100.")
    return value


def _text(value: object) -> str:
    return rules.plain(str(value or ""))


def _name(value: object) -> str:
    return rules.clean_name(str(value or ""))


def _flag(value: object) -> bool:
    return bool(value)


Clean = Mapping[str, Callable[[object], object]]
POSITION: Clean = {
    "name": _name, "family": _text, "grade": _grade, "is_core": _flag, "is_manager": _flag, "ladder": _text,
}  # fmt: skip
LOCATION: Clean = {"name": _name, "city": _text, "address": _text}


@operation
async def update_position(
    ctx: Context, *, changes: Mapping[str, object], id: str | None = None, code: str | None = None,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:  # fmt: skip
    """Change what a position is called or how it counts; its code stays, since other systems know it by that."""
    return await _update(ctx, "Position", await find_position(id, code), changes, POSITION, version)


@operation
async def update_location(
    ctx: Context, *, changes: Mapping[str, object], id: str | None = None, code: str | None = None,  # noqa: A002 (as above)
    version: int | None = None,
) -> str:  # fmt: skip
    """Change what a place of work is called or where it lies."""
    return await _update(ctx, "Location", await find_location(id, code), changes, LOCATION, version)


async def _update(
    ctx: Context,
    kind: str,
    row: Place | None,
    changes: Mapping[str, object],
    clean: Clean,
    version: int | None,
) -> str:
    allow(ctx, EVERYWHERE, f"update{kind}", *(f"{kind}.{camel(name)}" for name in changes))
    if row is None:
        raise not_found()
    if not changes:
        raise rules.invalid("name", "请至少填写一项变动。", "Name at least one thing that changes.")
    values = {name: clean[name](value) for name, value in changes.items()}
    number = await change_row(ctx, type(row), row.id, version=version, **values)
    told = {name: (getattr(row, name), new) for name, new in values.items()}
    return await tell(ctx, f"update_{kind.lower()}", kind, row.id, told, number)


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)


# --- Closing and opening again ---


@operation
async def close_position(ctx: Context, **named: Any) -> str:
    """Close a position from a day on, today unless named; refused while somebody holds it on that day."""
    return await _close(ctx, "Position", await _named(find_position, named), named)


@operation
async def close_location(ctx: Context, **named: Any) -> str:
    """Close a place of work from a day on; refused while somebody works there on that day."""
    return await _close(ctx, "Location", await _named(find_location, named), named)


@operation
async def close_department(ctx: Context, **named: Any) -> str:
    """Close a department from a day on; refused while somebody or an open department is in it on that day.

    What it was before stays readable as of then.
    """
    row = await _named(find_department, named)
    allow(ctx, EVERYWHERE, "closeDepartment")
    day = _day(ctx, named)
    open_children = Department.filter(parent_id=row.id).filter(Q(closed_on=None) | Q(closed_on__gt=day))
    if children := await open_children.count():
        raise InvalidState(
            f"下面还有 {children} 个未关闭的部门，请先关闭或移走。",
            f"{children} open departments hang below; close or move them first.",
        )
    done = await _close(ctx, "Department", row, named)
    spans = await live_spans(ctx, DepartmentVersion, row.id)
    await apply(ctx, DepartmentVersion, row.id, ended(spans, day))
    return done


@operation
async def reopen_position(ctx: Context, **named: Any) -> str:
    """Let a closed position be used again."""
    return await _reopen(ctx, "Position", await _named(find_position, named), named)


@operation
async def reopen_location(ctx: Context, **named: Any) -> str:
    """Let a closed place of work be used again."""
    return await _reopen(ctx, "Location", await _named(find_location, named), named)


@operation
async def reopen_department(ctx: Context, **named: Any) -> str:
    """Open a closed department again from today on; that it was closed meanwhile stays known."""
    row = await _named(find_department, named)
    if (above := await Department.get_or_none(id=link(row, "parent_id") or None)) and above.closed_on:
        raise InvalidState(
            "上级部门已关闭，请先重开上级。", "The department above is closed; open that first."
        )
    was = row.closed_on
    done = await _reopen(ctx, "Department", row, named)
    if was is not None:
        spans = await live_spans(ctx, DepartmentVersion, row.id)
        await apply(
            ctx, DepartmentVersion, row.id, resumed(spans, max(was, ctx.today) if was < ctx.today else was)
        )
    return done


def ended(spans: list[Span], day: date) -> Revision:
    """End what holds on a day there, and drop what would have begun later."""
    held = [span for span in spans if span.end is None or span.end > day]
    made = [Span(span.start, day, span.values) for span in held if span.start < day]
    return Revision(tuple(span.key for span in held), tuple(made))


def resumed(spans: list[Span], day: date) -> Revision:
    """Go on from a day as it was at the end: without a gap where it ends on that very day."""
    last = max(spans, key=lambda span: span.start)
    if last.end == day:
        return Revision((last.key,), (Span(last.start, None, last.values),))
    return Revision((last.key,), (Span(last.start, last.end, last.values), Span(day, None, last.values)))


async def _named(
    find: Callable[..., Any], named: Mapping[str, Any]
) -> Any:  # a row of one of the three tables
    row = await find(named.get("id"), named.get("code"))
    if row is None:
        raise InvalidInput("请给出编号或编码。", "Name it by id or code.", path=("input", "id"))
    return row


def _day(ctx: Context, named: Mapping[str, Any]) -> date:
    return rules.clean_day(named.get("closed_on") or ctx.today, "closedOn")


async def _close(ctx: Context, kind: str, row: Place, named: Mapping[str, Any]) -> str:
    allow(ctx, EVERYWHERE, f"close{kind}")
    day = _day(ctx, named)
    if row.closed_on is not None and row.closed_on <= ctx.today:
        raise InvalidState("它已经关闭。", "It is closed already.", path=("input", "id"))
    if people := await people_in(kind.lower(), row.id, day):
        raise InvalidState(
            f"{day} 还有 {people} 人在此，请先调走。",
            f"{people} people are still here on {day}; transfer them first.",
            path=("input", "closedOn"),
        )
    number = await change_row(ctx, type(row), row.id, version=named.get("version"), closed_on=day)
    return await tell(ctx, f"close_{kind.lower()}", kind, row.id, {"closedOn": (row.closed_on, day)}, number)


async def _reopen(ctx: Context, kind: str, row: Place, named: Mapping[str, Any]) -> str:
    allow(ctx, EVERYWHERE, f"reopen{kind}")
    if row.closed_on is None:
        raise InvalidState("它没有关闭。", "It is not closed.", path=("input", "id"))
    number = await change_row(ctx, type(row), row.id, version=named.get("version"), closed_on=None)
    return await tell(
        ctx, f"reopen_{kind.lower()}", kind, row.id, {"closedOn": (row.closed_on, None)}, number
    )


async def people_in(column: str, row_id: str, day: date) -> int:
    """Count who is employed on a day or later and by then assigned to it."""
    assigned = Assignment.filter(**{f"{column}_id": row_id}, superseded_at=None)
    rows = await assigned.filter(Q(valid_to=None) | Q(valid_to__gt=day)).values_list("employee_id", flat=True)
    people = sorted({str(each) for each in rows})
    here = Employment.filter(superseded_at=None).filter(Q(left_on=None) | Q(left_on__gte=day))
    return sum(
        [
            await here.filter(employee_id__in=people[start : start + BATCH]).count()
            for start in range(0, len(people), BATCH)
        ]
    )
