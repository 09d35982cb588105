"""The types of intake: links by which customers speak, and the names that shops have for our people."""

from __future__ import annotations

from datetime import datetime

import strawberry

import schema.tickets  # noqa: F401 (labels the channels)
from schema.filters import define_for
from schema.judged_queries import ONE, listed, root
from schema.people import Department, Employee, Location
from schema.planned import Connection, Node, column
from server.feedback.models import FeedbackChannel, FeedbackLinkKind
from server.kernel.labels import label

strawberry.enum(FeedbackLinkKind, description=label("反馈链接类别", "Kind of link"))


@strawberry.type(description=label("反馈链接", "Link for feedback"))
class FeedbackLink(Node):
    code: str | None = column("编码", "Code")
    title: str | None = column("名称", "Name")
    title_en: str | None = column("英文名称", "Name in English")
    kind: FeedbackLinkKind | None = column("类别", "Kind")
    employee: Employee | None = column("员工", "Employee")
    department: Department | None = column("部门", "Department")
    location: Location | None = column("门店", "Store")
    place: str | None = column("位置", "Place")
    product: str | None = column("产品", "Product")
    channel: FeedbackChannel | None = column("渠道", "Channel")
    languages: str | None = column("语言", "Languages")
    is_active: bool | None = column("启用", "Active")
    token: str | None = column("链接密钥", "Token of the address")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("客服昵称", "Nickname of an agent"))
class AgentNickname(Node):
    source: str | None = column("来源", "Source")
    nickname: str | None = column("昵称", "Nickname")
    employee: Employee | None = column("员工", "Employee")


@strawberry.type(description=label("评价地址", "Address of a rating"))
class RatingAddress:
    path: str = strawberry.field(description=label("地址，只给这位客户", "Path, for this customer alone"))
    expires_at: datetime = strawberry.field(description=label("失效时间", "Open until"))


TYPES = (FeedbackLink, AgentNickname)
define_for(*TYPES)


@strawberry.type(description=label("反馈收集查询", "Questions about intake"))
class IntakeQuery:
    feedback_links: Connection[FeedbackLink] = listed("反馈链接", "Links for feedback", "FeedbackLink")
    feedback_link: FeedbackLink | None = root("一个反馈链接", "One link", ONE)
    agent_nicknames: Connection[AgentNickname] = listed("客服昵称", "Nicknames of agents", "AgentNickname")
