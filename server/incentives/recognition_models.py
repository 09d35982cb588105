"""Tables of thanks among colleagues, and of contests and team activities with who came."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Event, Row
from server.store.fields import Choice, Day, Flag, Instant, Ref, Text


class KudosValue(StrEnum):
    """What somebody is thanked for."""

    CUSTOMER_FIRST = "CUSTOMER_FIRST"
    TEAMWORK = "TEAMWORK"
    HELPFUL = "HELPFUL"
    CRAFT = "CRAFT"
    LEARNING = "LEARNING"


class KudosState(StrEnum):
    """REPORTED: still shown, until somebody has looked. HIDDEN: taken down."""

    SHOWN = "SHOWN"
    REPORTED = "REPORTED"
    HIDDEN = "HIDDEN"


class ContestKind(StrEnum):
    """CSAT_PROJECT: a project to please customers that people take part in."""

    CONTEST = "CONTEST"
    TEAM_BUILDING = "TEAM_BUILDING"
    CSAT_PROJECT = "CSAT_PROJECT"


class ContestState(StrEnum):
    OPEN = "OPEN"
    DONE = "DONE"
    CANCELLED = "CANCELLED"


class EntryAnswer(StrEnum):
    """What somebody invited has answered."""

    INVITED = "INVITED"
    JOINS = "JOINS"
    DECLINED = "DECLINED"


class Kudos(Row):
    """Thanks from one colleague to another, for all to read."""

    employee = Ref("Employee", description=label("收到的人", "To"))
    sender = Ref("Employee", description=label("发出的人", "From"))
    department = Ref("Department", null=True, description=label("当时部门", "Department then"))
    value = Choice(KudosValue, description=label("感谢什么", "Thanked for"))
    text = Text(280, description=label("感谢的话", "Words"))
    given_on = Day(db_index=True, description=label("日期", "Day"))
    state = Choice(KudosState, default=KudosState.SHOWN, description=label("状态", "State"))
    decided_at = Instant(null=True, description=label("处理时间", "Decided at"))

    class Meta:
        table = "kudos"
        indexes = (("sender_id", "given_on"), ("employee_id", "given_on"))


class KudosReport(Row):
    """What a reader says is wrong with thanks; who reported it is told to nobody but who decides."""

    kudos = Ref("Kudos", description=label("感谢", "Kudos"))
    employee = Ref("Employee", description=label("举报人", "Reported by"))
    reason = Text(200, description=label("举报原因", "Reason"))

    class Meta:
        table = "kudos_report"
        unique_together = (("kudos_id", "employee_id"),)


class Contest(Row):
    """A contest or team activity; `metric` is what a contest is about, if a figure decides it."""

    code = Text(32, unique=True, description=label("活动编码", "Code"))
    kind = Choice(ContestKind, description=label("类别", "Kind"))
    name = Text(80, description=label("名称", "Name"))
    name_en = Text(80, default="", description=label("英文名称", "Name in English"))
    starts_on = Day(db_index=True, description=label("开始日期", "Starts on"))
    ends_on = Day(description=label("结束日期", "Ends on"))
    department = Ref("Department", null=True, description=label("部门", "Department"))
    metric = Text(64, null=True, description=label("比赛指标", "Figure that decides"))
    where_to = Text(80, default="", description=label("地点", "Where"))
    prize = Text(120, default="", description=label("奖品", "Prize"))
    note = Text(300, default="", description=label("说明", "Note"))
    state = Choice(ContestState, default=ContestState.OPEN, description=label("状态", "State"))
    closed_at = Instant(null=True, description=label("结束时间", "Closed at"))

    class Meta:
        table = "contest"


class ContestEntry(Event):
    """Somebody who was invited, what they answered and whether they came; null until the list is taken."""

    contest = Ref("Contest", null=True, description=label("活动", "Contest"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    department = Ref("Department", null=True, description=label("当时部门", "Department then"))
    held_on = Day(db_index=True, description=label("活动日期", "Held on"))
    answer = Choice(EntryAnswer, default=EntryAnswer.INVITED, description=label("答复", "Answer"))
    attended = Flag(null=True, description=label("到场", "Attended"))
    marked_at = Instant(null=True, description=label("签到时间", "Marked at"))

    class Meta:
        table = "contest_entry"
        unique_together = (("contest_id", "employee_id"),)
        indexes = (("employee_id", "held_on"),)
