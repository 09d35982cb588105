"""The words of incentives: schemes, what a line pays, commissions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SCHEMES: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "scheme_state": {
        "DRAFT": ("草稿", "Draft"),
        "PROPOSED": ("待审批", "Waiting for approval"),
        "ACTIVE": ("执行中", "In force"),
        "ENDED": ("已结束", "Ended"),
    },
    "scheme_grain": {
        "MONTH": ("每月", "Monthly"),
        "QUARTER": ("每季", "Quarterly"),
        "YEAR": ("每年", "Yearly"),
    },
    "job_family": {
        "frontline": ("一线", "Front line"),
        "clinical": ("临床", "Clinical"),
        "management": ("管理", "Management"),
        "office": ("职能", "Office"),
        "hr": ("人力资源", "HR"),
    },
    "basis": {
        "SALES": ("销售", "Sales"),
        "CSAT": ("客户满意", "Customer satisfaction"),
        "SERVICE_QUALITY": ("服务质量", "Service quality"),
        "RETENTION": ("客户留存", "Retention"),
        "OTHER": ("其他", "Other"),
    },
    "over_budget": {
        "CUT": ("每人同比例减发", "Everybody is cut by the same share"),
        "HOLD": ("全部暂缓", "Nothing is paid until settled"),
    },
    "rule_kind": {
        "FIXED": ("定额", "Fixed"),
        "BASE_SHARE": ("工资比例", "Share of pay"),
        "PER_UNIT": ("计量", "Per unit"),
        "TIERS": ("分段", "Tiers"),
        "STEPS": ("分档", "Steps"),
        "POOL": ("奖金池", "Pool"),
        "TEAM_POOL": ("团队池", "Team pool"),
        "MULTIPLY": ("乘数", "Factor"),
        "RAISE_SCORE": ("提升得分", "Raises the score"),
        "CAP": ("封顶", "Cap"),
    },
    "outcome": {
        "PAID": ("发放", "Paid"),
        "CAPPED": ("封顶", "Capped"),
        "CUT": ("按预算减发", "Cut to the budget"),
        "HELD": ("暂缓", "Held"),
        "NOT_MET": ("未达条件", "Not reached"),
        "NO_FIGURE": ("缺少数据", "No figure"),
    },
    "commission_state": {
        "PROPOSED": ("待审批", "Waiting for approval"),
        "RUNNING": ("归属中", "Vesting"),
        "VESTED": ("已全部归属", "Vested"),
        "STOPPED": ("已中止", "Stopped"),
        "REFUSED": ("未批准", "Refused"),
    },
    "stop_reason": {
        "CUSTOMER_LOST": ("客户流失", "The customer left"),
        "SELLER_LEFT": ("销售离职", "The seller left"),
        "DEAL_CANCELLED": ("合同取消", "The deal was cancelled"),
    },
    "line_kind": {
        "ADVANCE": ("预发", "Advance"),
        "VESTING": ("按月归属", "Vests"),
        "RETENTION": ("留存奖金", "Kept until the end"),
        "CLAW_BACK": ("追回", "Taken back"),
    },
    "line_state": {"PLANNED": ("未到期", "To come"), "DUE": ("已到期", "Due"), "LAPSED": ("作废", "Lapsed")},
}
