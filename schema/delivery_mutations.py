"""The mutations of delivery: receivers, digests, resending, and what the caller chooses for themselves."""

from __future__ import annotations

import strawberry

from schema.admin_mutations import OneInput
from schema.call import call, changed
from schema.delivery import (
    DeliveryEntry,
    DepartmentDigest,
    NotificationPreference,
    Webhook,
    shown,
)
from schema.inputs import Once, given, needed, optional
from server.catalog.delivery import reader_of
from server.delivery.models import DeliveryChannel, DigestRhythm
from server.delivery.operations import department_digests, endpoints, feeds, preferences
from server.delivery.post import Outcome
from server.kernel.labels import label


@strawberry.input(description=label("新建通知接口", "New webhook"))
class CreateWebhookInput:
    channel: DeliveryChannel = needed("渠道", "Channel")
    name: str = needed("名称", "Name")
    address: str = needed("地址", "Address")
    secret: str | None = optional("密钥", "Secret")
    events: list[str] | None = optional("事件，空为全部", "Events, all if none")


@strawberry.input(description=label("修改通知接口", "Change of a webhook"))
class UpdateWebhookInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    name: str | None = optional("名称", "Name")
    address: str | None = optional("新地址", "New address")
    secret: str | None = optional("新密钥", "New secret")
    events: list[str] | None = optional("事件，空为全部", "Events, all if none")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("启停通知接口", "Switching a webhook"))
class SwitchWebhookInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    is_active: bool = needed("是否启用", "Active")


@strawberry.input(description=label("设置部门摘要", "Setting a digest"))
class SaveDepartmentDigestInput(Once):
    department_code: str = needed("部门编码", "Department code")
    rhythm: DigestRhythm = needed("频率", "Rhythm")
    weekday: int | None = optional("星期几（1 为周一）", "Day of the week, 1 is Monday")
    hour: int | None = optional("几点", "Hour")
    webhook_id: strawberry.ID | None = optional("群机器人", "Group's robot")
    is_active: bool | None = optional("是否启用", "Active")


@strawberry.input(description=label("一类通知的渠道", "Channels of one kind of news"))
class NotificationChoiceInput:
    family: str = needed("种类", "Kind")
    channels: list[DeliveryChannel] = needed("渠道", "Channels")


@strawberry.input(description=label("选择通知方式", "Choosing how to be notified"))
class SaveNotificationPreferenceInput(Once):
    choices: list[NotificationChoiceInput] = needed("各类通知", "Kinds of news")
    quiet_from: int | None = optional("免打扰开始（分钟）", "Quiet from, minutes")
    quiet_to: int | None = optional("免打扰结束（分钟）", "Quiet to, minutes")
    zone: str | None = optional("时区", "Time zone")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("自己的机器人", "Own robot"))
class SaveOwnRobotInput(Once):
    channel: DeliveryChannel = needed("渠道", "Channel")
    address: str = needed("机器人地址", "Robot's address")
    secret: str | None = optional("密钥", "Secret")


@strawberry.input(description=label("一个渠道", "One channel"))
class OneChannelInput(Once):
    channel: DeliveryChannel = needed("渠道", "Channel")


@strawberry.type(description=label("接口与密钥", "Webhook and secret"))
class WebhookSecret:
    webhook_id: strawberry.Private[str]
    secret: str = needed("密钥，只显示这一次", "The secret, shown this once")

    @strawberry.field(description=label("接口", "Webhook"))
    async def webhook(self, info: strawberry.Info) -> Webhook | None:
        found: Webhook | None = await changed(info, "Webhook", self.webhook_id)
        return found


@strawberry.type(description=label("测试结果", "How a test went"))
class DeliveryTest:
    is_received: bool = needed("是否送达", "Whether it arrived")
    trouble: str = needed("问题", "Trouble")


@strawberry.type(description=label("日历密钥", "Key of a calendar"))
class CalendarKey:
    path: str = needed("日历地址，只显示这一次", "The calendar's path, shown this once")


def tried(found: Outcome) -> DeliveryTest:
    return DeliveryTest(is_received=found.arrived, trouble=found.trouble)


async def mine(info: strawberry.Info) -> NotificationPreference:
    return shown(await preferences.preference_of(call(info).ctx))


@strawberry.type(description=label("送达操作", "Acts of delivery"))
class DeliveryMutation:
    @strawberry.mutation(description=label("新建通知接口", "Make a webhook"))
    async def create_webhook(self, info: strawberry.Info, input: CreateWebhookInput) -> WebhookSecret:
        values = given(input)
        values["events"] = tuple(values.get("events", ()))
        row_id, secret = await endpoints.create_webhook(call(info).ctx, **values)
        return WebhookSecret(webhook_id=row_id, secret=secret)

    @strawberry.mutation(description=label("修改通知接口", "Change a webhook"))
    async def update_webhook(self, info: strawberry.Info, input: UpdateWebhookInput) -> Webhook | None:
        row: Webhook | None = await changed(
            info, "Webhook", await endpoints.update_webhook(call(info).ctx, **given(input))
        )
        return row

    @strawberry.mutation(description=label("更换密钥", "Rotate a secret"))
    async def rotate_webhook_secret(self, info: strawberry.Info, input: OneInput) -> WebhookSecret:
        here = call(info)
        row_id, secret = await endpoints.rotate_webhook_secret(here.ctx, id=str(input.id), moment=here.moment)
        return WebhookSecret(webhook_id=row_id, secret=secret)

    @strawberry.mutation(description=label("启停通知接口", "Switch a webhook"))
    async def switch_webhook(self, info: strawberry.Info, input: SwitchWebhookInput) -> Webhook | None:
        row: Webhook | None = await changed(
            info, "Webhook", await endpoints.switch_webhook(call(info).ctx, **given(input))
        )
        return row

    @strawberry.mutation(description=label("发送测试消息", "Send a test"))
    async def test_webhook(self, info: strawberry.Info, input: OneInput) -> DeliveryTest:
        here = call(info)
        return tried(await endpoints.try_webhook(here.ctx, id=str(input.id), moment=here.moment))

    @strawberry.mutation(description=label("重发", "Send again"))
    async def resend_delivery_entry(self, info: strawberry.Info, input: OneInput) -> DeliveryEntry | None:
        row_id = await endpoints.resend_delivery_entry(call(info).ctx, **given(input))
        row: DeliveryEntry | None = await changed(info, "DeliveryEntry", row_id)
        return row

    @strawberry.mutation(description=label("设置部门摘要", "Set a digest"))
    async def save_department_digest(
        self, info: strawberry.Info, input: SaveDepartmentDigestInput
    ) -> DepartmentDigest | None:
        row_id = await department_digests.save_department_digest(call(info).ctx, **given(input))
        row: DepartmentDigest | None = await changed(info, "DepartmentDigest", row_id)
        return row

    @strawberry.mutation(description=label("选择通知方式", "Choose how to be notified"))
    async def save_notification_preference(
        self, info: strawberry.Info, input: SaveNotificationPreferenceInput
    ) -> NotificationPreference:
        values = given(input)
        values["choices"] = [
            preferences.Choice(each.family, tuple(str(one) for one in each.channels))
            for each in input.choices
        ]
        await preferences.save_notification_preference(call(info).ctx, **values)
        return await mine(info)

    @strawberry.mutation(description=label("设置自己的机器人", "Set an own robot"))
    async def save_own_robot(self, info: strawberry.Info, input: SaveOwnRobotInput) -> NotificationPreference:
        await preferences.save_own_robot(call(info).ctx, **given(input))
        return await mine(info)

    @strawberry.mutation(description=label("移除自己的机器人", "Remove an own robot"))
    async def remove_own_robot(self, info: strawberry.Info, input: OneChannelInput) -> NotificationPreference:
        await preferences.remove_own_robot(call(info).ctx, **given(input))
        return await mine(info)

    @strawberry.mutation(description=label("给自己发测试消息", "Send oneself a test"))
    async def test_own_channel(self, info: strawberry.Info, input: OneChannelInput) -> DeliveryTest:
        here = call(info)
        found = await preferences.try_own_channel(
            here.ctx, channel=input.channel, moment=here.moment, known=reader_of
        )
        return tried(found)

    @strawberry.mutation(description=label("建立日历地址", "Make a calendar's address"))
    async def create_calendar_feed(self, info: strawberry.Info) -> CalendarKey:
        _, key = await feeds.create_calendar_feed(call(info).ctx)
        return CalendarKey(path=f"/ical/{key}.ics")

    @strawberry.mutation(description=label("停用日历地址", "Revoke the calendar's address"))
    async def revoke_calendar_feed(self, info: strawberry.Info) -> NotificationPreference:
        await feeds.revoke_calendar_feed(call(info).ctx)
        return await mine(info)
