"""The types of delivery: receivers, the log without contents, digests, and what the caller chose for themselves."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.call import call
from schema.filters import define_for
from schema.inputs import needed
from schema.listing import listed
from schema.planned import Connection, Node, column
from server.delivery.models import DeliveryChannel, DeliveryState, DigestRhythm
from server.delivery.operations.preferences import Preference, preference_of
from server.kernel.labels import label

strawberry.enum(DeliveryChannel, description=label("送达渠道", "Channel of delivery"))
strawberry.enum(DeliveryState, description=label("送达状态", "State of a delivery"))
strawberry.enum(DigestRhythm, description=label("摘要频率", "Rhythm of a digest"))


@strawberry.type(description=label("通知接口或群机器人", "Webhook or group robot"))
class Webhook(Node):
    channel: DeliveryChannel | None = column("渠道", "Channel")
    name: str | None = column("名称", "Name")
    host: str | None = column("主机", "Host")
    events: str | None = column("事件，空为全部", "Events, all if empty")
    is_active: bool | None = column("是否启用", "Active")
    off_reason: str | None = column("停用原因", "Why it is off")
    both_until: datetime | None = column("旧密钥有效至", "Both secrets until")
    created_at: datetime | None = column("创建时间", "Made at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("送达记录", "Log of a delivery"))
class DeliveryEntry(Node):
    channel: DeliveryChannel | None = column("渠道", "Channel")
    kind: str | None = column("种类", "Kind")
    state: DeliveryState | None = column("状态", "State")
    attempts: int | None = column("尝试次数", "Attempts")
    error: str | None = column("问题", "Trouble")
    webhook: Webhook | None = column("接口", "Webhook")
    created_at: datetime | None = column("创建时间", "Made at")
    next_at: datetime | None = column("下次发送", "Next try")
    sent_at: datetime | None = column("送达时间", "Sent at")


@strawberry.type(description=label("部门摘要", "Digest of a department"))
class DepartmentDigest(Node):
    department_code: str | None = column("部门编码", "Department code")
    department_name: str | None = column("部门", "Department")
    rhythm: DigestRhythm | None = column("频率", "Rhythm")
    weekday: int | None = column("星期几（1 为周一）", "Day of the week, 1 is Monday")
    hour: int | None = column("几点", "Hour")
    webhook: Webhook | None = column("群机器人", "Group's robot")
    is_active: bool | None = column("是否启用", "Active")
    last_on: date | None = column("上次发送日", "Last sent on")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("一类通知的渠道", "Channels of one kind of news"))
class NotificationChoice:
    family: str = needed("种类", "Kind")
    channels: list[DeliveryChannel] = needed("渠道", "Channels")


@strawberry.type(description=label("我的通知方式", "How the caller is notified"))
class NotificationPreference:
    """Quiet hours are minutes of the day."""

    choices: list[NotificationChoice] = needed("各类通知", "Kinds of news")
    quiet_from: int | None = needed("免打扰开始（分钟）", "Quiet from, minutes")
    quiet_to: int | None = needed("免打扰结束（分钟）", "Quiet to, minutes")
    zone: str = needed("时区，空为公司时区", "Time zone, empty for the company's")
    open_channels: list[DeliveryChannel] = needed("可用的渠道", "Channels that work")
    robots: list[DeliveryChannel] = needed("自己的机器人", "Own robots")
    feed_hint: str = needed("日历密钥开头", "Beginning of the calendar's key")
    feed_made_at: datetime | None = needed("日历建立时间", "Calendar made at")
    feed_used_at: datetime | None = needed("日历最近读取", "Calendar last read at")
    version: int = needed("版本，0 为未选过", "Version, 0 if never chosen")


def shown(found: Preference) -> NotificationPreference:
    choices = [
        NotificationChoice(family=each.family, channels=[DeliveryChannel(one) for one in each.channels])
        for each in found.choices
    ]
    return NotificationPreference(
        choices=choices,
        quiet_from=found.quiet_from,
        quiet_to=found.quiet_to,
        zone=found.zone,
        open_channels=list(found.open_channels),
        robots=list(found.robots),
        feed_hint=found.feed_hint,
        feed_made_at=found.feed_made_at,
        feed_used_at=found.feed_used_at,
        version=found.version,
    )


@strawberry.type(description=label("送达查询", "Questions about delivery"))
class DeliveryQuery:
    webhooks: Connection[Webhook] = listed("通知接口", "Webhooks", "Webhook", search=False)
    delivery_entries: Connection[DeliveryEntry] = listed(
        "送达记录", "What was delivered", "DeliveryEntry", search=False
    )
    department_digests: Connection[DepartmentDigest] = listed(
        "部门摘要", "Digests of departments", "DepartmentDigest", search=False
    )

    @strawberry.field(description=label("我的通知方式", "How the caller is notified"))
    async def notification_preference(self, info: strawberry.Info) -> NotificationPreference:
        return shown(await preference_of(call(info).ctx))


TYPES = (Webhook, DeliveryEntry, DepartmentDigest)
define_for(*TYPES)
