"""The types of score plans: plans with their components and weights, families of roles, stages of a transformation."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for, rows
from schema.people import Department
from schema.planned import Connection, Node, column
from server.kernel.labels import label
from server.performance.plans.models import (
    Aim,
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    PlanGrain,
    PlanState,
    Scoring,
)

strawberry.enum(PlanGrain, description=label("考核周期长度", "Length of a cycle"))
strawberry.enum(PlanState, description=label("方案状态", "State of a plan"))
strawberry.enum(ComponentGroup, description=label("考核项类别", "Group of a component"))
strawberry.enum(ComponentBasis, description=label("考核项来源", "Where a component's value comes from"))
strawberry.enum(Scoring, description=label("计分方式", "How points follow"))
strawberry.enum(Aim, description=label("方向", "Direction"))
strawberry.enum(MissingRule, description=label("缺失规则", "What a missing value does"))


@strawberry.type(description=label("职类", "Family of roles"))
class RoleFamily(Node):
    code: str | None = column("职类编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    is_front_line: bool | None = column("一线职类", "Front line")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("转型阶段", "Stage of a transformation"))
class TransformationStage(Node):
    code: str | None = column("阶段编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    department: Department | None = column(
        "部门，空为全公司", "Department; null where it is the whole company's"
    )
    valid_from: date | None = column("开始日期", "First day")
    valid_to: date | None = column("结束日期（当日起不再适用）", "Ends before this day")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("考核方案", "Score plan"))
class ScorePlan(Node):
    code: str | None = column("方案编码", "Code")
    revision: int | None = column("修订号", "Revision")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    family: str | None = column("职类，空为全部", "Role family; null is all")
    department: Department | None = column("部门，空为全公司", "Department; null is the whole company")
    grain: PlanGrain | None = column("周期", "Cycle")
    state: PlanState | None = column("状态", "State")
    standard: Decimal | None = column("达标线", "Standard")
    published_at: datetime | None = column("发布时间", "Published at")
    note: str | None = column("说明", "Note")
    approval_id: strawberry.ID | None = column("审批编号", "Approval")
    created_at: datetime | None = column("创建时间", "Created at")
    updated_at: datetime | None = column("更新时间", "Updated at")
    version: int | None = column("版本", "Version")
    components: Connection[PlanComponent] | None = rows("考核项", "Components", "PlanComponent")


@strawberry.type(description=label("考核项", "Component of a plan"))
class PlanComponent(Node):
    plan: ScorePlan | None = column("方案", "Plan")
    place: int | None = column("次序", "Place")
    code: str | None = column("考核项编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    group: ComponentGroup | None = column("类别", "Group")
    basis: ComponentBasis | None = column("数据来源", "Where it comes from")
    metric: str | None = column("指标键", "Metric key")
    weight: int | None = column(
        "权重（万分之一，10000 为 100%）", "Weight in ten-thousandths; 10000 is 100 %"
    )
    scale_low: Decimal | None = column("评分下限", "Lowest rating")
    scale_high: Decimal | None = column("评分上限", "Highest rating")
    scoring: Scoring | None = column("计分方式", "How points follow")
    target: str | None = column("目标值", "Target")
    steps: str | None = column("分档，如 0.7=60 0.8=80", "Steps, as 0.7=60 0.8=80")
    direction: Aim | None = column("方向", "Direction")
    floor: Decimal | None = column("最低得分", "Least points")
    cap: Decimal | None = column("最高得分", "Most points")
    missing: MissingRule | None = column("缺失规则", "If it is missing")
    is_shrunk: bool | None = column("按样本量修正", "Corrected for few answers")
    prior_n: int | None = column("先验样本量", "Answers the prior stands for")
    stages: Connection[StageWeight] | None = rows("各阶段权重", "Weights by stage", "StageWeight")


@strawberry.type(description=label("阶段权重", "Weight in a stage"))
class StageWeight(Node):
    component: PlanComponent | None = column("考核项", "Component")
    stage: str | None = column("阶段编码", "Stage")
    weight: int | None = column("权重（万分之一）", "Weight in ten-thousandths")


TYPES = (RoleFamily, TransformationStage, ScorePlan, PlanComponent, StageWeight)
define_for(*TYPES)
