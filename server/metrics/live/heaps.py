"""What gathers in one cell when figures are worked out on the rows: sums, means, medians, people and their shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from server.metrics.components import Component, Frame, Group, Part
from server.metrics.live.arms import AMOUNT_UNITS, FEW_PEOPLE
from server.metrics.live.reckon import Value
from server.metrics.numbers import nearest_rank


@dataclass(frozen=True)
class Line:
    """One row as read: where it belongs, whose it is, and its columns."""

    window: int
    groups: tuple[Group, ...]
    person: str | None
    key: str
    anchor: date
    length: int
    values: Mapping[str, Value]


@dataclass
class Heap:
    """What gathers in one cell."""

    values: list[Fraction] = field(default_factory=list)
    distinct: set[Value] = field(default_factory=set)
    by_person: dict[str, Fraction] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    count: int = 0
    total: Fraction = Fraction(0)
    incomplete: int = 0

    def add(self, component: Component, line: Line, value: Value) -> None:
        self.count += 1
        if line.person is not None:
            self.persons.add(line.person)
            self.rows[line.key] = line.person
        if component.measure.aggregate == "count":
            self.total += line.length
        elif component.measure.aggregate == "count_distinct":
            self.distinct.add(value)
            self.total += line.length
        elif isinstance(value, Fraction):
            amount = value * line.length
            self.values.append(value)
            self.total += amount
            if line.person is not None:
                self.by_person[line.person] = self.by_person.get(line.person, Fraction(0)) + amount
        elif component.measure.incomplete_on_null:
            self.incomplete += 1

    def part(self, component: Component, frame: Frame) -> Part:
        has_persons = bool(component.measure.source.person)
        few = has_persons and (not self.persons or (frame.want_persons and len(self.persons) < FEW_PEOPLE))
        return Part(
            self.value(component),
            self.count,
            len(self.persons) if has_persons else None,
            frozenset(self.persons) if few else None,
            self.share(component, frame),
            self.incomplete,
        )

    def value(self, component: Component) -> Fraction | None:
        match component.measure.aggregate:
            case "count_distinct" if component.kind != "days":
                return Fraction(len(self.distinct - {None}))
            case "avg":
                return self.total / len(self.values) if self.values else None
            case "median":
                return median(self.values)
            case "p95":
                return nearest_rank(self.values, 95)
        return self.total

    def share(self, component: Component, frame: Frame) -> Fraction | None:
        """Return the largest person's share of a sum of amounts."""
        is_amount = component.measure.aggregate == "sum" and component.measure.unit in AMOUNT_UNITS
        if not frame.want_persons or not is_amount or not self.total or not self.by_person:
            return None
        return max(self.by_person.values()) / self.total


def median(values: Sequence[Fraction]) -> Fraction | None:
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2
