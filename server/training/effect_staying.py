"""What hours of training do for staying, asked of those who were there long enough to learn.

Loaded when an effect is first asked for: the libraries take seconds to come up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from statsmodels.genmod.families import Binomial
from statsmodels.genmod.generalized_linear_model import GLM

from server.training.effect_fits import Floats, fitted, floats
from server.training.effect_rules import (
    CONFIDENCE,
    EVENTS_A_TERM,
    LEAST_EVENTS,
    Abstained,
    EffectReason,
    InsufficientData,
    Interval,
    NotConverged,
    Refused,
)

HOURS: Final = 10.0
"""Odds are told for so many hours more."""
MOST_HOURS: Final = 30.0
"""More count as so many: a few who did nothing but learn would otherwise decide for all."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody still employed at the landmark: the hours until then, and whether they are there at the end."""

    family: str
    cohort: str
    hours: float
    is_kept: bool


@dataclass(frozen=True)
class Staying:
    """What hours do for staying: points between many and few hours, and the odds for ten hours more."""

    difference: Interval
    odds: Interval
    people: int
    left: int
    controls: tuple[str, ...]


def staying(newcomers: Sequence[Newcomer], many: float, few: float) -> Staying | Refused:
    """Measure what hours of training do for staying, among people of a family and a quarter of joining.

    Only those still there at the landmark are asked about, and only hours until then count: otherwise who stays has
    more time to learn, and learning looks like the reason.
    """
    kept = sum(each.is_kept for each in newcomers)
    events = min(kept, len(newcomers) - kept)
    if events < LEAST_EVENTS:
        return InsufficientData(EffectReason.TOO_FEW_LEAVERS, events, LEAST_EVENTS)
    hours = floats(min(each.hours, MOST_HOURS) / HOURS for each in newcomers)
    if float(np.ptp(hours)) == 0:
        return Abstained(EffectReason.SAME_HOURS)
    controls, used = controls_of(newcomers, events)
    terms = np.column_stack([hours, np.ones(len(hours)), *controls])
    outcome = floats(each.is_kept for each in newcomers)
    found = fitted(lambda: GLM(outcome, terms, family=Binomial()).fit())
    if isinstance(found, NotConverged):
        return found
    slopes = [float(found.params[0]), *(float(each) for each in found.conf_int(1 - CONFIDENCE)[0])]
    odds = Interval(*(float(np.exp(each)) for each in slopes))
    value, *ends = (points_of(outcome, terms, each, many / HOURS, few / HOURS) for each in slopes)
    points = Interval(value, min(value, *ends), max(value, *ends))
    return Staying(points, odds, len(newcomers), len(newcomers) - kept, used)


def controls_of(newcomers: Sequence[Newcomer], events: int) -> tuple[list[Floats], tuple[str, ...]]:
    """Return as many controls as the leavers bear, the job family first; small groups count as one."""
    room, columns, used = events // EVENTS_A_TERM - 1, list[Floats](), list[str]()
    for name in ("family", "cohort"):
        groups = [getattr(each, name) for each in newcomers]
        sizes = Counter(groups)
        large = [each for each, size in sorted(sizes.items()) if size >= LEAST_EVENTS]
        told = large if len(large) < len(sizes) else large[1:]
        if told and len(told) <= room:
            columns += [floats(group == each for group in groups) for each in told]
            used.append(name)
            room -= len(told)
    return columns, tuple(used)


def points_of(outcome: Floats, terms: Floats, slope: float, many: float, few: float) -> float:
    """Return by what share more would stay if all had many hours than if all had few, were this the slope of hours.

    The other terms are fitted beside it, so that both ends of an interval are on the side of the odds.
    """
    hours, others = terms[:, 0], terms[:, 1:]
    rest = others @ GLM(outcome, others, family=Binomial(), offset=slope * hours).fit().params
    shares = [float((1 / (1 + np.exp(-(rest + slope * each)))).mean()) for each in (many, few)]
    return shares[0] - shares[1]
