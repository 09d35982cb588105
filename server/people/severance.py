"""What somebody is owed when they leave, by kind of leaving: rules that compute and touch nothing."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from server.people.exit_models import SeveranceBasis
from server.people.models import LeaveGround, LeaveKind

HALF_YEAR = 6
YEAR = 12
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Caps:
    """The company's settings: months at most, and the monthly pay above which nothing counts (0 for none).

    A capped pay also caps the months, as the law has it; pay below the cap has no limit of months.
    """

    months: int = 12
    monthly_pay: Decimal = Decimal(0)


@dataclass(frozen=True)
class Severance:
    """What to pay and why; the amounts are None where no pay is on record."""

    basis: SeveranceBasis
    months: Decimal = Decimal(0)
    monthly_pay: Decimal | None = None
    amount: Decimal | None = Decimal("0.00")


def severance(
    *,
    kind: LeaveKind,
    ground: LeaveGround | None,
    hired_on: date,
    last_day: date,
    monthly_pays: Sequence[Decimal],
    caps: Caps,
) -> Severance:
    """Work the severance out.

    Nothing is owed to who resigns or retires. Otherwise a month's pay for each full year, one for a remainder of six
    months or more and half a one for less, times the average of the pays of the last twelve months.
    """
    if kind is LeaveKind.VOLUNTARY:
        return Severance(SeveranceBasis.VOLUNTARY_NONE)
    if not is_owed(kind, ground):
        return Severance(SeveranceBasis.RETIREMENT_NONE)
    months = months_owed(hired_on, last_day)
    if not monthly_pays:
        return Severance(SeveranceBasis.NO_PAY_KNOWN, months, None, None)
    average = (sum(monthly_pays, Decimal(0)) / len(monthly_pays)).quantize(CENT, ROUND_HALF_UP)
    if caps.monthly_pay and average > caps.monthly_pay:
        average, months = caps.monthly_pay.quantize(CENT), min(months, Decimal(caps.months))
    amount = (average * months).quantize(CENT, ROUND_HALF_UP)
    return Severance(SeveranceBasis.BY_SERVICE, months, average, amount)


def is_owed(kind: LeaveKind, ground: LeaveGround | None) -> bool:
    """Tell whether the company ends the employment, or lets a contract run out."""
    return kind is LeaveKind.INVOLUNTARY or (kind is LeaveKind.OTHER and ground is LeaveGround.CONTRACT_END)


def months_owed(hired_on: date, last_day: date) -> Decimal:
    """Return the months of severance for the service from the hire date to the last day, both included."""
    months = full_months(hired_on, last_day + timedelta(days=1))
    years, rest = divmod(months, YEAR)
    has_rest = rest > 0 or (last_day + timedelta(days=1)) > months_after(hired_on, months)
    if rest >= HALF_YEAR:
        return Decimal(years + 1)
    return Decimal(years) + (Decimal("0.5") if has_rest else 0)


def full_months(start: date, end: date) -> int:
    """Count the whole months from one day up to, not including, another."""
    months = (end.year - start.year) * YEAR + end.month - start.month
    return months if months_after(start, months) <= end else months - 1


def months_after(start: date, months: int) -> date:
    """Return the same day some months later, or the month's last if it is shorter."""
    year, month = divmod(start.month - 1 + months, YEAR)
    last = monthrange(start.year + year, month + 1)[1]
    return date(start.year + year, month + 1, min(start.day, last))
