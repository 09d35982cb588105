"""Taking back the last thing one has recorded about a person: what held before holds again, exactly.

A change supersedes and records at one instant, and that instant names everything it wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import orjson

from server.audit.models import AuditEntry
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState
from server.kernel.ids import new_id
from server.metrics.kept.dirty import touched_row
from server.people.event_models import Movement, ProbationOutcome
from server.people.models import Assignment, Compensation, Employment
from server.people.operations.access import Target, allow, find_target
from server.people.operations.exits import take_back_exit
from server.people.operations.record import apply, conclude, opened, operation, places_of
from server.people.rules import Revision, Span
from server.store.base import Event, Fact, stamp
from server.store.keys import person_key

OPEN_FOR: Final = timedelta(hours=1)
LEAVE: Final = "people.record_leave"


@dataclass(frozen=True)
class Act:
    """What can be taken back: the verb that did it, and the type of the fields it wrote."""

    verb: str
    fields: tuple[str, ...]
    type: str = "Employee"

    def written(self, changes: Mapping[str, object]) -> list[str]:
        return [f"{self.type}.{name}" for name in self.fields if name in changes]


ACTS: Final[Mapping[str, Act]] = {
    "people.transfer_employee": Act("transferEmployee", ("department", "position", "location", "manager")),
    "people.promote_employee": Act("promoteEmployee", ("position",)),
    "people.change_pay": Act("changePay", ("baseSalary",)),
    "people.change_contract": Act(
        "changeContract", ("contract", "contractEndsOn", "probationEndsOn"), "Employment"
    ),
    "people.complete_probation": Act("completeProbation", ()),
    "people.give_notice": Act("giveNotice", ("noticeOn",), "Employment"),
    LEAVE: Act("recordLeave", ("leftOn", "leaveKind")),
}
FACTS: Final[tuple[type[Fact], ...]] = (Employment, Assignment, Compensation)
EVENTS: Final[Mapping[type[Event], tuple[str, ...]]] = {
    Movement: ("moved_on", "kind", "reason", "from_department_id", "to_department_id"),
    ProbationOutcome: ("decided_on", "result"),
}
"""What follows from a change of facts, and what of it is told anew."""


@operation
async def undo_change(ctx: Context, *, id: str, version: int) -> str:  # noqa: A002 (the contract's word)
    """Take back what the caller recorded about somebody within the hour; `version` is the one it answered with.

    Raises Conflict once anybody has changed the person, InvalidState for what can't be taken back this way.
    """
    target = await find_target(ctx, id, None)
    if target.person.version != version:
        raise Conflict(
            "之后又有变动，不能直接撤销；请在“历史”里更正。",
            "It has changed since; correct it in the history.",
            path=("input", "version"),
        )
    at = target.person.updated_at
    act, entry = await find_act(ctx, target, at)
    allow(ctx, target.place, act.verb, *act.written(orjson.loads(entry.changes)))
    if entry.action == LEAVE:
        await take_back_leave(ctx, target)
    for model in FACTS:
        await restore(ctx, model, target.person.id, at)
    for event, names in EVENTS.items():
        await restore_events(ctx, event, names, target.person.id, at)
    return await conclude(
        ctx, target, "undo_change", {"action": (entry.action, None)}, version=version, on=ctx.today
    )


async def find_act(ctx: Context, target: Target, at: datetime) -> tuple[Act, AuditEntry]:
    """Find what was done to the person at an instant: one act that can be taken back, by the caller, not long ago."""
    found = await AuditEntry.filter(subject_type="Employee", subject_id=target.person.id, at=at)
    act = ACTS.get(found[0].action) if len(found) == 1 else None
    if act is None or found[0].actor_id != ctx.principal.account_id or ctx.now > at + OPEN_FOR:
        raise InvalidState(
            "这次变动不能直接撤销；请在“历史”里更正。",
            "This can't be taken back this way; correct it in the history.",
            path=("input", "id"),
        )
    return act, found[0]


async def take_back_leave(ctx: Context, target: Target) -> None:
    """Take the exit back with a recorded leave, as long as the last day has not passed."""
    if target.stay.left_on is None or target.stay.left_on < ctx.today:
        raise InvalidState(
            "最后工作日已过，离职不能撤销；请办理重新入职。",
            "The last day has passed; the leave can't be taken back. Rehire the person.",
            path=("input", "id"),
        )
    await take_back_exit(ctx, target.person.id, target.stay.hired_on)


async def restore(ctx: Context, model: type[Fact], person_id: str, at: datetime) -> None:
    """Supersede the facts recorded at an instant and record anew what they superseded."""
    only = {"is_primary": True} if model is Assignment else {}
    theirs = model.filter(employee_id=person_id, **only)
    made = await theirs.filter(recorded_at=at, superseded_at=None).select_for_update()
    gone = await theirs.filter(superseded_at=at)
    if not made:
        return
    if not gone:
        raise InvalidState(
            "这是最早的一条记录，不能撤销，只能更正。",
            "This is the first record; it can be corrected, not taken back.",
            path=("input", "id"),
        )
    key = await person_key(ctx.store.vault, person_id) if model is Compensation else ""
    spans = tuple(Span(row.valid_from, row.valid_to, opened(ctx, key, model, row)) for row in gone)
    await apply(ctx, model, person_id, Revision(tuple(row.id for row in made), spans))


async def restore_events(
    ctx: Context, model: type[Event], names: tuple[str, ...], person_id: str, at: datetime
) -> None:
    """Take back the events that an instant recorded, and tell anew those it superseded."""
    theirs = model.filter(employee_id=person_id)
    made = await theirs.filter(recorded_at=at, superseded_at=None)
    gone = await theirs.filter(superseded_at=at)
    if not (made or gone):
        return
    await model.filter(id__in=[row.id for row in made]).update(superseded_at=ctx.now, updated_at=ctx.now)
    for row in gone:
        values: dict[str, Any] = {name: getattr(row, name) for name in names}  # columns of mixed types
        await model.create(**stamp(ctx), id=new_id(), employee_id=person_id, recorded_at=ctx.now, **values)
    days: list[date] = [getattr(row, names[0]) for row in (*made, *gone)]
    await touched_row(ctx, model._meta.db_table, *days, departments=await places_of(person_id))
