"""Tables of what staff ask for and say: requests to other departments, suggestions, and one question a week.

A pulse answer is a count raised by one: no row says what anybody answered, and none can be led back to a person.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Event, Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Minor, Ref, Text

IN_CHARGE = label("责任部门", "Department in charge")
REQUEST = label("支持请求", "Support request")


class SupportState(StrEnum):
    """NEW: nobody has it. REOPENED: who asked found it unsolved. CONFIRMED: who asked is content."""

    NEW = "NEW"
    ASSIGNED = "ASSIGNED"
    WORKING = "WORKING"
    SOLVED = "SOLVED"
    CONFIRMED = "CONFIRMED"
    REOPENED = "REOPENED"


class SupportEventKind(StrEnum):
    """What happened to a request; REMARK: either side wrote."""

    ASKED = "ASKED"
    ASSIGNED = "ASSIGNED"
    MOVED = "MOVED"
    REMARK = "REMARK"
    SOLVED = "SOLVED"
    CONFIRMED = "CONFIRMED"
    REOPENED = "REOPENED"
    ESCALATED = "ESCALATED"
    TAKEN_BACK = "TAKEN_BACK"


class SuggestionState(StrEnum):
    NEW = "NEW"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    DONE = "DONE"


class PulseState(StrEnum):
    PLANNED = "PLANNED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class SupportTopic(Row):
    """What can be asked for, and who answers; without an owner the department's head does.

    Hours run through nights and weekends; none given leaves them to the company's settings.
    """

    code = Text(32, unique=True, description=label("编码", "Code"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    department = Ref("Department", description=IN_CHARGE)
    owner = Ref("Employee", null=True, description=label("负责人", "Owner"))
    answer_hours = Int(null=True, description=label("首次答复时限（小时）", "Hours to the first answer"))
    solve_hours = Int(null=True, description=label("解决时限（小时）", "Hours to the solution"))
    is_active = Flag(default=True, description=label("启用", "In use"))

    class Meta:
        table = "support_topic"


class SupportRequest(Row):
    """What somebody needs of another department; `due_at` is the next limit, of the answer and then of the solution."""

    requester = Ref("Employee", description=label("提出人", "Asked by"))
    topic = Ref("SupportTopic", null=True, description=label("主题", "Topic"))
    department = Ref("Department", description=IN_CHARGE)
    assignee = Ref("Employee", null=True, description=label("经办人", "Assigned to"))
    title = Text(120, description=label("标题", "Title"))
    text = Text(2000, default="", description=label("说明", "What is needed"))
    state = Choice(SupportState, default=SupportState.NEW, description=label("状态", "State"))
    raised_at = Instant(description=label("提出时间", "Raised at"))
    due_at = Instant(null=True, description=label("时限", "Due at"))
    answer_due_at = Instant(description=label("首次答复时限", "First answer due at"))
    solve_due_at = Instant(description=label("解决时限", "Solution due at"))
    first_response_at = Instant(null=True, description=label("首次答复时间", "First answered at"))
    solved_at = Instant(null=True, description=label("解决时间", "Solved at"))
    confirmed_at = Instant(null=True, description=label("确认时间", "Confirmed at"))
    solution = Text(2000, default="", description=label("解决办法", "Solution"))
    reopened_count = Int(default=0, description=label("重开次数", "Times reopened"))
    is_late = Flag(default=False, description=label("曾超时", "Was late"))
    escalation = Int(default=0, description=label("升级次数", "Times escalated"))
    escalated_to = Ref("Employee", null=True, description=label("升级给", "Escalated to"))

    class Meta:
        table = "support_request"
        indexes = (
            ("requester_id",),
            ("assignee_id", "state"),
            ("department_id", "state"),
            ("state", "due_at"),
        )


class SupportEvent(Row):
    """One step of a request; `before` is JSON of what the step changed, by which it can be taken back at once."""

    request = Ref("SupportRequest", description=REQUEST)
    actor = Ref("Employee", null=True, description=label("经手人", "By"))
    kind = Choice(SupportEventKind, description=label("事项", "Step"))
    text = Text(2000, default="", description=label("内容", "Text"))
    happened_at = Instant(description=label("时间", "At"))
    before = LongText(default="{}", description=label("之前", "Before"))

    class Meta:
        table = "support_event"
        indexes = (("request_id", "happened_at"),)


class Suggestion(Row):
    """A suggestion, with its author's name or without.

    One without a name bears no account, no time of its own and an id that tells no order. It is shown once enough
    different people have sent one; until then `ticket`, a keyed hash of its author, tells them apart, and then goes.
    """

    author = Ref("Employee", null=True, description=label("提出人", "Author"))
    department = Ref("Department", null=True, description=label("相关部门", "Department it concerns"))
    text = Text(2000, description=label("建议", "Suggestion"))
    is_anonymous = Flag(default=False, description=label("匿名", "Without a name"))
    is_shown = Flag(default=True, description=label("已公开", "Shown"))
    ticket = Text(64, null=True, description=label("防重标记", "Mark of its author"))
    given_on = Day(description=label("日期", "Day"))
    state = Choice(SuggestionState, default=SuggestionState.NEW, description=label("状态", "State"))
    answer = Text(1000, default="", description=label("答复", "Answer"))
    decided_by = Ref("Employee", null=True, description=label("答复人", "Answered by"))
    decided_at = Instant(null=True, description=label("答复时间", "Answered at"))

    class Meta:
        table = "suggestion"
        indexes = (("author_id",), ("is_shown", "given_on"))


class PulseQuestion(Row):
    """The one question of a week, answered with 1 to 5; `week` is its Monday."""

    week = Day(unique=True, description=label("所在周（周一）", "Monday of its week"))
    text = Text(200, description=label("问题", "Question"))
    text_en = Text(200, default="", description=label("英文问题", "Question in English"))
    state = Choice(PulseState, default=PulseState.PLANNED, description=label("状态", "State"))

    class Meta:
        table = "pulse_question"


class PulseMark(Row):
    """That somebody has answered, and neither when nor what; gone at the week's end."""

    question = Ref("PulseQuestion", description=label("问题", "Question"))
    employee = Ref("Employee", description=label("员工", "Employee"))

    class Meta:
        table = "pulse_mark"
        unique_together = (("question_id", "employee_id"),)


class PulseTally(Row):
    """How many of a department gave which answer while the week is open; read by nobody, destroyed at its end."""

    question = Ref("PulseQuestion", description=label("问题", "Question"))
    department = Ref("Department", description=label("部门", "Department"))
    points = Int(default=0, description=label("评分合计", "Sum of ratings"))
    answers = Int(default=0, description=label("答卷数", "Answers"))
    low = Int(default=0, description=label("低分数", "Answers of 1 or 2"))
    strained = Int(default=0, description=label("提到压力", "Words of strain"))

    class Meta:
        table = "pulse_tally"
        unique_together = (("question_id", "department_id"),)


class PulseResult(Event):
    """What a week's question brought: of the company, and of each department whose number tells of nobody."""

    question = Ref("PulseQuestion", description=label("问题", "Question"))
    department = Ref(
        "Department", null=True, description=label("部门，空为全公司", "Department; none for all")
    )
    closed_on = Day(description=label("结束日期", "Closed on"))
    points = Minor(default=0, description=label("评分合计", "Sum of ratings"))
    answers = Int(default=0, description=label("答卷数", "Answers"))
    low = Int(null=True, description=label("低分数", "Answers of 1 or 2"))
    strained = Int(null=True, description=label("提到压力", "Words of strain"))

    class Meta:
        table = "pulse_result"
        unique_together = (("question_id", "department_id"),)
