"""Leaving: what somebody handed in, the exit that followed, what each target answered, and the severance drafted."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Minor, Ref, Sealed, Text, TextId


class ExitTarget(StrEnum):
    """Who hears of an exit: each once."""

    ATTENDANCE = "ATTENDANCE"
    PAYROLL = "PAYROLL"
    PERFORMANCE = "PERFORMANCE"
    ACCOUNTS = "ACCOUNTS"


class ExitState(StrEnum):
    """TAKEN_BACK: told, and told again that the exit is off; DROPPED: never told."""

    WAITING = "WAITING"
    DONE = "DONE"
    TAKEN_BACK = "TAKEN_BACK"
    DROPPED = "DROPPED"


class SeveranceBasis(StrEnum):
    """Why the amount is what it is."""

    VOLUNTARY_NONE = "VOLUNTARY_NONE"
    RETIREMENT_NONE = "RETIREMENT_NONE"
    BY_SERVICE = "BY_SERVICE"
    NO_PAY_KNOWN = "NO_PAY_KNOWN"


class Resignation(Row):
    """A resignation somebody handed in for themselves; its request says how far it has come."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    handed_in_on = Day(description=label("提交日期", "Handed in on"))
    last_day = Day(description=label("最后在职日", "Last day"))
    reason = Text(512, default="", description=label("离职原因", "Reason for leaving"))
    request_id = TextId(null=True, db_index=True, description=label("审批申请", "Request for approval"))

    class Meta:
        table = "resignation"


class ExitCase(Row):
    """One leaving of one person; `hired_on` names the employment that ends."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    hired_on = Day(description=label("入职日期", "Hire date"))
    last_day = Day(db_index=True, description=label("最后在职日", "Last day"))
    leave_kind = Text(40, description=label("离职类型", "Leave kind"))
    is_taken_back = Flag(default=False, description=label("已撤回", "Taken back"))
    taken_back_at = Instant(null=True, description=label("撤回时间", "Taken back at"))

    class Meta:
        table = "exit_case"
        indexes = (("employee_id", "hired_on"),)


class ExitStep(Row):
    """What one target was told of an exit, and what it answered."""

    exit = Ref("ExitCase", description=label("离职", "Exit"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    target = Choice(ExitTarget, description=label("对象", "Target"))
    state = Choice(ExitState, default=ExitState.WAITING, description=label("状态", "State"))
    due_at = Instant(description=label("应执行时间", "Due at"))
    done_at = Instant(null=True, description=label("完成时间", "Done at"))
    receipt = Text(200, default="", description=label("回执", "Receipt"))

    class Meta:
        table = "exit_step"
        unique_together = (("exit_id", "target"),)
        indexes = (("state", "due_at"),)


class SeveranceDraft(Row):
    """The severance payroll is to look at; months count hundredths, the amounts sealed with the person's key."""

    exit = Ref("ExitCase", description=label("离职", "Exit"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    basis = Choice(SeveranceBasis, description=label("依据", "Basis"))
    months = Minor(default=0, description=label("补偿月数", "Months of severance"))
    monthly_pay = Sealed(null=True, description=label("月平均工资", "Average monthly pay"))
    amount = Sealed(null=True, description=label("补偿金额", "Severance"))
    currency = Text(3, default="CNY", description=label("币种", "Currency"))
    is_void = Flag(default=False, description=label("已作废", "Void"))

    class Meta:
        table = "severance_draft"
        unique_together = (("exit_id",),)
