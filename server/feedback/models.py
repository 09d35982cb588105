"""Tables of the customer domain. A customer is a neutral reference, never a name; money counts minor units."""

from __future__ import annotations

from enum import StrEnum

from server.feedback.account_models import AccountNeed, AccountPerson, AccountSegment, Segment
from server.feedback.dispute_models import AnswerDispute, AnswerDisputeState
from server.feedback.intake_models import (
    AgentNickname,
    FeedbackLink,
    FeedbackLinkKind,
    IntakeWindow,
    RatingRequest,
)
from server.feedback.product_models import Product, ProductState, ProductText
from server.feedback.script_models import Script, ScriptState
from server.feedback.ticket_models import (
    FeedbackAct,
    FeedbackChannel,
    FeedbackEvent,
    FeedbackInvalidReason,
    FeedbackReply,
    FeedbackSentiment,
    FeedbackState,
    FeedbackTeam,
    FeedbackTeamMember,
    FeedbackTicket,
    RoutedBy,
    RoutingRule,
)
from server.feedback.topic_models import ClusterState, FeedbackCluster, FeedbackHeap, FeedbackTopic, Suggests
from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Choice, Day, Flag, Instant, Int, Minor, Ref, Text

CUSTOMER = label("客户代号", "Customer reference")
AGENT = label("客服人员", "Agent")


class Channel(StrEnum):
    PHONE = "PHONE"
    CHAT = "CHAT"
    EMAIL = "EMAIL"
    STORE = "STORE"
    APP = "APP"


class FeedbackKind(StrEnum):
    SURVEY = "SURVEY"
    COMPLAINT = "COMPLAINT"
    SUGGESTION = "SUGGESTION"
    PRAISE = "PRAISE"


class Contact(Event):
    """A customer getting in touch; waiting and handling count milliseconds.

    `is_resolved_first` is unknown until it is clear whether the customer came back with the same matter.
    """

    customer_ref = Text(64, description=CUSTOMER)
    agent = Ref("Employee", null=True, description=AGENT)
    channel = Choice(Channel, default=Channel.CHAT, description=label("渠道", "Channel"))
    opened_at = Instant(description=label("进入时间", "Opened at"))
    answered_at = Instant(null=True, description=label("应答时间", "Answered at"))
    first_response_at = Instant(null=True, description=label("首次人工回复时间", "First human reply at"))
    resolved_at = Instant(null=True, description=label("解决时间", "Resolved at"))
    wait_ms = Minor(default=0, description=label("等待毫秒数", "Waiting time in milliseconds"))
    handle_ms = Minor(default=0, description=label("处理毫秒数", "Handling time in milliseconds"))
    is_abandoned = Flag(default=False, description=label("客户放弃", "Abandoned"))
    is_short_abandon = Flag(default=False, description=label("短时放弃", "Abandoned at once"))
    is_resolved_first = Flag(null=True, description=label("一次解决", "Solved at first contact"))
    is_transferred = Flag(default=False, description=label("被转接", "Transferred"))
    is_reopened = Flag(default=False, description=label("被重开", "Reopened"))
    is_valid = Flag(default=True, description=label("有效", "Valid"))

    class Meta:
        table = "contact"
        indexes = (("opened_at",), ("agent_id", "opened_at"), ("customer_ref",), ("source_key",))


class MessageTurn(Event):
    """A customer's message and the human reply to it."""

    contact_ref = Text(128, null=True, description=label("咨询代号", "Contact reference"))
    agent = Ref("Employee", null=True, description=AGENT)
    asked_at = Instant(description=label("客户发言时间", "Asked at"))
    replied_at = Instant(null=True, description=label("回复时间", "Replied at"))

    class Meta:
        table = "message_turn"
        indexes = (("asked_at",), ("agent_id", "asked_at"), ("source_key",))


class CustomerFeedback(Event):
    """What a customer said of us; `score` runs 1-5, `nps` 0-10, `effort` 1-7."""

    customer_ref = Text(64, null=True, description=CUSTOMER)
    agent = Ref("Employee", null=True, description=AGENT)
    received_at = Instant(description=label("收到时间", "Received at"))
    kind = Choice(FeedbackKind, default=FeedbackKind.SURVEY, description=label("类别", "Kind"))
    is_valid = Flag(default=True, description=label("有效", "Valid"))
    score = Int(null=True, description=label("满意度评分", "Satisfaction rating"))
    nps = Int(null=True, description=label("推荐意愿评分", "Recommendation rating"))
    effort = Int(null=True, description=label("费力度评分", "Effort rating"))
    first_response_at = Instant(null=True, description=label("首次响应时间", "First response at"))
    closed_at = Instant(null=True, description=label("关闭时间", "Closed at"))
    has_led_to_action = Flag(default=False, description=label("形成改进", "Led to an improvement"))

    class Meta:
        table = "customer_feedback"
        indexes = (("received_at",), ("agent_id", "received_at"), ("source_key",))


class Consult(Event):
    """A customer's day of asking before buying; `paid_on` is when it became an order."""

    customer_ref = Text(64, description=CUSTOMER)
    agent = Ref("Employee", null=True, description=AGENT)
    consulted_on = Day(description=label("咨询日期", "Consulted on"))
    paid_on = Day(null=True, description=label("付款日期", "Paid on"))
    order_ref = Text(128, null=True, description=label("订单代号", "Order reference"))

    class Meta:
        table = "consult"
        indexes = (("consulted_on",), ("agent_id", "consulted_on"), ("source_key",))


class SalesOrder(Event):
    """A paid order; `is_repeat` says that the customer had bought before."""

    customer_ref = Text(64, description=CUSTOMER)
    agent = Ref("Employee", null=True, description=AGENT)
    paid_on = Day(description=label("付款日期", "Paid on"))
    amount = Minor(default=0, description=label("成交金额", "Amount"))
    refunded = Minor(default=0, description=label("退款金额", "Refunded"))
    segment = Choice(Segment, default=Segment.SMALL, description=label("客户分层", "Segment"))
    is_repeat = Flag(default=False, description=label("复购", "Repeat purchase"))
    is_personalised = Flag(default=False, description=label("个性化方案", "Personalised plan"))

    class Meta:
        table = "sales_order"
        indexes = (("paid_on",), ("agent_id", "paid_on"), ("customer_ref",), ("source_key",))


class CustomerAccount(Event):
    """A customer relationship; `ended_on` is its last day. `name` is a firm's or a neutral one, never a person's."""

    code = Text(64, null=True, description=label("客户编码", "Account code"))
    name = Text(80, null=True, description=label("客户名称", "Account name"))
    customer_ref = Text(64, null=True, description=CUSTOMER)
    agent = Ref("Employee", null=True, description=AGENT)
    segment = Choice(Segment, default=Segment.SMALL, description=label("客户分层", "Segment"))
    started_on = Day(description=label("开户日期", "Started on"))
    ended_on = Day(null=True, description=label("流失日期", "Ended on"))

    class Meta:
        table = "customer_account"
        indexes = (("started_on",), ("ended_on",), ("customer_ref",), ("source_key",))


class ServiceCase(Event):
    """A closed case of service for a key or premium customer, with the follow-ups it called for."""

    customer_ref = Text(64, null=True, description=CUSTOMER)
    agent = Ref("Employee", null=True, description=AGENT)
    closed_on = Day(description=label("结案日期", "Closed on"))
    is_success = Flag(default=False, description=label("成功", "Success"))
    followups_due = Int(default=0, description=label("应随访次数", "Follow-ups due"))
    followups_done = Int(default=0, description=label("已随访次数", "Follow-ups done"))

    class Meta:
        table = "service_case"
        indexes = (("closed_on",), ("agent_id", "closed_on"), ("customer_ref",), ("source_key",))


__all__ = [
    "AccountNeed",
    "AccountPerson",
    "AccountSegment",
    "AgentNickname",
    "AnswerDispute",
    "AnswerDisputeState",
    "Channel",
    "ClusterState",
    "Consult",
    "Contact",
    "CustomerAccount",
    "CustomerFeedback",
    "FeedbackAct",
    "FeedbackChannel",
    "FeedbackCluster",
    "FeedbackEvent",
    "FeedbackHeap",
    "FeedbackInvalidReason",
    "FeedbackKind",
    "FeedbackLink",
    "FeedbackLinkKind",
    "FeedbackReply",
    "FeedbackSentiment",
    "FeedbackState",
    "FeedbackTeam",
    "FeedbackTeamMember",
    "FeedbackTicket",
    "FeedbackTopic",
    "IntakeWindow",
    "MessageTurn",
    "Product",
    "ProductState",
    "ProductText",
    "RatingRequest",
    "RoutedBy",
    "RoutingRule",
    "SalesOrder",
    "Script",
    "ScriptState",
    "Segment",
    "ServiceCase",
    "Suggests",
]
