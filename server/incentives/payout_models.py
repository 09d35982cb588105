"""Tables of what is paid: runs with their checks and lines, and the honors that may bring a line with them.

Whatever is money of one person is sealed with that person's key, what a whole run comes to with a key of its own.
"""

from __future__ import annotations

from enum import StrEnum

from server.incentives.basis import Basis
from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Minor, Ref, Sealed, Text, TextId


class RunKind(StrEnum):
    """SCHEME: a scheme worked out. HONOR: what honors bring. COMMISSION: what of deals has vested.

    REVERSAL: lines that take others back.
    """

    SCHEME = "SCHEME"
    HONOR = "HONOR"
    COMMISSION = "COMMISSION"
    REVERSAL = "REVERSAL"


class RunState(StrEnum):
    """CHECKED: every check passed, a second person decides. PAYABLE: payroll may pay it."""

    PROPOSED = "PROPOSED"
    CHECKED = "CHECKED"
    APPROVED = "APPROVED"
    PAYABLE = "PAYABLE"
    PAID = "PAID"
    REVOKED = "REVOKED"


class RunCheck(StrEnum):
    """What is looked at before anybody is asked to approve."""

    HAS_LINES = "HAS_LINES"
    SUM_MATCHES = "SUM_MATCHES"
    WITHIN_BUDGET = "WITHIN_BUDGET"
    ONCE_ONLY = "ONCE_ONLY"
    STAFF_ONLY = "STAFF_ONLY"
    NOT_TO_PROPOSER = "NOT_TO_PROPOSER"
    SECOND_PERSON = "SECOND_PERSON"


class AwardState(StrEnum):
    GIVEN = "GIVEN"
    REVOKED = "REVOKED"


class HonorGrain(StrEnum):
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"


class PayoutRun(Row):
    """Lines that are paid together; `run_key` keeps one scheme from being paid twice for one period."""

    kind = Choice(RunKind, description=label("类别", "Kind"))
    scheme_id = TextId(null=True, db_index=True, description=label("激励方案", "Scheme"))
    period = Text(16, db_index=True, description=label("期间", "Period"))
    state = Choice(RunState, default=RunState.PROPOSED, db_index=True, description=label("状态", "State"))
    run_key = Text(128, null=True, unique=True, description=label("批次键", "Key of the run"))
    currency = Text(3, default="CNY", description=label("币种", "Currency"))
    line_count = Int(default=0, description=label("笔数", "Lines"))
    total = Sealed(null=True, description=label("合计", "Total"))
    budget = Sealed(null=True, description=label("预算", "Budget"))
    note = Text(200, default="", description=label("说明", "Note"))
    proposed_by = Ref("Employee", null=True, description=label("提出人", "Proposed by"))
    proposed_at = Instant(description=label("提出时间", "Proposed at"))
    checked_at = Instant(null=True, description=label("检查时间", "Checked at"))
    approval_id = TextId(null=True, db_index=True, description=label("审批编号", "Approval"))
    approved_by = Ref("Employee", null=True, description=label("批准人", "Approved by"))
    approved_at = Instant(null=True, description=label("批准时间", "Approved at"))
    pay_on = Day(null=True, description=label("发放日期", "To be paid on"))
    released_by = Ref("Employee", null=True, description=label("放行人", "Released by"))
    released_at = Instant(null=True, description=label("放行时间", "Released at"))
    paid_by = Ref("Employee", null=True, description=label("发放人", "Paid by"))
    paid_at = Instant(null=True, description=label("发放时间", "Paid at"))
    revoked_by = Ref("Employee", null=True, description=label("撤销人", "Revoked by"))
    revoked_at = Instant(null=True, description=label("撤销时间", "Revoked at"))
    reason = Text(200, default="", description=label("原因", "Reason"))

    class Meta:
        table = "payout_run"
        indexes = (("state", "period"),)


class PayoutCheck(Row):
    """What one check of a run found, in both languages; a run goes on only when all have passed."""

    run = Ref("PayoutRun", description=label("发放批次", "Run"))
    rule = Choice(RunCheck, description=label("检查", "Check"))
    has_passed = Flag(description=label("通过", "Passed"))
    found_zh = Text(200, default="", description=label("结果", "Found"))
    found_en = Text(300, default="", description=label("结果（英文）", "Found, in English"))
    place = Int(default=0, description=label("次序", "Place in the list"))

    class Meta:
        table = "payout_check"
        unique_together = (("run_id", "rule"),)


class Payout(Row):
    """One line of a run: what one person is paid, and every step from the rule to the figure behind it.

    `reverses` is the line that this one takes back. `source_key` names what it was worked out from, such as an award
    or a vested part of a deal, so that this is paid once.
    """

    run = Ref("PayoutRun", description=label("发放批次", "Run"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    department = Ref("Department", null=True, description=label("当时部门", "Department then"))
    period = Text(16, description=label("期间", "Period"))
    amount = Sealed(description=label("金额", "Amount"))
    currency = Text(3, default="CNY", description=label("币种", "Currency"))
    basis = Choice(Basis, default=Basis.OTHER, description=label("依据", "Basis"))
    attainment = Minor(null=True, description=label("达成率", "Attainment"))
    steps = Sealed(null=True, description=label("计算过程", "How it was worked out"))
    outcome = Text(40, default="", description=label("结果", "Outcome"))
    award = Ref("Award", null=True, description=label("荣誉", "Award"))
    reverses = Ref("Payout", null=True, description=label("冲销的一笔", "The line it takes back"))
    source_key = Text(160, null=True, unique=True, description=label("来源键", "Key of its source"))
    paid_on = Day(null=True, description=label("发放日期", "Paid on"))

    class Meta:
        table = "payout"
        indexes = (("employee_id", "period"), ("run_id", "employee_id"))


class Honor(Row):
    """A title that can be given; `metric` or the score of the period names candidates.

    `cash` is what it pays, in cents; `leave_hours` are paid hours off.
    """

    code = Text(32, unique=True, description=label("荣誉编码", "Code"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    icon = Text(24, default="star", description=label("图标", "Icon"))
    criteria = Text(200, default="", description=label("评选标准", "What it is given for"))
    criteria_en = Text(300, default="", description=label("评选标准（英文）", "The same in English"))
    grain = Choice(HonorGrain, default=HonorGrain.MONTH, description=label("评选周期", "How often"))
    metric = Text(64, null=True, description=label("评选指标", "Figure that names candidates"))
    places = Int(default=1, description=label("每期名额", "How many a period"))
    cash = Minor(default=0, description=label("奖金", "Cash"))
    leave_hours = Minor(default=0, description=label("带薪假（小时）", "Paid hours off"))
    is_priority = Flag(default=False, description=label("优先晋升", "Priority for promotion"))
    is_active = Flag(default=True, description=label("启用", "In use"))
    place = Int(default=0, description=label("次序", "Place in the list"))

    class Meta:
        table = "honor"


class Award(Row):
    """An honor given to somebody for a period; its money is a payout, its leave an entry of the ledger of absence."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    honor = Ref("Honor", description=label("荣誉", "Honor"))
    department = Ref("Department", null=True, description=label("当时部门", "Department then"))
    period = Text(16, description=label("期间", "Period"))
    awarded_on = Day(db_index=True, description=label("授予日期", "Awarded on"))
    reason = Text(300, default="", description=label("颁奖词", "Why"))
    state = Choice(AwardState, default=AwardState.GIVEN, description=label("状态", "State"))
    cycle_id = TextId(null=True, description=label("考核周期", "Cycle"))
    receipt = LongText(null=True, description=label("凭据", "Receipt"))
    given_by = Ref("Employee", null=True, description=label("授予人", "Given by"))
    revoked_at = Instant(null=True, description=label("撤销时间", "Revoked at"))
    revoke_reason = Text(200, default="", description=label("撤销原因", "Why it was revoked"))

    class Meta:
        table = "award"
        unique_together = (("honor_id", "period", "employee_id"),)
        indexes = (("employee_id", "awarded_on"),)


PAYING = frozenset({RunState.APPROVED, RunState.PAYABLE, RunState.PAID})
"""States in which a run may still become money."""
