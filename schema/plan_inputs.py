"""What is given of score plans: a plan with its components as a whole, and values to try it on."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from schema.inputs import Once, needed, optional
from server.kernel.errors import InvalidInput
from server.kernel.labels import label
from server.performance.plans.models import (
    FULL,
    PRIOR,
    Aim,
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    PlanGrain,
    Scoring,
)
from server.performance.plans.points import Component, read_steps

CENTI = 100


@strawberry.input(description=label("阶段权重", "Weight in a stage"))
class StageWeightInput:
    stage: str = needed("阶段编码", "Stage")
    weight: int = needed("权重（万分之一）", "Weight in ten-thousandths")


@strawberry.input(description=label("考核项", "Component of a plan"))
class PlanComponentInput:
    code: str = needed("考核项编码", "Code")
    name: str = needed("名称", "Name")
    weight: int = needed("权重（万分之一，10000 为 100%）", "Weight in ten-thousandths; 10000 is 100 %")
    name_en: str | None = optional("英文名称", "Name in English")
    group: ComponentGroup | None = optional("类别", "Group")
    basis: ComponentBasis | None = optional("数据来源，默认评分", "Where it comes from; a rating by default")
    metric: str | None = optional("指标键", "Metric key")
    scale_low: Decimal | None = optional("评分下限，默认 0", "Lowest rating, 0 by default")
    scale_high: Decimal | None = optional("评分上限，默认 100", "Highest rating, 100 by default")
    scoring: Scoring | None = optional("计分方式", "How points follow")
    target: Decimal | None = optional("目标值", "Target")
    steps: str | None = optional("分档，如 0.7=60 0.8=80", "Steps, as 0.7=60 0.8=80")
    direction: Aim | None = optional("方向", "Direction")
    floor: Decimal | None = optional("最低得分，默认 0", "Least points, 0 by default")
    cap: Decimal | None = optional("最高得分，默认 100", "Most points, 100 by default")
    missing: MissingRule | None = optional("缺失规则", "If it is missing")
    is_shrunk: bool | None = optional("按样本量修正", "Corrected for few answers")
    prior_n: int | None = optional("先验样本量，默认 20", "Answers the prior stands for, 20 by default")
    stages: list[StageWeightInput] | None = optional("各阶段权重", "Weights by stage")


@strawberry.input(description=label("考核方案", "A score plan"))
class SaveScorePlanInput(Once):
    code: str = needed("方案编码", "Code")
    name: str = needed("名称", "Name")
    components: list[PlanComponentInput] = needed("考核项", "Components")
    id: strawberry.ID | None = optional("草稿编号，不填则新建", "The draft; none makes a new plan")
    name_en: str | None = optional("英文名称", "Name in English")
    family: str | None = optional("职类，不填为全部", "Role family; none is all")
    department_id: strawberry.ID | None = optional(
        "部门，不填为全公司", "Department; none is the whole company"
    )
    grain: PlanGrain | None = optional("周期，默认季度", "Cycle, a quarter by default")
    standard: Decimal | None = optional("达标线，默认 60", "Standard, 60 by default")
    note: str | None = optional("说明", "Note")
    allow_unfinished: bool | None = optional(
        "权重不足等未完成时也保存草稿", "Keep the draft though it is not finished"
    )
    version: int | None = optional(
        "所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since"
    )


@strawberry.input(description=label("试算用的数值", "A value to try"))
class TrialValue:
    code: str = needed("考核项编码", "Component")
    value: Decimal | None = optional("数值，不填为缺失", "Value; none is missing")
    n: int | None = optional("样本数", "Sample")
    group_value: Decimal | None = optional("整组数值", "Value of the whole group")


@strawberry.input(description=label("阶段天数", "Days of a stage"))
class StageDays:
    days: int = needed("天数", "Days")
    stage: str | None = optional("阶段编码，不填为无阶段", "Stage; none is outside of all")


@strawberry.input(description=label("试算", "A score tried out"))
class TryScoreInput:
    values: list[TrialValue] = needed("数值", "Values")
    plan_id: strawberry.ID | None = optional("方案编号", "The plan")
    components: list[PlanComponentInput] | None = optional("或直接给出考核项", "Or the components themselves")
    stages: list[StageDays] | None = optional("周期内各阶段天数", "Days of each stage in the cycle")


def components_given(given: list[PlanComponentInput]) -> tuple[Component, ...]:
    """Return the components as the rules take them."""
    return tuple(component_given(each, place) for place, each in enumerate(given))


def component_given(given: PlanComponentInput, place: int) -> Component:
    where = ("input", "components", str(place))
    return Component(
        code=given.code.strip().upper(),
        weight=given.weight,
        place=place + 1,
        name=given.name.strip(),
        name_en=(given.name_en or "").strip(),
        group=given.group or ComponentGroup.OTHER,
        basis=given.basis or ComponentBasis.RATING,
        metric=given.metric or None,
        scale_low=hundredths(given.scale_low, 0, *where, "scaleLow"),
        scale_high=hundredths(given.scale_high, FULL, *where, "scaleHigh"),
        scoring=given.scoring or Scoring.SHARE,
        target=given.target if isinstance(given.target, Decimal) else None,
        steps=steps_given(given.steps, *where, "steps"),
        direction=given.direction or Aim.UP,
        floor=hundredths(given.floor, 0, *where, "floor"),
        cap=hundredths(given.cap, FULL, *where, "cap"),
        missing=given.missing or MissingRule.RENORMALISE,
        is_shrunk=bool(given.is_shrunk),
        prior_n=given.prior_n if isinstance(given.prior_n, int) else PRIOR,
        stages={each.stage.strip().upper(): each.weight for each in given.stages or ()},
    )


def hundredths(value: Decimal | None, usual: int, *path: str) -> int:
    if not isinstance(value, Decimal):
        return usual
    count = value * CENTI
    if count != int(count):
        raise InvalidInput("最多两位小数。", "Two decimal places at most.", path=path)
    return int(count)


def steps_given(text: str | None, *path: str) -> tuple[tuple[Decimal, int], ...]:
    try:
        return read_steps(text or "")
    except ValueError as error:
        raise InvalidInput(
            "分档写成 0.7=60 0.8=80。", "Steps are written as 0.7=60 0.8=80.", path=path
        ) from error
