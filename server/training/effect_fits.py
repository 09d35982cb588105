"""Fitting models so that an answer is one: plain numbers in, an interval or a refusal out.

Loaded when an effect is first asked for: the libraries take seconds to come up.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from statsmodels.tools.sm_exceptions import PerfectSeparationError

from server.training.effect_rules import CONFIDENCE, Interval, NotConverged

Floats = NDArray[np.float64]
STEEPEST: Final = 15.0
"""A coefficient beyond this is not an answer: the groups can be told apart perfectly."""


def fitted_ratio(fit: Callable[[], Any]) -> Interval | NotConverged:
    """Return the first term as a ratio."""
    found = fitted(fit)
    if isinstance(found, NotConverged):
        return found
    middle, (low, high) = found.params[0], found.conf_int(1 - CONFIDENCE)[0]
    return Interval(float(np.exp(middle)), float(np.exp(low)), float(np.exp(high)))


def fitted(fit: Callable[[], Any]) -> Any:  # statsmodels carries no types
    """Fit, or say that there is no answer: groups told apart perfectly, terms that say the same, no end of steps."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            found = fit()
        except (PerfectSeparationError, np.linalg.LinAlgError, ValueError):
            return NotConverged()
    first, error = float(found.params[0]), float(found.bse[0])
    is_answer = found.converged and np.isfinite([first, error]).all() and abs(first) < STEEPEST
    return found if is_answer else NotConverged()


def floats(values: Iterable[float]) -> Floats:
    return np.fromiter(values, dtype=float)


def numbered(names: Iterable[object]) -> NDArray[np.int64]:
    """Number groups in the order of their names."""
    return np.unique([str(each) for each in names], return_inverse=True)[1]


def settled(found: Interval) -> Interval:
    """Raise FloatingPointError for an interval that is none."""
    if not np.isfinite([found.value, found.low, found.high]).all():
        raise FloatingPointError
    return found
