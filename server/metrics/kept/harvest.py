"""Computes live, department by department, what is to be kept: months of components, and ledgers of stocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from server.kernel.context import Context
from server.metrics.asked import DimFilter
from server.metrics.components import Component, Frame, Part, Wanted
from server.metrics.definitions import Dictionary
from server.metrics.kept.books import WHOLE_MONTH
from server.metrics.kept.dirty import NOWHERE
from server.metrics.kept.ledger import Delta, divisor
from server.metrics.kept.ledger import statement as ledger_statement
from server.metrics.kept.rollup import MOST_NAMED, Cell, last_of
from server.metrics.live import fetch as live
from server.metrics.live.spelling import Binder, spelling
from server.metrics.live.tree import Tree
from server.metrics.periods import Window

SECONDS = 300.0
MONTHS_AT_ONCE = 12
Departments = frozenset[str] | None
MonthOf = tuple[Component, date]


def flat(tree: Tree) -> Tree:
    """Return the same departments, each on its own: nothing is then counted for a parent."""
    alone = {
        key: replace(node, standings=(replace(node.standings[0], since=date.min, parent=None),))
        for key, node in tree.nodes.items()
    }
    return Tree(alone)


async def months(
    ctx: Context,
    dictionary: Dictionary,
    tree: Tree,
    asked: Mapping[MonthOf, Departments],
    as_of: date,
    *,
    apart: Collection[MonthOf] = (),
) -> dict[MonthOf, list[tuple[str, Cell]]]:
    """Compute the own cells of every department, or of those named, for each component and month.

    With them comes one more cell, `WHOLE_MONTH`, in which people in several departments count once; not for what is
    `apart`, whose whole month is the sum of its departments.
    """
    out: dict[MonthOf, list[tuple[str, Cell]]] = {}
    by_scope: dict[Departments, list[MonthOf]] = defaultdict(list)
    for key, departments in asked.items():
        by_scope[departments].append(key)
    for departments, keys in by_scope.items():
        for some in in_turn(keys):
            wanted = [(component, Window(month, last_of(month))) for component, month in some]
            found = await own_cells(ctx, dictionary, tree, wanted, departments, as_of)
            shared = [(each, window) for each, window in wanted if (each, window.first) not in apart]
            whole = await live.fetch(ctx, dictionary, shared, Frame(as_of=as_of, want_persons=True))
            for (component, window), parts in whole.items():
                cells = [(WHOLE_MONTH, cell_of(part, divisor(component))) for part in parts.values()]
                found[component, window.first] += cells
            out |= found
    return out


def in_turn(keys: Iterable[MonthOf]) -> list[list[MonthOf]]:
    """Take a year at a time, so that no statement runs for too long."""
    ordered = sorted({month for _, month in keys})
    turns = [ordered[at : at + MONTHS_AT_ONCE] for at in range(0, len(ordered), MONTHS_AT_ONCE)]
    return [[key for key in keys if key[1] in turn] for turn in turns]


async def own_cells(
    ctx: Context,
    dictionary: Dictionary,
    tree: Tree,
    wanted: Sequence[Wanted],
    departments: Departments,
    as_of: date,
) -> dict[MonthOf, list[tuple[str, Cell]]]:
    frame = Frame(by=("department",), as_of=as_of, want_persons=True)
    if departments is not None and NOWHERE in departments:
        others = tuple(sorted(tree.nodes.keys() - departments))
        frame = replace(frame, where=(DimFilter("department", others, negated=True),))
    elif departments is not None:
        frame = replace(frame, departments=departments)
    found = await live.fetch(ctx, dictionary, wanted, frame, tree=flat(tree))
    out: dict[MonthOf, list[tuple[str, Cell]]] = {}
    for each, groups in found.items():
        component, window = each
        per = divisor(component)
        out[component, window.first] = [
            (key or NOWHERE, cell_of(part, per))
            for (key,), part in groups.items()
            if departments is None or (key or NOWHERE) in departments
        ]
    return out


async def is_regular(ctx: Context, departments: frozenset[str]) -> bool:
    """Whether nobody who ever was in the departments has two assignments on one day."""
    binder = Binder(spelling(ctx.store.dialect))
    listed = binder.table([("department", "text")], [[each] for each in sorted(departments)])
    is_sqlite = ctx.store.dialect == "sqlite"
    never, always = (
        ("'9999-12-31'", "'1000-01-01'") if is_sqlite else ("date '9999-12-31'", "date '1000-01-01'")
    )
    post = (  # the first one also holds before it begins
        f"select employee_id,case when is_initial then {always} else valid_from end as since,"
        f"coalesce(valid_to,{never}) as until from assignment where is_primary and superseded_at is null "
        f"and employee_id in (select employee_id from assignment where department_id in ({listed}))"
    )
    sql = (
        "select count(*) from (select since,max(until) over (partition by employee_id order by since,until "
        f"rows between unbounded preceding and 1 preceding) as before from ({post}) as post) as neighbor "
        "where before>since"
    )
    [(overlaps,)] = await ctx.store.reads.rows(sql, binder.values)
    return not overlaps


def cell_of(part: Part, per: int) -> Cell:
    value = Fraction(part.value or 0) * per
    if value.denominator != 1:
        raise ArithmeticError(f"{part.value} is no multiple of 1/{per}")
    few = part.people is not None and part.people <= MOST_NAMED
    return Cell(value.numerator, part.rows, part.people, part.persons if few else None, part.incomplete)


# --- Ledgers ---


@dataclass(frozen=True)
class Ledger:
    """A stock's changes, of all departments or of some, and how many rows count in two places at once."""

    deltas: list[Delta]
    irregular: int


async def ledger(ctx: Context, component: Component, departments: Departments) -> Ledger:
    written = ledger_statement(component, spelling(ctx.store.dialect), departments)
    async with ctx.store.reads.snapshot(seconds=SECONDS) as snapshot:
        rows = await snapshot.rows(written.deltas, written.values)
        [(irregular,)] = await snapshot.rows(written.overlaps, written.overlap_values)
    deltas = [
        Delta(department, date.fromisoformat(day), int(value), int(count))
        for department, day, value, count in rows
    ]
    return Ledger(deltas, int(irregular))
