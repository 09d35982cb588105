"""Calendar steps with the month-end clamp: one month after 31 January is the last of February."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """Move by calendar months; a day the target month lacks becomes its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def months_between(first: date, last: date) -> list[str]:
    """List the months from `first` to `last`, both included, as 'YYYY-MM'."""
    count = (last.year - first.year) * 12 + last.month - first.month
    return [month_of(add_months(first.replace(day=1), step)) for step in range(count + 1)]
