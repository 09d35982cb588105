"""What is wrong with a score plan before anybody is scored by it. Pure rules; the dictionary is handed in as words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from server.kernel.labels import label, split
from server.performance.plans.models import FULL, Aim, ComponentBasis, ComponentGroup, MissingRule, Scoring
from server.performance.plans.points import HUNDREDTH, Component, is_figure

CSAT_SHARE = 2000
"""What satisfaction should weigh where customers are met: 20 %."""
LIMITS = range(20001)
"""Points a component may be limited to, in hundredths."""


@dataclass(frozen=True)
class MetricWord:
    """What the dictionary says of a figure: its direction, and whether it can be told for a person, a department."""

    direction: str = "NEUTRAL"
    is_personal: bool = True
    is_of_teams: bool = True


@dataclass(frozen=True)
class Ground:
    """What a plan is judged by, beside itself."""

    metrics: Mapping[str, MetricWord] = field(default_factory=dict)
    is_front_line: bool = False
    may_be_sales_only: bool = False


@dataclass(frozen=True)
class PlanProblem:
    """One thing wrong with a plan; a hint does not keep it from being proposed. `text` is a label in both languages."""

    code: str
    text: str
    component: str = ""
    stage: str = ""
    field: str = ""
    is_hint: bool = False
    total: Decimal | None = None

    def say(self, language: str) -> str:
        zh, en = split(self.text)
        return zh if language == "zh" else en


def lint(components: Sequence[Component], ground: Ground) -> tuple[PlanProblem, ...]:
    """List what is wrong, the gravest first; hints come last."""
    found = [problem for part in WHOLE for problem in part(components, ground)]
    found += [problem for each in components for part in SINGLE for problem in part(each, ground)]
    return tuple(sorted(found, key=lambda problem: problem.is_hint))


def stage_names(components: Iterable[Component]) -> list[str]:
    """Return every stage that some component has a weight of its own for."""
    return list(dict.fromkeys(stage for each in components for stage in each.stages))


def sums(components: Sequence[Component]) -> dict[str, int]:
    """Return the sum of the weights, under "" the plan's own and under each stage that stage's."""
    stages: list[str | None] = [None, *stage_names(components)]
    return {stage or "": sum(each.weighs(stage) for each in components) for stage in stages}


def percent(weight: int) -> Decimal:
    return Decimal(weight) * HUNDREDTH


def spelled(weight: int) -> str:
    """Spell a weight as a percentage without needless zeros."""
    return f"{percent(weight).normalize():f}"


# --- The plan as a whole ---


def weights_not_full(components: Sequence[Component], _: Ground) -> Iterator[PlanProblem]:
    for stage, total in sums(components).items():
        if total != FULL:
            shown = spelled(total)
            where_zh, where_en = (f"阶段 {stage} 的", f" of stage {stage}") if stage else ("", "")
            yield PlanProblem(
                "WEIGHTS_NOT_100",
                label(
                    f"{where_zh}权重合计为 {shown}%，应为 100%。",
                    f"The weights{where_en} sum up to {shown} %, not to 100 %.",
                ),
                stage=stage,
                field="weight",
                total=percent(total),
            )


def sales_only(components: Sequence[Component], ground: Ground) -> Iterator[PlanProblem]:
    """People who meet customers are not scored by sales alone, in any stage."""
    if not ground.is_front_line or ground.may_be_sales_only:
        return
    for stage in sums(components):
        weighing = [each for each in components if each.weighs(stage or None) > 0]
        if weighing and all(each.group is ComponentGroup.SALES for each in weighing):
            yield PlanProblem(
                "SALES_ONLY",
                label(
                    "一线职类不能只考核销售，请加入服务、满意度等考核项。",
                    "A front-line family is not scored by sales alone; add service, satisfaction or the like.",
                ),
                stage=stage,
            )
            return


def csat_low(components: Sequence[Component], ground: Ground) -> Iterator[PlanProblem]:
    if not ground.is_front_line or not components:
        return
    csat = sum(each.weight for each in components if each.group is ComponentGroup.CSAT)
    if csat < CSAT_SHARE:
        yield PlanProblem(
            "CSAT_LOW",
            label(
                f"一线职类的满意度权重通常为 20%，这里是 {spelled(csat)}%。",
                f"In a front-line family satisfaction usually weighs 20 %; here it is {spelled(csat)} %.",
            ),
            is_hint=True,
        )


def doubled(components: Sequence[Component], _: Ground) -> Iterator[PlanProblem]:
    count = Counter(each.code for each in components)
    for code, times in count.items():
        if times > 1:
            yield PlanProblem(
                "DOUBLED",
                label(f"考核项编码“{code}”用了 {times} 次。", f"The code '{code}' is used {times} times."),
                code,
                field="code",
            )


# --- One component ---


def unknown_metric(each: Component, ground: Ground) -> Iterator[PlanProblem]:
    if not is_figure(each):
        return
    word = ground.metrics.get(each.metric or "")
    if word is None:
        yield at(
            each, "UNKNOWN_METRIC", "metric", "请选择词典中的指标。", "choose a figure of the dictionary."
        )
    elif each.basis is ComponentBasis.TEAM and not word.is_of_teams:
        yield at(
            each, "NOT_OF_TEAMS", "metric",
            f"指标 {each.metric} 不能按部门计算，请换一个。",
            f"{each.metric} can't be told for one department; choose another.",
        )  # fmt: skip
    elif each.basis is ComponentBasis.METRIC and not word.is_personal:
        yield at(
            each, "NOT_ATTRIBUTABLE", "metric",
            f"指标 {each.metric} 不能按个人计算，请换一个，或改用部门的指标。",
            f"{each.metric} can't be told for one person; choose another, or the figure of the department.",
        )  # fmt: skip
    elif word.direction not in ("NEUTRAL", each.direction):
        up = word.direction == Aim.UP
        yield at(
            each, "WRONG_DIRECTION", "direction",
            f"按词典，{each.metric} 越{'高' if up else '低'}越好。",
            f"by the dictionary {'more' if up else 'less'} of {each.metric} is better.",
        )  # fmt: skip


def bad_target(each: Component, _: Ground) -> Iterator[PlanProblem]:
    if not is_figure(each):
        return
    if each.scoring is Scoring.RATIO and (each.target is None or each.target <= 0):
        yield at(each, "NO_TARGET", "target", "请填写大于零的目标值。", "give a target above zero.")
    if each.scoring is Scoring.STEPS and not each.steps:
        yield at(each, "NO_STEPS", "steps", "请填写分档，如 0.7=60 0.8=80。", "give steps, as 0.7=60 0.8=80.")


def bad_scale(each: Component, _: Ground) -> Iterator[PlanProblem]:
    if not is_figure(each) and each.scale_low >= each.scale_high:
        yield at(
            each,
            "BAD_SCALE",
            "scaleHigh",
            "评分上限须高于下限。",
            "the highest rating lies above the lowest.",
        )


def bad_limits(each: Component, _: Ground) -> Iterator[PlanProblem]:
    if each.floor not in LIMITS or each.cap not in LIMITS or each.floor >= each.cap:
        yield at(
            each, "BAD_LIMITS", "cap",
            "最低得分须低于最高得分，都在 0 到 200 之间。",
            "the least points lie below the most, both within 0 to 200.",
        )  # fmt: skip


def bad_sample(each: Component, _: Ground) -> Iterator[PlanProblem]:
    if each.is_shrunk and (each.basis is not ComponentBasis.METRIC or each.prior_n < 1):
        yield at(
            each, "BAD_SAMPLE", "priorN",
            "只有个人指标可按样本量修正，先验样本量至少为 1。",
            "only figures of people are corrected for few answers, and the prior stands for one or more.",
        )  # fmt: skip
    if each.group is ComponentGroup.CSAT and each.basis is ComponentBasis.METRIC and not each.is_shrunk:
        yield at(
            each, "NOT_SHRUNK", "isShrunk",
            "满意度建议按样本量修正，三份答卷不应左右得分。",
            "satisfaction had better be corrected for few answers: three should not decide.",
            is_hint=True,
        )  # fmt: skip


def missing_zero(each: Component, _: Ground) -> Iterator[PlanProblem]:
    """Who had no customers to answer is scored as if they all had been dissatisfied."""
    if each.missing is MissingRule.ZERO and each.basis is not ComponentBasis.RATING:
        yield at(
            each, "ZERO_IF_MISSING", "missing",
            "缺失按零分计，会使没有样本的人失分。",
            "what is missing counts as nothing, which costs those of whom nothing could be known.",
            is_hint=True,
        )  # fmt: skip


def at(each: Component, code: str, where: str, zh: str, en: str, *, is_hint: bool = False) -> PlanProblem:
    name_en = each.name_en or each.name or each.code
    text = label(f"{each.name or each.code}：{zh}", f"{name_en}: {en}")
    return PlanProblem(code, text, each.code, field=where, is_hint=is_hint)


WHOLE: tuple[Callable[[Sequence[Component], Ground], Iterator[PlanProblem]], ...] = (
    weights_not_full,
    sales_only,
    doubled,
    csat_low,
)
SINGLE: tuple[Callable[[Component, Ground], Iterator[PlanProblem]], ...] = (
    unknown_metric,
    bad_target,
    bad_scale,
    bad_limits,
    bad_sample,
    missing_zero,
)
