"""Targets: which one holds for a period and a group, and whether a value meets it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from operator import eq, ge, gt, le, lt

from server.metrics.definitions import Dictionary, Target
from server.metrics.lang.parts import fraction, leaves
from server.metrics.lang.tree import Anchor, AtPeriod, Change, Expr, Shift, YearToDate
from server.metrics.lang.walk import walk
from server.metrics.numbers import exact
from server.metrics.periods import Period
from server.metrics.words import Grain, TargetState

CHANGE = "pct_change"
OPS = {"<": lt, "<=": le, "=": eq, "==": eq, ">=": ge, ">": gt}
TURNED = (Shift, Change, YearToDate, AtPeriod)
"""Parts of a formula that look at other times."""
ROUNDING = 10**6
"""Values are published to six places; a target is judged on what is published."""


def target_for(
    targets: Iterable[Target], period: Period, scope: Sequence[str] = (), *, any_length: bool = False
) -> Target | None:
    """Return the target that holds on a period's last day: of the narrowest scope, of its own grain before others.

    A target of grain CUSTOM holds for periods of any length, and so does any target of a figure that does not grow
    with time (`any_length`): a mean may be judged by the day, a yearly rate of leaving may not. `scope` says what the
    cell is about, as `dimension=key` for its group and filters. A target that speaks of something other than the
    value or its change holds for nothing here.
    """
    fitting = [
        target
        for target in targets
        if (any_length or target.grain in (period.grain, Grain.CUSTOM))
        and target.applies_to in ("", CHANGE)
        and (target.first is None or target.first <= period.window.last)
        and (target.last is None or period.window.last <= target.last)
        and set(target.scope) <= set(scope)
    ]

    def rank(target: Target) -> tuple[int, bool, bool]:
        return len(target.scope), target.grain is period.grain, target.grain is Grain.CUSTOM

    return max(fitting, key=rank, default=None)


def is_timeless(tree: Expr, dictionary: Dictionary) -> bool:
    """Whether a figure means the same for a day and for a year: a quotient of events alone, or of stocks alone."""
    above, below = fraction(tree)
    if above is None or below is None or any(isinstance(node, TURNED) for node in walk(tree)):
        return False
    return len({isinstance(leaf, Anchor) for leaf in leaves(tree, dictionary)}) == 1


def judge(target: Target | None, value: Fraction | None, change: Fraction | None) -> TargetState | None:
    """Say whether the target is met; None without a target, UNKNOWN without a value."""
    if target is None:
        return None
    judged = change if target.applies_to == CHANGE else value
    if judged is None:
        return TargetState.UNKNOWN
    shown = Fraction(round_half_up(judged * ROUNDING), ROUNDING)
    if OPS[target.op](shown, exact(target.value)):
        return TargetState.MET
    return TargetState.NEAR if is_near(target, shown) else TargetState.MISSED


def is_near(target: Target, value: Fraction) -> bool:
    """`near` is a second threshold, on the worse side of the target; of an exact target it is the distance allowed."""
    if target.near is None:
        return False
    if target.op in ("=", "=="):
        return abs(value - exact(target.value)) <= exact(target.near)
    return bool(OPS[{"<": "<=", ">": ">="}.get(target.op, target.op)](value, exact(target.near)))


def round_half_up(value: Fraction) -> int:
    whole = (abs(value.numerator) * 2 + value.denominator) // (2 * value.denominator)
    return whole if value >= 0 else -whole


def needs_change(targets: Iterable[Target], grain: Grain) -> bool:
    """Whether judging periods of this grain takes the period before each."""
    return any(target.grain in (grain, Grain.CUSTOM) and target.applies_to == CHANGE for target in targets)
