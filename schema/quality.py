"""The types of quality checks, reports from the field, and disputes of customers' answers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for, rows
from schema.people import Employee
from schema.planned import Connection, Node, column
from server.feedback.models import AnswerDisputeState, FeedbackKind
from server.kernel.labels import label
from server.performance.models import (
    FieldReportKind,
    FieldReportState,
    QualityAnswer,
    QualityCheckState,
    QualitySheetState,
)

strawberry.enum(QualitySheetState, description=label("质检表状态", "State of a sheet"))
strawberry.enum(QualityCheckState, description=label("质检状态", "State of a check"))
strawberry.enum(QualityAnswer, description=label("质检回答", "Answer to a question"))
strawberry.enum(FieldReportKind, description=label("外勤类别", "Kind of report"))
strawberry.enum(FieldReportState, description=label("外勤填报状态", "State of a report"))
strawberry.enum(AnswerDisputeState, description=label("评价申诉状态", "State of a dispute"))
strawberry.enum(FeedbackKind, description=label("反馈类别", "Kind of feedback"))


@strawberry.type(description=label("质检问题", "Question of a sheet"))
class QualityQuestion(Node):
    place: int | None = column("次序", "Place")
    text: str | None = column("问题", "Question")
    text_en: str | None = column("英文问题", "Question in English")
    weight: Decimal | None = column("权重（百分比）", "Weight in percent")
    is_critical: bool | None = column("关键项，不合格则整次为 0 分", "Critical: failing it makes the check 0")


@strawberry.type(description=label("质检表", "Quality sheet"))
class QualitySheet(Node):
    code: str | None = column("编码", "Code")
    revision: int | None = column("修订", "Revision")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    state: QualitySheetState | None = column("状态", "State")
    used_from: date | None = column("启用日期", "In use from")
    version: int | None = column("版本", "Version")
    questions: Connection[QualityQuestion] | None = rows("问题", "Questions", "QualityQuestion")


@strawberry.type(description=label("质检回答", "Answer of a rater"))
class QualityMark(Node):
    question: QualityQuestion | None = column("问题", "Question")
    answer: QualityAnswer | None = column("回答", "Answer")
    note: str | None = column("依据", "Evidence")


@strawberry.type(description=label("质检评分", "What one rater found"))
class QualityRating(Node):
    rater: Employee | None = column("评分人", "Rater")
    score: Decimal | None = column("得分", "Score")
    has_failed_critical: bool | None = column("关键项不合格", "A critical question failed")
    note: str | None = column("评语", "Remark")
    created_at: datetime | None = column("评分时间", "Rated at")
    marks: Connection[QualityMark] | None = rows("逐题回答", "Answers", "QualityMark")


@strawberry.type(description=label("质检", "Quality check"))
class QualityCheck(Node):
    agent: Employee | None = column("客服人员", "Agent")
    sheet: QualitySheet | None = column("质检表", "Sheet")
    contact_ref: str | None = column("咨询代号", "Contact")
    contact_on: date | None = column("咨询日期", "Day of the contact")
    channel: str | None = column("渠道", "Channel")
    week: date | None = column("所在周（周一）", "Monday of its week")
    state: QualityCheckState | None = column("状态", "State")
    raters_due: int | None = column("应评人数", "Raters due")
    raters_done: int | None = column("已评人数", "Raters done")
    score: Decimal | None = column("得分", "Score")
    agreement: Decimal | None = column("两人一致率（百分比）", "Agreement of two raters in percent")
    gap: Decimal | None = column("两人分差", "Points between two raters")
    closed_on: date | None = column("出分日期", "Scored on")
    dispute_reason: str | None = column("申诉理由", "Why it is disputed")
    disputed_at: datetime | None = column("申诉时间", "Disputed at")
    decision: str | None = column("裁定说明", "Decision")
    decided_by: Employee | None = column("裁定人", "Decided by")
    decided_at: datetime | None = column("裁定时间", "Decided at")
    version: int | None = column("版本", "Version")
    ratings: Connection[QualityRating] | None = rows(
        "评分，全部评完后可见", "Ratings, once all are in", "QualityRating"
    )


@strawberry.type(description=label("外勤填报", "Report from the field"))
class FieldReport(Node):
    employee: Employee | None = column("员工", "Employee")
    kind: FieldReportKind | None = column("类别", "Kind")
    happened_on: date | None = column("发生日期", "Happened on")
    customer_ref: str | None = column("客户代号", "Customer reference")
    note: str | None = column("说明", "Note")
    amount: Decimal | None = column("成交金额", "Amount")
    is_key: bool | None = column("大客户", "Key customer")
    is_repeat: bool | None = column("复购", "Repeat purchase")
    is_personalised: bool | None = column("个性化方案", "Personalised plan")
    is_success: bool | None = column("成功", "Success")
    followups_due: int | None = column("应随访次数", "Follow-ups due")
    followups_done: int | None = column("已随访次数", "Follow-ups done")
    state: FieldReportState | None = column("状态", "State")
    sent_at: datetime | None = column("提交时间", "Sent at")
    decided_by: Employee | None = column("确认人", "Confirmed by")
    decided_at: datetime | None = column("确认时间", "Decided at")
    decision: str | None = column("答复", "Answer")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("客户评价", "Customer's answer"))
class CustomerAnswer(Node):
    agent: Employee | None = column("客服人员", "Agent")
    received_at: datetime | None = column("收到时间", "Received at")
    kind: FeedbackKind | None = column("类别", "Kind")
    score: int | None = column("满意度评分", "Satisfaction rating")
    is_valid: bool | None = column("计分", "Counts")


@strawberry.type(description=label("评价申诉", "Dispute of an answer"))
class AnswerDispute(Node):
    agent: Employee | None = column("客服人员", "Agent")
    answer: CustomerAnswer | None = column("客户评价", "Customer's answer")
    reason: str | None = column("理由", "Reason")
    state: AnswerDisputeState | None = column("状态", "State")
    decision: str | None = column("裁定说明", "Decision")
    decided_by: Employee | None = column("裁定人", "Decided by")
    decided_at: datetime | None = column("裁定时间", "Decided at")
    reversed_at: datetime | None = column("撤销排除时间", "Reversed at")
    created_at: datetime | None = column("申诉时间", "Disputed at")
    version: int | None = column("版本", "Version")


TYPES = (
    QualityQuestion,
    QualitySheet,
    QualityMark,
    QualityRating,
    QualityCheck,
    FieldReport,
    CustomerAnswer,
    AnswerDispute,
)
define_for(*TYPES)
