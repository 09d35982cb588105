"""The types of support requests, suggestions, the question of the week, meetings and retrospectives."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for, rows
from schema.people import Department, Employee
from schema.planned import Connection, Node, column
from server.engagement.models import (
    MeetingMatter,
    MeetingState,
    PulseState,
    RetroCaseKind,
    RetroRhythm,
    RetroState,
    SuggestionState,
    SupportEventKind,
    SupportState,
)
from server.kernel.labels import label

strawberry.enum(SupportState, description=label("支持请求状态", "State of a request"))
strawberry.enum(SupportEventKind, description=label("支持请求事项", "Step of a request"))
strawberry.enum(SuggestionState, description=label("建议状态", "State of a suggestion"))
strawberry.enum(PulseState, description=label("每周一问状态", "State of a question"))
strawberry.enum(MeetingState, description=label("会议状态", "State of a meeting"))
strawberry.enum(MeetingMatter, description=label("议题来源", "Where a point comes from"))
strawberry.enum(RetroRhythm, description=label("复盘周期", "Rhythm"))
strawberry.enum(RetroState, description=label("复盘状态", "State of a retrospective"))
strawberry.enum(RetroCaseKind, description=label("复盘案例类别", "Kind of case"))


@strawberry.type(description=label("支持主题", "What can be asked for"))
class SupportTopic(Node):
    code: str | None = column("编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    department: Department | None = column("责任部门", "In charge")
    owner_name: str | None = column("负责人", "Owner")
    owner_code: str | None = column("负责人工号", "Owner's number")
    answer_hours: int | None = column("答复时限（小时）", "Hours to answer")
    solve_hours: int | None = column("解决时限（小时）", "Hours to solve")
    is_active: bool | None = column("启用", "In use")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("支持请求的一步", "Step of a request"))
class SupportEvent(Node):
    kind: SupportEventKind | None = column("事项", "Step")
    actor_name: str | None = column("经手人", "By")
    text: str | None = column("内容", "Text")
    happened_at: datetime | None = column("时间", "At")


@strawberry.type(description=label("支持请求", "Support request"))
class SupportRequest(Node):
    title: str | None = column("标题", "Title")
    text: str | None = column("说明", "What is needed")
    state: SupportState | None = column("状态", "State")
    topic: SupportTopic | None = column("主题", "Topic")
    department: Department | None = column("责任部门", "In charge")
    requester: Employee | None = column("提出人", "Asked by")
    requester_id: strawberry.ID | None = column("提出人编号", "Id of who asked")
    requester_name: str | None = column("提出人姓名", "Name of who asked")
    assignee: Employee | None = column("经办人", "Assigned to")
    assignee_id: strawberry.ID | None = column("经办人编号", "Id of who has it")
    assignee_name: str | None = column("经办人姓名", "Name of who has it")
    is_handler: bool | None = column("由本人处理", "The caller works on it")
    escalated_to_name: str | None = column("升级给", "Escalated to")
    raised_at: datetime | None = column("提出时间", "Raised at")
    due_at: datetime | None = column("时限", "Due at")
    first_response_at: datetime | None = column("首次答复时间", "First answered at")
    solved_at: datetime | None = column("解决时间", "Solved at")
    solution: str | None = column("解决办法", "Solution")
    is_late: bool | None = column("曾超时", "Was late")
    escalation: int | None = column("升级次数", "Times escalated")
    reopened_count: int | None = column("重开次数", "Times reopened")
    version: int | None = column("版本", "Version")
    events: Connection[SupportEvent] | None = rows("经过", "Steps", "SupportEvent")


@strawberry.type(description=label("员工建议", "Suggestion"))
class Suggestion(Node):
    text: str | None = column("建议", "Suggestion")
    department: Department | None = column("相关部门", "Concerns")
    author_name: str | None = column("提出人，匿名为空", "Author; none without a name")
    is_own: bool | None = column("本人提出", "The caller's own")
    is_anonymous: bool | None = column("匿名", "Without a name")
    given_on: date | None = column("日期", "Day")
    state: SuggestionState | None = column("状态", "State")
    answer: str | None = column("答复", "Answer")
    decided_by_name: str | None = column("答复人", "Answered by")
    decided_at: datetime | None = column("答复时间", "Answered at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("每周一问结果", "Result of a week's question"))
class PulseResult(Node):
    department: Department | None = column("部门，空为全公司", "Department; none for all")
    closed_on: date | None = column("结束日期", "Closed on")
    answers: int | None = column("答卷数", "Answers")
    mean: Decimal | None = column("平均分", "Mean")
    low: int | None = column("低分数，仅全公司", "Answers of 1 or 2, of all")
    strained: int | None = column("提到压力，仅全公司", "Words of strain, of all")


@strawberry.type(description=label("每周一问", "Question of a week"))
class PulseQuestion(Node):
    week: date | None = column("所在周（周一）", "Monday of its week")
    text: str | None = column("问题", "Question")
    text_en: str | None = column("英文问题", "Question in English")
    state: PulseState | None = column("状态", "State")
    words_purpose: str | None = column("查找压力词的目的", "What words are looked for")
    is_answered: bool | None = column("本人已作答", "Answered by the caller")
    version: int | None = column("版本", "Version")
    results: Connection[PulseResult] | None = rows("结果", "Results", "PulseResult")


@strawberry.type(description=label("参会部门", "Department of a series"))
class MeetingMember(Node):
    department: Department | None = column("部门", "Department")


@strawberry.type(description=label("会议系列", "Series of meetings"))
class MeetingSeries(Node):
    code: str | None = column("编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    organizer_name: str | None = column("组织者", "Organizer")
    organizer_code: str | None = column("组织者工号", "Organizer's number")
    nth: int | None = column("每月第几个", "Which of the month")
    weekday: int | None = column("星期几（1 为周一）", "Weekday, 1 is Monday")
    starts: str | None = column("开始时间", "Begins at")
    minutes_long: int | None = column("时长（分钟）", "Minutes")
    where_to: str | None = column("地点", "Where")
    is_active: bool | None = column("启用", "In use")
    version: int | None = column("版本", "Version")
    members: Connection[MeetingMember] | None = rows("参会部门", "Departments", "MeetingMember")


@strawberry.type(description=label("与会人", "Somebody invited"))
class MeetingInvite(Node):
    employee_id: strawberry.ID | None = column("员工编号", "Id of the employee")
    employee_name: str | None = column("姓名", "Name")
    employee_code: str | None = column("工号", "Employee number")
    department: Department | None = column("代表部门", "For department")
    is_present: bool | None = column("到会", "Came")


@strawberry.type(description=label("议题", "Point of an agenda"))
class MeetingItem(Node):
    place: int | None = column("次序", "Place")
    matter: MeetingMatter | None = column("来源", "Comes from")
    title: str | None = column("议题", "Point")
    title_en: str | None = column("英文议题", "Point in English")
    link: str | None = column("链接", "Link")
    department: Department | None = column("相关部门", "Department")
    decision: str | None = column("决定", "Decision")
    added_by_name: str | None = column("提出人", "Added by")


@strawberry.type(description=label("行动", "Action"))
class MeetingAction(Node):
    text: str | None = column("行动", "Action")
    owner: Employee | None = column("负责人", "Owner")
    owner_id: strawberry.ID | None = column("负责人编号", "Id of the owner")
    owner_name: str | None = column("负责人姓名", "Name of the owner")
    due_on: date | None = column("截止日期", "Due on")
    done_on: date | None = column("完成日期", "Done on")
    meeting: Meeting | None = column("会议", "Meeting")
    retrospective: Retrospective | None = column("复盘", "Retrospective")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("会议", "Meeting"))
class Meeting(Node):
    series: MeetingSeries | None = column("会议系列", "Series")
    month: date | None = column("月份首日", "First day of its month")
    title: str | None = column("标题", "Title")
    title_en: str | None = column("英文标题", "Title in English")
    organizer_name: str | None = column("组织者", "Organizer")
    starts_at: datetime | None = column("开始时间", "Begins at")
    minutes_long: int | None = column("时长（分钟）", "Minutes")
    where_to: str | None = column("地点", "Where")
    state: MeetingState | None = column("状态", "State")
    held_on: date | None = column("召开日期", "Held on")
    minutes: str | None = column("纪要", "Minutes")
    minutes_by_name: str | None = column("纪要人", "Minutes by")
    points: int | None = column("议题数", "Points")
    open_actions: int | None = column("未完成行动", "Open actions")
    version: int | None = column("版本", "Version")
    invites: Connection[MeetingInvite] | None = rows("与会人", "Invited", "MeetingInvite")
    items: Connection[MeetingItem] | None = rows("议程", "Agenda", "MeetingItem")
    actions: Connection[MeetingAction] | None = rows("行动", "Actions", "MeetingAction")


@strawberry.type(description=label("复盘案例", "Case of a retrospective"))
class RetroCase(Node):
    kind: RetroCaseKind | None = column("类别", "Kind")
    title: str | None = column("标题", "Title")
    situation: str | None = column("情景", "Situation")
    answer: str | None = column("更好的做法", "The better answer")
    library_case_id: strawberry.ID | None = column("案例库编号", "In the library")


@strawberry.type(description=label("复盘", "Retrospective"))
class Retrospective(Node):
    department: Department | None = column("部门", "Department")
    rhythm: RetroRhythm | None = column("周期", "Rhythm")
    starts_on: date | None = column("时段首日", "First day looked at")
    lead_name: str | None = column("主持人", "Led by")
    went_well: str | None = column("做得好的", "What went well")
    went_badly: str | None = column("待改进的", "What went badly")
    learned: str | None = column("学到的", "What was learned")
    state: RetroState | None = column("状态", "State")
    held_on: date | None = column("召开日期", "Held on")
    case_count: int | None = column("案例数", "Cases")
    open_actions: int | None = column("未完成行动", "Open actions")
    version: int | None = column("版本", "Version")
    cases: Connection[RetroCase] | None = rows("案例", "Cases", "RetroCase")
    actions: Connection[MeetingAction] | None = rows("行动", "Actions", "MeetingAction")


@strawberry.type(description=label("复盘安排", "That a team looks back each week or month"))
class RetroSeries(Node):
    department: Department | None = column("部门", "Department")
    rhythm: RetroRhythm | None = column("周期", "Rhythm")
    lead_name: str | None = column("主持人", "Led by")
    lead_code: str | None = column("主持人工号", "Their number")
    from_on: date | None = column("起始日期", "From")
    is_active: bool | None = column("启用", "In use")
    version: int | None = column("版本", "Version")


TYPES = (
    SupportTopic,
    SupportEvent,
    SupportRequest,
    Suggestion,
    PulseResult,
    PulseQuestion,
    MeetingMember,
    MeetingSeries,
    MeetingInvite,
    MeetingItem,
    MeetingAction,
    Meeting,
    RetroCase,
    Retrospective,
    RetroSeries,
)
define_for(*TYPES)
