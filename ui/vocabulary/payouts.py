"""Payouts and recognition: runs, their checks, honors, kudos, contests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PAYOUTS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "run_kind": {
        "SCHEME": ("方案激励", "Scheme"),
        "HONOR": ("荣誉奖金", "Cash of honors"),
        "COMMISSION": ("提成归属", "Commissions due"),
        "REVERSAL": ("冲销", "Reversal"),
    },
    "run_state": {
        "PROPOSED": ("已提出", "Proposed"),
        "CHECKED": ("待审批", "Awaits approval"),
        "APPROVED": ("已批准", "Approved"),
        "PAYABLE": ("待发放", "To be paid"),
        "PAID": ("已发放", "Paid"),
        "REVOKED": ("已撤销", "Revoked"),
    },
    "run_check": {
        "HAS_LINES": ("有明细", "There is something to pay"),
        "SUM_MATCHES": ("金额一致", "Sums agree"),
        "WITHIN_BUDGET": ("预算之内", "Within the budget"),
        "ONCE_ONLY": ("不重复发放", "Paid once"),
        "STAFF_ONLY": ("收款人在职", "Payees were employed"),
        "NOT_TO_PROPOSER": ("提出人不收款", "Not paid to who proposed it"),
        "SECOND_PERSON": ("有第二人批准", "A second person can approve"),
    },
    "payout_basis": {
        "SALES": ("销售", "Sales"),
        "CSAT": ("客户满意", "Customer satisfaction"),
        "SERVICE_QUALITY": ("服务质量", "Service quality"),
        "RETENTION": ("客户留存", "Retention"),
        "OTHER": ("其他", "Other"),
    },
    "honor_icon": {
        "star": ("星", "Star"),
        "award": ("奖章", "Rosette"),
        "trophy": ("奖杯", "Trophy"),
        "medal": ("奖牌", "Medal"),
        "heart": ("爱心", "Heart"),
        "sparkles": ("闪光", "Sparkles"),
        "users-round": ("团队", "Team"),
    },
    "honor_grain": {
        "MONTH": ("每月", "Monthly"),
        "QUARTER": ("每季度", "Quarterly"),
        "YEAR": ("每年", "Yearly"),
    },
    "award_state": {"GIVEN": ("已授予", "Given"), "REVOKED": ("已撤销", "Revoked")},
    "kudos_value": {
        "CUSTOMER_FIRST": ("客户为先", "Customers first"),
        "TEAMWORK": ("团队协作", "Teamwork"),
        "HELPFUL": ("热心帮助", "Helpfulness"),
        "CRAFT": ("专业精神", "Craft"),
        "LEARNING": ("乐于学习", "Learning"),
    },
    "kudos_state": {
        "SHOWN": ("已展示", "On the wall"),
        "REPORTED": ("被举报", "Reported"),
        "HIDDEN": ("已撤下", "Taken down"),
    },
    "contest_kind": {
        "CONTEST": ("竞赛", "Contest"),
        "TEAM_BUILDING": ("团队活动", "Team activity"),
        "CSAT_PROJECT": ("客户满意项目", "Customer project"),
    },
    "contest_state": {
        "OPEN": ("进行中", "Open"),
        "DONE": ("已结束", "Over"),
        "CANCELLED": ("已取消", "Called off"),
    },
    "entry_answer": {
        "INVITED": ("未答复", "Not answered"),
        "JOINS": ("参加", "Comes"),
        "DECLINED": ("不参加", "Can't come"),
    },
}
