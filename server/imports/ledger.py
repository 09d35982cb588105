"""The ledger of a batch: which rows it made and which it took the place of, person by person, in its transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import orjson

from server.imports.models import DataConflict, ImportChange, SourceRecord
from server.imports.people import Change, Plan
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.people.models import (
    Assignment,
    Compensation,
    CustomValue,
    Employee,
    Employment,
    Movement,
    ProbationOutcome,
)
from server.people.operations.seal import CLEAN
from server.store.base import Row, stamp
from server.store.models import PersonKey

FACTS: dict[str, type[Row]] = {
    "employment": Employment,
    "assignment": Assignment,
    "compensation": Compensation,
    "movement": Movement,
    "probation_outcome": ProbationOutcome,
}
"""What an import may change about a person; each carries the person and the instant it was superseded."""
PERSONAL: dict[str, type[Row]] = {**FACTS, "custom_value": CustomValue}
"""With those that no figure reads."""
KEPT: dict[str, type[Row]] = {**PERSONAL, "source_record": SourceRecord, "data_conflict": DataConflict}
BATCH = 500
Live = dict[str, dict[str, set[str]]]
"""Ids of rows in force, by person and table."""


@dataclass
class Moved:
    """What became of one person's rows: those made and those superseded, by table."""

    made: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    superseded: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    is_new: bool = False

    def dump(self) -> str:
        return orjson.dumps({"made": self.made, "superseded": self.superseded, "new": self.is_new}).decode()


async def live_rows(people: Sequence[str], tables: Iterable[str] = tuple(PERSONAL)) -> Live:
    """Return the rows in force of these people; inside store.write."""
    found: Live = defaultdict(lambda: defaultdict(set))
    for some in batched(people):
        for table in tables:
            rows = KEPT[table].filter(employee_id__in=some, superseded_at=None)
            for row_id, owner in await rows.values_list("id", "employee_id"):
                found[str(owner)][table].add(str(row_id))
    return found


def moved(before: Live, after: Live, newcomers: set[str]) -> dict[str, Moved]:
    """Say what was made and superseded between two looks."""
    out: dict[str, Moved] = {}
    for person in sorted({*before, *after}):
        one = out[person] = Moved(is_new=person in newcomers)
        for table in sorted({*before[person], *after[person]}):
            was, now = before[person][table], after[person][table]
            if now - was:
                one.made[table] = sorted(now - was)
            if was - now:
                one.superseded[table] = sorted(was - now)
    return out


@dataclass
class Watch:
    """Looks at the people of a plan before it is written, and afterwards keeps what became of them."""

    ctx: Context
    plan: Plan
    before: Live = field(default_factory=dict)
    columns: dict[str, tuple[str, dict[str, str | None]]] = field(default_factory=dict)

    async def begin(self) -> None:
        self.before = await self.look()
        self.columns = await columns_before(self.ctx, [each for each in self.plan.changes if each.columns])

    async def look(self) -> Live:
        told, changed = sorted(self.plan.told), {change.person.id for change in self.plan.changes}
        newcomers = {new.id for new in self.plan.people}
        found = await live_rows(told, ("source_record", "data_conflict"))
        for person, tables in (await live_rows(sorted(changed | newcomers))).items():
            found[person].update(tables)
        return found

    async def end(self, batch_id: str) -> None:
        """Write one line a person; names and contacts are sealed with the person's own key."""
        newcomers = {new.id for new in self.plan.people}
        found = moved(self.before, await self.look(), newcomers)
        changes = {change.person.id: change for change in self.plan.changes}
        rows = []
        for person, one in found.items():
            if not (one.made or one.superseded or person in self.columns):
                continue
            row_id = new_id()
            sealed = self.sealed(row_id, person, changes[person]) if person in self.columns else {}
            number = self.plan.told[person].row
            line = {"batch_id": batch_id, "number": number, "person_id": person, "moves": one.dump()}
            rows.append(ImportChange(**stamp(self.ctx), **sealed, **line, id=row_id))
        await ImportChange.bulk_create(rows, batch_size=BATCH)

    def sealed(self, row_id: str, person: str, change: Change) -> dict[str, str]:
        key, before = self.columns[person]
        sides = {"before": before, "after": {name: str(text) for name, text in change.columns.items()}}
        return {
            side: self.ctx.store.vault.seal(
                key, f"import_change.{side}|{row_id}", orjson.dumps(values).decode()
            )
            for side, values in sides.items()
        }


async def columns_before(
    ctx: Context, changes: Sequence[Change]
) -> dict[str, tuple[str, dict[str, str | None]]]:
    """Return each person's key and the columns about to change, opened; call it before the change."""
    out: dict[str, tuple[str, dict[str, str | None]]] = {}
    by_id = {change.person.id: change for change in changes}
    for some in batched(sorted(by_id)):
        keys = {row.person_id: row.wrapped for row in await PersonKey.filter(person_id__in=some)}
        for row in await Employee.filter(id__in=some):
            names = by_id[row.id].columns
            before = {name: open_column(ctx, keys[row.id], row, name) for name in names}
            out[row.id] = (keys[row.id], before)
    return out


def open_column(ctx: Context, key: str, row: Employee, name: str) -> str | None:
    value: str | None = getattr(row, name)
    if name not in CLEAN or value is None:
        return value
    return ctx.store.vault.open(key, f"employee.{name}|{row.id}", value)


def batched(items: Sequence[str]) -> list[list[str]]:
    return [list(items[at : at + BATCH]) for at in range(0, len(items), BATCH)]
