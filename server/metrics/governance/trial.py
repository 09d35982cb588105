"""Works a definition's own examples out over a handful of rows in memory, with no database and no clock."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from server.kernel.clock import read_instant
from server.kernel.period import add_months
from server.metrics.components import Component, Part, Wanted
from server.metrics.definitions import Dictionary, Measure, Metric, Source, SourceColumn
from server.metrics.lang.tree import Duration
from server.metrics.live.reckon import Reckoner, Value
from server.metrics.numbers import nearest_rank, rounded
from server.metrics.periods import Window, named
from server.metrics.reckoning.evaluate import value as evaluated
from server.metrics.words import CellStatus

Given = Mapping[str, Sequence[Mapping[str, Any]]]
"""Logical source to rows; values as they are written in JSON."""
DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3, "year": 12}
MINUTES = {"minute": 1, "hour": 60}
NUMBERED = re.compile(r"\{i(?::0(\d)d)?\}")
ZERO: Mapping[str, Value] = {"bool": False, "int": Fraction(0), "decimal": Fraction(0)}


class BadExample(ValueError):
    """An example that cannot be worked out; the text says why, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True)
class Outcome:
    """What an example comes to, and whether that is what its author expected."""

    value: Decimal | None
    status: CellStatus
    expected: str
    passed: bool


def try_example(
    metric: Metric, dictionary: Dictionary, example: Mapping[str, Any], *, zone: str, fiscal_start: int = 1
) -> Outcome:
    """Work one example out. Without an `asOf` all time has passed, so that every cohort has matured.

    Columns left out are null where they may be, else false, 0 or the first of their values.
    """
    try:
        period = named(str(example["period"]), fiscal_start)
    except (KeyError, ValueError) as error:
        raise BadExample("算例的期间无法识别。", "The example's period can't be read.") from error
    as_of = date.fromisoformat(str(example["asOf"])) if example.get("asOf") else date.max
    given = read_given(example.get("given") or {}, dictionary)
    bench = Bench(given, as_of, ZoneInfo(zone))
    found = evaluated(metric.tree, dictionary, period, bench.part, fiscal_start=fiscal_start)
    figure, wanted, reason = rounded(found.value), example.get("value"), example.get("reason")
    if wanted is None and reason is None:
        raise BadExample("请写明算例的期望值或原因。", "Say what the example should come to.")
    expected = str(wanted) if wanted is not None else str(reason)
    passed = figure == Decimal(expected) if wanted is not None else found.status == expected
    return Outcome(figure, found.status, expected, bool(passed))


@dataclass(frozen=True)
class Bench:
    """The rows of an example by source, and the last closed day."""

    rows: Mapping[str, Sequence[Mapping[str, Value]]]
    as_of: date
    zone: ZoneInfo

    def part(self, wanted: Wanted) -> Part:
        """Give one component over one window."""
        component, window = wanted
        source = component.measure.source
        kept = [
            (row, weight)
            for row in self.rows.get(source.name, ())
            if (weight := self.weight(component, window, row))
        ]
        values = [self.expression(component.measure, row, window) for row, _ in kept]
        people = {row[source.person] for row, _ in kept} if source.person else None
        weights = [weight for _, weight in kept]
        if component.kind == "days" and component.measure.aggregate == "count_distinct":
            counted: Fraction | None = self.person_days(component, window, [row for row, _ in kept], values)
        else:
            counted = total(component.measure, values, weights)
        return Part(
            counted,
            len(kept),
            len(people) if people is not None else None,
            incomplete=sum(each is None for each in values),
        )

    def person_days(
        self,
        component: Component,
        window: Window,
        rows: Sequence[Mapping[str, Value]],
        values: Sequence[Value],
    ) -> Fraction:
        """Count each person once a day, however many rows they have that day."""
        found = set()
        for row, value in zip(rows, values, strict=True):
            start, end = self.active(component.measure.source, row)
            if value is not None and start is not None:
                first, last = max(start, window.first), min(end or window.last, window.last)
                found |= {(value, day) for day in range(first.toordinal(), last.toordinal() + 1)}
        return Fraction(len(found))

    def weight(self, component: Component, window: Window, row: Mapping[str, Value]) -> int:
        """Say how often a row counts: days for person-days, else once or not at all."""
        count = PLACED[component.kind](self, component, window, row)
        if not count:
            return 0
        reckoner = Reckoner(row, self.anchor(component, window, row), window.first, window.last, self.zone)
        narrowed = [each for each in (component.measure.where, component.where) if each is not None]
        return count if all(reckoner.test(each) for each in narrowed) else 0

    def anchor(self, component: Component, window: Window, row: Mapping[str, Value]) -> date:
        if component.kind in ("stock", "days"):
            return window.last
        return self.day(row[component.measure.time]) or window.last

    def expression(self, measure: Measure, row: Mapping[str, Value], window: Window) -> Value:
        return Reckoner(row, window.last, window.first, window.last, self.zone).value(measure.expression)

    def day(self, value: Value) -> date | None:
        """Return the local day of a date or moment."""
        if isinstance(value, datetime):
            return value.astimezone(self.zone).date()
        return value if isinstance(value, date) else None

    def flow(self, component: Component, window: Window, row: Mapping[str, Value]) -> int:
        day = self.day(row[component.measure.time])
        return int(day is not None and window.first <= day <= window.last)

    def stock(self, component: Component, window: Window, row: Mapping[str, Value]) -> int:
        start, end = self.active(component.measure.source, row)
        return int(start is not None and start <= window.last and (end is None or end > window.last))

    def days(self, component: Component, window: Window, row: Mapping[str, Value]) -> int:
        start, end = self.active(component.measure.source, row)
        if start is None:
            return 0
        return max(0, (min(end or window.last, window.last) - max(start, window.first)).days + 1)

    def active(self, source: Source, row: Mapping[str, Value]) -> tuple[date | None, date | None]:
        start, end = source.active or ("", "")
        return self.day(row[start]), self.day(row[end])

    def matured(self, component: Component, window: Window, row: Mapping[str, Value]) -> int:
        return int(bool(self.flow(component, window, row)) and self.is_closed(component, row))

    def pending(self, component: Component, window: Window, row: Mapping[str, Value]) -> int:
        return int(bool(self.flow(component, window, row)) and not self.is_closed(component, row))

    def kept(self, component: Component, window: Window, row: Mapping[str, Value]) -> int:
        end = row[component.measure.ends]
        stayed = end is None or self.moment(end) >= self.moment(self.deadline(component, row))
        return int(stayed) and self.matured(component, window, row)

    def done(self, component: Component, window: Window, row: Mapping[str, Value]) -> int:
        when = row[component.column]
        in_time = when is not None and self.moment(when) <= self.moment(self.deadline(component, row))
        return int(in_time) and self.matured(component, window, row)

    def is_closed(self, component: Component, row: Mapping[str, Value]) -> bool:
        deadline = self.deadline(component, row)
        if not isinstance(deadline, datetime):
            return deadline <= self.as_of
        return self.as_of == date.max or deadline <= datetime.combine(
            self.as_of + timedelta(days=1), time(), self.zone
        )

    def deadline(self, component: Component, row: Mapping[str, Value]) -> date | datetime:
        entered, duration = row[component.measure.time], component.duration
        if not isinstance(entered, date) or duration is None:
            raise BadExample("队列度量缺少起点。", "A cohort needs its beginning.")
        return later(entered, duration, self.zone)

    def moment(self, value: Value | date) -> datetime:
        if isinstance(value, datetime):
            return value
        return datetime.combine(value if isinstance(value, date) else date.min, time(), self.zone)


PLACED: dict[str, Callable[[Bench, Component, Window, Mapping[str, Value]], int]] = {
    "flow": Bench.flow,
    "stock": Bench.stock,
    "days": Bench.days,
    "matured": Bench.matured,
    "pending": Bench.pending,
    "kept": Bench.kept,
    "done": Bench.done,
}


def later(start: date, duration: Duration, zone: ZoneInfo) -> date | datetime:
    """Add a duration; months end at the month's last day where they must, a moment keeps its local time."""
    if duration.unit in MINUTES:
        begun = start if isinstance(start, datetime) else datetime.combine(start, time(), zone)
        return begun + timedelta(minutes=duration.count * MINUTES[duration.unit])
    if duration.unit in DAYS:
        return start + timedelta(days=duration.count * DAYS[duration.unit])
    months = duration.count * MONTHS[duration.unit]
    if isinstance(start, datetime):
        local = start.astimezone(zone)
        return datetime.combine(add_months(local.date(), months), local.timetz())
    return add_months(start, months)


def total(measure: Measure, values: Sequence[Value], weights: Sequence[int]) -> Fraction | None:
    """Aggregate the expressions of rows; a row's weight counts only where rows add up."""
    known = [value for value in values if value is not None]
    if measure.aggregate == "count":
        pairs = zip(values, weights, strict=True)
        return Fraction(sum(weight for value, weight in pairs if value is not None))
    if measure.aggregate == "count_distinct":
        return Fraction(len(set(known)))
    numbers = [Fraction(value) for value in known if isinstance(value, Fraction | int)]
    if measure.aggregate == "sum":
        weighed = zip(values, weights, strict=True)
        return sum((value * weight for value, weight in weighed if isinstance(value, Fraction)), Fraction(0))
    if not numbers:
        return None
    if measure.aggregate == "p95":
        return nearest_rank(numbers, 95)
    return (
        Fraction(median(numbers))
        if measure.aggregate == "median"
        else sum(numbers, Fraction(0)) / len(numbers)
    )


# --- Reading what the author wrote ---


def read_given(given: Given, dictionary: Dictionary) -> dict[str, list[dict[str, Value]]]:
    found: dict[str, list[dict[str, Value]]] = {}
    for name, rows in given.items():
        source = dictionary.sources.get(name)
        if source is None:
            raise BadExample(f"没有数据源 {name}。", f"There is no source {name}.")
        found[name] = [read_row(source, row, number) for number, row in enumerate(repeated(rows), 1)]
    return found


def repeated(rows: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """Write out rows that say `repeat: n`; `{i}` in a text becomes the copy's number, `{i:02d}` with two digits."""
    for row in rows:
        plain = {name: value for name, value in row.items() if name != "repeat"}
        for copy in range(1, int(row.get("repeat", 1)) + 1):
            yield {
                name: NUMBERED.sub(lambda hole: str(copy).zfill(int(hole[1] or 0)), value)  # noqa: B023 (run at once)
                if isinstance(value, str)
                else value
                for name, value in plain.items()
            }


def read_row(source: Source, row: Mapping[str, Any], number: int) -> dict[str, Value]:
    if unknown := row.keys() - source.columns.keys():
        raise BadExample(
            f"数据源 {source.name} 没有列 {'、'.join(sorted(unknown))}。",
            f"Source {source.name} has no column {', '.join(sorted(unknown))}.",
        )
    typed = {name: read_value(column, row.get(name), source.name) for name, column in source.columns.items()}
    own = f"{source.name}:{number}"
    for name in (source.key, source.person):
        if name and name in typed and typed[name] is None:
            typed[name] = typed.get(source.key) or own
    return typed


def read_value(column: SourceColumn, value: object, source: str) -> Value:
    if value is None:
        if column.null or column.type not in (*ZERO, "enum"):
            return None
        return column.values[0] if column.type == "enum" and column.values else ZERO.get(column.type)
    try:
        return READERS.get(column.type, str)(value)
    except (ValueError, ArithmeticError) as error:
        raise BadExample(
            f"数据源 {source} 的列 {column.name} 无法读取“{value}”。",
            f"Column {column.name} of {source} can't hold {value!r}.",
        ) from error


def number_of(value: object) -> Fraction:
    return Fraction(Decimal(str(value)))


def flag_of(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("not a flag")  # noqa: TRY004 (told to the author as a value that does not fit)
    return value


READERS: dict[str, Callable[[Any], Value]] = {
    "int": number_of,
    "decimal": number_of,
    "bool": flag_of,
    "date": lambda value: date.fromisoformat(str(value)),
    "timestamp": lambda value: read_instant(str(value)),
}
