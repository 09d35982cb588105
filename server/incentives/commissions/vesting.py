"""How a commission vests: month by month, a part kept back until the end, the rest taken back when a deal ends early.

A month vests on its last day: of a commission from 1 January the fifth part vests on 31 May. Pure; cents add up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from server.incentives.reckoning.sharing import share_out, to_cent
from server.incentives.scheme_models import LineKind, LineState
from server.kernel.period import add_months

WHOLE = 10000
MOST_MONTHS = 120


@dataclass(frozen=True)
class Terms:
    """What a commission comes to and over how long; `retained_share` counts ten-thousandths."""

    amount: int
    starts_on: date
    months: int
    retained_share: int = 0
    is_advanced: bool = False


@dataclass(frozen=True)
class Part:
    """A line to be: minor units, below zero where money is taken back."""

    kind: LineKind
    due_on: date
    amount: int
    state: LineState = LineState.PLANNED


def last_day(starts_on: date, months: int) -> date:
    """Return the day on which so many months from a day on are over."""
    return add_months(starts_on, months) - timedelta(days=1)


def month_end(terms: Terms, number: int) -> date:
    """Return the day on which the month of this number, from 1, is over."""
    return last_day(terms.starts_on, number)


def retained(terms: Terms) -> int:
    return to_cent(Fraction(terms.amount * terms.retained_share, WHOLE))


def monthly(terms: Terms) -> list[int]:
    """Return what vests month by month, first the larger parts; they add up to the amount without what is kept back."""
    months = {f"{number:04}": 1 for number in range(terms.months)}
    return list(share_out(terms.amount - retained(terms), months).values())


def plan(terms: Terms) -> list[Part]:
    """Return the lines of a commission from its start on; they add up to its amount."""
    if terms.is_advanced:
        parts = [Part(LineKind.ADVANCE, terms.starts_on, terms.amount - retained(terms))]
    else:
        parts = [
            Part(LineKind.VESTING, month_end(terms, number), amount)
            for number, amount in enumerate(monthly(terms), start=1)
        ]
    kept = retained(terms)
    if kept:
        parts.append(Part(LineKind.RETENTION, month_end(terms, terms.months), kept))
    return [part for part in parts if part.amount]


def vested(terms: Terms, day: date) -> int:
    """Return what has vested by the end of a day, however it was paid; what is kept back vests with the last month."""
    over = [number for number in range(1, terms.months + 1) if month_end(terms, number) <= day]
    earned = sum(monthly(terms)[: len(over)])
    return earned + (retained(terms) if len(over) == terms.months else 0)


def claw_back(terms: Terms, lines: Sequence[Part], day: date) -> int:
    """Return what has fallen due above what had vested on the deal's last day, as an amount below zero, or 0."""
    paid = sum(line.amount for line in lines if line.state is LineState.DUE)
    return min(vested(terms, day) - paid, 0)
