"""How an operation runs and what it leaves behind: one transaction, run once, dated facts, audit entry, message."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import wraps
from itertools import pairwise
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from server import audit, jobs
from server.audit.models import AuditEntry
from server.kernel.context import Context
from server.kernel.errors import Conflict
from server.kernel.ids import new_id
from server.metrics.kept.dirty import ALWAYS, NOWHERE, touched
from server.people.models import Assignment, Compensation, DepartmentVersion, Employment
from server.people.operations.access import Target, link
from server.people.rules import NOTHING, Revision, Span, close_and_continue, revise
from server.store.base import Fact, change_row, stamp
from server.store.idempotency import once
from server.store.keys import person_key


class Operation(Protocol):
    """An operation as its callers see it; `given` are the keywords of the function it wraps, of mixed types."""

    def __call__(
        self, ctx: Context, *, idempotency_key: str | None = None, **given: Any
    ) -> Awaitable[str]: ...


def operation(work: Callable[..., Awaitable[str]]) -> Operation:
    """Run the function in one transaction, once for each idempotency key; it returns the id of what it changed."""

    @wraps(work)
    async def run(ctx: Context, *, idempotency_key: str | None = None, **given: Any) -> str:
        request = {"operation": work.__name__, **given}

        async def whole() -> str:
            return await once(ctx, idempotency_key, request, lambda: work(ctx, **given))

        return await ctx.store.write(whole)

    return run


# --- Dated facts ---

SHAPES: dict[type[Fact], tuple[str, ...]] = {
    Employment: (
        "is_initial", "type", "contract", "contract_ends_on", "hired_on", "probation_ends_on", "confirmed_on",
        "notice_on", "left_on", "leave_kind", "leave_ground", "leave_reason", "is_regretted", "vendor",
        "legal_entity_id",
    ),
    Assignment: ("is_initial", "department_id", "position_id", "location_id", "manager_id", "fte", "reason"),
    Compensation: ("is_initial", "base_salary", "market_salary", "currency"),
    DepartmentVersion: ("name", "kind", "parent_id", "manager_id"),
}  # fmt: skip
"""What a fact says, beside whom it speaks of and its clocks."""
SEALED = ("base_salary", "market_salary")
FIGURED = frozenset({"gender", "birth_on", "is_disabled"})
"""What figures take from the person's own row."""


async def add_fact(ctx: Context, model: type[Fact], owner: str, span: Span) -> None:
    """Insert one fact about `owner`, sealing what must be."""
    is_known = model is Assignment and await Employment.exists(employee_id=owner)
    before = await places_of(owner) if is_known else []
    await insert_fact(ctx, model, owner, span)
    await tell_figures(ctx, model, owner, (span,), before)


async def insert_fact(ctx: Context, model: type[Fact], owner: str, span: Span) -> None:
    row_id = new_id()
    values: dict[str, Any] = dict(span.values)  # a column each, of mixed types
    if model is Compensation:
        key = await person_key(ctx.store.vault, owner)
        for name in SEALED:
            if (clear := values.get(name)) is not None:
                values[name] = ctx.store.vault.seal(key, f"compensation.{name}|{row_id}", str(clear))
    await model.create(
        **stamp(ctx), **owned(model, owner), **values,
        id=row_id, valid_from=span.start, valid_to=span.end, recorded_at=ctx.now,
    )  # fmt: skip


def owned(model: type[Fact], owner: str) -> dict[str, Any]:  # handed on as keywords
    return {"department_id": owner} if model is DepartmentVersion else {"employee_id": owner}


async def live_spans(ctx: Context, model: type[Fact], owner: str) -> list[Span]:
    """Read the facts in force by today's knowledge, opened; for assignments the primary ones."""
    only = {"is_primary": True} if model is Assignment else {}
    found = model.filter(**owned(model, owner), **only, superseded_at=None).order_by("valid_from")
    rows = await found.select_for_update()
    key = await person_key(ctx.store.vault, owner) if model is Compensation and rows else ""
    return [Span(row.valid_from, row.valid_to, opened(ctx, key, model, row), row.id) for row in rows]


def opened(ctx: Context, key: str, model: type[Fact], row: Fact) -> dict[str, object]:
    values = {name: getattr(row, name) for name in SHAPES[model]}
    for name in SEALED if model is Compensation else ():
        if values[name] is not None:
            values[name] = ctx.store.vault.open(key, f"compensation.{name}|{row.id}", values[name])
    return values


async def change_fact(
    ctx: Context,
    model: type[Fact],
    owner: str,
    day: date,
    changes: Mapping[str, object],
    *,
    here: Mapping[str, object] = NOTHING,
) -> Mapping[str, object]:
    """Let the changes hold from `day` on and return what held on that day before; see `rules.revise`.

    Nothing is overwritten: what was known is superseded and what is known now is inserted.
    """
    spans = await live_spans(ctx, model, owner)
    revision = revise(spans, day, changes, here=here)
    await apply(ctx, model, owner, revision, since=day)
    return next(span.values for span in spans if span.key == revision.superseded[0])


async def amend_stay(ctx: Context, stay: Employment, **changes: object) -> None:
    """Record anew what is known of one employment; its own dates say when each thing happened."""
    values = {name: getattr(stay, name) for name in SHAPES[Employment]} | changes
    span = Span(stay.valid_from, stay.valid_to, values)
    since = min(
        stay.hired_on, stay.valid_from, *(day for day in [changes.get("hired_on")] if isinstance(day, date))
    )
    await apply(ctx, Employment, link(stay, "employee_id"), Revision((stay.id,), (span,)), since=since)


async def begin_anew(
    ctx: Context, model: type[Fact], owner: str, day: date, values: Mapping[str, object]
) -> None:
    """End what is open on `day` and begin a new fact there."""
    await apply(ctx, model, owner, close_and_continue(await live_spans(ctx, model, owner), day, values))


async def apply(
    ctx: Context, model: type[Fact], owner: str, revision: Revision, *, since: date | None = None
) -> None:
    """Supersede what was known and insert what is; `since` is the first day on which anything differs."""
    before = await places_of(owner) if model is Assignment else []
    await model.filter(id__in=revision.superseded).update(superseded_at=ctx.now, updated_at=ctx.now)
    first = min((span.start for span in revision.made), default=None)
    for span in revision.made:
        values = dict(span.values)
        if "is_initial" in values and span.start != first:
            values["is_initial"] = False
        await insert_fact(ctx, model, owner, Span(span.start, span.end, values))
    await tell_figures(ctx, model, owner, revision.made, before, since)


# --- What figures are told ---


async def tell_figures(
    ctx: Context,
    model: type[Fact],
    owner: str,
    spans: Sequence[Span],
    before: Iterable[str] = (),
    since: date | None = None,
) -> None:
    """Say which days' figures the facts bear on, and for which departments.

    What is superseded lies within what is made in its place. A first post also holds before it begins, so that only
    a change after that day leaves earlier days as they were.
    """
    if not spans:
        return
    start = min(span.start for span in spans)
    is_first = model is Assignment and any(span.values.get("is_initial") for span in spans)
    if is_first and (since is None or since <= start):
        since = ALWAYS
    ends = [span.end for span in spans if span.end is not None]
    last = max(ends) if len(ends) == len(spans) else None
    places = None if model is DepartmentVersion else [*before, *await places_of(owner)]
    await touched(ctx, model._meta.db_table, start if since is None else since, last, departments=places)


async def places_of(person: str) -> list[str]:
    """List every department a person's rows may count for, and `NOWHERE` unless an assignment holds on every day."""
    columns = ("department_id", "valid_from", "valid_to", "is_initial", "superseded_at")
    rows = (
        await Assignment.filter(employee_id=person, is_primary=True)
        .order_by("valid_from")
        .values_list(*columns)
    )
    known = [(since, until, is_initial) for _, since, until, is_initial, gone in rows if gone is None]
    is_gapless = bool(known) and known[0][2] and known[-1][1] is None
    is_gapless &= all(until == since for (_, until, _), (since, _, _) in pairwise(known))
    return sorted({str(row[0]) for row in rows}) + ([] if is_gapless else [NOWHERE])


# --- What is left behind ---


async def conclude(
    ctx: Context,
    target: Target,
    action: str,
    changes: Mapping[str, tuple[object, object]],
    *,
    version: int | None,
    on: date,
    **values: object,
) -> str:
    """Raise the employee's version, add the audit entry and the message; return the employee's id."""
    person = target.person.id
    if values.keys() & FIGURED:
        await touched(ctx, "employee", ALWAYS, None, departments=await places_of(person))
    number = await change_person(ctx, target, version, values)
    await audit.record(ctx, f"people.{action}", subject_type="Employee", subject_id=person, changes=changes)
    payload = {"employeeId": person, "on": on.isoformat()}
    await jobs.enqueue(ctx, f"people.{action}", f"{person}:{number}", payload)
    return person


async def change_person(
    ctx: Context, target: Target, version: int | None, values: Mapping[str, object]
) -> int:
    """Change the employee's own row and return its new version; at a conflict say who was quicker, and when."""
    try:
        return await change_row(ctx, type(target.person), target.person.id, version=version, **values)
    except Conflict as conflict:
        theirs = AuditEntry.filter(subject_type="Employee", subject_id=target.person.id)
        if (last := await theirs.order_by("-seq").first()) is None:
            raise
        zone = ZoneInfo(ctx.store.settings.zone)
        at = f"{last.at.astimezone(zone):%m-%d %H:%M}"
        raise Conflict(
            f"{last.actor_name} 已于 {at} 修改了这条记录，请核对后再保存。",
            f"{last.actor_name} changed this record on {at}; look at both before you save.",
            path=conflict.path,
        ) from conflict
