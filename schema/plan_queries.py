"""The questions about score plans that are worked out: templates, what is wrong, a score tried out, a simulation."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import strawberry

from schema.call import call
from schema.inputs import given, needed
from schema.listing import ONE, listed, root
from schema.plan_inputs import SaveScorePlanInput, TryScoreInput, components_given
from schema.planned import Connection
from schema.plans import RoleFamily, ScorePlan, TransformationStage
from server.kernel.errors import not_found
from server.kernel.labels import label, split
from server.metrics.persons import is_of_teams, is_personal
from server.performance.cycles.scoring import simulating
from server.performance.plans.lint import PlanProblem as Found
from server.performance.plans.lint import percent
from server.performance.plans.lint import sums as sums_of
from server.performance.plans.models import (
    Aim,
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    PlanGrain,
    Scoring,
)
from server.performance.plans.operations.ground import judge
from server.performance.plans.points import HUNDREDTH, Component, Score, spell_steps
from server.performance.plans.templates import TEMPLATES
from server.performance.plans.templates import Template as Ready


@strawberry.type(description=label("方案问题", "What is wrong with a plan"))
class PlanProblem:
    code: str = needed("代码", "Code")
    text: str = needed("说明", "Sentence")
    component: str = needed("考核项编码，空为整个方案", "Component; empty is the whole plan")
    stage: str = needed("阶段编码，空为全部", "Stage; empty is all")
    field: str = needed("相关字段", "Field it concerns")
    is_hint: bool = needed("仅为提示", "Only a hint")
    sum: Decimal | None = needed("权重合计（%）", "Sum of the weights, percent")


@strawberry.type(description=label("权重合计", "Sum of the weights"))
class StageSum:
    stage: str = needed("阶段编码，空为方案自身", "Stage; empty is the plan itself")
    sum: Decimal = needed("合计（%）", "Sum, percent")


@strawberry.type(description=label("方案检查", "Check of a plan"))
class PlanCheck:
    sums: list[StageSum] = needed("权重合计", "Sums of the weights")
    problems: list[PlanProblem] = needed("问题", "Problems")
    is_ready: bool = needed("可以提交", "Can be proposed")


@strawberry.type(description=label("模板阶段权重", "Weight in a stage of a template"))
class TemplateStage:
    stage: str = needed("阶段编码", "Stage")
    weight: int = needed("权重（万分之一）", "Weight in ten-thousandths")


@strawberry.type(description=label("模板考核项", "Component of a template"))
class TemplateComponent:
    code: str = needed("考核项编码", "Code")
    name: str = needed("名称", "Name")
    name_en: str = needed("英文名称", "Name in English")
    group: ComponentGroup = needed("类别", "Group")
    basis: ComponentBasis = needed("数据来源", "Where it comes from")
    metric: str | None = needed("指标键", "Metric key")
    weight: int = needed("权重（万分之一）", "Weight in ten-thousandths")
    scale_low: Decimal = needed("评分下限", "Lowest rating")
    scale_high: Decimal = needed("评分上限", "Highest rating")
    scoring: Scoring = needed("计分方式", "How points follow")
    target: str | None = needed("目标值", "Target")
    steps: str = needed("分档", "Steps")
    direction: Aim = needed("方向", "Direction")
    floor: Decimal = needed("最低得分", "Least points")
    cap: Decimal = needed("最高得分", "Most points")
    missing: MissingRule = needed("缺失规则", "If it is missing")
    is_shrunk: bool = needed("按样本量修正", "Corrected for few answers")
    prior_n: int = needed("先验样本量", "Answers the prior stands for")
    stages: list[TemplateStage] = needed("各阶段权重", "Weights by stage")


@strawberry.type(description=label("方案模板", "Template of a plan"))
class PlanTemplate:
    code: str = needed("模板编码", "Code")
    name: str = needed("名称", "Name")
    family: str | None = needed("职类", "Role family")
    grain: PlanGrain = needed("周期", "Cycle")
    components: list[TemplateComponent] = needed("考核项", "Components")


@strawberry.type(description=label("试算的一项", "Line of a score tried out"))
class TrialLine:
    code: str = needed("考核项编码", "Component")
    weight: int = needed("有效权重（万分之一）", "Weight it counted with, in ten-thousandths")
    points: Decimal | None = needed("得分", "Points")
    share: Decimal = needed("贡献", "What it brought")


@strawberry.type(description=label("试算结果", "Score tried out"))
class ScoreTrial:
    score: Decimal | None = needed("总分", "Score")
    reason: str = needed("无总分的原因", "Why there is none")
    lines: list[TrialLine] = needed("各项", "Lines")


@strawberry.type(description=label("模拟得分", "Score of one person, simulated"))
class SimulatedScore:
    employee_id: strawberry.ID = needed("员工编号", "Employee id")
    before: Decimal | None = needed("原得分", "Score as it was")
    after: Decimal | None = needed("模拟得分", "Score as it would be")
    difference: Decimal | None = needed("变化", "Difference")
    reason: str = needed("无得分的原因", "Why there is none")
    missing: list[str] = needed("缺失的考核项", "Components without a value")


@strawberry.type(description=label("方案模拟", "Simulation of a plan"))
class PlanSimulation:
    plan_id: strawberry.ID = needed("方案编号", "Plan")
    cycle_id: strawberry.ID = needed("周期编号", "Cycle")
    people: int = needed("人数", "People")
    up: int = needed("上升人数", "Who go up")
    down: int = needed("下降人数", "Who go down")
    same: int = needed("不变人数", "Who stay")
    unscored: int = needed("前后无法比较的人数", "Who can't be compared")
    rows: list[SimulatedScore] = needed("逐人", "Person by person")


@strawberry.type(description=label("可用于方案的指标", "A figure that a plan may go by"))
class PlanMetric:
    key: str = needed("指标键", "Metric key")
    name: str = needed("名称", "Name")
    unit: str = needed("单位", "Unit")
    direction: str = needed("方向", "Direction")


# --- How they are shown ---


def shown(problem: Found, language: str) -> PlanProblem:
    return PlanProblem(
        code=problem.code, text=problem.say(language), component=problem.component, stage=problem.stage,
        field=problem.field, is_hint=problem.is_hint, sum=problem.total,
    )  # fmt: skip


async def checked(info: strawberry.Info, family: str | None, components: Sequence[Component]) -> PlanCheck:
    here = call(info)
    found = await judge(here.ctx, here.figures.registry, family, components)
    return PlanCheck(
        sums=[StageSum(stage=stage, sum=percent(total)) for stage, total in sums_of(components).items()],
        problems=[shown(problem, here.ctx.language) for problem in found],
        is_ready=bool(components) and all(problem.is_hint for problem in found),
    )


def template(ready: Ready, language: str) -> PlanTemplate:
    zh, en = split(ready.title)
    return PlanTemplate(
        code=ready.code, name=zh if language == "zh" else en, family=ready.family, grain=ready.grain,
        components=[template_component(each) for each in ready.components],
    )  # fmt: skip


def template_component(each: Component) -> TemplateComponent:
    return TemplateComponent(
        code=each.code, name=each.name, name_en=each.name_en, group=each.group, basis=each.basis,
        metric=each.metric, weight=each.weight, scale_low=each.scale_low * HUNDREDTH,
        scale_high=each.scale_high * HUNDREDTH, scoring=each.scoring,
        target=None if each.target is None else f"{each.target:f}", steps=spell_steps(each.steps),
        direction=each.direction, floor=each.floor * HUNDREDTH, cap=each.cap * HUNDREDTH, missing=each.missing,
        is_shrunk=each.is_shrunk, prior_n=each.prior_n,
        stages=[TemplateStage(stage=stage, weight=weight) for stage, weight in each.stages.items()],
    )  # fmt: skip


def trial(score: Score) -> ScoreTrial:
    return ScoreTrial(
        score=score.score,
        reason=score.reason,
        lines=[
            TrialLine(code=line.code, weight=line.weight, points=line.points, share=line.share)
            for line in score.lines
        ],
    )


def simulation(plan_id: str, cycle_id: str, found: Sequence[simulating.Simulated]) -> PlanSimulation:
    moved = [each.difference for each in found]
    return PlanSimulation(
        plan_id=strawberry.ID(plan_id),
        cycle_id=strawberry.ID(cycle_id),
        people=len(found),
        up=sum(each is not None and each > 0 for each in moved),
        down=sum(each is not None and each < 0 for each in moved),
        same=sum(each == 0 for each in moved),
        unscored=sum(each is None for each in moved),
        rows=[
            SimulatedScore(
                employee_id=strawberry.ID(each.employee_id), before=each.before, after=each.after,
                difference=each.difference, reason=each.reason, missing=list(each.missing),
            )
            for each in found
        ],
    )  # fmt: skip


def given_values(
    input: TryScoreInput,
) -> tuple[dict[str, simulating.Known], dict[str, Decimal | None]]:
    """Return what was given of each component: its value with its sample, and the value of the whole group."""
    members = [(each.code.strip().upper(), given(each)) for each in input.values]
    values = {code: simulating.Known(found.get("value"), found.get("n")) for code, found in members}
    return values, {code: found.get("group_value") for code, found in members}


async def components_for(info: strawberry.Info, plan_id: str) -> tuple[str | None, tuple[Component, ...]]:
    """Return a plan's family and components; NotFound for who may not see plans."""
    found = await simulating.plan_seen(call(info).ctx, plan_id)
    if found is None:
        raise not_found()
    return found


@strawberry.type(description=label("考核方案查询", "Questions about score plans"))
class PlanQuery:
    score_plans: Connection[ScorePlan] = listed("考核方案", "Score plans", "ScorePlan")
    score_plan: ScorePlan | None = root("一个考核方案", "One score plan", ONE)
    role_families: Connection[RoleFamily] = listed("职类", "Families of roles", "RoleFamily", search=False)
    transformation_stages: Connection[TransformationStage] = listed(
        "转型阶段", "Stages of a transformation", "TransformationStage", search=False
    )

    @strawberry.field(description=label("方案模板", "Templates of plans"))
    async def score_plan_templates(self, info: strawberry.Info) -> list[PlanTemplate]:
        ctx = call(info).ctx
        simulating.require_plans(ctx)
        return [template(each, ctx.language) for each in TEMPLATES]

    @strawberry.field(
        description=label(
            "能按个人或部门计算的指标", "Figures that can be told for one person, or for a department"
        )
    )
    async def score_plan_metrics(
        self, info: strawberry.Info, search: str = "", basis: ComponentBasis = ComponentBasis.METRIC
    ) -> list[PlanMetric]:
        here, wanted = call(info), search.strip().lower()
        simulating.require_plans(here.ctx)
        dictionary = (await here.governed()).dictionary
        told_for = is_of_teams if basis is ComponentBasis.TEAM else is_personal
        return [
            PlanMetric(
                key=key,
                name=metric.name.said(here.ctx.language),
                unit=metric.unit,
                direction=str(metric.direction),
            )
            for key, metric in sorted(dictionary.metrics.items())
            if told_for(dictionary, key) and wanted in f"{key} {metric.name.zh} {metric.name.en}".lower()
        ]

    @strawberry.field(description=label("检查方案，不保存", "Check a plan without keeping it"))
    async def check_score_plan(self, info: strawberry.Info, input: SaveScorePlanInput) -> PlanCheck:
        simulating.require_plans(call(info).ctx)
        return await checked(info, input.family or None, components_given(input.components))

    @strawberry.field(description=label("一个方案的问题", "What is wrong with a plan that is kept"))
    async def score_plan_problems(self, info: strawberry.Info, plan_id: strawberry.ID) -> PlanCheck:
        family, components = await components_for(info, plan_id)
        return await checked(info, family, components)

    @strawberry.field(description=label("用给定数值试算得分", "Work a score out of given values"))
    async def try_score(self, info: strawberry.Info, input: TryScoreInput) -> ScoreTrial:
        simulating.require_plans(call(info).ctx)
        if input.plan_id:
            _, components = await components_for(info, input.plan_id)
        else:
            components = components_given(input.components or [])
        values, priors = given_values(input)
        segments = [(each.stage or None, each.days) for each in input.stages or []]
        return trial(simulating.try_out(components, segments, values, priors))

    @strawberry.field(
        description=label(
            "用方案重算一个过去的周期，不保存", "Score a past cycle by a plan, without keeping it"
        )
    )
    async def simulate_score_plan(
        self,
        info: strawberry.Info,
        plan_id: strawberry.ID,
        cycle_id: strawberry.ID,
        department_id: strawberry.ID | None = None,
    ) -> PlanSimulation:
        here = call(info)
        found = await simulating.simulate(here.ctx, here.figures.registry, plan_id, cycle_id, department_id)
        return simulation(plan_id, cycle_id, found)
