"""What one person gets from a scheme, step by step, and what a what-if changes. Plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from server.incentives.basis import Basis


class Outcome(StrEnum):
    """Why somebody gets what they get. CUT: less than earned, for the budget. HELD: nothing, for the budget."""

    PAID = "PAID"
    CAPPED = "CAPPED"
    CUT = "CUT"
    HELD = "HELD"
    NOT_MET = "NOT_MET"
    NO_FIGURE = "NO_FIGURE"


@dataclass(frozen=True)
class Step:
    """One step in words; the values of all steps, in minor units, add up to the amount.

    `value` is None where a step only tells (a condition that was not met). `receipt` replays the figure it names.
    """

    zh: str
    en: str
    value: int | None = None
    receipt: str = ""


@dataclass(frozen=True)
class Worked:
    """What one person gets. `amount` is minor units; `attainment` hundredths, None where no rule has a condition."""

    employee_id: str
    amount: int
    attainment: int | None
    basis: Basis
    steps: Sequence[Step]
    outcome: Outcome


@dataclass(frozen=True)
class Changes:
    """A what-if: `figures` multiplies a metric (or `score`), `thresholds` what a line asks for, by its number."""

    figures: Mapping[str, Fraction] = field(default_factory=dict)
    thresholds: Mapping[int, Fraction] = field(default_factory=dict)
