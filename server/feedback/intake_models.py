"""Tables of intake: links by which customers speak to us, how often somebody knocked, agents as shops call them."""

from __future__ import annotations

from enum import StrEnum

from server.feedback.ticket_models import FeedbackChannel
from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Flag, Instant, Int, Ref, Text


class FeedbackLinkKind(StrEnum):
    """Whom or what a link asks about."""

    STORE = "STORE"
    AGENT = "AGENT"
    DEPARTMENT = "DEPARTMENT"
    WARD = "WARD"


class FeedbackLink(Row):
    """An address without an account by which customers speak; who holds `token` may send, and read nothing.

    A link of an agent speaks of `employee`; a ward is a department and its sign (`place`), with the doctor if named.
    """

    code = Text(40, unique=True, description=label("编码", "Code"))
    title = Text(80, description=label("名称", "Name"))
    title_en = Text(80, default="", description=label("英文名称", "Name in English"))
    kind = Choice(FeedbackLinkKind, description=label("类别", "Kind"))
    employee = Ref("Employee", null=True, description=label("员工", "Employee"))
    department = Ref("Department", null=True, description=label("部门", "Department"))
    location = Ref("Location", null=True, description=label("门店", "Store"))
    place = Text(80, default="", description=label("位置", "Place"))
    product = Text(64, default="", description=label("产品", "Product"))
    channel = Choice(FeedbackChannel, default=FeedbackChannel.LINK, description=label("渠道", "Channel"))
    languages = Text(16, default="zh,en", description=label("语言", "Languages"))
    is_active = Flag(default=True, description=label("启用", "Active"))
    token = Text(40, unique=True, description=label("链接密钥", "Token of the address"))

    class Meta:
        table = "feedback_link"
        indexes = (("kind", "is_active"),)


class IntakeWindow(Row):
    """How often one network, or one link, sent within a few minutes; `key` is a digest, never an address."""

    key = Text(64, unique=True, description=label("摘要", "Digest"))
    begins_at = Instant(description=label("开始时间", "Begins at"))
    count = Int(default=0, description=label("次数", "Count"))

    class Meta:
        table = "intake_window"
        indexes = (("begins_at",),)


class RatingRequest(Row):
    """A customer asked how a case was; the address is known by `digest`, and takes one answer until it expires."""

    case_key = Text(160, unique=True, description=label("个案标识", "Key of the case"))
    digest = Text(64, unique=True, description=label("密钥摘要", "Digest of the key"))
    customer_ref = Text(64, default="", description=label("客户代号", "Customer reference"))
    order_ref = Text(128, null=True, description=label("订单代号", "Order reference"))
    product = Text(80, default="", description=label("产品", "Product"))
    agent = Ref("Employee", null=True, description=label("员工", "Employee"))
    department = Ref("Department", null=True, description=label("部门", "Department"))
    location = Ref("Location", null=True, description=label("门店", "Store"))
    asked_at = Instant(description=label("邀请时间", "Asked at"))
    expires_at = Instant(description=label("失效时间", "Open until"))
    answered_at = Instant(null=True, description=label("评价时间", "Answered at"))

    class Meta:
        table = "rating_request"


class AgentNickname(Row):
    """What a shop's system calls somebody of ours, so that its exports find them; remembered by source."""

    source = Text(64, description=label("来源", "Source"))
    nickname = Text(64, description=label("客服昵称", "Nickname"))
    employee = Ref("Employee", description=label("员工", "Employee"))

    class Meta:
        table = "agent_nickname"
        unique_together = (("source", "nickname"),)
