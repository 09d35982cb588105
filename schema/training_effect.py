"""What training changed, and whether hours of learning keep newcomers: each answer with its method and its limits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import strawberry

from schema.call import call
from schema.figures import WORDS
from schema.inputs import needed
from server.kernel.labels import label
from server.metrics.words import Direction, Grain
from server.training import effect, effect_raised
from server.training import effect_rules as rules
from server.training.course_types import CourseType
from server.training.effect_rules import EffectMethod, EffectReason, EffectVerdict, rounded

assert WORDS  # noqa: S101 (the enums of figures are declared where it is)
strawberry.enum(EffectVerdict, description=label("效果结论", "What may be said of an effect"))
strawberry.enum(EffectReason, description=label("不下结论的原因", "Why nothing is claimed"))
strawberry.enum(EffectMethod, description=label("估计方法", "How it was estimated"))


@strawberry.type(description=label("估计与区间", "An estimate and its interval"))
class EffectInterval:
    value: Decimal = needed("估计", "Estimate")
    low: Decimal = needed("下限", "Low end")
    high: Decimal = needed("上限", "High end")


@strawberry.type(description=label("一期的均值", "Means of one period"))
class EffectWave:
    period: str = needed("学完的期间", "Period of finishing")
    before: str = needed("之前的期间", "Period before")
    after: str = needed("之后的期间", "Period after")
    trained: int = needed("学完人数", "People who finished")
    compared: int = needed("对照人数", "People compared with")
    trained_before: Decimal | None = needed("学完者之前", "Trained, before")
    trained_after: Decimal | None = needed("学完者之后", "Trained, after")
    compared_before: Decimal | None = needed("对照之前", "Compared, before")
    compared_after: Decimal | None = needed("对照之后", "Compared, after")


@strawberry.type(description=label("培训效果", "Effect of training"))
class TrainingEffect:
    metric: str = needed("指标键", "Metric key")
    name: str = needed("指标", "Metric")
    unit: str = needed("单位", "Unit")
    direction: Direction = needed("方向", "Direction")
    course_type: CourseType | None = needed("课程类型", "Kind of course")
    course_id: strawberry.ID | None = needed("课程编号", "Id of the course")
    grain: Grain = needed("粒度", "Grain")
    verdict: EffectVerdict = needed("结论", "Verdict")
    reason: EffectReason | None = needed("不下结论的原因", "Why nothing is claimed")
    have: int | None = needed("现有数", "How many there are")
    need: int | None = needed("所需数", "How many are needed")
    is_ratio: bool = needed("倍数而非差值", "Ratios, not differences")
    change: EffectInterval | None = needed("多改变多少", "How much more they changed")
    adjusted: EffectInterval | None = needed("考虑起点后", "With the start taken into account")
    placebo: EffectInterval | None = needed("之前的同样比较", "The same, asked of the time before")
    method: EffectMethod | None = needed("方法", "Method")
    trained: int | None = needed("学完人数", "People who finished")
    compared: int | None = needed("对照人数", "People compared with")
    teams: int | None = needed("团队数", "Teams")
    dispersion: Decimal | None = needed("离散程度", "Dispersion")
    waves: list[EffectWave] = needed("各期", "Periods")
    confidence: Decimal = needed("置信水平", "Confidence")
    model_version: str = needed("方法版本", "Version of the method")
    receipt: str = needed("凭证", "Receipt")


@strawberry.type(description=label("一组新人", "A group of newcomers"))
class HoursGroup:
    above: Decimal | None = needed("学时高于", "Hours above")
    up_to: Decimal | None = needed("学时至多", "Hours up to")
    people: int | None = needed("人数", "People")
    kept: Decimal | None = needed("留存率", "Share that stayed")
    low: Decimal | None = needed("下限", "Low end")
    high: Decimal | None = needed("上限", "High end")


@strawberry.type(description=label("学时与留存", "Hours of learning and staying"))
class OnboardingHours:
    first: date = needed("入职起", "Joined from")
    last: date = needed("入职止", "Joined until")
    more_than: Decimal = needed("多学时高于", "Many hours: more than")
    less_than: Decimal = needed("少学时低于", "Few hours: less than")
    horizon: int = needed("三个月后再看几个月", "Months looked ahead from month three")
    seen: EffectVerdict = needed("表面结论", "As it looks")
    many: HoursGroup | None = needed("多学时组", "Those with many hours")
    few: HoursGroup | None = needed("少学时组", "Those with few hours")
    difference: EffectInterval | None = needed("留存率之差", "Difference of shares")
    relative: EffectInterval | None = needed("相对提高", "Relative difference")
    bands: list[HoursGroup] = needed("各学时段", "Bands of hours")
    verdict: EffectVerdict = needed("结论", "Verdict")
    reason: EffectReason | None = needed("不下结论的原因", "Why nothing is claimed")
    have: int | None = needed("现有数", "How many there are")
    need: int | None = needed("所需数", "How many are needed")
    fair_difference: EffectInterval | None = needed(
        "满三个月者之差", "Difference among those there at month three"
    )
    odds: EffectInterval | None = needed("每多十学时的留存优势比", "Odds of staying for ten hours more")
    people: int | None = needed("满三个月人数", "There at month three")
    left: int | None = needed("其后离开", "Left afterwards")
    controls: list[str] = needed("控制因素", "Controls")
    confidence: Decimal = needed("置信水平", "Confidence")
    model_version: str = needed("方法版本", "Version of the method")
    receipt: str = needed("凭证", "Receipt")


@strawberry.type(description=label("某段时间入职的新人", "Newcomers who joined in some days"))
class JoinedGroup:
    first: date = needed("入职起", "Joined from")
    last: date = needed("入职止", "Joined until")
    people: int | None = needed("已满三个月的人数", "People whose three months are full")
    pending: int = needed("未满三个月的人数", "People who have not got that far")
    kept: Decimal | None = needed("三个月留存率", "Share that stayed three months")
    low: Decimal | None = needed("下限", "Low end")
    high: Decimal | None = needed("上限", "High end")
    receipt: str = needed("数值凭证", "Receipt of the figure")


@strawberry.type(description=label("新人最低学时的一次变更", "A change of the least onboarding hours"))
class OnboardingHoursChange:
    changed_on: date = needed("变更日期", "Changed on")
    least_before: Decimal = needed("原最低学时", "Least hours before")
    least_after: Decimal = needed("新最低学时", "Least hours since")
    changed_by: str | None = needed("变更人，限可看设置者", "Who changed it, for who may read settings")
    metric: str = needed("指标键", "Metric key")
    before: JoinedGroup = needed("变更前入职", "Who joined before")
    after: JoinedGroup = needed("变更后入职", "Who has joined since")
    tells_from: date = needed("最早可下结论的日期", "First day on which something may be said")
    verdict: EffectVerdict = needed("结论", "Verdict")
    reason: EffectReason | None = needed("不下结论的原因", "Why nothing is claimed")
    have: int | None = needed("现有数", "How many there are")
    need: int | None = needed("所需数", "How many are needed")
    difference: EffectInterval | None = needed("留存率之差", "Difference of shares")
    confidence: Decimal = needed("置信水平", "Confidence")
    model_version: str = needed("方法版本", "Version of the method")


# --- How they are shown ---


def number(value: float) -> Decimal:
    found = rounded(value)
    assert found is not None  # noqa: S101 (only None rounds to None)
    return found


def interval(found: rules.Interval | None) -> EffectInterval | None:
    if found is None:
        return None
    return EffectInterval(value=number(found.value), low=number(found.low), high=number(found.high))


def wave_of(of: effect.WaveMeans) -> EffectWave:
    return EffectWave(
        period=of.wave.during.name, before=of.wave.before.name, after=of.wave.after.name, trained=of.trained,
        compared=of.compared, trained_before=rounded(of.trained_before), trained_after=rounded(of.trained_after),
        compared_before=rounded(of.compared_before), compared_after=rounded(of.compared_after),
    )  # fmt: skip


def effect_of(of: effect.Effect, language: str) -> TrainingEffect:
    refused: Any = of.found if isinstance(of.found, effect.REFUSED) else None  # one of the refusals
    found: Any = None if refused else of.found  # a Change
    return TrainingEffect(
        metric=of.metric.key, name=of.metric.name.said(language), unit=of.metric.unit, direction=of.metric.direction,
        course_type=of.course.course_type,
        course_id=None if of.course.course_id is None else strawberry.ID(of.course.course_id),
        grain=of.grain, verdict=of.verdict, reason=refused and refused.reason, have=short(refused, "have"),
        need=short(refused, "need"), is_ratio=bool(found and found.is_ratio), change=interval(found and found.change),
        adjusted=interval(found and found.adjusted),
        placebo=interval(found.placebo if found else getattr(refused, "placebo", None)),
        method=found and found.method, trained=found and found.trained, compared=found and found.compared,
        teams=found and found.teams, dispersion=rounded(found and found.dispersion),
        waves=[wave_of(each) for each in of.waves], confidence=number(rules.CONFIDENCE), model_version=rules.MODEL,
        receipt=of.receipt,
    )  # fmt: skip


def short(refused: rules.Refused | None, name: str) -> int | None:
    """Return how many there are or should be, where that is why nothing is claimed."""
    return getattr(refused, name) if isinstance(refused, rules.InsufficientData) else None


def group_of(of: rules.HoursGroup) -> HoursGroup:
    """Tell the share of a group; of too few neither it nor how many they are."""
    is_told = of.people >= rules.FEW
    spread: Any = of.interval if is_told else None  # an Interval
    return HoursGroup(
        above=of.least, up_to=of.most, people=of.people if is_told or not of.people else None,
        kept=rounded(of.share) if is_told else None, low=rounded(spread and spread.low),
        high=rounded(spread and spread.high),
    )  # fmt: skip


def onboarding_of(of: effect.Onboarding) -> OnboardingHours:
    looks: Any = None if isinstance(of.seen, rules.InsufficientData) else of.seen  # a Comparison
    refused: Any = of.fair if isinstance(of.fair, effect.REFUSED) else None  # one of the refusals
    fair: Any = None if refused else of.fair  # a Staying
    return OnboardingHours(
        first=of.first, last=of.last, more_than=of.more_than, less_than=of.less_than, horizon=of.horizon,
        seen=of.seen_verdict, many=looks and group_of(looks.many), few=looks and group_of(looks.few),
        difference=interval(looks and looks.difference), relative=interval(looks and looks.relative),
        bands=[group_of(each) for each in of.bands], verdict=of.verdict, reason=refused and refused.reason,
        have=short(refused, "have"), need=short(refused, "need"),
        fair_difference=interval(fair and fair.difference), odds=interval(fair and fair.odds),
        people=fair and fair.people, left=fair and fair.left, controls=list(fair.controls) if fair else [],
        confidence=number(rules.CONFIDENCE), model_version=rules.MODEL, receipt=of.receipt,
    )  # fmt: skip


def joined_of(of: effect_raised.Joined) -> JoinedGroup:
    shown = group_of(of.group)
    return JoinedGroup(
        first=of.first, last=of.last, people=shown.people, pending=of.pending, kept=shown.kept, low=shown.low,
        high=shown.high, receipt=of.receipt,
    )  # fmt: skip


def hours_change_of(of: effect_raised.HoursChange) -> OnboardingHoursChange:
    refused: Any = of.found if isinstance(of.found, effect.REFUSED) else None  # one of the refusals
    found = of.found if isinstance(of.found, rules.Interval) else None
    return OnboardingHoursChange(
        changed_on=of.step.day, least_before=of.step.least_before, least_after=of.step.least_after,
        changed_by=of.step.by or None, metric=effect.KEPT, before=joined_of(of.before), after=joined_of(of.after),
        tells_from=of.tells_from, verdict=of.verdict, reason=refused and refused.reason, have=short(refused, "have"),
        need=short(refused, "need"), difference=interval(found), confidence=number(rules.CONFIDENCE),
        model_version=rules.MODEL,
    )  # fmt: skip


# --- The questions ---


@strawberry.type(description=label("培训效果查询", "Questions about the effect of training"))
class EffectQuery:
    @strawberry.field(
        description=label("培训效果：与未学者相比的变化", "What a course changed, beside others")
    )
    async def training_effect(
        self,
        info: strawberry.Info,
        metric: str,
        course_type: CourseType | None = None,
        course_id: strawberry.ID | None = None,
        grain: Grain = Grain.QUARTER,
        periods: int = effect.WAVES,
    ) -> TrainingEffect:
        here = call(info)
        found = await effect.training_effect(
            here.ctx, here.figures.registry, metric=metric, course_type=course_type, course_id=course_id,
            grain=grain, count=periods,
        )  # fmt: skip
        return effect_of(found, here.ctx.language)

    @strawberry.field(description=label("入职学时与留存", "Hours of learning and staying"))
    async def onboarding_hours(
        self,
        info: strawberry.Info,
        more_than: Decimal = rules.MORE_THAN,
        less_than: Decimal = rules.LESS_THAN,
        horizon: int = effect.HORIZON,
    ) -> OnboardingHours:
        here = call(info)
        found = await effect.onboarding_hours(
            here.ctx, here.figures.registry, more_than=more_than, less_than=less_than, horizon=horizon
        )
        return onboarding_of(found)

    @strawberry.field(
        description=label("最低学时变更前后的留存", "What changes of the least onboarding hours brought")
    )
    async def onboarding_hours_changes(self, info: strawberry.Info) -> list[OnboardingHoursChange]:
        here = call(info)
        found = await effect_raised.hours_changes(here.ctx, here.figures.registry)
        return [hours_change_of(each) for each in found]
