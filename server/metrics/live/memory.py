"""Figures SQL cannot give exactly: sealed columns, quotients, means, medians; worked out on the rows in Python."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from server.kernel.clock import read_instant
from server.kernel.context import Context
from server.metrics.components import Component, Fetched, Group, Wanted
from server.metrics.definitions import Source, SourceColumn
from server.metrics.live.arms import statement_sql
from server.metrics.live.conditions import Condition, condition_columns, conditions_of
from server.metrics.live.ground import Ground
from server.metrics.live.heaps import Heap, Line
from server.metrics.live.reading import Placement, Reading, placement_of
from server.metrics.live.reckon import Reckoner, Value, both
from server.metrics.live.ripening import holds
from server.metrics.live.rows import NotInSql, columns_of
from server.metrics.periods import Window
from server.store.vault import Vault

MOST_COLUMNS = 90
"""PostgreSQL takes 100 arguments for a list."""


@dataclass(frozen=True)
class MemoryJob:
    """Components that are worked out on the same rows."""

    source: Source
    placement: Placement
    time: str
    windows: tuple[Window, ...]
    components: tuple[Component, ...]

    @property
    def columns(self) -> list[SourceColumn]:
        """What the components read, and nothing else leaves the database."""
        names: set[str] = set()
        for component in self.components:
            names |= columns_of(component.measure.expression)
            for condition in conditions_of(component):
                names |= condition_columns(condition)
        return [self.source.columns[name] for name in sorted(names)]

    @property
    def is_sealed(self) -> bool:
        return any(column.sealed for column in self.columns)


def jobs_of(ground: Ground, wanted: Iterable[Wanted]) -> list[MemoryJob]:
    windows: dict[Component, dict[Window, None]] = {}
    for component, window in wanted:
        windows.setdefault(component, {})[window] = None
    together: dict[tuple[Source, Placement, str, tuple[Window, ...]], list[Component]] = {}
    for component, asked in windows.items():
        placement = placement_of(component, ground.frame)
        time = component.measure.time if placement == "entered" else ""
        key = (component.measure.source, placement, time, tuple(sorted(asked)))
        together.setdefault(key, []).append(component)
    return [MemoryJob(*key, tuple(found)) for key, found in together.items()]


# -- reading the rows ---------------------------------------------------------------------------------------------


def write(ground: Ground, jobs: Sequence[MemoryJob]) -> str:
    return statement_sql(ground, [select(ground, job, number) for number, job in enumerate(jobs)])


def select(ground: Ground, job: MemoryJob, number: int) -> str:
    """Write the select of the rows themselves, narrowed by every condition SQL can say for all components."""
    reading = Reading(ground, job.source, job.placement, job.time, job.windows)
    dimensions, rows = reading.dimensions, reading.rows
    by = ground.frame.by
    leaf = dimensions.leaf() if "department" in by else "null"
    groups = ["null" if name == "department" else dimensions.expression(name) for name in by]
    shared = [
        reading.where(each)
        for each in conditions_of(job.components[0])
        if is_sayable(ground, job.source, each)
        and all(each in conditions_of(other) for other in job.components)
    ]
    raw = [rows.raw(column.name) for column in job.columns]
    person, anchor = reading.person or "null", rows.anchor
    before = reading.limits
    del before
    taken = {
        "n": "w.n",
        "era": "w.era",
        "leaf": f"cast({leaf} as text)",
        **{f"g{place}": f"cast({sql} as text)" for place, sql in enumerate(groups)},
        "person": f"cast({person} as text)",
        "row": f"cast({rows.raw(job.source.key)} as text)",
        "wrapped": "k.wrapped" if job.is_sealed else "cast(null as text)",
        "anchor": f"cast({anchor} as text)",
        "length": length_of(reading),
        "packed": f"cast({ground.binder.spelling.array(raw)} as text)",
    }
    listed = ",".join(f'{sql} as "{name}"' for name, sql in taken.items())
    body = reading.source_sql(shared, keys_of=person if job.is_sealed else "")
    return f"select {number} as arm,{listed} {body}"


def length_of(reading: Reading) -> str:
    if reading.placement != "days":
        return "1"
    first, last = reading.overlap
    return f"({reading.ground.binder.spelling.days_between(first, last)}+1)"


def is_sayable(ground: Ground, source: Source, condition: Condition) -> bool:
    """Whether SQL can say the condition exactly."""
    names = condition_columns(condition)
    if any(source.columns[name].sealed for name in names):
        return False
    trial = Reading(ground.afresh(), source, "stock", "", ())
    try:
        trial.where(condition)
    except NotInSql:
        return False
    return True


def clear(column: SourceColumn, raw: object) -> Value:
    """Read a stored value as what it means."""
    if raw is None:
        return None
    text = str(raw)
    match column.type:
        case "decimal" | "int":
            scale = 0 if column.sealed or column.type == "int" else column.scale
            return Fraction(Decimal(text).scaleb(-scale))
        case "bool":
            return bool(raw)
        case "date":
            return date.fromisoformat(text)
        case "timestamp":
            return read_instant(text)
    return text


async def read(ctx: Context, ground: Ground, jobs: Sequence[MemoryJob]) -> list[list[Line]]:
    """Read the rows of all jobs in one statement and open what is sealed; the opening is done beside the event loop."""
    rows = await ctx.store.reads.rows(write(ground, jobs), ground.binder.values)
    apart: list[list[tuple[Any, ...]]] = [[] for _ in jobs]
    for row in rows:
        apart[row[0]].append(row[1:])
    keys = [
        [ctx.store.vault.key(row[-4]) for row in mine] if job.is_sealed else []
        for job, mine in zip(jobs, apart, strict=True)
    ]
    return await asyncio.to_thread(
        lambda: [
            list(lines(ground, ctx.store.vault, job, mine, key))
            for job, mine, key in zip(jobs, apart, keys, strict=True)
        ]
    )


def lines(
    ground: Ground, vault: Vault, job: MemoryJob, rows: Sequence[tuple[Any, ...]], keys: Sequence[Any]
) -> Iterator[Line]:
    columns = job.columns
    packed = [json.loads(row[-1]) for row in rows]
    for at, column in enumerate(columns):
        if column.sealed:
            places = [f"{column.sealed}|{row[-5]}" for row in rows]
            for values, opened in zip(
                packed, vault.open_column(keys, places, [values[at] for values in packed]), strict=True
            ):
                values[at] = opened
    spread = Spread(ground)
    for row, values in zip(rows, packed, strict=True):
        window, era, leaf, *group, person, key, _, anchor, length, _ = row
        yield Line(
            int(window),
            spread.groups(era, leaf, tuple(group)),
            person,
            str(key),
            date.fromisoformat(str(anchor)[:10]),
            int(length),
            {column.name: clear(column, value) for column, value in zip(columns, values, strict=True)},
        )


@dataclass
class Spread:
    """Gives a row to its own group, or to that of every department above its own."""

    ground: Ground
    known: dict[tuple[object, ...], tuple[Group, ...]] = field(default_factory=dict)

    def groups(self, era: int, leaf: str | None, group: Group) -> tuple[Group, ...]:
        by = self.ground.frame.by
        if "department" not in by:
            return (group,)
        key = (era, leaf, group)
        if key not in self.known:
            tree, place = self.ground.tree, by.index("department")
            above = tree.ancestors(leaf, self.ground.day_of(int(era))) if leaf else ()
            self.known[key] = tuple((*group[:place], each, *group[place + 1 :]) for each in above or (None,))
        return self.known[key]


# -- working it out -----------------------------------------------------------------------------------------------


Heaps = dict[tuple[Component, Window], dict[Group, Heap]]


async def gather(ctx: Context, ground: Ground, wanted: Iterable[Wanted]) -> Heaps:
    jobs = jobs_of(ground, wanted)
    read_lines = await read(ctx, ground, jobs)
    return await asyncio.to_thread(lambda: heap_up(ground, jobs, read_lines))


def heap_up(ground: Ground, jobs: Sequence[MemoryJob], found: Sequence[Sequence[Line]]) -> Heaps:
    heaps: Heaps = {}
    for job, mine in zip(jobs, found, strict=True):
        narrowed = [(component, conditions_of(component)) for component in job.components]
        for line in mine:
            window = job.windows[line.window]
            reckoner = Reckoner(line.values, line.anchor, window.first, window.last, ground.zone)
            for component, conditions in narrowed:
                if both([holds(reckoner, each, ground.maturity) for each in conditions]):
                    value = reckoner.value(component.measure.expression)
                    cells = heaps.setdefault((component, window), {})
                    for group in line.groups:
                        cells.setdefault(group, Heap()).add(component, line, value)
    return heaps


async def fill(ctx: Context, ground: Ground, wanted: Sequence[Wanted], out: Fetched) -> None:
    """Put the parts of `wanted` into `out`."""
    for each, cells in (await gather(ctx, ground, wanted)).items():
        if each in out:
            out[each] = {group: heap.part(each[0], ground.frame) for group, heap in cells.items()}


async def fill_sets(
    ctx: Context, ground: Ground, wanted: Sequence[Wanted], out: dict[Wanted, dict[Group, dict[str, str]]]
) -> None:
    """Put the rows behind `wanted` into `out`: row key to person."""
    for each, cells in (await gather(ctx, ground, wanted)).items():
        if each in out:
            out[each] = {group: heap.rows for group, heap in cells.items()}
