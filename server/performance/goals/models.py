"""Tables of goals: what the company, a team or one person means to reach, and how it stands.

Values are kept as decimal text in the unit of the metric (a share of 0.85 is 85 %), progress in hundredths of a
percent of the way. What is actually reached comes from the metric engine alone, never from a keyboard.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.performance.goals.attainment import ChangeKind
from server.performance.plans.models import Aim
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, LongText, Minor, Ref, Text

NUMBER, KEY, TITLE, TOLD = 40, 96, 120, 1000


class GoalLevel(StrEnum):
    """Whose goal it is; goals of company and teams are public inside, those of a person are not."""

    COMPANY = "COMPANY"
    TEAM = "TEAM"
    PERSON = "PERSON"


class GoalState(StrEnum):
    """DRAFT lacks something the linter asked for. MET and MISSED are settled once the goal's last day is over."""

    DRAFT = "DRAFT"
    ACTIVE = "ACTIVE"
    MET = "MET"
    MISSED = "MISSED"
    CANCELLED = "CANCELLED"


class Confidence(StrEnum):
    """How whoever checks in sees the end of it."""

    ON_TRACK = "ON_TRACK"
    AT_RISK = "AT_RISK"
    OFF_TRACK = "OFF_TRACK"


class Goal(Row):
    """One goal of the tree: `employee` is set for a person's, `department` for a team's, neither for the company's.

    `actual`, `progress` and `measured_at` are what the metric engine answered last; `child_sum` is kept where what the
    goals beneath aim at can be added up.
    """

    parent = Ref("Goal", null=True, description=label("上级目标", "Goal above"))
    level = Choice(GoalLevel, description=label("层级", "Level"))
    department = Ref("Department", null=True, description=label("部门", "Department"))
    employee = Ref("Employee", null=True, description=label("员工", "Employee"))
    title = Text(TITLE, description=label("目标", "Goal"))
    note = Text(TOLD, default="", description=label("说明", "Note"))
    metric = Text(KEY, default="", description=label("指标键", "Metric key"))
    change_kind = Choice(ChangeKind, null=True, description=label("变化方式", "Kind of change"))
    aim = Choice(Aim, null=True, description=label("方向", "Direction"))
    baseline = Text(NUMBER, null=True, description=label("基线值", "Baseline"))
    target_change = Text(NUMBER, null=True, description=label("目标变化", "Target change"))
    required = Text(NUMBER, null=True, description=label("目标值", "Value to reach"))
    starts_on = Day(db_index=True, description=label("开始日期", "First day"))
    ends_on = Day(description=label("结束日期", "Last day"))
    state = Choice(GoalState, default=GoalState.DRAFT, db_index=True, description=label("状态", "State"))
    actual = Text(NUMBER, null=True, description=label("实际值", "Actual value"))
    progress = Minor(null=True, description=label("进度（百分之一）", "Progress, in hundredths of a percent"))
    status = Text(KEY, default="", description=label("无值原因", "Why there is no value"))
    receipt = LongText(default="", description=label("数字收据", "Number receipt"))
    measured_at = Instant(null=True, description=label("计算时间", "Worked out at"))
    confidence = Choice(Confidence, null=True, description=label("信心", "Confidence"))
    child_sum = Text(NUMBER, null=True, description=label("下级目标合计", "Sum of the goals beneath"))
    is_sum_within = Flag(
        null=True, description=label("下级合计不超过本目标", "The goals beneath add up to no more than this")
    )
    settled_at = Instant(null=True, description=label("结束时间", "Settled at"))

    class Meta:
        table = "goal"
        indexes = (("employee_id", "ends_on"), ("department_id", "ends_on"), ("state", "ends_on"))


class GoalCheckIn(Row):
    """What somebody said of a goal on a day, with the value as it then was."""

    goal = Ref("Goal", description=label("目标", "Goal"))
    author = Ref("Employee", null=True, description=label("填写人", "By"))
    on_day = Day(description=label("日期", "Day"))
    confidence = Choice(Confidence, description=label("信心", "Confidence"))
    text = Text(TOLD, description=label("进展", "What was said"))
    actual = Text(NUMBER, null=True, description=label("当时的实际值", "Actual value then"))
    progress = Minor(null=True, description=label("当时的进度", "Progress then"))

    class Meta:
        table = "goal_check_in"
        indexes = (("goal_id", "on_day"),)
