"""The live way from components to figures: one statement for all that SQL can say, one for what only Python can."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from server.kernel.context import Context
from server.metrics.components import Component, Fetched, Frame, Group, Part, Wanted
from server.metrics.definitions import Dictionary
from server.metrics.lang.tree import IsNull
from server.metrics.live import memory
from server.metrics.live.arms import Arm, Job, jobs_of, statement_sql
from server.metrics.live.behind import person_rows
from server.metrics.live.conditions import conditions_of
from server.metrics.live.ground import Ground, prepare
from server.metrics.live.tree import Tree
from server.store.reads import Tuples

__all__ = ["Statement", "fetch", "person_rows", "person_sets", "row_sets", "statements"]

FIGURES = 6
"""Figures an arm gives for one component: see `Arm.totals`."""
MOST_ARMS = 400
"""SQLite joins at most 500 selects into one."""


@dataclass(frozen=True)
class Statement:
    """A statement as it is run, and which components it answers."""

    sql: str
    parameters: tuple[object, ...]
    components: tuple[Component, ...]


async def fetch(
    ctx: Context,
    dictionary: Dictionary,
    wanted: Sequence[Wanted],
    frame: Frame,
    *,
    tree: Tree | None = None,
) -> Fetched:
    """Return every component in every window and group asked for, worked out from the rows.

    Groups without rows are left out; the whole (`by` empty) is always there, with 0 where sums of nothing are 0.
    `tree` stands in for the departments as they hang together.
    """
    out: Fetched = {each: {} for each in wanted}
    if not wanted:
        return out
    ground = await prepare(ctx, dictionary, wanted, frame)
    if tree is not None:
        ground = replace(ground, tree=tree)
    in_sql, rest = divide(ground, wanted)
    for arms in batches(ground, jobs_of(ground, in_sql)):
        statement = write(arms)
        take(out, arms, await ctx.store.reads.rows(statement.sql, statement.parameters))
    if rest:
        await memory.fill(ctx, ground.afresh(), rest, out)
    if not frame.by:
        for (component, _), parts in out.items():
            parts.setdefault((), nothing(component))
    return out


async def statements(
    ctx: Context, dictionary: Dictionary, wanted: Sequence[Wanted], frame: Frame
) -> list[Statement]:
    """Return what `fetch` would run, without running it."""
    if not wanted:
        return []
    ground = await prepare(ctx, dictionary, wanted, frame)
    in_sql, rest = divide(ground, wanted)
    out = [write(arms) for arms in batches(ground, jobs_of(ground, in_sql))]
    if rest:
        here = ground.afresh()
        sql = memory.write(here, memory.jobs_of(here, rest))
        out.append(Statement(sql, tuple(here.binder.values), tuple({each[0]: None for each in rest})))
    return out


async def row_sets(
    ctx: Context, dictionary: Dictionary, wanted: Sequence[Wanted], frame: Frame
) -> dict[Wanted, dict[Group, dict[str, str]]]:
    """Return, for every cell, the rows behind it: row key to person (or token). Sources without persons give none."""
    out: dict[Wanted, dict[Group, dict[str, str]]] = {each: {} for each in wanted}
    counted = [each for each in wanted if each[0].measure.source.person]
    if not counted:
        return out
    ground = await prepare(ctx, dictionary, counted, frame)
    in_sql, rest = divide(ground, counted)
    single = [
        replace(job, distinct=None, components=(component,))
        for job in jobs_of(ground, in_sql)
        for component in job.components
    ]
    for arms in batches(ground, single):
        here = arms[0].ground
        sql = statement_sql(here, [arm.rows_sql(number) for number, arm in enumerate(arms)])
        for number, window, *group, key, person in await ctx.store.reads.rows(sql, here.binder.values):
            job = arms[int(number)].job
            cell = out.get((job.components[0], job.windows[int(window)]))
            if cell is not None:
                cell.setdefault(tuple(group), {})[str(key)] = str(person)
    if rest:
        await memory.fill_sets(ctx, ground.afresh(), rest, out)
    return out


async def person_sets(
    ctx: Context, dictionary: Dictionary, wanted: Sequence[Wanted], frame: Frame
) -> dict[Wanted, dict[Group, frozenset[str]]]:
    """Return the persons behind every cell."""
    found = await row_sets(ctx, dictionary, wanted, frame)
    return {
        each: {group: frozenset(rows.values()) for group, rows in groups.items()}
        for each, groups in found.items()
    }


# -- how a statement is made --------------------------------------------------------------------------------------


def divide(ground: Ground, wanted: Iterable[Wanted]) -> tuple[list[Wanted], list[Wanted]]:
    """Part what SQL can say exactly from what only Python can."""
    in_sql: list[Wanted] = []
    rest: list[Wanted] = []
    known: dict[Component, bool] = {}
    for each in wanted:
        component = each[0]
        if component not in known:
            known[component] = is_in_sql(ground, component)
        (in_sql if known[component] else rest).append(each)
    return in_sql, rest


def is_in_sql(ground: Ground, component: Component) -> bool:
    measure = component.measure
    if measure.is_typical:
        return False
    if not all(memory.is_sayable(ground, measure.source, each) for each in conditions_of(component)):
        return False
    return memory.is_sayable(ground, measure.source, IsNull(measure.expression))


def batches(ground: Ground, jobs: Sequence[Job]) -> Iterator[list[Arm]]:
    """Gather the arms of one statement, hardly ever of several."""
    for at in range(0, len(jobs), MOST_ARMS):
        here = ground.afresh()
        yield [Arm(here, job) for job in jobs[at : at + MOST_ARMS]]


def write(arms: Sequence[Arm]) -> Statement:
    ground = arms[0].ground
    sql = statement_sql(ground, [arm.sql(number) for number, arm in enumerate(arms)])
    components = tuple(component for arm in arms for component in arm.job.components)
    return Statement(sql, tuple(ground.binder.values), components)


# -- how its answer is read ---------------------------------------------------------------------------------------


def take(out: Fetched, arms: Sequence[Arm], rows: Tuples) -> None:
    for number, window, *group, packed in rows:
        arm = arms[int(number)]
        figures, asked = json.loads(packed), arm.job.windows[int(window)]
        for at, component in enumerate(arm.job.components):
            cell = out.get((component, asked))
            part = part_of(arm.factor(at), figures[at * FIGURES : (at + 1) * FIGURES])
            if cell is not None and (part.rows or not group):
                cell[tuple(group)] = part


def part_of(factor: Fraction, figures: Sequence[Any]) -> Part:
    """Read the figures of one component, of mixed kinds, as `Arm.totals` packs them."""
    value, rows, people, incomplete, persons, largest = figures
    if isinstance(persons, str):
        persons = json.loads(persons)
    share = Fraction(largest, value) if largest is not None and value else None
    few = frozenset(persons or ()) if persons is not None or people == 0 else None
    return Part(value * factor, rows, people, few, share, incomplete)


def nothing(component: Component) -> Part:
    """Return what no rows at all amount to."""
    people = 0 if component.measure.source.person else None
    value = None if component.measure.is_typical else Fraction(0)
    return Part(value, 0, people, frozenset() if people == 0 else None)
