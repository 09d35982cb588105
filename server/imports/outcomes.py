"""What each accepted row of a checked file would do, for those who look before it is applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from server.imports.alike import Alike, alike_of
from server.imports.columns import OWN_PREFIX
from server.imports.deciding import NAMES, differing
from server.imports.known import Known, Person, pay_on
from server.imports.models import RowState
from server.imports.own_fields import own_on
from server.imports.people import Change, Kept, Plan
from server.imports.said import POSTS
from server.kernel.context import Context
from server.people.operations.seal import CLEAN


@dataclass(frozen=True)
class Outcome:
    """What a row would do: the fields that differ with what is known of them, and those kept or contradicted.

    `alike` are the people known whom a newcomer looks like.
    """

    state: RowState
    before: Mapping[str, str | None] = field(default_factory=dict)
    kept: Mapping[str, Kept] = field(default_factory=dict)
    person_id: str | None = None
    alike: Alike = ()


Found = dict[int, tuple[RowState, dict[str, str | None]]]
"""By row number, what it would do and what is known of the fields that differ."""


def outcomes_of_rows(found: Found) -> dict[int, Outcome]:
    return {number: Outcome(state, before) for number, (state, before) in found.items()}


def outcomes_of_people(ctx: Context, plan: Plan, known: Known) -> dict[int, Outcome]:
    """Tell of every accepted row about a person; a row with a contradiction in it is in conflict."""
    alike = alike_of(ctx, plan.people, known)
    out: dict[int, Outcome] = {
        new.row: Outcome(RowState.NEW, person_id=new.id, alike=alike.get(new.row, ())) for new in plan.people
    }
    people = {person.id: person for person in known.people.values()}
    changes = {change.person.id: change for change in plan.changes}
    for person_id, told in plan.told.items():
        if told.row in out:
            continue
        person, change, kept = people[person_id], changes.get(person_id), plan.kept.get(person_id, {})
        names = {*(differing(change) if change else ()), *kept}
        day = change.day if change else ctx.today
        before = {name: known_of(ctx, known, person, day, name) for name in names}
        out[told.row] = Outcome(state_of(change, kept), before, kept, person_id)
    return out


def state_of(change: Change | None, kept: Mapping[str, Kept]) -> RowState:
    if any(each.is_conflict for each in kept.values()):
        return RowState.CONFLICT
    return RowState.CHANGED if change else RowState.UNCHANGED


def known_of(ctx: Context, known: Known, person: Person, day: date, name: str) -> str | None:
    """Return what is known of a field on a day, as a file would spell it."""
    if name == "name":
        return person.name
    if name in CLEAN:
        sealed = dict(zip(CLEAN, person.sealed[:3], strict=True))[name]
        if sealed is None:
            return None
        vault = ctx.store.vault
        return vault.open_with(vault.key(person.sealed[3]), f"employee.{name}|{person.id}", sealed)
    if name in POSTS:
        return code_of(known, name, person.post_on(day).get(f"{name}_id"))
    if name == "base_salary" or name.startswith(OWN_PREFIX):
        vault = ctx.store.vault
        return pay_on(vault, person, day) if name == "base_salary" else own_on(vault, person, name, day)
    column = next((ours for ours, theirs in NAMES.items() if theirs == name), name)
    value = person.stay.get(column)
    return None if value is None else str(value)


def code_of(known: Known, name: str, row_id: str | None) -> str | None:
    if row_id is None:
        return None
    if name == "manager":
        return next((code for code, person in known.people.items() if person.id == row_id), None)
    named = {"department": known.departments, "position": known.positions, "location": known.locations}
    return named[name].codes.get(row_id)
