"""The conditions of a cohort worked out in Python: what is ripe, who stayed, who did it in time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from server.kernel.period import add_months
from server.metrics.lang.tree import Duration
from server.metrics.live.conditions import Condition, Did, Maturity, Ripe, Stayed
from server.metrics.live.reckon import Reckoner, Value
from server.metrics.live.spans import DAY, LENGTHS, MONTHS, deadline, midnight


def holds(reckoner: Reckoner, condition: Condition, maturity: Maturity) -> bool | None:
    match condition:
        case Ripe():
            limit = limit_of(reckoner, condition.time, condition.duration)
            return None if limit is None else is_ripe(limit, maturity) != condition.is_open
        case Stayed():
            ends = reckoner.row[condition.ends]
            return ends is None or in_order(
                reckoner, limit_of(reckoner, condition.time, condition.duration), ends
            )
        case Did():
            done = reckoner.row[condition.column]
            return done is not None and in_order(
                reckoner, done, limit_of(reckoner, condition.time, condition.duration)
            )
    return reckoner.test(condition)


def limit_of(reckoner: Reckoner, time: str, duration: Duration) -> date | datetime | None:
    """Return the deadline of a member: of a moment in local time, months with the month-end clamp."""
    entered = reckoner.row[time]
    if isinstance(entered, datetime):
        if duration.unit in LENGTHS:
            return entered + LENGTHS[duration.unit] * duration.count
        local = entered.astimezone(reckoner.zone)
        day = add_months(local.date(), duration.count * MONTHS[duration.unit])
        return datetime.combine(day, local.timetz())
    return deadline(entered, duration) if isinstance(entered, date) else None


def is_ripe(limit: date | datetime, maturity: Maturity) -> bool:
    if isinstance(limit, datetime):
        return limit <= midnight(maturity.as_of + DAY, maturity.zone)
    return limit <= maturity.as_of


def in_order(reckoner: Reckoner, first: Value, last: Value) -> bool:
    """Compare a day with a day, or moments with moments; a day against a moment counts the moment's local day."""
    if first is None or last is None:
        return False
    if isinstance(first, datetime) and isinstance(last, datetime):
        return first - last <= timedelta()
    return reckoner.day(first) <= reckoner.day(last)
