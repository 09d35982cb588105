"""What an employee chooses for themselves: channels by kind of news, quiet hours, robots of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

import orjson

from server import audit
from server.delivery.letters import News, host_of, mail
from server.delivery.models import CalendarFeed, DeliveryChannel, DeliveryEndpoint, DeliveryPreference
from server.delivery.operations.endpoints import TEST, require_address, require_secret, trial
from server.delivery.post import Outcome, hand_to_mail
from server.delivery.rules import FAMILIES, PERSONAL
from server.delivery.sending import Known, outside
from server.delivery.vaulting import seal, secrets_of, unseal
from server.kernel.context import Context
from server.kernel.errors import Conflict, Denied, InvalidInput, not_found
from server.kernel.ids import new_id
from server.kernel.rights import allow
from server.store.base import stamp
from server.store.idempotency import repeatable

DAY = 24 * 60
ROBOTS = tuple(each for each in PERSONAL if each is not DeliveryChannel.EMAIL)


@dataclass(frozen=True)
class Choice:
    """The channels of one family of news."""

    family: str
    channels: Sequence[str] = ()


@dataclass(frozen=True)
class Preference:
    """What holds for the caller; `open_channels` are those the house and their own robots can serve."""

    choices: Sequence[Choice]
    quiet_from: int | None = None
    quiet_to: int | None = None
    zone: str = ""
    version: int = 0
    open_channels: Sequence[DeliveryChannel] = ()
    robots: Sequence[DeliveryChannel] = ()
    feed_hint: str = ""
    feed_made_at: datetime | None = None
    feed_used_at: datetime | None = None


def mine(ctx: Context) -> str:
    """Return the caller's own record, which every choice hangs on."""
    if not ctx.principal.employee_id:
        raise Denied(
            "您的账号没有关联员工记录，没有通知可选。",
            "Your account has no employee record, so there is no news to choose for.",
        )
    return ctx.principal.employee_id


async def preference_of(ctx: Context) -> Preference:
    """Return the caller's choices, or those of somebody who never chose."""
    allow(ctx, "Query.notificationPreference", "read", own=True)
    person = mine(ctx)

    async def work() -> Preference:
        row = await DeliveryPreference.get_or_none(employee_id=person)
        robots = await DeliveryEndpoint.filter(employee_id=person, is_active=True)
        feed = await CalendarFeed.filter(employee_id=person, revoked_at=None).first()
        picked = orjson.loads(row.choices) if row else {}
        owned = [each for each in ROBOTS if each in {DeliveryChannel(robot.channel) for robot in robots}]
        mailing = [DeliveryChannel.EMAIL] if ctx.store.settings.mail_host else []
        return Preference(
            [Choice(name, tuple(picked.get(name, ()))) for name in FAMILIES],
            row.quiet_from if row else None, row.quiet_to if row else None, row.zone if row else "",
            row.version if row else 0, [*mailing, *owned], owned,
            feed.hint if feed else "", feed.created_at if feed else None, feed.used_at if feed else None,
        )  # fmt: skip

    return await ctx.store.write(work)


@repeatable
async def save_notification_preference(
    ctx: Context, *, choices: Sequence[Choice] = (), quiet_from: int | None = None, quiet_to: int | None = None,
    zone: str = "", version: int | None = None,
) -> str:  # fmt: skip
    """Keep the caller's choices, all of them at once."""
    allow(ctx, "Mutation.saveNotificationPreference", own=True)
    person, picked = mine(ctx), require_choices(choices)
    require_hours(quiet_from, quiet_to, zone)
    values: dict[str, Any] = {
        "choices": orjson.dumps(picked).decode(), "quiet_from": quiet_from, "quiet_to": quiet_to, "zone": zone,
    }  # fmt: skip
    row = await DeliveryPreference.filter(employee_id=person).select_for_update().get_or_none()
    if version is not None and version != (row.version if row else 0):
        raise Conflict(
            "您在别处改过这些选择，请刷新后重试。",
            "You changed this elsewhere; reload and try again.",
            path=("version",),
        )
    if row is None:
        row = await DeliveryPreference.create(**stamp(ctx), employee_id=person, **values)
    else:
        await DeliveryPreference.filter(id=row.id).update(
            **values, version=row.version + 1, updated_at=ctx.now
        )
    return row.id


def require_choices(choices: Sequence[Choice]) -> dict[str, list[str]]:
    known = {str(each) for each in PERSONAL}
    for each in choices:
        if each.family not in FAMILIES or not set(each.channels) <= known:
            raise InvalidInput(
                "没有这种通知或渠道。", "There is no such kind of news or channel.", path=("input", "choices")
            )
    return {each.family: list(dict.fromkeys(each.channels)) for each in choices if each.channels}


def require_hours(quiet_from: int | None, quiet_to: int | None, zone: str) -> None:
    if (quiet_from is None) != (quiet_to is None):
        raise InvalidInput(
            "免打扰要同时填写开始和结束。",
            "Quiet hours need a beginning and an end.",
            path=("input", "quietTo"),
        )
    if any(each is not None and not 0 <= each < DAY for each in (quiet_from, quiet_to)):
        raise InvalidInput(
            "请填写 00:00 到 23:59 的时间。", "Write a time from 00:00 to 23:59.", path=("input", "quietFrom")
        )
    if zone and zone not in available_timezones():
        raise InvalidInput("没有这个时区。", "There is no such time zone.", path=("input", "zone"))


@repeatable
async def save_own_robot(ctx: Context, *, channel: DeliveryChannel, address: str, secret: str = "") -> str:
    """Let the caller's own robot in a chat bring them news; it takes the place of the one before."""
    allow(ctx, "Mutation.saveOwnRobot", own=True)
    person = mine(ctx)
    if channel not in ROBOTS:
        raise InvalidInput("请选择一种聊天机器人。", "Choose a chat's robot.", path=("input", "channel"))
    address, secret = require_address(ctx, channel, address), require_secret(channel, secret)
    await DeliveryEndpoint.filter(employee_id=person, channel=channel).delete()
    row_id = new_id()
    told = {"address": address} | ({"secret": secret} if secret else {})
    await DeliveryEndpoint.create(
        **{**stamp(ctx), "id": row_id}, channel=channel, name=str(channel), host=host_of(address), employee_id=person,
        **await seal(ctx, row_id, person, **told),
    )  # fmt: skip
    await record(ctx, "save_own_robot", person, {"channel": (None, channel), "address": (None, audit.HIDDEN)})
    return row_id


@repeatable
async def remove_own_robot(ctx: Context, *, channel: DeliveryChannel) -> str:
    """Take the caller's own robot away, with its address."""
    allow(ctx, "Mutation.removeOwnRobot", own=True)
    person = mine(ctx)
    if not await DeliveryEndpoint.filter(employee_id=person, channel=channel).delete():
        raise not_found()
    await record(ctx, "remove_own_robot", person, {"channel": (channel, None)})
    return person


async def try_own_channel(
    ctx: Context, *, channel: DeliveryChannel, moment: datetime, known: Known
) -> Outcome:
    """Send the caller a test on one of their channels and say how it went."""
    allow(ctx, "Mutation.testOwnChannel", own=True)
    person, settings = mine(ctx), ctx.store.settings
    if channel is DeliveryChannel.EMAIL:
        reader = await ctx.store.write(lambda: known(ctx, person)) if settings.mail_host else None
        if reader is None or not reader.email:
            return Outcome("no mail server" if not settings.mail_host else "no e-mail address", is_final=True)
        news = News(new_id(), ctx.say(*TEST.split(" | ")), outside(settings, "/me/notifications"))
        return await hand_to_mail(
            mail(news, settings.mail_from or settings.mail_user, reader.email, ""), settings
        )

    async def work() -> tuple[DeliveryEndpoint, dict[str, str], list[str]]:
        row = await DeliveryEndpoint.filter(employee_id=person, channel=channel).first()
        opened = await unseal(ctx, row, "address") if row else None
        if row is None or opened is None:
            raise not_found()
        return row, opened, await secrets_of(ctx, row, moment)

    return await trial(ctx, *await ctx.store.write(work), moment)


async def record(ctx: Context, act: str, person: str, changes: dict[str, tuple[object, object]]) -> None:
    await audit.record(
        ctx, f"delivery.{act}", subject_type="NotificationPreference", subject_id=person, changes=changes
    )
