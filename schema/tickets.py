"""The types of customers' feedback as it is handled: tickets, answers, history, teams and routing rules."""

from __future__ import annotations

from datetime import datetime

import strawberry

from schema.filters import define_for, rows
from schema.people import Department, Employee, Location
from schema.planned import Connection, Node, column
from server.feedback.models import (
    FeedbackAct,
    FeedbackChannel,
    FeedbackInvalidReason,
    FeedbackSentiment,
    FeedbackState,
    RoutedBy,
    Segment,
)
from server.kernel.labels import label

strawberry.enum(FeedbackAct, description=label("反馈步骤", "Step of a ticket"))
strawberry.enum(FeedbackChannel, description=label("反馈渠道", "Channel of feedback"))
strawberry.enum(FeedbackInvalidReason, description=label("无效原因", "Why feedback does not count"))
strawberry.enum(FeedbackSentiment, description=label("情绪", "Sentiment"))
strawberry.enum(FeedbackState, description=label("反馈状态", "State of feedback"))
strawberry.enum(Segment, description=label("客户分层", "Segment"))
strawberry.enum(RoutedBy, description=label("分派依据", "Why it goes there"))


@strawberry.type(description=label("小组成员", "Member of a team"))
class FeedbackTeamMember(Node):
    employee_code: str | None = column("工号", "Number")
    employee_name: str | None = column("姓名", "Name")
    is_mine: bool | None = column("是本人", "The caller")


@strawberry.type(description=label("反馈小组", "Feedback team"))
class FeedbackTeam(Node):
    code: str | None = column("编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    department: Department | None = column("所属部门", "Department")
    lead_code: str | None = column("组长工号", "Lead's number")
    lead_name: str | None = column("组长", "Lead")
    zone: str | None = column("时区", "Time zone")
    opens_at: int | None = column("上班（分钟）", "Opens, in minutes")
    closes_at: int | None = column("下班（分钟）", "Closes, in minutes")
    workdays: str | None = column("工作日，1 为周一", "Days; 1 is Monday")
    keeps_calendar: bool | None = column("随工作日历", "Keeps the work calendar")
    answer_hours: int | None = column("答复时限（小时）", "Hours to a first answer")
    lead_percent: int | None = column("过去百分之几提醒组长", "Percent of it, then the lead")
    late_hours: int | None = column("超时几小时后上报", "Hours late, then who keeps teams")
    is_fallback: bool | None = column("兜底小组", "Takes the rest")
    is_active: bool | None = column("启用", "Active")
    version: int | None = column("版本", "Version")
    members: Connection[FeedbackTeamMember] | None = rows("成员", "Members", "FeedbackTeamMember")


@strawberry.type(description=label("分派规则", "Routing rule"))
class RoutingRule(Node):
    place: int | None = column("次序", "Place")
    name: str | None = column("名称", "Name")
    topic_code: str | None = column("主题编码", "Topic's code")
    topic_name: str | None = column("主题", "Topic")
    topic_name_en: str | None = column("英文主题", "Topic in English")
    product: str | None = column("产品编码，未登记的为原文", "Product's code; the text of one nobody knows")
    product_name: str | None = column("产品", "Product")
    product_name_en: str | None = column("英文产品名称", "Product in English")
    location: Location | None = column("门店", "Store")
    account: str | None = column("客户账户", "Account")
    segment: Segment | None = column("客户分层", "Segment")
    channel: FeedbackChannel | None = column("渠道", "Channel")
    max_score: int | None = column("评分不高于", "Rating at most")
    team: FeedbackTeam | None = column("小组", "Team")
    employee_code: str | None = column("处理人工号", "Person's number")
    employee_name: str | None = column("处理人", "Person")
    is_active: bool | None = column("启用", "Active")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("答复", "Answer to a customer"))
class FeedbackReply(Node):
    author_name: str | None = column("答复人", "Author")
    text: str | None = column("答复", "Answer")
    script: str | None = column("所用话术", "Script")
    sent_at: datetime | None = column("答复时间", "Answered at")


@strawberry.type(description=label("反馈历史", "Step in a ticket's history"))
class FeedbackEvent(Node):
    act: FeedbackAct | None = column("事项", "What happened")
    actor_name: str | None = column("办理人", "By")
    target: str | None = column("对象", "To whom")
    note: str | None = column("说明", "Note")
    at: datetime | None = column("时间", "At")


@strawberry.type(description=label("客户反馈", "Customer feedback"))
class CustomerFeedback(Node):
    channel: FeedbackChannel | None = column("渠道", "Channel")
    customer_ref: str | None = column("客户代号", "Customer reference")
    order_ref: str | None = column("订单代号", "Order reference")
    product: str | None = column("产品编码，未登记的为原文", "Product's code; the text of one nobody knows")
    product_name: str | None = column("产品", "Product")
    product_name_en: str | None = column("英文产品名称", "Product in English")
    agent: Employee | None = column("所评员工", "Whom it is about")
    agent_name: str | None = column("所评员工姓名", "Name of whom it is about")
    department: Department | None = column("所评部门", "Department it is about")
    handler_department: Department | None = column("处理部门", "Department that handles it")
    location: Location | None = column("门店", "Store")
    account: str | None = column("客户账户", "Account")
    segment: Segment | None = column("来时的客户分层", "Segment on that day")
    score: int | None = column("满意度评分", "Rating")
    text: str | None = column("原话", "What the customer said")
    text_lang: str | None = column("语言", "Language")
    topic_code: str | None = column("主题编码", "Topic's code")
    topic_name: str | None = column("主题", "Topic")
    topic_name_en: str | None = column("英文主题", "Topic in English")
    sentiment: FeedbackSentiment | None = column("情绪", "Sentiment")
    received_at: datetime | None = column("收到时间", "Received at")
    zone: str | None = column("时区", "Time zone")
    state: FeedbackState | None = column("状态", "State")
    invalid_reason: FeedbackInvalidReason | None = column("无效原因", "Why it does not count")
    routed_by: RoutedBy | None = column("分派依据", "Why it goes there")
    routed_rule: str | None = column("所用规则，按当时", "Rule, as it was then")
    routed_for: str | None = column("规则所问的条件", "What the rule asked, by name")
    team: FeedbackTeam | None = column("小组", "Team")
    assignee: Employee | None = column("处理人", "Handled by")
    assignee_name: str | None = column("处理人姓名", "Name of who handles it")
    is_mine: bool | None = column("转给我或我的小组", "Routed to the caller or their team")
    claimed_at: datetime | None = column("认领时间", "Claimed at")
    due_at: datetime | None = column("应答期限", "Answer due")
    paused_at: datetime | None = column("暂停时间", "On hold since")
    paused_ms: int | None = column("累计暂停毫秒", "On hold so far, ms")
    pause_reason: str | None = column("暂停原因", "Why it is on hold")
    first_response_at: datetime | None = column("首次答复时间", "First answer at")
    resolved_at: datetime | None = column("解决时间", "Resolved at")
    resolution: str | None = column("处理结果", "Outcome")
    reopened_count: int | None = column("重开次数", "Times reopened")
    is_breached: bool | None = column("超时", "Late")
    escalation: int | None = column("升级级别", "Escalation level")
    has_answer_page: bool | None = column("客户可看答复", "The guest can read answers")
    version: int | None = column("版本", "Version")
    replies: Connection[FeedbackReply] | None = rows("答复", "Answers", "FeedbackReply")
    events: Connection[FeedbackEvent] | None = rows("历史", "History", "FeedbackEvent")


@strawberry.type(description=label("分派预览", "Where feedback would go"))
class RoutingPreview:
    by: RoutedBy = strawberry.field(description=label("依据", "Why"))
    rule_id: strawberry.ID | None = strawberry.field(description=label("规则编号", "Rule"))
    rule_name: str = strawberry.field(description=label("规则", "Rule's name"))
    team_name: str = strawberry.field(description=label("小组", "Team"))
    person_name: str = strawberry.field(description=label("处理人", "Person"))


TYPES = (FeedbackTeamMember, FeedbackTeam, RoutingRule, FeedbackReply, FeedbackEvent, CustomerFeedback)
define_for(*TYPES)
