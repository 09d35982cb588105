"""What narrows a component: the conditions of its formula taken apart, and what its cohort has to have done by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from zoneinfo import ZoneInfo

from server.metrics.components import Component
from server.metrics.lang.tree import Duration, Predicate
from server.metrics.live.rows import NotInSql, RowSql, columns_of, conjuncts
from server.metrics.live.spans import LENGTHS, MONTHS, last_ripe_day, last_ripe_instant

MILLI = 1000


@dataclass(frozen=True)
class Ripe:
    """The member's window has closed (or, turned round, is still open)."""

    time: str
    duration: Duration
    is_open: bool = False


@dataclass(frozen=True)
class Stayed:
    """`ends` is empty or not before the deadline."""

    time: str
    duration: Duration
    ends: str


@dataclass(frozen=True)
class Did:
    """`column` is filled, and not after the deadline: exactly on it is in time."""

    time: str
    duration: Duration
    column: str


Condition: TypeAlias = Predicate | Ripe | Stayed | Did


def conditions_of(component: Component) -> tuple[Condition, ...]:
    measure, duration = component.measure, component.duration
    plain = conjuncts(measure.where, component.where)
    if duration is None:
        return plain
    ripe = Ripe(measure.time, duration)
    match component.kind:
        case "matured":
            return (*plain, ripe)
        case "pending":
            return (*plain, Ripe(measure.time, duration, is_open=True))
        case "kept":
            return (*plain, ripe, Stayed(measure.time, duration, measure.ends))
        case "done":
            return (*plain, ripe, Did(measure.time, duration, component.column))
    return plain


def condition_columns(condition: Condition) -> frozenset[str]:
    match condition:
        case Ripe():
            return frozenset({condition.time})
        case Stayed():
            return frozenset({condition.time, condition.ends})
        case Did():
            return frozenset({condition.time, condition.column})
    return columns_of(condition)


@dataclass(frozen=True)
class Maturity:
    """The close of which local day settles what is ripe."""

    as_of: date
    zone: ZoneInfo


def condition_sql(rows: RowSql, condition: Condition, maturity: Maturity) -> str:
    match condition:
        case Ripe():
            return ripe_sql(rows, condition, maturity)
        case Stayed():
            ends = rows.column(condition.ends).sql
            return f"({ends} is null or {by_deadline(rows, condition.ends, '>=', condition)})"
        case Did():
            done = rows.column(condition.column).sql
            return f"({done} is not null and {by_deadline(rows, condition.column, '<=', condition)})"
    return rows.test(condition)


def ripe_sql(rows: RowSql, condition: Ripe, maturity: Maturity) -> str:
    time, sign = rows.column(condition.time), ">" if condition.is_open else "<="
    if time.type == "date":
        return (
            f"{time.sql}{sign}{rows.binder.bind(last_ripe_day(maturity.as_of, condition.duration), 'date')}"
        )
    need_length(condition.duration)
    last = last_ripe_instant(maturity.as_of, condition.duration, maturity.zone)
    return f"{time.sql}{sign}{rows.binder.bind(last, 'text')}"


def by_deadline(rows: RowSql, name: str, sign: str, condition: Stayed | Did) -> str:
    """Compare a column with the moment of entry plus the duration."""
    column, time, duration = rows.column(name), rows.column(condition.time), condition.duration
    spelled = rows.binder.spelling
    if column.type != time.type:
        raise NotInSql("a day against a moment")
    if time.type == "timestamp":
        need_length(duration)
        millis = rows.binder.bind(int(LENGTHS[duration.unit].total_seconds()) * duration.count * MILLI, "int")
        return f"{spelled.millis(column.sql)}{sign}{spelled.millis(time.sql)}+{millis}"
    if duration.unit in MONTHS:
        count = rows.binder.bind(duration.count * MONTHS[duration.unit], "int")
        return f"{column.sql}{sign}{spelled.add_months(time.sql, count)}"
    days = rows.binder.bind(LENGTHS[duration.unit].days * duration.count, "int")
    return f"{column.sql}{sign}{spelled.add_days(time.sql, days)}"


def need_length(duration: Duration) -> None:
    if duration.unit not in LENGTHS:
        raise NotInSql("months after a moment are counted in local time")
