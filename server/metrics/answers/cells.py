"""From worked-out figures to the cells and rows a caller is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from server.kernel.context import Context
from server.metrics.answers.receipts import Receipts
from server.metrics.answers.work import Worked
from server.metrics.asked import Cell, Comparison, DimValue, PeriodColumn, Row, Table
from server.metrics.components import Group
from server.metrics.definitions import Label, Target
from server.metrics.guard.shown import DEPARTMENT, people
from server.metrics.numbers import exact, rounded
from server.metrics.reckoning.compare import NO_DATA, NOT_SHOWN, Shown, comparison, relative
from server.metrics.reckoning.component_text import component_text
from server.metrics.reckoning.evaluate import Value
from server.metrics.reckoning.question import SHIFTED, TOTAL, Column, Mark
from server.metrics.reckoning.targets import CHANGE, is_timeless, judge, target_for
from server.metrics.reckoning.versions import breaks
from server.metrics.words import CellStatus, Compare

UNNAMED = Label("未填写", "Not given")


def table_of(ctx: Context, worked: Worked) -> Table:
    """Lay an answer out: rows in order and by the page, the total beside them."""
    question = worked.question
    maker = Maker(worked, Receipts.of(ctx, question))
    ordered = in_order(worked)
    page = ordered[question.ask.after : question.ask.after + question.ask.first]
    total = maker.row(TOTAL)
    metrics = [column.metric for column in question.columns]
    return Table(
        metric=question.metric,
        grain=question.grain,
        dimensions=question.frame.by,
        columns=tuple(
            PeriodColumn(column.period, column.period.window.last < ctx.today, column.metric.version)
            for column in question.columns
        ),
        rows=tuple(maker.row(group) for group in page) if question.frame.by else (total,),
        total=total,
        suppressed=suppressed(worked),
        breaks=breaks([column.period for column in question.columns], metrics),
        notes=notes(worked),
        data_through=question.ask.as_known_at or ctx.now,
        computed_at=ctx.now,
        from_rollup=worked.from_rollup,
        row_count=len(ordered) if question.frame.by else 1,
    )


def cell_of(ctx: Context, worked: Worked, group: Group, column: Column | None = None) -> Cell:
    """Make one cell, of the last column unless another is named."""
    return Maker(worked, Receipts.of(ctx, worked.question)).cell(column or worked.question.columns[-1], group)


def suppressed(worked: Worked) -> int:
    asked = {column.mark for column in worked.question.columns}
    return sum(len(cells) for mark, cells in worked.hidden.items() if mark in asked)


def notes(worked: Worked) -> tuple[Label, ...]:
    hidden = suppressed(worked)
    if not hidden:
        return worked.question.notes
    k = worked.question.reach.k
    note = Label(
        f"有 {hidden} 个单元格因人数过少(少于 {k} 人)或为防止推算而隐去。",
        f"{hidden} cells are hidden: fewer than {k} people, or to keep such groups from being worked out.",
    )
    return (*worked.question.notes, note)


def in_order(worked: Worked) -> list[Group]:
    """Order rows by their groups' keys, a department before those beneath it, what has no key last."""
    by = worked.question.frame.by

    def place(group: Group) -> tuple[tuple[tuple[bool, str], ...], ...]:
        return tuple(
            tuple((not key, key) for key in path(worked, dimension, key))
            for dimension, key in zip(by, group, strict=True)
        )

    return sorted(worked.groups, key=place)


def path(worked: Worked, dimension: str, key: str | None) -> list[str]:
    """Return a key with those above it, from the top; of other dimensions just the key."""
    if dimension != DEPARTMENT or worked.tree is None or key is None:
        return [dim_value(worked, dimension, key).key]
    day = worked.question.columns[-1].period.window.last
    above = worked.tree.ancestors(key, day) or (key,)
    return [worked.tree.nodes[each].code if each in worked.tree.nodes else each for each in reversed(above)]


def dim_value(worked: Worked, dimension: str, key: str | None) -> DimValue:
    found = worked.named.get((dimension, key))
    if found is not None:
        return found
    return DimValue(dimension, key or "", Label(key, key) if key else UNNAMED)


@dataclass
class Maker:
    """Makes the cells of one answer."""

    worked: Worked
    receipts: Receipts

    def row(self, group: Group) -> Row:
        return Row(
            self.named(group), tuple(self.cell(column, group) for column in self.worked.question.columns)
        )

    def named(self, group: Group) -> tuple[DimValue, ...]:
        by = self.worked.question.frame.by if group else ()
        return tuple(dim_value(self.worked, dimension, key) for dimension, key in zip(by, group, strict=True))

    def cell(self, column: Column, group: Group) -> Cell:
        """Make a cell; where it is hidden nothing of what it was made of is told."""
        value = self.worked.figures.get(column.mark, {}).get(group)
        shown = self.shown(column.mark, group)
        compared = self.compared(column, group, shown)
        if value is None or shown.status in HIDING:
            return Cell(None, shown.status, compare=compared)
        target, change = self.target(column, group), self.change(column, group, shown)
        return Cell(
            value=rounded(value.value),
            status=value.status,
            numerator=rounded(value.numerator),
            denominator=rounded(value.denominator),
            pending=value.pending,
            people=value.people,
            target=judge(target, value.value, change),
            compare=compared,
            parts=parts_of(value, column),
            receipt=self.receipts.signed(column, self.named(group), rounded(value.value), value),
        )

    def shown(self, mark: Mark, group: Group) -> Shown:
        """Return the value as the caller may see it."""
        value = self.worked.figures.get(mark, {}).get(group)
        hidden = self.worked.hidden.get(mark, {}).get(group)
        if hidden is not None:
            return Shown(None, hidden)
        return NO_DATA if value is None else Shown(value.value, value.status)

    def target(self, column: Column, group: Group) -> Target | None:
        if not column.metric.targets:
            return None
        timeless = is_timeless(column.metric.tree, self.worked.question.dictionary)
        return target_for(column.metric.targets, column.period, self.scope(group), any_length=timeless)

    def scope(self, group: Group) -> list[str]:
        """Say what a cell is about: its group, and filters on one value."""
        where = self.worked.question.frame.where
        return [
            *(f"{each.dimension}={each.key}" for each in self.named(group)),
            *(
                f"{each.dimension}={each.values[0]}"
                for each in where
                if len(each.values) == 1 and not each.negated
            ),
        ]

    def change(self, column: Column, group: Group, now: Shown) -> Fraction | None:
        """Return the change since the period before, where that is looked at."""
        before = self.worked.question.before.get((column.mark, Compare.PRIOR_PERIOD))
        return relative(now, self.shown(before.mark, group)) if before else None

    def compared(self, column: Column, group: Group, now: Shown) -> tuple[Comparison, ...]:
        return tuple(self.beside(kind, column, group, now) for kind in self.worked.question.ask.compare)

    def beside(self, kind: Compare, column: Column, group: Group, now: Shown) -> Comparison:
        question = self.worked.question
        if kind in SHIFTED:
            before = question.before[column.mark, kind]
            return self.against(kind, before, column, now, self.shown(before.mark, group))
        if kind is Compare.BASELINE:
            first = question.columns[0]
            return self.against(kind, first, column, now, self.shown(first.mark, group))
        if kind is Compare.TARGET:
            return self.against_target(column, group, now)
        other = self.organization(column) if kind is Compare.ORG_TOTAL else self.unit_above(column, group)
        return comparison(kind, column.period.name, now, other)

    def against(self, kind: Compare, before: Column, column: Column, now: Shown, other: Shown) -> Comparison:
        is_break = before.metric.version != column.metric.version
        return comparison(kind, before.period.name, now, other, is_break=is_break)

    def against_target(self, column: Column, group: Group, now: Shown) -> Comparison:
        """Compare with the target; one on the change is compared with the change."""
        target = self.target(column, group)
        if target is None:
            return comparison(Compare.TARGET, "", now, NO_DATA)
        judged = Shown(self.change(column, group, now), now.status) if target.applies_to == CHANGE else now
        return comparison(Compare.TARGET, "", judged, Shown(exact(target.value)))

    def organization(self, column: Column) -> Shown:
        value = self.worked.beside.get(Compare.ORG_TOTAL, {}).get(column.mark)
        if value is None:
            return NOT_SHOWN
        k = 0 if self.worked.question.reach.is_unguarded else self.worked.question.reach.k
        if any(0 < people(part) < k for part in value.parts.values()):
            return Shown(None, CellStatus.SUPPRESSED_SMALL_GROUP)
        return Shown(value.value, value.status)

    def unit_above(self, column: Column, group: Group) -> Shown:
        """Return the department above: its row is in the same answer, unless the caller may not see it."""
        by, tree = self.worked.question.frame.by, self.worked.tree
        if DEPARTMENT not in by or tree is None or not group:
            return NO_DATA
        at = by.index(DEPARTMENT)
        key = group[at]
        above = tree.ancestors(key, column.period.window.last)[1:2] if key else ()
        if not above:
            return NO_DATA
        parent = (*group[:at], above[0], *group[at + 1 :])
        if parent not in self.worked.figures.get(column.mark, {}):
            return NOT_SHOWN
        return self.shown(column.mark, parent)


HIDING = frozenset(status for status in CellStatus if status.startswith("SUPPRESSED")) | {
    CellStatus.NOT_PERMITTED
}


def parts_of(value: Value, column: Column) -> Mapping[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for wanted, part in value.parts.items():
        amount = exact(part.value) if part is not None and part.value is not None else None
        if amount is None and not wanted[0].measure.is_typical:
            amount = Fraction(0)
        found[component_text(wanted, column.period)] = rounded(amount)
    return found
