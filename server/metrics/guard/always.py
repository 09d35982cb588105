"""What a caller of totals may see at any time: the tables by department of whole months, quarters, halves and years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.components import Component, Frame, Group, Wanted
from server.metrics.guard.differencing import Rows
from server.metrics.guard.suppress import Facts, hide
from server.metrics.live.fetch import row_sets
from server.metrics.live.tree import Tree, read_tree
from server.metrics.periods import Window
from server.metrics.reckoning.nested import OVER_TIME, month_at, remainder, unfiltered
from server.metrics.reckoning.question import TOTAL, Question

Universe = tuple[str, str, str]
"""The rows that can be weighed against each other: a source, the column that places them, and the day or year."""
Sets = Mapping[Group, Rows]
LENGTHS = (1, 3, 6, 12)
"""Months in the periods that can be asked for."""
YEAR = 12


def universe(wanted: Wanted) -> Universe:
    """Name where a component's rows belong: a stock to its day, what happens to its year."""
    component, window = wanted
    source = component.measure.source.name
    if component.kind in OVER_TIME:
        return source, component.measure.time or component.kind, str(window.last.year)
    return source, "active", window.last.isoformat()


async def known_sets(ctx: Context, question: Question) -> dict[Universe, list[Rows]]:
    """Return the row sets of every cell that the tables by department show, for the components of the question.

    Components are taken with and without their conditions. Rows without persons give no sets.
    """
    frame = Frame(by=("department",), departments=question.frame.departments, as_of=ctx.today,
                  org_day=question.frame.org_day)  # fmt: skip
    tree = await read_tree(ctx, frame)
    asked = dict.fromkeys(each for wanted in question.wanted for each in basic(wanted))
    found = await row_sets(ctx, question.dictionary, list(asked), frame)
    whole = await row_sets(ctx, question.dictionary, list(asked), replace(frame, by=()))
    sets = {each: {**found.get(each, {}), **whole.get(each, {})} for each in asked}
    out: dict[Universe, list[Rows]] = defaultdict(list)
    for each in {
        (component, universe((component, window))): (component, window) for component, window in asked
    }.values():
        cells = Cells(each[0], sets, tree, question.least or question.reach.k)
        for window in cells.windows(each[1]):
            out[universe(each)] += cells.visible(window)
    return out


def basic(wanted: Wanted) -> Iterable[Wanted]:
    """Return what has to be read: a stock at its day; of what happens, every month of its year."""
    component, window = wanted
    for each in (wanted, unfiltered(wanted)):
        if each is not None and component.kind in OVER_TIME:
            yield from ((each[0], month) for month in months_of(window.last.year))
        elif each is not None:
            yield each


def months_of(year: int) -> list[Window]:
    return [month_at(date(year, month, 1)) for month in range(1, YEAR + 1)]


class Cells:
    """The cells of one component: by department, over its day or over the months of its year."""

    def __init__(self, component: Component, sets: Mapping[Wanted, Sets], tree: Tree, k: int) -> None:
        self.component, self.sets, self.tree, self.k = component, sets, tree, k

    def windows(self, window: Window) -> list[Window]:
        """Return every window that a table may show."""
        if self.component.kind not in OVER_TIME:
            return [window]
        starts = [
            (date(window.last.year, first, 1), length)
            for length in LENGTHS
            for first in range(1, YEAR + 1, length)
        ]
        return [Window(first, month_at(add_months(first, length - 1)).last) for first, length in starts]

    def visible(self, window: Window) -> list[Rows]:
        """Return the sets of the cells that are neither small nor needed to hide a small one."""
        own = self.over(self.component, window)
        counts = {group: self.people(group, rows, window) for group, rows in own.items()}
        above = parents(own, self.tree, window)
        also = {group for group in own if 0 < self.left(group, window) < self.k}
        hidden: set[Group] = set()
        for at in range(max(map(len, counts.values()), default=0)):
            cells = {group: Facts((each[at],)) for group, each in counts.items()}
            hidden |= hide(cells, above, self.k).keys() | hide(cells, above, self.k, also=also).keys()
        return [rows for group, rows in own.items() if rows and group not in hidden]

    def people(self, group: Group, rows: Rows, window: Window) -> tuple[int, ...]:
        """Count the people of a cell, and those its condition leaves out."""
        count = number(rows)
        if (plain := unfiltered((self.component, window))) is None:
            return (count,)
        return count, max(0, number(self.over(plain[0], window).get(group, {})) - count)

    def left(self, group: Group, window: Window) -> int:
        """Count the people in months of a longer window that no shown cell inside it covers."""
        months = self.months(window)
        if len(months) == 1:
            return 0
        inside = {
            each.first: number(self.sets.get((self.component, each), {}).get(group, {})) for each in months
        }
        return remainder(inside, self.k)

    def months(self, window: Window) -> Sequence[Window]:
        if self.component.kind not in OVER_TIME:
            return [window]
        return [
            each
            for each in months_of(window.last.year)
            if window.first <= each.first and each.last <= window.last
        ]

    def over(self, component: Component, window: Window) -> dict[Group, dict[str, str]]:
        """Gather the rows of a window from its months."""
        out: dict[Group, dict[str, str]] = defaultdict(dict)
        for month in self.months(window):
            for group, rows in self.sets.get((component, month), {}).items():
                out[group].update(rows)
        return out


def number(rows: Rows) -> int:
    return len(set(rows.values()))


def parents(cells: Iterable[Group], tree: Tree, window: Window) -> dict[Group, Group]:
    """Return which cell holds the sum of each: the department above it, at the top the whole."""
    known = set(cells)
    out: dict[Group, Group] = {}
    for group in known - {TOTAL}:
        chain = tree.ancestors(group[0], window.last)[1:] if group[0] is not None else ()
        out[group] = next(((each,) for each in chain if (each,) in known), TOTAL)
    return out
