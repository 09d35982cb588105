"""The types of incentive schemes and of commissions that vest over time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for, rows
from schema.people import Department, Employee
from schema.planned import Connection, Node, column
from server.incentives.models import (
    Basis,
    CommissionState,
    LineKind,
    LineState,
    OverBudget,
    RuleKind,
    SchemeGrain,
    SchemeState,
    StopReason,
)
from server.kernel.labels import label

strawberry.enum(SchemeState, description=label("激励方案状态", "State of a scheme"))
strawberry.enum(SchemeGrain, description=label("激励周期", "Period of a scheme"))
strawberry.enum(OverBudget, description=label("超出预算时", "Above the budget"))
strawberry.enum(RuleKind, description=label("激励规则类别", "Kind of rule"))
strawberry.enum(CommissionState, description=label("提成状态", "State of a commission"))
strawberry.enum(StopReason, description=label("提成中止原因", "Why a commission stopped"))
strawberry.enum(LineKind, description=label("提成明细类别", "Kind of a commission's part"))
strawberry.enum(LineState, description=label("提成明细状态", "State of a commission's part"))


@strawberry.type(description=label("激励方案", "Incentive scheme"))
class IncentiveScheme(Node):
    code: str | None = column("方案编码", "Code")
    revision: int | None = column("版次", "Revision")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    grain: SchemeGrain | None = column("周期", "Period")
    basis: Basis | None = column("依据", "Basis")
    family: str | None = column("职类", "Job family")
    department: Department | None = column("部门（含下级）", "Department and those below")
    currency: str | None = column("币种", "Currency")
    budget: Decimal | None = column("每期预算", "Budget of a period")
    over_budget: OverBudget | None = column("超出预算时", "Above the budget")
    is_prorated: bool | None = column("按在职天数折算", "By days employed")
    rules: str | None = column("规则", "Rules")
    starts_on: date | None = column("开始日期", "Starts on")
    ends_on: date | None = column("结束日期", "Ends on")
    state: SchemeState | None = column("状态", "State")
    approval_id: strawberry.ID | None = column("审批编号", "Approval")
    decided_at: datetime | None = column("办结时间", "Settled at")
    note: str | None = column("说明", "Note")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")
    lines: Connection[SchemeRule] | None = rows("规则明细", "Its rules", "SchemeRule")


@strawberry.type(description=label("激励规则", "Rule of a scheme"))
class SchemeRule(Node):
    place: int | None = column("次序", "Place")
    kind: RuleKind | None = column("类别", "Kind")
    text: str | None = column("规则", "Rule")
    condition: str | None = column("条件", "Condition")
    condition_en: str | None = column("英文条件", "Condition in English")
    reward: str | None = column("奖励", "Reward")
    reward_en: str | None = column("英文奖励", "Reward in English")
    metrics: str | None = column("所用指标", "Figures used")


@strawberry.type(description=label("长周期合同", "Deal"))
class Deal(Node):
    code: str | None = column("合同编码", "Code")
    name: str | None = column("名称", "Name")
    signed_on: date | None = column("签约日期", "Signed on")
    ended_on: date | None = column("终止日期", "Ended on")
    version: int | None = column("版本", "Version")
    commissions: Connection[Commission] | None = rows("提成", "Commissions", "Commission")


@strawberry.type(description=label("提成", "Commission"))
class Commission(Node):
    deal: Deal | None = column("合同", "Deal")
    employee: Employee | None = column("员工", "Employee")
    amount: Decimal | None = column("提成总额", "Commission")
    currency: str | None = column("币种", "Currency")
    starts_on: date | None = column("起算日期", "Starts on")
    months: int | None = column("归属月数", "Months of vesting")
    retained_share: Decimal | None = column("留存部分（%）", "Share kept until the end, percent")
    is_advanced: bool | None = column("预先发放", "Paid in advance")
    state: CommissionState | None = column("状态", "State")
    approval_id: strawberry.ID | None = column("审批编号", "Approval")
    stopped_on: date | None = column("中止日期", "Stopped on")
    stop_reason: StopReason | None = column("中止原因", "Why it stopped")
    due_parts: int | None = column("已到期份数", "Parts that fell due")
    parts: int | None = column("总份数", "Parts")
    version: int | None = column("版本", "Version")
    lines: Connection[CommissionLine] | None = rows("归属明细", "Its parts", "CommissionLine")


@strawberry.type(description=label("提成明细", "Part of a commission"))
class CommissionLine(Node):
    commission: Commission | None = column("提成", "Commission")
    employee: Employee | None = column("员工", "Employee")
    place: int | None = column("次序", "Place")
    kind: LineKind | None = column("类别", "Kind")
    due_on: date | None = column("归属日期", "Falls due on")
    amount: Decimal | None = column("金额", "Amount")
    state: LineState | None = column("状态", "State")


TYPES = (IncentiveScheme, SchemeRule, Deal, Commission, CommissionLine)
define_for(*TYPES)
