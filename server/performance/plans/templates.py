"""Score plans to begin with, by industry; the numbers in them are examples to be changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from server.kernel.labels import label, split
from server.performance.plans.models import (
    FRONT_LINE,
    FULL,
    Aim,
    ComponentBasis,
    ComponentGroup,
    MissingRule,
    PlanGrain,
    Scoring,
)
from server.performance.plans.points import Component

EARLY, MID, LATE = "EARLY", "MID", "LATE"


@dataclass(frozen=True)
class Template:
    """A plan ready to be taken over; `title` is a label in both languages."""

    code: str
    title: str
    components: tuple[Component, ...]
    family: str | None = None
    grain: PlanGrain = PlanGrain.QUARTER


def rated(
    code: str, title: str, group: ComponentGroup, weight: int, stages: dict[str, int] | None = None
) -> Component:
    """Return a component that the manager rates from 0 to 100."""
    zh, en = split(title)
    return Component(
        code, weight, name=zh, name_en=en, group=group, missing=MissingRule.BLOCK, stages=stages or {}
    )


def share(
    code: str, title: str, group: ComponentGroup, metric: str, weight: int, *, shrunk: bool = False
) -> Component:
    """Return a component whose figure is a share of 1."""
    zh, en = split(title)
    return Component(
        code, weight, name=zh, name_en=en, group=group, basis=ComponentBasis.METRIC, metric=metric,
        is_shrunk=shrunk,
    )  # fmt: skip


def against(
    code: str,
    title: str,
    group: ComponentGroup,
    metric: str,
    weight: int,
    target: str,
    stages: dict[str, int] | None = None,
) -> Component:
    """Return a component whose figure is measured against a target; up to 120 points."""
    zh, en = split(title)
    return Component(
        code, weight, name=zh, name_en=en, group=group, basis=ComponentBasis.METRIC, metric=metric,
        scoring=Scoring.RATIO, target=Decimal(target), direction=Aim.UP, cap=12000, stages=stages or {},
    )  # fmt: skip


def csat(weight: int, title: str = label("客户满意度", "Customer satisfaction")) -> Component:
    return share("CSAT", title, ComponentGroup.CSAT, "csat", weight, shrunk=True)


def by_stage(early: int, mid: int, late: int) -> dict[str, int]:
    return {EARLY: early, MID: mid, LATE: late}


G = ComponentGroup
TEMPLATES: tuple[Template, ...] = (
    Template(
        "RETAIL",
        label("零售一线", "Retail, front line"),
        (
            against(
                "SALES",
                label("销售转化", "Sales conversion"),
                G.SALES,
                "consult_conversion_rate",
                5000,
                "0.25",
            ),
            rated("SERVICE", label("服务态度", "Attitude in service"), G.SERVICE, 3000),
            csat(2000),
        ),
        family=FRONT_LINE,
    ),
    Template(
        "ECOMMERCE",
        label("电商客服", "E-commerce, service desk"),
        (
            against(
                "QUALITY", label("质检得分", "Quality of service"), G.SERVICE, "qa_score_avg", 4000, "100"
            ),
            csat(2000),
            against(
                "SALES",
                label("询单转化", "Consult conversion"),
                G.SALES,
                "consult_conversion_rate",
                2000,
                "0.25",
            ),
            share(
                "TRAINING",
                label("培训完成", "Training completed"),
                G.TRAINING,
                "training_completion_rate",
                2000,
            ),
        ),
        family=FRONT_LINE,
    ),
    Template(
        "B2B",
        label("企业服务（按转型阶段）", "B2B service, by stage"),
        (
            replace(
                share(
                    "TRAINING",
                    label("培训完成", "Training completed"),
                    G.TRAINING,
                    "training_completion_rate",
                    2500,
                ),
                stages=by_stage(5000, 2000, 2000),
            ),
            against(
                "CONVERSION",
                label("订单转化", "Order conversion"),
                G.SALES,
                "consult_conversion_rate",
                2500,
                "0.25",
                by_stage(2000, 5000, 2000),
            ),
            replace(
                share(
                    "RETENTION",
                    label("客户留存", "Client retention"),
                    G.RETENTION,
                    "account_retention_rate",
                    2500,
                ),
                stages=by_stage(2000, 2000, 5000),
            ),
            replace(
                against(
                    "COLLABORATION",
                    label("部门协作满意度", "Satisfaction between departments"),
                    G.COLLABORATION,
                    "partner_score_avg",
                    2500,
                    "5",
                    by_stage(1000, 1000, 1000),
                ),
                basis=ComponentBasis.TEAM,
                cap=FULL,
            ),
        ),
    ),
    Template(
        "REPEAT",
        label("回头客导向", "Repeat customers"),
        (
            against(
                "SALES",
                label("销售转化", "Sales conversion"),
                G.SALES,
                "consult_conversion_rate",
                4000,
                "0.25",
            ),
            against(
                "RETENTION",
                label("客户回头", "Repeat customers"),
                G.RETENTION,
                "repeat_customer_rate",
                2000,
                "0.25",
            ),
            csat(2000),
            rated("COLLABORATION", label("协作", "Collaboration"), G.COLLABORATION, 2000),
        ),
        family=FRONT_LINE,
    ),
    Template(
        "HOSPITAL",
        label("医院护理", "Hospital, nursing"),
        (
            rated("CLINICAL", label("临床工作", "Clinical work"), G.CLINICAL, 7000),
            csat(1000, label("优质患者满意度", "Satisfaction of premium patients")),
            against(
                "RETURN",
                label("复诊回访", "Patients who return"),
                G.RETENTION,
                "repeat_customer_rate",
                1000,
                "0.8",
            ),
            share(
                "PLANS",
                label("个性化方案使用", "Personalized plans"),
                G.SERVICE,
                "personalised_plan_rate",
                1000,
            ),
        ),
    ),
)
"""Satisfaction weighs 20 % where customers are met; in the hospital three indicators weigh 30 % together."""
