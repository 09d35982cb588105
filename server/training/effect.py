"""The two questions about training: what a course changed, and whether hours of learning keep newcomers.

Nothing here is claimed below five people a side, and an answer always says how it was found and of whom. Asked by who
may read effects, of figures that they may see of the whole company.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import fmean
from typing import TYPE_CHECKING

import orjson

from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.asked import PeriodAsk
from server.metrics.definitions import Dictionary, Metric
from server.metrics.dictionary.lineage import lineage
from server.metrics.periods import Period, named, resolve
from server.metrics.persons import is_personal, person_figures
from server.metrics.reckoning.access import reach
from server.metrics.words import Direction, Grain
from server.training.course_types import CourseType
from server.training.effect_ground import (
    Course,
    Joiner,
    Standing,
    Wave,
    joiners,
    standing,
    waves,
    window,
)
from server.training.effect_rules import (
    FEW,
    LANDMARK_MONTHS,
    LESS_THAN,
    MODEL,
    MORE_THAN,
    Abstained,
    Comparison,
    EffectVerdict,
    HoursGroup,
    InsufficientData,
    NotConverged,
    Refused,
    bands,
    compare,
    fewer_than,
    group,
    refusal,
    verdict,
)

if TYPE_CHECKING:
    from server.training.effect_change import Change
    from server.training.effect_staying import Staying

WAVES, MOST_WAVES = 4, 8
GRAINS = (Grain.MONTH, Grain.QUARTER)
COUNTED = "count"
KEPT, LEARNING = "new_hire_retention_3m", "training"
COHORT_MONTHS = 24
HORIZON, HORIZONS = 3, (3, 6, 9)
REFUSED = (InsufficientData, Abstained, NotConverged)


@dataclass(frozen=True)
class WaveMeans:
    """The means of both sides of one wave; of fewer than five people none is told."""

    wave: Wave
    trained: int
    compared: int
    trained_before: float | None
    trained_after: float | None
    compared_before: float | None
    compared_after: float | None


@dataclass(frozen=True)
class Effect:
    """What a course changed in a figure."""

    metric: Metric
    course: Course
    grain: Grain
    waves: tuple[WaveMeans, ...]
    verdict: EffectVerdict
    found: Change | Refused
    receipt: str = ""


@dataclass(frozen=True)
class Onboarding:
    """Hours of learning in the first three months, and who stayed: as it looks, and asked fairly.

    `seen` counts who was there when three months were full. `fair` asks of those who were, whether they still are
    `horizon` months later.
    """

    first: date
    last: date
    more_than: Decimal
    less_than: Decimal
    horizon: int
    seen: Comparison | InsufficientData
    seen_verdict: EffectVerdict
    bands: tuple[HoursGroup, ...]
    fair: Staying | Refused
    verdict: EffectVerdict
    receipt: str = ""


# --- What a course changed ---


async def training_effect(
    ctx: Context,
    registry: Registry,
    *,
    metric: str,
    course_type: CourseType | None = None,
    course_id: str | None = None,
    grain: Grain = Grain.QUARTER,
    count: int = WAVES,
) -> Effect:
    """Compare how a figure changed for those who finished a course with those who did not, over the last waves."""
    rights.allow(ctx, "Query.trainingEffect", "read")
    if grain not in GRAINS or not 1 <= count <= MOST_WAVES:
        raise InvalidInput(
            f"请按月或按季度比较，最多 {MOST_WAVES} 期。",
            f"Compare by month or quarter, at most {MOST_WAVES} of them.",
            path=("grain",),
        )
    ready = asyncio.ensure_future(asyncio.to_thread(load))
    of = seen(ctx, await registry.current(ctx), metric, is_usual=(grain, count) == (Grain.QUARTER, WAVES))
    course = Course(course_type, course_id)
    every = resolve(PeriodAsk(last=count + 3), grain, ctx.today, ctx.store.settings.fiscal_year_starts)
    around = await standing(ctx, registry, metric, course, found := waves(every))
    await ready
    measured = await asyncio.to_thread(changed, around, is_count=of.unit == COUNTED)
    shown = tuple(means(wave, people) for wave, people in zip(found, around, strict=True))
    answer = Effect(of, course, grain, shown, judged(of, measured), measured)
    return Effect(**{**vars(answer), "receipt": receipt(ctx, answer)})


def seen(ctx: Context, known: Dictionary, key: str, *, is_usual: bool) -> Metric:
    """Return a figure that can be told of single people; Denied unless the caller may see it of the whole company.

    Who sees totals only gets the usual question: from two that hardly differ it could be told who made the difference.
    """
    if not is_personal(known, key):
        raise InvalidInput(
            f"指标“{key}”不存在，或不能按人计算，请换一个指标。",
            f"There is no figure {key!r} that can be worked out for single people; choose another.",
            path=("metric",),
        )
    metric = known.metrics[key]
    may = reach(ctx, metric, {*lineage(metric, known).classes, LEARNING})
    is_enough = may.is_unguarded or (is_usual and may.totals.everywhere and may.k <= FEW)
    if not is_enough:
        raise Denied(
            "您不能这样查看全公司的这一指标，请用默认条件，或联系人力资源经理。",
            "You may not see this figure of the whole company this way; ask the usual question, or the HR manager.",
            path=("metric",),
            rule=may.rule or None,
        )
    return metric


def changed(around: Sequence[Sequence[Standing]], *, is_count: bool) -> Change | Refused:
    """Fit in a thread of its own; the libraries come up on the first call."""
    from server.training.effect_change import Observed, before_after  # noqa: PLC0415 (seconds to load)

    rows = [
        Observed(
            each.person, each.team, each.family, wave, each.is_trained, float(each.before), float(each.after),
            None if each.prior is None else float(each.prior),
        )
        for wave, people in enumerate(around)
        for each in people
    ]  # fmt: skip
    return before_after(rows, is_count=is_count)


def judged(metric: Metric, found: Change | Refused) -> EffectVerdict:
    """Judge a change; of a figure that is neither good nor bad, more counts as better."""
    if isinstance(found, REFUSED):
        return refusal(found)
    return verdict(
        (found.change, found.adjusted),
        nothing=1 if found.is_ratio else 0,
        more_is_better=metric.direction is not Direction.DOWN,
    )


def means(wave: Wave, people: Sequence[Standing]) -> WaveMeans:
    trained = [each for each in people if each.is_trained]
    compared = [each for each in people if not each.is_trained]
    return WaveMeans(wave, len(trained), len(compared), *both(trained), *both(compared))


def both(people: Sequence[Standing]) -> tuple[float | None, float | None]:
    if len(people) < FEW:
        return None, None
    return fmean(each.before for each in people), fmean(each.after for each in people)


# --- Hours and staying ---


async def onboarding_hours(
    ctx: Context,
    registry: Registry,
    *,
    more_than: Decimal = MORE_THAN,
    less_than: Decimal = LESS_THAN,
    horizon: int = HORIZON,
) -> Onboarding:
    """Compare newcomers by their hours, as it looks at three months and fairly from there on."""
    rights.allow(ctx, "Query.onboardingHours", "read")
    if not 0 < less_than <= more_than or horizon not in HORIZONS:
        raise InvalidInput(
            "学时下限应大于 0 且不高于上限，观察期为 3、6 或 9 个月。",
            "The lower limit of hours lies above 0 and not above the upper one; look 3, 6 or 9 months ahead.",
            path=("lessThan",),
        )
    ready = asyncio.ensure_future(asyncio.to_thread(load))
    usual = (more_than, less_than, horizon) == (MORE_THAN, LESS_THAN, HORIZON)
    seen(ctx, await registry.current(ctx), KEPT, is_usual=usual)
    first, last = window(ctx.today, COHORT_MONTHS, LANDMARK_MONTHS + horizon)
    people = await joiners(ctx, first, last)
    stayed = await kept(ctx, registry, named(f"{first}..{last}"), people)
    told = [(each.hours, stayed[each.person]) for each in people if each.person in stayed]
    looks = compare(group(told, more_than, None), fewer_than(told, less_than))
    await ready
    fair = await asyncio.to_thread(fairly, people, horizon, more_than, less_than)
    answer = Onboarding(
        first, last, more_than, less_than, horizon, looks,
        refusal(looks) if isinstance(looks, InsufficientData) else verdict([looks.difference]),
        bands(told), fair,
        refusal(fair) if isinstance(fair, REFUSED) else verdict([fair.difference]),
    )  # fmt: skip
    return Onboarding(**{**vars(answer), "receipt": receipt(ctx, answer)})


async def kept(
    ctx: Context, registry: Registry, period: Period, people: Sequence[Joiner]
) -> Mapping[str, bool]:
    """Return who was there when three months were full, as the figure of retention counts it."""
    figures = await person_figures(ctx, registry, KEPT, period, [each.person for each in people])
    return {person: each.value > 0 for person, each in figures.items() if each.value is not None}


def fairly(
    people: Sequence[Joiner], horizon: int, more_than: Decimal, less_than: Decimal
) -> Staying | Refused:
    """Ask only those who were there at the landmark; fitted in a thread of its own."""
    from server.training.effect_staying import Newcomer, staying  # noqa: PLC0415 (seconds to load)

    there = [
        Newcomer(each.family, each.cohort, float(each.hours), each.is_there(LANDMARK_MONTHS + horizon))
        for each in people
        if each.is_there(LANDMARK_MONTHS)
    ]
    return staying(there, float(more_than), float(less_than))


def load() -> None:
    """Bring the libraries up beside the reading of rows; after the first time there is nothing left to do."""
    for name in ("effect_change", "effect_staying"):
        importlib.import_module(f"server.training.{name}")


# --- Receipts ---


def receipt(ctx: Context, answer: Effect | Onboarding) -> str:
    """Sign what was asked, on which day, by which method, and what came of it: two equal lines are one result."""
    packed = orjson.dumps([MODEL, ctx.today, ctx.policy.version, repr(answer)])
    digest = hashlib.sha256(packed).digest()
    signed = hmac.new(ctx.store.secrets.derive(MODEL), digest, hashlib.sha256).digest()
    return f"{MODEL}.{base64.urlsafe_b64encode(signed[:18]).decode()}"
