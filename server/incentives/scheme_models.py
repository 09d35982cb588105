"""Tables of incentive schemes: what is paid for what, within which budget, and the commissions that vest over time.

A scheme is written as lines of a small rule form (see `rule_form`); each line is kept as it was read, with a sentence
in both languages. Amounts are minor units, shares ten-thousandths; a person's own amounts are sealed with their key.
"""

from __future__ import annotations

from enum import StrEnum

from server.incentives.basis import Basis
from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Minor, Ref, Sealed, Text, TextId


class SchemeState(StrEnum):
    """PROPOSED waits for a second person; an ACTIVE one is never changed, a change is a new revision."""

    DRAFT = "DRAFT"
    PROPOSED = "PROPOSED"
    ACTIVE = "ACTIVE"
    ENDED = "ENDED"


class SchemeGrain(StrEnum):
    """How long a period of the scheme is; its budget is for one such period."""

    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"


class OverBudget(StrEnum):
    """What happens above the budget. CUT: everybody gets the same share less. HOLD: nobody gets anything."""

    CUT = "CUT"
    HOLD = "HOLD"


class RuleKind(StrEnum):
    """What a line of the rule form does."""

    FIXED = "FIXED"
    BASE_SHARE = "BASE_SHARE"
    PER_UNIT = "PER_UNIT"
    TIERS = "TIERS"
    STEPS = "STEPS"
    POOL = "POOL"
    TEAM_POOL = "TEAM_POOL"
    MULTIPLY = "MULTIPLY"
    RAISE_SCORE = "RAISE_SCORE"
    CAP = "CAP"


class CommissionState(StrEnum):
    """PROPOSED waits for a second person; VESTED has run its whole time; STOPPED ended before, its rest lapsed."""

    PROPOSED = "PROPOSED"
    RUNNING = "RUNNING"
    VESTED = "VESTED"
    STOPPED = "STOPPED"
    REFUSED = "REFUSED"


class StopReason(StrEnum):
    CUSTOMER_LOST = "CUSTOMER_LOST"
    SELLER_LEFT = "SELLER_LEFT"
    DEAL_CANCELLED = "DEAL_CANCELLED"


class LineKind(StrEnum):
    """ADVANCE: paid before it vests. RETENTION: kept back until the customer has stayed the whole time."""

    ADVANCE = "ADVANCE"
    VESTING = "VESTING"
    RETENTION = "RETENTION"
    CLAW_BACK = "CLAW_BACK"


class LineState(StrEnum):
    """PLANNED: its day has not come. DUE: to be paid, or taken back. LAPSED: the deal ended before its day."""

    PLANNED = "PLANNED"
    DUE = "DUE"
    LAPSED = "LAPSED"


class IncentiveScheme(Row):
    """One revision of a scheme. `family` and `department` narrow whom it is for; none is everybody."""

    code = Text(64, description=label("方案编码", "Code"))
    revision = Int(default=1, description=label("版次", "Revision"))
    name = Text(128, description=label("名称", "Name"))
    name_en = Text(128, default="", description=label("英文名称", "Name in English"))
    grain = Choice(SchemeGrain, default=SchemeGrain.QUARTER, description=label("周期", "Period"))
    basis = Choice(Basis, default=Basis.SERVICE_QUALITY, description=label("依据", "Basis"))
    family = Text(64, default="", description=label("职类", "Job family"))
    department = Ref(
        "Department", null=True, description=label("部门（含下级）", "Department and those below")
    )
    currency = Text(3, default="CNY", description=label("币种", "Currency"))
    budget = Minor(null=True, description=label("每期预算", "Budget of a period"))
    over_budget = Choice(
        OverBudget, default=OverBudget.CUT, description=label("超出预算时", "Above the budget")
    )
    is_prorated = Flag(default=True, description=label("按在职天数折算", "By days employed"))
    rules = LongText(default="", description=label("规则", "Rules"))
    starts_on = Day(description=label("开始日期", "Starts on"))
    ends_on = Day(null=True, description=label("结束日期", "Ends on"))
    state = Choice(SchemeState, default=SchemeState.DRAFT, description=label("状态", "State"))
    approval_id = TextId(null=True, db_index=True, description=label("审批编号", "Approval"))
    decided_at = Instant(null=True, description=label("办结时间", "Settled at"))
    note = Text(300, default="", description=label("说明", "Note"))

    class Meta:
        table = "incentive_scheme"
        unique_together = (("code", "revision"),)
        indexes = (("state", "starts_on"),)


class SchemeRule(Row):
    """One line of a scheme as it was read; `condition` names no amount, `reward` does."""

    scheme = Ref("IncentiveScheme", description=label("方案", "Scheme"))
    place = Int(description=label("次序", "Place"))
    kind = Choice(RuleKind, description=label("类别", "Kind"))
    text = Text(500, description=label("规则", "Rule"))
    condition = Text(500, default="", description=label("条件", "Condition"))
    condition_en = Text(500, default="", description=label("英文条件", "Condition in English"))
    reward = Text(500, default="", description=label("奖励", "Reward"))
    reward_en = Text(500, default="", description=label("英文奖励", "Reward in English"))
    metrics = Text(500, default="", description=label("所用指标", "Figures used"))

    class Meta:
        table = "incentive_scheme_rule"
        unique_together = (("scheme_id", "place"),)


class Deal(Row):
    """A sale that pays over a long time; `customer` ties its commissions to whether the customer stays."""

    code = Text(64, unique=True, description=label("合同编码", "Code"))
    name = Text(128, description=label("名称", "Name"))
    customer = Ref("CustomerAccount", null=True, description=label("客户", "Customer"))
    signed_on = Day(db_index=True, description=label("签约日期", "Signed on"))
    ended_on = Day(null=True, description=label("终止日期", "Ended on"))

    class Meta:
        table = "incentive_deal"


class Commission(Row):
    """What somebody earns by a deal, month by month from `starts_on` on.

    `retained_share` is kept back until the end; with `is_advanced` all the rest is paid at the start and what had not
    vested when the deal ends is taken back.
    """

    deal = Ref("Deal", description=label("合同", "Deal"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    amount = Sealed(description=label("提成总额", "Commission"))
    currency = Text(3, default="CNY", description=label("币种", "Currency"))
    starts_on = Day(db_index=True, description=label("起算日期", "Starts on"))
    months = Int(description=label("归属月数", "Months of vesting"))
    retained_share = Minor(default=0, description=label("留存部分", "Share kept until the end"))
    is_advanced = Flag(default=False, description=label("预先发放", "Paid in advance"))
    state = Choice(CommissionState, default=CommissionState.PROPOSED, description=label("状态", "State"))
    approval_id = TextId(null=True, db_index=True, description=label("审批编号", "Approval"))
    stopped_on = Day(null=True, description=label("中止日期", "Stopped on"))
    stop_reason = Choice(StopReason, null=True, description=label("中止原因", "Why it stopped"))

    class Meta:
        table = "incentive_commission"
        unique_together = (("deal_id", "employee_id", "starts_on"),)
        indexes = (("state", "starts_on"), ("employee_id", "starts_on"))


class CommissionLine(Row):
    """A part of a commission and the day on which it falls due; a claw-back is a line below zero, never a deletion."""

    commission = Ref("Commission", description=label("提成", "Commission"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    place = Int(description=label("次序", "Place"))
    kind = Choice(LineKind, default=LineKind.VESTING, description=label("类别", "Kind"))
    due_on = Day(description=label("归属日期", "Falls due on"))
    amount = Sealed(description=label("金额", "Amount"))
    state = Choice(LineState, default=LineState.PLANNED, description=label("状态", "State"))

    class Meta:
        table = "incentive_commission_line"
        unique_together = (("commission_id", "place"),)
        indexes = (("state", "due_on"), ("employee_id", "due_on"))
