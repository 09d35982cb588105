"""What the mutations of support, suggestions, the pulse, meetings and retrospectives take."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.attendance_mutations import SEEN
from schema.inputs import Once, needed, optional
from schema.judged_inputs import OfRow
from server.engagement.models import RetroCaseKind, RetroRhythm, SuggestionState
from server.kernel.labels import label

UNIT = ("部门编码", "Code of the department")

# --- Support ---


@strawberry.input(description=label("支持请求", "A request"))
class CreateSupportRequestInput(Once):
    title: str = needed("标题", "Title")
    text: str | None = optional("说明", "What is needed")
    topic_code: str | None = optional("主题编码", "Code of the topic")
    department_code: str | None = optional("部门编码，没有主题时填", "Department, without a topic")


@strawberry.input(description=label("交给谁", "Who works on it"))
class AssignSupportRequestInput(OfRow):
    employee_code: str | None = optional("工号，不填为自己", "Code; oneself by default")


@strawberry.input(description=label("转部门", "To another department"))
class MoveSupportRequestInput(OfRow):
    department_code: str = needed(*UNIT)
    reason: str | None = optional("理由", "Why")


@strawberry.input(description=label("答复", "A reply"))
class ReplySupportRequestInput(OfRow):
    text: str = needed("内容", "Text")


@strawberry.input(description=label("解决", "A solution"))
class SolveSupportRequestInput(OfRow):
    solution: str = needed("解决办法", "Solution")


@strawberry.input(description=label("确认解决", "A solution confirmed"))
class ConfirmSupportRequestInput(OfRow):
    pass


@strawberry.input(description=label("重开", "Opened again"))
class ReopenSupportRequestInput(OfRow):
    reason: str = needed("还差什么", "What is missing")


@strawberry.input(description=label("撤回上一步", "A step taken back"))
class TakeBackSupportStepInput(OfRow):
    pass


@strawberry.input(description=label("支持主题", "A topic"))
class SaveSupportTopicInput(Once):
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    department_code: str = needed(*UNIT)
    name_en: str | None = optional("英文名称", "Name in English")
    owner_code: str | None = optional("负责人工号，不填为部门负责人", "Owner; the head by default")
    answer_hours: int | None = optional("答复时限（小时）", "Hours to answer")
    solve_hours: int | None = optional("解决时限（小时）", "Hours to solve")
    is_active: bool | None = optional("启用", "In use")
    version: int | None = optional(*SEEN)


# --- Suggestions and the pulse ---


@strawberry.input(description=label("实名建议", "A suggestion"))
class SendSuggestionInput(Once):
    text: str = needed("建议", "Suggestion")
    department_code: str | None = optional(*UNIT)


@strawberry.input(description=label("匿名建议，不留幂等键", "Without a name, and without a key"))
class SendAnonymousSuggestionInput:
    text: str = needed("建议", "Suggestion")
    department_code: str | None = optional(*UNIT)


@strawberry.input(description=label("答复建议", "An answer"))
class AnswerSuggestionInput(OfRow):
    state: SuggestionState = needed("结果", "Outcome")
    answer: str = needed("答复", "Answer")


@strawberry.input(description=label("一周的问题", "A week's question"))
class SavePulseQuestionInput(Once):
    week: date = needed("这一周的任意一天", "Any day of the week")
    text: str = needed("问题", "Question")
    text_en: str | None = optional("英文问题", "Question in English")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("匿名回答，不留幂等键", "An answer, without a key"))
class AnswerPulseInput:
    id: strawberry.ID = needed("问题编号", "Id of the question")
    rating: int = needed("1 至 5", "1 to 5")
    words: str | None = optional("补充，不保存", "Words; never kept")


# --- Meetings ---


@strawberry.input(description=label("会议系列", "A series"))
class SaveMeetingSeriesInput(Once):
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    organizer_code: str = needed("组织者工号", "Code of the organizer")
    department_codes: list[str] = needed("参会部门编码", "Departments")
    name_en: str | None = optional("英文名称", "Name in English")
    nth: int | None = optional("每月第几个", "Which of the month")
    weekday: int | None = optional("星期几（1 为周一）", "Weekday, 1 is Monday")
    starts: str | None = optional("开始时间", "Begins at")
    minutes_long: int | None = optional("时长（分钟）", "Minutes")
    where_to: str | None = optional("地点", "Where")
    is_active: bool | None = optional("启用", "In use")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("收集议题", "Open matters onto the agenda"))
class CollectAgendaInput(Once):
    id: strawberry.ID = needed("编号", "Id")


@strawberry.input(description=label("议题", "A point"))
class AddMeetingItemInput(Once):
    meeting_id: strawberry.ID = needed("会议编号", "Meeting")
    title: str = needed("议题", "Point")
    department_code: str | None = optional(*UNIT)


@strawberry.input(description=label("删去议题", "A point taken off"))
class RemoveMeetingItemInput(Once):
    id: strawberry.ID = needed("编号", "Id")


@strawberry.input(description=label("邀请", "An invitation"))
class InviteToMeetingInput(Once):
    meeting_id: strawberry.ID = needed("会议编号", "Meeting")
    employee_code: str = needed("工号", "Code")


@strawberry.input(description=label("决定", "A decision"))
class MeetingDecisionInput:
    item_id: strawberry.ID = needed("议题编号", "Point")
    decision: str = needed("决定", "Decision")


@strawberry.input(description=label("纪要", "Minutes"))
class KeepMinutesInput(OfRow):
    minutes: str = needed("纪要", "Minutes")
    held_on: date | None = optional("召开日期", "Held on")
    present_ids: list[strawberry.ID] | None = optional("到会员工", "Who came")
    decisions: list[MeetingDecisionInput] | None = optional("决定", "Decisions")
    finish: bool | None = optional("完成", "Finished")


@strawberry.input(description=label("行动", "An action"))
class AddMeetingActionInput(Once):
    text: str = needed("行动", "Action")
    owner_code: str = needed("负责人工号", "Code of the owner")
    due_on: date = needed("截止日期", "Due on")
    meeting_id: strawberry.ID | None = optional("会议编号", "Meeting")
    retrospective_id: strawberry.ID | None = optional("复盘编号", "Retrospective")


@strawberry.input(description=label("完成行动", "An action done"))
class TickMeetingActionInput(OfRow):
    done: bool | None = optional("完成", "Done")


# --- Retrospectives ---


@strawberry.input(description=label("复盘", "A retrospective"))
class SaveRetrospectiveInput(Once):
    rhythm: RetroRhythm = needed("周期", "Rhythm")
    starts_on: date = needed("时段里的任意一天", "Any day of the span")
    department_code: str | None = optional("部门编码，不填为自己的部门", "One's own by default")
    went_well: str | None = optional("做得好的", "What went well")
    went_badly: str | None = optional("待改进的", "What went badly")
    learned: str | None = optional("学到的", "What was learned")
    finish: bool | None = optional("完成", "Finished")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("复盘安排", "How often a team looks back"))
class SaveRetroSeriesInput(Once):
    department_code: str = needed("部门编码", "Department")
    rhythm: RetroRhythm = needed("周期", "Rhythm")
    lead_code: str = needed("主持人工号", "Led by")
    from_on: date | None = optional("起始日期，默认今天", "From; today by default")
    is_active: bool | None = optional("启用", "In use")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("复盘案例", "A case"))
class AddRetroCaseInput(Once):
    retrospective_id: strawberry.ID = needed("复盘编号", "Retrospective")
    kind: RetroCaseKind = needed("类别", "Kind")
    title: str = needed("标题", "Title")
    situation: str = needed("情景，不写姓名", "Situation, without names")
    answer: str | None = optional("更好的做法", "The better answer")
    feedback_id: strawberry.ID | None = optional("关联反馈", "Feedback")


@strawberry.input(description=label("共享案例", "A case shared"))
class ShareRetroCaseInput(Once):
    id: strawberry.ID = needed("编号", "Id")
