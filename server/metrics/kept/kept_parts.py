"""Makes the parts of an answer from kept cells: departments chosen, added up the tree, people counted with care."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from server.metrics.components import Component, Frame, Group, Part
from server.metrics.kept.books import WHOLE_MONTH
from server.metrics.kept.ledger import divisor
from server.metrics.kept.rollup import Cell, Gathered
from server.metrics.live.fetch import nothing
from server.metrics.live.tree import Tree

DAY = timedelta(days=1)
Placed = Iterable[tuple[str, Cell]]


@dataclass
class Cut:
    """Which departments' own cells count, and for whom; by the tree in force on a day."""

    frame: Frame
    tree: Tree | None
    _above: dict[int, dict[str, tuple[Group, ...]]] = field(default_factory=dict)
    _inside: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)

    @property
    def by_department(self) -> bool:
        return bool(self.frame.by)

    @property
    def is_whole(self) -> bool:
        """Whether nothing narrows or splits the question, so that the cell of the whole month answers it."""
        return not self.frame.by and not self.frame.where and self.frame.departments is None

    def groups(self, department: str, day: date) -> tuple[Group, ...]:
        """Return the groups a department's own cell counts for; none if it is not asked about."""
        era = self.tree.era(day) if self.tree is not None else 0
        known = self._above.setdefault(era, {})
        if department not in known:
            known[department] = self._groups(department, day)
        return known[department]

    def _groups(self, department: str, day: date) -> tuple[Group, ...]:
        if not self.counts(department, day):
            return ()
        if not self.by_department or self.tree is None:
            return ((),)
        return tuple((key,) for key in self.tree.ancestors(department, day)) or ((None,),)

    def counts(self, department: str, day: date) -> bool:
        scope = self.frame.departments
        if scope is not None and department not in scope:
            return False
        return all(self.passes(department, day, place) for place in range(len(self.frame.where)))

    def passes(self, department: str, day: date, place: int) -> bool:
        is_inside = department in self.inside(day, place)
        return not is_inside if self.frame.where[place].negated else is_inside

    def inside(self, day: date, place: int) -> frozenset[str]:
        """Return the departments that one filter names, on a day."""
        tree, asked = self.tree, self.frame.where[place]
        if tree is None:
            return frozenset()
        key = (tree.era(day), place)
        if key not in self._inside:
            self._inside[key] = (
                tree.under(asked.values, day)
                if asked.under
                else frozenset(tree.keys[value] for value in asked.values if value in tree.keys)
            )
        return self._inside[key]


def month_parts(component: Component, cells: Mapping[date, Placed], cut: Cut) -> dict[Group, Part] | None:
    """Add months up; None if the question wants persons and cannot have them exactly."""
    late = DAY if component.measure.source.anchor == "before" else DAY * 0
    sums: dict[Group, Gathered] = {}
    is_disjoint = len(cells) == 1
    for month, placed in cells.items():
        listed = list(placed)
        is_disjoint &= nobody_twice(listed)
        if cut.is_whole:
            chosen = [cell for place, cell in listed if place == WHOLE_MONTH]
            listed = [] if chosen else [each for each in listed if each[0] != WHOLE_MONTH]
            for cell in chosen:
                sums.setdefault((), Gathered()).add(cell)
        for place, cell in listed:
            if place != WHOLE_MONTH:
                for group in cut.groups(place, month - late):
                    sums.setdefault(group, Gathered()).add(cell)
    return finished(component, sums, cut, is_disjoint=is_disjoint)


def nobody_twice(cells: Iterable[tuple[str, Cell]]) -> bool:
    """Whether the people of the whole month are as many as those of its departments together."""
    whole = apart = 0
    for place, cell in cells:
        if place == WHOLE_MONTH:
            whole += cell.people or 0
        else:
            apart += cell.people or 0
    return whole == apart


def stock_parts(
    component: Component, day: date, standing: Mapping[str, tuple[int, int]], cut: Cut
) -> dict[Group, Part]:
    has_people = bool(component.measure.source.person)
    sums: dict[Group, Gathered] = {}
    for place, (value, rows) in standing.items():
        cell = Cell(value, rows, rows if has_people else None)
        for group in cut.groups(place, day):
            sums.setdefault(group, Gathered()).add(cell)
    return finished(component, sums, cut, is_disjoint=True) or {}


def finished(
    component: Component, sums: Mapping[Group, Gathered], cut: Cut, *, is_disjoint: bool
) -> dict[Group, Part] | None:
    per, out = divisor(component), {}
    wants = cut.frame.want_persons
    for group, gathered in sums.items():
        if not gathered.rows:
            continue
        part = gathered.part(per, disjoint=is_disjoint, named=wants)
        if wants and part.people_at_least:
            return None
        out[group] = part
    if not cut.by_department:
        out.setdefault((), nothing(component))
    return out
