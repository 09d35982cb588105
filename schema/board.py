"""What the board of the day shows beside feedback: customers' contacts, and who of them waits."""

from __future__ import annotations

from datetime import datetime

import strawberry

from schema.filters import define_for
from schema.listing import listed
from schema.people import Employee
from schema.planned import Connection, Node, column
from server.kernel.labels import label


@strawberry.type(description=label("客户咨询", "Contact"))
class Contact(Node):
    agent: Employee | None = column("客服人员", "Agent")
    channel: str | None = column("渠道", "Channel")
    opened_at: datetime | None = column("进入时间", "Opened at")
    first_response_at: datetime | None = column("首次人工回复时间", "First human reply at")
    resolved_at: datetime | None = column("解决时间", "Resolved at")
    is_abandoned: bool | None = column("客户放弃", "Abandoned")
    is_waiting: bool | None = column("等待中", "Waiting")


TYPES = (Contact,)
define_for(*TYPES)


@strawberry.type(description=label("今日看板查询", "Questions of the board of the day"))
class BoardQuery:
    contacts: Connection[Contact] = listed("客户咨询", "Customers' contacts", "Contact", search=False)
