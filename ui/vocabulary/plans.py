"""Score plans: their states, what a component speaks of, where its value comes from and how it becomes points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PLANS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "plan_state": {
        "DRAFT": ("草稿", "Draft"),
        "PROPOSED": ("待审批", "Awaits approval"),
        "PUBLISHED": ("已发布", "Published"),
        "RETIRED": ("已停用", "Retired"),
    },
    "plan_grain": {
        "MONTH": ("月度", "Monthly"),
        "QUARTER": ("季度", "Quarterly"),
        "YEAR": ("年度", "Yearly"),
    },
    "plan_group": {
        "SALES": ("销售", "Sales"),
        "SERVICE": ("服务质量", "Service"),
        "CSAT": ("客户满意度", "Satisfaction"),
        "TRAINING": ("培训", "Training"),
        "COLLABORATION": ("协作", "Collaboration"),
        "RETENTION": ("客户留存", "Retention"),
        "CLINICAL": ("临床", "Clinical"),
        "OTHER": ("其他", "Other"),
    },
    "plan_basis": {
        "METRIC": ("指标", "A figure"),
        "TEAM": ("部门的指标", "The department's figure"),
        "RATING": ("评分", "A rating"),
        "PEER": ("互评", "Peers"),
    },
    "plan_scoring": {
        "SHARE": ("比例 × 100", "Share × 100"),
        "RATIO": ("与目标之比", "Against a target"),
        "STEPS": ("分档", "By steps"),
    },
    "plan_aim": {"UP": ("越高越好", "More is better"), "DOWN": ("越低越好", "Less is better")},
    "plan_missing": {
        "RENORMALISE": ("权重分给其他项", "Its weight goes to the others"),
        "ZERO": ("按零分计", "Counts as nothing"),
        "BLOCK": ("不出总分", "No score without it"),
    },
    "plan_stage": {"EARLY": ("初期", "Early"), "MID": ("中期", "Mid"), "LATE": ("后期", "Late")},
    "plan_reason": {
        "BLOCKED": ("缺少必需的一项", "a required component is missing"),
        "NO_VALUES": ("没有任何得分", "nothing is known"),
    },
}
