"""What changed for those who learned, beside those who did not.

Loaded when an effect is first asked for: the libraries take seconds to come up. Chance is drawn from a fixed seed, so
the same people give the same figures.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from statsmodels.genmod.families import Binomial, NegativeBinomial, Poisson
from statsmodels.genmod.generalized_linear_model import GLM
from statsmodels.regression.linear_model import OLS
from statsmodels.tools.sm_exceptions import PerfectSeparationError, SingularMatrixWarning

from server.training.effect_fits import Floats, fitted, fitted_ratio, floats, numbered, settled
from server.training.effect_rules import (
    CONFIDENCE,
    FEW,
    FEW_TEAMS,
    Abstained,
    EffectMethod,
    EffectReason,
    InsufficientData,
    Interval,
    NotConverged,
    Refused,
)

SHUFFLES: Final = 2000
SEED: Final = 20260101
TOO_SPREAD: Final = 1.25
"""Counts that scatter more than this beyond Poisson's are taken as negative binomial."""


@dataclass(frozen=True)
class Observed:
    """One person around one wave of a course. `before` and `after` are their figure; `prior` the one before that."""

    person: str
    team: str
    family: str
    wave: int
    is_trained: bool
    before: float
    after: float
    prior: float | None = None


@dataclass(frozen=True)
class Change:
    """What learning changed: `change` sets starts aside, `adjusted` takes them into account.

    Differences, or with `is_ratio` how many times as many. `placebo` is the same question asked of the time before.
    """

    change: Interval
    adjusted: Interval
    placebo: Interval
    method: EffectMethod
    trained: int
    compared: int
    teams: int
    dispersion: float | None = None

    @property
    def is_ratio(self) -> bool:
        return self.method in (EffectMethod.POISSON, EffectMethod.NEGATIVE_BINOMIAL)


# --- Before and after a course ---


def before_after(rows: Sequence[Observed], *, is_count: bool = False) -> Change | Refused:
    """Measure how much more those who learned changed than those beside them who did not.

    People are compared within a wave and a job family, and with few teams within a team. Nothing is claimed below five
    people on either side, without a time before to look at, or where the groups were moving apart before the course.
    """
    known = [each for each in rows if each.prior is not None]
    if rows and not known:
        return Abstained(EffectReason.NO_HISTORY)
    by_team = len({each.team for each in known}) < FEW_TEAMS
    alike = comparable(known, by_team=by_team)
    if short := too_few(known, alike):
        return short
    design = Design.of(alike, by_team=by_team)
    try:
        return counted(design) if is_count else measured(design)
    except (PerfectSeparationError, np.linalg.LinAlgError, FloatingPointError):
        return NotConverged()


def comparable(rows: Iterable[Observed], *, by_team: bool) -> list[Observed]:
    """Keep those who stand beside somebody of the other side."""
    strata = defaultdict[tuple[int, str], list[Observed]](list)
    for each in rows:
        strata[stratum(each, by_team=by_team)].append(each)
    both = (every for every in strata.values() if len({each.is_trained for each in every}) > 1)
    return [each for every in both for each in every]


def stratum(each: Observed, *, by_team: bool) -> tuple[int, str]:
    return each.wave, each.team if by_team else each.family


def too_few(known: Sequence[Observed], alike: Sequence[Observed]) -> Refused | None:
    least = min(people(alike, is_trained=side) for side in (True, False))
    if least >= FEW:
        return None
    if min(people(known, is_trained=side) for side in (True, False)) >= FEW:
        return Abstained(EffectReason.NOBODY_ALIKE)
    return InsufficientData(EffectReason.TOO_FEW_PEOPLE, least)


def people(rows: Iterable[Observed], *, is_trained: bool) -> int:
    return len({each.person for each in rows if each.is_trained is is_trained})


@dataclass(frozen=True)
class Design:
    """The rows as columns; `strata` and `teams` number the groups."""

    rows: Sequence[Observed]
    trained: Floats
    prior: Floats
    before: Floats
    after: Floats
    strata: NDArray[np.int64]
    teams: NDArray[np.int64]
    is_shuffled: bool

    @classmethod
    def of(cls, rows: Sequence[Observed], *, by_team: bool) -> Design:
        return cls(
            rows,
            floats(each.is_trained for each in rows),
            floats(each.prior or 0 for each in rows),
            floats(each.before for each in rows),
            floats(each.after for each in rows),
            numbered(stratum(each, by_team=by_team) for each in rows),
            numbered(each.team for each in rows),
            by_team,
        )

    @property
    def dummies(self) -> Floats:
        """Return a column for each stratum."""
        found: Floats = (self.strata[:, None] == np.arange(self.strata.max() + 1)).astype(float)
        return found

    def told(self, change: Interval, adjusted: Interval, placebo: Interval, method: EffectMethod) -> Change:
        return Change(
            change,
            adjusted,
            placebo,
            method,
            people(self.rows, is_trained=True),
            people(self.rows, is_trained=False),
            len(set(self.teams.tolist())),
        )


def measured(design: Design) -> Change | Refused:
    """Compare means: differences of differences, and the same with the start as a control."""
    if float(np.ptp(design.before)) == 0 == float(np.ptp(design.after)):
        return NotConverged()
    estimate = shuffled if design.is_shuffled else clustered
    placebo = estimate(design, design.before - design.prior, design.dummies)
    if placebo.side(0):
        return Abstained(EffectReason.APART_BEFORE, placebo)
    change = estimate(design, design.after - design.before, design.dummies)
    adjusted = estimate(design, design.after, np.column_stack([design.dummies, design.before]))
    method = EffectMethod.SHUFFLED if design.is_shuffled else EffectMethod.BY_TEAM
    return design.told(change, adjusted, placebo, method)


def clustered(design: Design, outcome: Floats, controls: Floats) -> Interval:
    """Estimate by least squares; people of one team count as alike, not as so many independent ones."""
    terms = np.column_stack([design.trained, controls])
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", SingularMatrixWarning
        )  # controls that say the same leave the first term alone
        found = OLS(outcome, terms).fit(cov_type="cluster", cov_kwds={"groups": design.teams}, use_t=True)
    low, high = found.conf_int(1 - CONFIDENCE)[0]
    return settled(Interval(float(found.params[0]), float(low), float(high)))


def shuffled(design: Design, outcome: Floats, controls: Floats) -> Interval:
    """Estimate by least squares; the interval is what chance gives, dealing the rest out anew in a team."""
    mine, theirs = left_over(design.trained, controls), left_over(outcome, controls)
    weight = float(mine @ mine)
    value = float(mine @ theirs) / weight
    rest = theirs - value * mine
    chance = np.random.default_rng(SEED)
    by_chance = np.abs([dealt_anew(rest, design.strata, chance) @ mine for _ in range(SHUFFLES)]) / weight
    reach = float(np.quantile(by_chance, CONFIDENCE, method="higher"))
    return settled(Interval(value, value - reach, value + reach))


def left_over(column: Floats, controls: Floats) -> Floats:
    """Return what the controls do not explain of a column."""
    fitted: Floats = controls @ np.linalg.lstsq(controls, column, rcond=None)[0]
    return column - fitted


def dealt_anew(values: Floats, strata: NDArray[np.int64], chance: np.random.Generator) -> Floats:
    """Return the values shuffled within their strata."""
    out = np.empty_like(values)
    out[np.argsort(strata, kind="stable")] = values[np.lexsort((chance.random(len(values)), strata))]
    return out


# --- Counts ---


def counted(design: Design) -> Change | Refused:
    """Compare counts as ratios: of after to before within people, and after given before; scatter widens both."""
    placebo = ratio_of_ratios(design, design.prior, design.before)
    if isinstance(placebo, NotConverged):
        return placebo
    if placebo.side(1):
        return Abstained(EffectReason.APART_BEFORE, placebo)
    change = ratio_of_ratios(design, design.before, design.after)
    found = ratio_given_start(design)
    if isinstance(change, NotConverged) or isinstance(found, NotConverged):
        return NotConverged()
    adjusted, dispersion, method = found
    whole = design.told(change, adjusted, placebo, method)
    return Change(**{**vars(whole), "dispersion": dispersion})


def ratio_of_ratios(design: Design, first: Floats, then: Floats) -> Interval | NotConverged:
    """Each person is compared with themselves: of all they had, how much fell into the later time."""
    some = (first + then) > 0
    terms = np.column_stack([design.trained, design.dummies])[some]
    terms = terms[:, terms.any(axis=0)]
    answer = np.column_stack([then, first])[some]
    return fitted_ratio(lambda: GLM(answer, terms, family=Binomial()).fit(**spread_of(design, some)))


def ratio_given_start(design: Design) -> tuple[Interval, float, EffectMethod] | NotConverged:
    terms = np.column_stack([design.trained, np.log1p(design.before), design.dummies])
    plain = fitted(lambda: GLM(design.after, terms, family=Poisson()).fit())
    if isinstance(plain, NotConverged):
        return plain
    dispersion = float(plain.pearson_chi2 / plain.df_resid)
    family, method = Poisson(), EffectMethod.POISSON
    if dispersion > TOO_SPREAD:
        family, method = (
            NegativeBinomial(alpha=scatter(design.after, plain.mu)),
            EffectMethod.NEGATIVE_BINOMIAL,
        )
    ratio = fitted_ratio(lambda: GLM(design.after, terms, family=family).fit(**spread_of(design)))
    return ratio if isinstance(ratio, NotConverged) else (ratio, dispersion, method)


def spread_of(design: Design, some: NDArray[np.bool_] | None = None) -> dict[str, Any]:
    """Say how a model finds its errors: from what scatters, among people or, with enough of them, among teams."""
    if design.is_shuffled:
        return {"cov_type": "HC1"}
    groups = design.teams if some is None else design.teams[some]
    return {"cov_type": "cluster", "cov_kwds": {"groups": groups}}


def scatter(counts: Floats, means: Floats) -> float:
    """Return how much more counts scatter than Poisson's, by the regression of Cameron and Trivedi."""
    excess = ((counts - means) ** 2 - counts) / means
    return max(float(excess @ means / (means @ means)), 1e-6)
