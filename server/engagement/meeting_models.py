"""Tables of meetings: series that come round, each meeting's agenda, minutes and actions, and teams' retrospectives."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Ref, Text

MEETING = label("会议", "Meeting")


class MeetingState(StrEnum):
    """MISSED: its month is over and nobody wrote minutes."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    MISSED = "MISSED"


class MeetingMatter(StrEnum):
    """Where a point of an agenda comes from; OWN: somebody put it there."""

    OWN = "OWN"
    FEEDBACK = "FEEDBACK"
    CLUSTER = "CLUSTER"
    SUPPORT = "SUPPORT"
    ACTION = "ACTION"


class RetroRhythm(StrEnum):
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


class RetroState(StrEnum):
    """MISSED: its week or month is over, and so are the days of grace, and nobody finished it."""

    DRAFT = "DRAFT"
    HELD = "HELD"
    MISSED = "MISSED"


class RetroCaseKind(StrEnum):
    """What a case shows others: something to do again, or something to avoid."""

    GOOD = "GOOD"
    BAD = "BAD"


class MeetingSeries(Row):
    """A meeting of departments that comes once a month, on the nth weekday; weekday 1 is Monday."""

    code = Text(32, unique=True, description=label("编码", "Code"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    organizer = Ref("Employee", description=label("组织者", "Organizer"))
    nth = Int(default=1, description=label("每月第几个", "Which of the month"))
    weekday = Int(default=1, description=label("星期几", "Weekday"))
    starts = Text(5, default="14:00", description=label("开始时间", "Begins at"))
    minutes_long = Int(default=60, description=label("时长（分钟）", "Minutes"))
    where_to = Text(120, default="", description=label("地点或链接", "Where"))
    from_on = Day(description=label("起始日期", "From"))
    is_active = Flag(default=True, description=label("启用", "In use"))

    class Meta:
        table = "meeting_series"


class MeetingMember(Row):
    """A department that takes part in a series; its head is invited."""

    series = Ref("MeetingSeries", description=label("会议系列", "Series"))
    department = Ref("Department", description=label("部门", "Department"))

    class Meta:
        table = "meeting_member"
        unique_together = (("series_id", "department_id"),)


class Meeting(Row):
    """One meeting of a series; `month` is the first day of its month. It is held once minutes say so."""

    series = Ref("MeetingSeries", description=label("会议系列", "Series"))
    month = Day(description=label("月份", "Month"))
    title = Text(120, description=label("标题", "Title"))
    title_en = Text(120, default="", description=label("英文标题", "Title in English"))
    organizer = Ref("Employee", description=label("组织者", "Organizer"))
    starts_at = Instant(description=label("开始时间", "Begins at"))
    minutes_long = Int(default=60, description=label("时长（分钟）", "Minutes"))
    where_to = Text(120, default="", description=label("地点或链接", "Where"))
    state = Choice(MeetingState, default=MeetingState.PLANNED, description=label("状态", "State"))
    held_on = Day(null=True, description=label("召开日期", "Held on"))
    minutes = LongText(default="", description=label("纪要", "Minutes"))
    minutes_by = Ref("Employee", null=True, description=label("纪要人", "Minutes by"))

    class Meta:
        table = "meeting"
        unique_together = (("series_id", "month"),)
        indexes = (("starts_at",), ("state", "month"))


class MeetingInvite(Row):
    """Somebody invited to a meeting, for which department, and whether they came; null until minutes say."""

    meeting = Ref("Meeting", description=MEETING)
    employee = Ref("Employee", description=label("与会人", "Invited"))
    department = Ref("Department", null=True, description=label("代表部门", "For department"))
    is_present = Flag(null=True, description=label("到会", "Came"))

    class Meta:
        table = "meeting_invite"
        unique_together = (("meeting_id", "employee_id"),)
        indexes = (("employee_id",),)


class MeetingItem(Row):
    """A point of the agenda, what it leads to, and what was decided on it."""

    meeting = Ref("Meeting", description=MEETING)
    place = Int(description=label("次序", "Place"))
    matter = Choice(MeetingMatter, default=MeetingMatter.OWN, description=label("来源", "Comes from"))
    matter_key = Text(64, default="", description=label("来源编号", "Key of what it comes from"))
    title = Text(200, description=label("议题", "Point"))
    title_en = Text(200, default="", description=label("英文议题", "Point in English"))
    link = Text(200, default="", description=label("链接", "Link"))
    department = Ref("Department", null=True, description=label("相关部门", "Department"))
    decision = Text(1000, default="", description=label("决定", "Decision"))
    added_by = Ref("Employee", null=True, description=label("提出人", "Added by"))

    class Meta:
        table = "meeting_item"
        indexes = (("meeting_id", "place"),)


class MeetingAction(Row):
    """What somebody has promised to do by a day, in a meeting or a retrospective."""

    meeting = Ref("Meeting", null=True, description=MEETING)
    retrospective = Ref("Retrospective", null=True, description=label("复盘", "Retrospective"))
    item = Ref("MeetingItem", null=True, description=label("议题", "Point"))
    owner = Ref("Employee", description=label("负责人", "Owner"))
    text = Text(300, description=label("行动", "Action"))
    due_on = Day(description=label("截止日期", "Due on"))
    done_on = Day(null=True, description=label("完成日期", "Done on"))

    class Meta:
        table = "meeting_action"
        indexes = (("owner_id", "done_on"), ("meeting_id",), ("retrospective_id",), ("done_on", "due_on"))


class Retrospective(Row):
    """A team looks back on a week or a month; `starts_on` is its first day."""

    department = Ref("Department", description=label("部门", "Department"))
    rhythm = Choice(RetroRhythm, description=label("周期", "Rhythm"))
    starts_on = Day(description=label("所看时段首日", "First day looked at"))
    lead = Ref("Employee", description=label("主持人", "Led by"))
    went_well = Text(2000, default="", description=label("做得好的", "What went well"))
    went_badly = Text(2000, default="", description=label("待改进的", "What went badly"))
    learned = Text(2000, default="", description=label("学到的", "What was learned"))
    state = Choice(RetroState, default=RetroState.DRAFT, description=label("状态", "State"))
    held_on = Day(null=True, description=label("召开日期", "Held on"))

    class Meta:
        table = "retrospective"
        unique_together = (("department_id", "rhythm", "starts_on"),)


class RetroSeries(Row):
    """That a team looks back each week or each month, from a day on, and who sees to it."""

    department = Ref("Department", description=label("部门", "Department"))
    rhythm = Choice(RetroRhythm, description=label("周期", "Rhythm"))
    lead = Ref("Employee", description=label("主持人", "Led by"))
    from_on = Day(description=label("起始日期", "From"))
    is_active = Flag(default=True, description=label("启用", "In use"))

    class Meta:
        table = "retro_series"
        unique_together = (("department_id", "rhythm"),)


class RetroCase(Row):
    """A case told in a retrospective; `library_case_id` is where it stands once it is shared."""

    retrospective = Ref("Retrospective", description=label("复盘", "Retrospective"))
    kind = Choice(RetroCaseKind, description=label("类别", "Kind"))
    title = Text(120, description=label("标题", "Title"))
    situation = Text(2000, description=label("情景", "Situation"))
    answer = Text(2000, default="", description=label("更好的做法", "The better answer"))
    feedback_id = Text(36, null=True, description=label("关联反馈", "Feedback it comes from"))
    library_case_id = Text(36, null=True, description=label("案例库编号", "Case of the library"))

    class Meta:
        table = "retro_case"
        indexes = (("retrospective_id",),)
