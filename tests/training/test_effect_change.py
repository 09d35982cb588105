"""Simulated companies: what is planted is found, what is not there is not, and the usual traps do not fool it.

Every run is of 240 people whose figure is their own level, their team's season and chance; numbers are fixed by seed.
"""

from __future__ import annotations

from collections import Counter

import numpy as np

from server.training.effect_change import Change, Observed, before_after
from server.training.effect_rules import (
    Abstained,
    EffectMethod,
    EffectReason,
    InsufficientData,
    NotConverged,
    verdict,
)

RUNS = 60


def company(seed, *, teams=16, effect=0.0, drift=0.0, picks_the_worst=False, people=240):
    chance = np.random.default_rng(seed)
    team = chance.integers(0, teams, people)
    seasons = chance.normal(0, 2, (teams, 3))
    figures = chance.normal(80, 6, people)[:, None] + seasons[team] + chance.normal(0, 4, (people, 3))
    trained = chance.random(people) < 0.35
    if picks_the_worst:
        trained = figures[:, 1] < np.quantile(figures[:, 1], 0.3)
    figures += np.outer(trained, [0, drift, 2 * drift + effect])
    return observed(team, trained, figures)


def counts(seed, *, rate=1.0, scatter=0.6, people=240):
    """Complaints of people some of whom have many more than others."""
    chance = np.random.default_rng(seed)
    team, trained = chance.integers(0, 14, people), chance.random(people) < 0.4
    usual = chance.gamma(1 / scatter, 4 * scatter, people)
    later = chance.poisson(usual * np.where(trained, rate, 1.0))
    return observed(team, trained, np.column_stack([chance.poisson(usual), chance.poisson(usual), later]))


def observed(team, trained, figures):
    return [
        Observed(f"p{at}", f"t{place}", f"f{place % 3}", 0, bool(trained[at]), float(now), float(then), float(ago))
        for at, (place, (ago, now, then)) in enumerate(zip(team, figures, strict=True))
    ]  # fmt: skip


def said(make, *, is_count=False, less_is_better=False, **given):
    """Return how often each verdict was given, and how often the interval held the truth."""
    verdicts: Counter[str] = Counter()
    held, truth = 0, given.get("rate", 1.0) if is_count else given.get("effect", 0.0)
    for seed in range(RUNS):
        found = before_after(make(seed, **given), is_count=is_count)
        if isinstance(found, Change):
            verdicts[
                verdict(
                    (found.change, found.adjusted), nothing=int(is_count), more_is_better=not less_is_better
                ).value
            ] += 1
            held += found.change.low <= truth <= found.change.high
        else:
            verdicts[found.reason.value] += 1
    return dict(verdicts), held


def test_where_training_does_nothing_that_is_what_is_said():
    verdicts, held = said(company)

    assert verdicts == {
        "NO_EFFECT": 56,
        "UNCLEAR": 1,
        "APART_BEFORE": 2,
        "IMPROVED": 1,
    }  # 1 of 60 claimed: under 5 %
    assert held == 57  # of 58 intervals: 95 % and more


def test_what_is_planted_is_found_and_lies_in_the_interval():
    verdicts, held = said(company, effect=4.0)

    assert verdicts == {"IMPROVED": 57, "UNCLEAR": 1, "APART_BEFORE": 2}
    assert held == 57


def test_sending_the_worst_or_those_on_their_way_up_is_no_effect_of_the_course():
    assert said(company, picks_the_worst=True)[0] == {"APART_BEFORE": RUNS}
    assert said(company, drift=4.0)[0] == {"APART_BEFORE": RUNS}


def test_few_teams_are_compared_within_themselves():
    found = before_after(company(1, teams=4, effect=4.0))

    assert isinstance(found, Change)
    assert (found.method, found.teams) == (EffectMethod.SHUFFLED, 4)
    assert found.change.low <= 4.0 <= found.change.high


def test_counts_that_scatter_are_negative_binomial_and_tell_ratios():
    assert said(counts, is_count=True, less_is_better=True)[0] == {
        "NO_EFFECT": 54,
        "UNCLEAR": 5,
        "APART_BEFORE": 1,
    }
    assert said(counts, is_count=True, less_is_better=True, rate=0.6) == (
        {"IMPROVED": 57, "APART_BEFORE": 3},
        53,
    )
    plain, wide = (before_after(counts(2, scatter=each), is_count=True) for each in (0.01, 1.5))
    assert isinstance(plain, Change)
    assert isinstance(wide, Change)
    assert (plain.method, wide.method) == (EffectMethod.POISSON, EffectMethod.NEGATIVE_BINOMIAL)


def test_what_cannot_be_told_is_not_told():
    everybody = company(3)
    trained, others = ([each for each in everybody if each.is_trained is side] for side in (True, False))

    assert before_after([]) == InsufficientData(EffectReason.TOO_FEW_PEOPLE, 0)
    assert before_after([*trained[:4], *others]) == InsufficientData(EffectReason.TOO_FEW_PEOPLE, 4)
    apart = [Observed(**{**vars(each), "family": "else"}) for each in trained]
    assert before_after([*apart, *others]) == Abstained(EffectReason.NOBODY_ALIKE)
    new = [Observed(**{**vars(each), "prior": None}) for each in everybody]
    assert before_after(new) == Abstained(EffectReason.NO_HISTORY)
    none = [Observed(**{**vars(each), "before": 0.0, "after": 0.0, "prior": 0.0}) for each in everybody]
    assert before_after(none, is_count=True) == NotConverged()
