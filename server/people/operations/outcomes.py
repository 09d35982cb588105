"""Events that follow from changes: moves inside the company, and how probations ended. Corrections supersede them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from server.kernel.context import Context
from server.metrics.kept.dirty import touched_row
from server.people import rules
from server.people.event_models import MoveKind, Movement, MoveReason, ProbationOutcome, ProbationResult
from server.people.models import Assignment, Department, Employment, Position
from server.people.operations.access import link
from server.people.operations.record import live_spans, places_of
from server.people.rules import Move, Span
from server.store.base import stamp

BATCH = 500


# --- Moves ---


async def follow_moves(
    ctx: Context, person_id: str, day: date, *, reason: MoveReason = MoveReason.NORMAL
) -> None:
    """Bring the moves from `day` on in line with the assignments now known; `reason` is that of `day` itself."""
    spans = await live_spans(ctx, Assignment, person_id)
    begun = {row.hired_on for row in await Employment.filter(employee_id=person_id, superseded_at=None)}
    starts = {span.start for span in spans}
    live = Movement.filter(employee_id=person_id, superseded_at=None, moved_on__gte=day)
    told = {
        row.moved_on: row for row in await live if row.moved_on in starts or row.reason == MoveReason.NORMAL
    }
    found = moves(spans, await posts(spans), since=day, anew=begun)
    for on in sorted(told.keys() | found.keys()):
        old, new = told.get(on), found.get(on)
        if old is not None and new == Move(
            old.kind, link(old, "from_department_id"), link(old, "to_department_id")
        ):
            continue
        why = reason if on == day else old.reason if old else MoveReason.NORMAL
        await replace_move(ctx, person_id, on, old, new, why)


def moves(
    spans: Sequence[Span], known: Mapping[str, Position], *, since: date, anew: set[date]
) -> dict[date, Move]:
    """Say what each change of assignment from `since` on was; a new employment is none."""
    found = {}
    for before, after in pairwise(sorted(spans, key=lambda span: span.start)):
        if after.start < since or after.start in anew:
            continue
        rungs = [known.get(str(span.values["position_id"])) for span in (before, after)]
        if (move := rules.move_between(before.values, after.values, *rungs)) is not None:
            found[after.start] = move
    return found


async def posts(spans: Sequence[Span]) -> dict[str, Position]:
    wanted = {str(span.values["position_id"]) for span in spans if span.values["position_id"]}
    return {row.id: row for row in await Position.filter(id__in=sorted(wanted))} if wanted else {}


async def replace_move(
    ctx: Context, person_id: str, on: date, old: Movement | None, new: Move | None, reason: MoveReason | str
) -> None:
    if old is not None:
        await Movement.filter(id=old.id).update(superseded_at=ctx.now, updated_at=ctx.now)
    if new is not None:
        await Movement.create(
            **stamp(ctx), recorded_at=ctx.now, employee_id=person_id, moved_on=on, kind=new.kind, reason=reason,
            from_department_id=new.origin, to_department_id=new.destination,
        )  # fmt: skip
    await touched_row(ctx, "movement", on, departments=await places_of(person_id))


async def follow_reorganization(
    ctx: Context, department_id: str, day: date, origin: str | None, destination: str | None
) -> None:
    """Record that everybody in the department and below came to stand elsewhere without moving.

    `origin` and `destination` are what the department hung under; a second change on one day corrects the first.
    """
    for people in batched(await members(department_id, day)):
        mistaken = Movement.filter(
            superseded_at=None,
            moved_on=day,
            reason=MoveReason.REORG,
            to_department_id=origin,
            employee_id__in=people,
        )
        first = await mistaken.first()
        source = origin if first is None else link(first, "from_department_id") or None
        await mistaken.update(superseded_at=ctx.now, updated_at=ctx.now)
        if source == destination:
            continue
        shared = {"moved_on": day, "kind": MoveKind.TRANSFER, "reason": MoveReason.REORG,
                  "from_department_id": source, "to_department_id": destination}  # fmt: skip
        made = [Movement(**stamp(ctx), recorded_at=ctx.now, employee_id=one, **shared) for one in people]
        await Movement.bulk_create(made)
    await touched_row(ctx, "movement", day)


async def members(department_id: str, day: date) -> list[str]:
    """List the people employed on a day in a department or below."""
    parents = {row.id: link(row, "parent_id") or None for row in await Department.all()}
    places = rules.subtree([department_id], parents)
    posts_then = Assignment.filter(
        department_id__in=places, is_primary=True, superseded_at=None, valid_from__lte=day
    )
    there = {
        link(row, "employee_id") for row in await posts_then if row.valid_to is None or row.valid_to > day
    }
    employed: set[str] = set()
    for people in batched(sorted(there)):
        stays = await Employment.filter(employee_id__in=people, superseded_at=None, hired_on__lte=day)
        employed |= {link(stay, "employee_id") for stay in stays if not stay.left_on or stay.left_on >= day}
    return sorted(employed)


def batched(items: list[str]) -> list[list[str]]:
    return [items[at : at + BATCH] for at in range(0, len(items), BATCH)]


# --- Probation ---


async def follow_probation(ctx: Context, stay: Employment, changes: Mapping[str, object]) -> None:
    """Record how a probation ended if these changes of the employment ended it."""
    if (found := rules.probation_end(stay, changes)) is None:
        return
    result, day = found
    person_id = link(stay, "employee_id")
    earlier = ProbationOutcome.filter(
        employee_id=person_id, superseded_at=None, decided_on__gte=stay.hired_on
    )
    await earlier.update(superseded_at=ctx.now, updated_at=ctx.now)
    await ProbationOutcome.create(
        **stamp(ctx), recorded_at=ctx.now, employee_id=person_id, decided_on=day, result=result
    )
    await touched_row(ctx, "probation_outcome", stay.hired_on, day, departments=await places_of(person_id))


async def forget_outcome(ctx: Context, stay: Employment) -> None:
    """Supersede the outcome that a leave gave a probation, when the leave is taken back."""
    person_id = link(stay, "employee_id")
    told = ProbationOutcome.filter(employee_id=person_id, superseded_at=None, decided_on=stay.left_on)
    by_leave = told.filter(result__in=[ProbationResult.FAILED, ProbationResult.LEFT])
    if await by_leave.update(superseded_at=ctx.now, updated_at=ctx.now):
        places = await places_of(person_id)
        await touched_row(ctx, "probation_outcome", stay.hired_on, stay.left_on, departments=places)
