"""Tables of improvement plans: what follows from a score below the standard. Scores count hundredths."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Instant, Int, Minor, Ref, Text, TextId

TOLD, LINE = 2000, 300


class ImprovementState(StrEnum):
    """DRAFT waits for the talk and the steps. REVOKED was drafted from a score that has since been corrected."""

    DRAFT = "DRAFT"
    ACTIVE = "ACTIVE"
    REACHED = "REACHED"
    EXTENDED = "EXTENDED"
    NOT_REACHED = "NOT_REACHED"
    REVOKED = "REVOKED"


class ImprovementPlan(Row):
    """A plan for one person: who leads it, until when it must be agreed, which steps, and what came of it."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    owner = Ref("Employee", null=True, description=label("负责人", "Owner"))
    scorecard_id = TextId(null=True, db_index=True, description=label("考核表编号", "Scorecard"))
    cycle = Text(32, default="", description=label("考核周期", "Cycle"))
    score = Minor(null=True, description=label("得分", "Score"))
    standard = Minor(null=True, description=label("达标线", "Standard"))
    state = Choice(
        ImprovementState, default=ImprovementState.DRAFT, db_index=True, description=label("状态", "State")
    )
    due_on = Day(description=label("须商定日期", "To be agreed by"))
    talk_on = Day(null=True, description=label("面谈日期", "Talk on"))
    starts_on = Day(null=True, description=label("开始日期", "First day"))
    ends_on = Day(null=True, description=label("结束日期", "Last day"))
    aim = Text(TOLD, default="", description=label("要达到什么", "What is to be reached"))
    outcome = Text(TOLD, default="", description=label("结果说明", "What came of it"))
    acknowledged_at = Instant(null=True, description=label("员工确认时间", "Seen by the employee at"))
    closed_at = Instant(null=True, description=label("结束时间", "Closed at"))

    class Meta:
        table = "improvement_plan"
        indexes = (("employee_id", "due_on"), ("owner_id", "state"))


class ImprovementStep(Row):
    """A step of a plan: what, until when, by which help, and whether it was taken."""

    plan = Ref("ImprovementPlan", description=label("改进计划", "Improvement plan"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    place = Int(default=0, description=label("次序", "Place in the list"))
    text = Text(LINE, description=label("内容", "Text"))
    support = Text(LINE, default="", description=label("公司提供的支持", "Help that is given"))
    due_on = Day(description=label("到期日期", "Due on"))
    done_on = Day(null=True, description=label("完成日期", "Done on"))

    class Meta:
        table = "improvement_step"
        indexes = (("plan_id", "place"),)
