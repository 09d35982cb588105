"""Tables of what is done with customers' feedback: teams, routing rules, the ticket with its clock, answers, history.

The ticket is how one piece of feedback is handled; what figures count is the fact of the same key (models.py).
"""

from __future__ import annotations

from enum import StrEnum

from server.feedback.account_models import Segment
from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Minor, Ref, Text

TEAM = label("反馈小组", "Feedback team")


class FeedbackChannel(StrEnum):
    """How feedback reached us. LINK: a survey link or QR code; RATING: one tap after a service."""

    LINK = "LINK"
    RATING = "RATING"
    PHONE = "PHONE"
    CHAT = "CHAT"
    EMAIL = "EMAIL"
    IMPORT = "IMPORT"
    API = "API"


class FeedbackState(StrEnum):
    """RECEIVED: nobody is named yet; ROUTED: a team or a person is; RESPONDED: the customer has had an answer."""

    RECEIVED = "RECEIVED"
    INVALID = "INVALID"
    ROUTED = "ROUTED"
    RESPONDED = "RESPONDED"
    RESOLVED = "RESOLVED"
    CLOSED = "CLOSED"


class FeedbackInvalidReason(StrEnum):
    """AUTOMATIC: sent faster than a person can; WITHDRAWN: the file it came with was taken back."""

    DUPLICATE = "DUPLICATE"
    EMPTY = "EMPTY"
    TEST = "TEST"
    AUTOMATIC = "AUTOMATIC"
    WITHDRAWN = "WITHDRAWN"


class FeedbackSentiment(StrEnum):
    POSITIVE = "POSITIVE"
    NEUTRAL = "NEUTRAL"
    NEGATIVE = "NEGATIVE"


class FeedbackAct(StrEnum):
    """What happened to a ticket."""

    RECEIVED = "RECEIVED"
    INVALIDATED = "INVALIDATED"
    VALIDATED = "VALIDATED"
    ROUTED = "ROUTED"
    CLAIMED = "CLAIMED"
    RELEASED = "RELEASED"
    ASSIGNED = "ASSIGNED"
    ANSWERED = "ANSWERED"
    PAUSED = "PAUSED"
    RESUMED = "RESUMED"
    RESOLVED = "RESOLVED"
    REOPENED = "REOPENED"
    CLOSED = "CLOSED"
    ESCALATED = "ESCALATED"
    BREACHED = "BREACHED"
    RATING_ASKED = "RATING_ASKED"


class RoutedBy(StrEnum):
    """Why feedback goes where it goes: a rule, the team of the department it is about, the team that takes the rest."""

    RULE = "RULE"
    DEPARTMENT = "DEPARTMENT"
    FALLBACK = "FALLBACK"
    NOBODY = "NOBODY"


# --- Who handles what ---


class FeedbackTeam(Row):
    """A group that answers customers; the fallback team takes what no rule catches.

    With `opens_at` and `closes_at` (minutes of its day) and `workdays` ("12345") its clock runs in those hours only;
    without them it runs day and night. What it leaves open of its promise is as the company has it.
    """

    code = Text(32, unique=True, description=label("编码", "Code"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    department = Ref("Department", null=True, description=label("所属部门", "Department"))
    lead = Ref("Employee", null=True, description=label("组长", "Lead"))
    zone = Text(64, default="", description=label("时区", "Time zone"))
    opens_at = Int(null=True, description=label("上班（分钟）", "Opens at, in minutes"))
    closes_at = Int(null=True, description=label("下班（分钟）", "Closes at, in minutes"))
    workdays = Text(7, default="1234567", description=label("工作日", "Days of the week"))
    keeps_calendar = Flag(
        default=True, db_default=True, description=label("随工作日历", "Keeps the work calendar")
    )
    answer_hours = Int(null=True, description=label("首次答复时限（小时）", "Hours to a first answer"))
    lead_percent = Int(
        null=True, description=label("时间过去百分之几提醒组长", "Percent of it, then the lead")
    )
    late_hours = Int(null=True, description=label("超时几小时后上报", "Hours late, then who keeps teams"))
    is_fallback = Flag(default=False, description=label("兜底小组", "Takes the rest"))
    is_active = Flag(default=True, description=label("启用", "Active"))

    class Meta:
        table = "feedback_team"


class FeedbackTeamMember(Row):
    """Somebody's time in a team: from the first day until before the last."""

    team = Ref("FeedbackTeam", description=TEAM)
    employee = Ref("Employee", description=label("员工", "Employee"))
    valid_from = Day(description=label("加入日期", "Member from"))
    valid_to = Day(null=True, description=label("退出日期", "Member until"))

    class Meta:
        table = "feedback_team_member"
        indexes = (("employee_id", "team_id"),)


class RoutingRule(Row):
    """Where feedback goes that fits every condition named; rules are asked in the order of their places."""

    place = Int(description=label("次序", "Place"))
    name = Text(64, default="", description=label("名称", "Name"))
    topic = Ref("FeedbackTopic", null=True, description=label("主题", "Topic"))
    product = Text(80, null=True, description=label("产品", "Product"))
    location = Ref("Location", null=True, description=label("门店", "Store"))
    account = Text(64, null=True, description=label("客户账户", "Account"))
    segment = Choice(Segment, null=True, description=label("客户分层", "Segment"))
    channel = Choice(FeedbackChannel, null=True, description=label("渠道", "Channel"))
    max_score = Int(null=True, description=label("评分不高于", "Rating at most"))
    team = Ref("FeedbackTeam", null=True, description=TEAM)
    employee = Ref("Employee", null=True, description=label("处理人", "Person"))
    is_active = Flag(default=True, description=label("启用", "Active"))

    class Meta:
        table = "routing_rule"
        indexes = (("place",),)


# --- The ticket ---


class FeedbackTicket(Row):
    """One piece of feedback on its way to an answer.

    `product` is a code where the text means one we know, else the text as given. `segment` is the customer's on the day
    it came in; `routed_rule` and `routed_for` (names of conditions) tell the rule as it was then.
    `due_at` is the promise as it stands: taking up a paused clock moves it. `department` is where the person it is
    about works, `handler_department` where the team belongs that handles it.
    """

    answer_key = Text(128, unique=True, description=label("事实编号", "Key of the fact"))
    channel = Choice(FeedbackChannel, description=label("渠道", "Channel"))
    customer_ref = Text(64, default="", description=label("客户代号", "Customer reference"))
    order_ref = Text(128, null=True, description=label("订单代号", "Order reference"))
    product = Text(80, default="", description=label("产品", "Product"))
    agent = Ref("Employee", null=True, description=label("所评员工", "Whom it is about"))
    department = Ref("Department", null=True, description=label("所评部门", "Department it is about"))
    handler_department = Ref(
        "Department", null=True, description=label("处理部门", "Department that handles it")
    )
    location = Ref("Location", null=True, description=label("门店", "Store"))
    account = Text(64, null=True, description=label("客户账户", "Account"))
    segment = Choice(Segment, null=True, description=label("客户分层", "Segment"))
    score = Int(null=True, description=label("满意度评分", "Satisfaction rating"))
    text = LongText(default="", description=label("原话", "What the customer said"))
    text_lang = Text(8, default="", description=label("语言", "Language"))
    topic = Ref("FeedbackTopic", null=True, description=label("主题", "Topic"))
    heap = Ref("FeedbackHeap", null=True, description=label("未归类问题", "Heap without a topic"))
    sentiment = Choice(FeedbackSentiment, null=True, description=label("情绪", "Sentiment"))
    received_at = Instant(description=label("收到时间", "Received at"))
    zone = Text(64, default="", description=label("时区", "Time zone"))
    state = Choice(FeedbackState, default=FeedbackState.RECEIVED, description=label("状态", "State"))
    invalid_reason = Choice(
        FeedbackInvalidReason, null=True, description=label("无效原因", "Why it is not valid")
    )
    routed_by = Choice(RoutedBy, null=True, description=label("分派依据", "Why it goes there"))
    routed_rule = Text(80, default="", db_default="", description=label("所用规则", "Rule as it was"))
    routed_for = Text(120, default="", db_default="", description=label("规则所问", "What the rule asked"))
    team = Ref("FeedbackTeam", null=True, description=TEAM)
    assignee = Ref("Employee", null=True, description=label("处理人", "Handled by"))
    claimed_at = Instant(null=True, description=label("认领时间", "Claimed at"))
    due_at = Instant(null=True, description=label("应答期限", "Answer due"))
    paused_at = Instant(null=True, description=label("暂停时间", "Paused at"))
    paused_ms = Minor(default=0, description=label("累计暂停毫秒", "Paused so far, in milliseconds"))
    pause_reason = Text(300, default="", description=label("暂停原因", "Why it is paused"))
    first_response_at = Instant(null=True, description=label("首次答复时间", "First answer at"))
    resolved_at = Instant(null=True, description=label("解决时间", "Resolved at"))
    resolution = Text(500, default="", description=label("处理结果", "Outcome"))
    reopened_count = Int(default=0, description=label("重开次数", "Times reopened"))
    is_breached = Flag(default=False, description=label("超时", "Late"))
    escalation = Int(default=0, description=label("升级级别", "Escalation level"))
    answer_digest = Text(
        64, null=True, description=label("答复页密钥摘要", "Digest of the key to the guest's answers")
    )

    class Meta:
        table = "feedback_ticket"
        indexes = (
            ("received_at",),
            ("state", "due_at"),
            ("team_id", "state", "due_at"),
            ("assignee_id", "state"),
            ("agent_id", "received_at"),
            ("topic_id", "received_at", "sentiment", "state"),
            ("resolved_at",),
            ("customer_ref",),
            ("answer_digest",),
            ("heap_id",),
            ("product",),
        )


class FeedbackReply(Row):
    """What a customer was told; `script` names the template it began from, as `code/revision`."""

    ticket = Ref("FeedbackTicket", description=label("反馈", "Feedback"))
    author = Ref("Employee", null=True, description=label("答复人", "Author"))
    text = LongText(description=label("答复", "Answer"))
    script = Text(80, null=True, description=label("所用话术", "Script"))
    sent_at = Instant(description=label("答复时间", "Answered at"))

    class Meta:
        table = "feedback_reply"


class FeedbackEvent(Row):
    """One step of a ticket's history."""

    ticket = Ref("FeedbackTicket", description=label("反馈", "Feedback"))
    act = Choice(FeedbackAct, description=label("事项", "What happened"))
    actor = Ref("Employee", null=True, description=label("办理人", "By"))
    target = Text(128, default="", description=label("对象", "To whom"))
    note = Text(500, default="", description=label("说明", "Note"))
    at = Instant(description=label("时间", "At"))

    class Meta:
        table = "feedback_event"
