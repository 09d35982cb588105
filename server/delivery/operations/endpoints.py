"""Webhooks and robots: made with a secret that is shown this once, rotated, tried out, switched off and on."""

from __future__ import annotations

import base64
import secrets as random
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from standardwebhooks.webhooks import Webhook

from server import audit
from server.delivery.letters import News, WrongAddress, host_of, require_robot, robot_letter, webhook_letter
from server.delivery.models import DeliveryChannel, DeliveryEndpoint, DeliveryEntry, DeliveryState
from server.delivery.post import Outcome, post
from server.delivery.publishing import EVENTS, SEND
from server.delivery.sending import outside
from server.delivery.vaulting import seal, secrets_of, unseal
from server.jobs.models import OutboxMessage, WorkState
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.kernel.rights import allow
from server.store.base import stamp
from server.store.idempotency import repeatable

LONGEST_NAME, LONGEST_ADDRESS = 100, 500
BOTH = timedelta(hours=24)
"""How long a rotated secret goes on signing beside the new one, so that the other side can change at leisure."""
TEST = label("知人测试消息", "A test from Zhiren")


def new_secret() -> str:
    return "whsec_" + base64.b64encode(random.token_bytes(24)).decode()


async def create_webhook(
    ctx: Context,
    *,
    channel: DeliveryChannel,
    name: str,
    address: str,
    secret: str = "",
    events: tuple[str, ...] = (),
) -> tuple[str, str]:
    """Make a receiver of the house; return its id and the secret of a webhook, which is shown this once."""
    allow(ctx, "Mutation.createWebhook")
    address, wanted = require_address(ctx, channel, address), require_events(events)
    shown = (secret or new_secret()) if channel is DeliveryChannel.WEBHOOK else ""
    kept = require_secret(channel, shown or secret)
    row_id = new_id()

    async def work() -> str:
        told = {"address": address} | ({"secret": kept} if kept else {})
        await DeliveryEndpoint.create(
            **{**stamp(ctx), "id": row_id}, channel=channel, name=require_name(name), host=host_of(address),
            events=wanted, **await seal(ctx, row_id, None, **told),
        )  # fmt: skip
        await record(
            ctx, "create_webhook", row_id, {"channel": (None, channel), "name": (None, name.strip())}
        )
        return row_id

    return await ctx.store.write(work), shown


@repeatable
async def update_webhook(
    ctx: Context, *, id: str, name: str | None = None, address: str | None = None, secret: str | None = None,  # noqa: A002
    events: tuple[str, ...] | None = None, version: int | None = None,
) -> str:  # fmt: skip
    """Change a receiver; an address or secret that is not named stays, and is never shown."""
    allow(ctx, "Mutation.updateWebhook")
    row = await find(id)
    channel, told = DeliveryChannel(row.channel), {}
    if address:
        told["address"] = require_address(ctx, channel, address)
    if secret:
        told["secret"] = require_secret(channel, secret)
    values: dict[str, object] = dict(await seal(ctx, row.id, None, **told))
    if address:
        values["host"] = host_of(address)
    if name is not None:
        values["name"] = require_name(name)
    if events is not None:
        values["events"] = require_events(events)
    await change(ctx, row, version, **values)
    changes: dict[str, tuple[object, object]] = dict.fromkeys(told, (audit.HIDDEN, audit.HIDDEN))
    for each in ("name", "events", "host"):
        if each in values:
            changes[each] = (getattr(row, each), values[each])
    await record(ctx, "update_webhook", row.id, changes)
    return row.id


async def rotate_webhook_secret(ctx: Context, *, id: str, moment: datetime) -> tuple[str, str]:  # noqa: A002
    """Give a webhook a new secret, shown this once; for a day the one before signs as well."""
    allow(ctx, "Mutation.rotateWebhookSecret")
    shown = new_secret()

    async def work() -> str:
        row = await find(id)
        if row.channel != DeliveryChannel.WEBHOOK:
            raise InvalidState(
                "机器人的密钥由聊天软件给出，请在编辑中填写。",
                "The chat gives a robot its secret; write it in by editing.",
            )
        before = (await unseal(ctx, row, "secret") or {}).get("secret", "")
        sealed = await seal(ctx, row.id, None, secret=shown, secret_before=before)
        await change(ctx, row, None, both_until=moment + BOTH, **sealed)
        await record(ctx, "rotate_webhook_secret", row.id, {"secret": (audit.HIDDEN, audit.HIDDEN)})
        return row.id

    return await ctx.store.write(work), shown


@repeatable
async def switch_webhook(ctx: Context, *, id: str, is_active: bool) -> str:  # noqa: A002
    """Switch a receiver off, or on again."""
    allow(ctx, "Mutation.switchWebhook")
    row = await find(id)
    if bool(row.is_active) != is_active:
        await change(ctx, row, None, is_active=is_active, off_reason="")
        await record(ctx, "switch_webhook", row.id, {"is_active": (row.is_active, is_active)})
    return row.id


async def try_webhook(ctx: Context, *, id: str, moment: datetime) -> Outcome:  # noqa: A002
    """Send a test at once and say how it went; nothing is tried again."""
    allow(ctx, "Mutation.testWebhook")

    async def work() -> tuple[DeliveryEndpoint, dict[str, str], list[str]]:
        row = await find(id)
        return row, await unseal(ctx, row, "address") or {}, await secrets_of(ctx, row, moment)

    return await trial(ctx, *await ctx.store.write(work), moment)


async def trial(
    ctx: Context, row: DeliveryEndpoint, opened: dict[str, str], secrets: list[str], moment: datetime
) -> Outcome:
    """Send a test to a receiver."""
    channel, settings, event_id = DeliveryChannel(row.channel), ctx.store.settings, new_id()
    if channel is DeliveryChannel.WEBHOOK:
        told = {"at": spell_instant(moment), "data": {"title": TEST, "link": "/"}}
        letter = webhook_letter(opened["address"], secrets, event_id, "test", told, moment)
        return await post(letter, private=settings.private_webhooks)
    news = News(event_id, ctx.say(*TEST.split(" | ")), outside(settings, "/notices"))
    letter = robot_letter(channel, opened["address"], secrets[0] if secrets else "", news, moment)
    return await post(letter, private=True, robot=True)


@repeatable
async def resend_delivery_entry(ctx: Context, *, id: str) -> str:  # noqa: A002
    """Send a message again that was given up or waits, at once and under its own id."""
    allow(ctx, "Mutation.resendDeliveryEntry")
    entry = await DeliveryEntry.filter(id=id).select_for_update().get_or_none()
    if entry is None:
        raise not_found()
    again = OutboxMessage.filter(topic=SEND, key=f"{entry.event_id}:{entry.target}").exclude(
        state=WorkState.RUNNING
    )
    values = {
        "state": WorkState.QUEUED,
        "attempts": 0,
        "next_at": ctx.now,
        "error": None,
        "updated_at": ctx.now,
    }
    if entry.state in (DeliveryState.SENT, DeliveryState.SKIPPED) or not await again.update(**values):
        raise InvalidState(
            "它已送达、已无需送达或正在发送，请刷新后再看。",
            "It has arrived, is no longer needed, or is on its way; reload to see.",
        )
    await DeliveryEntry.filter(id=id).update(
        state=DeliveryState.WAITING, next_at=ctx.now, error="", updated_at=ctx.now
    )
    await record(ctx, "resend", id, {"state": (entry.state, DeliveryState.WAITING)}, kind="DeliveryEntry")
    return id


# --- What is asked of an input ---


async def find(row_id: str) -> DeliveryEndpoint:
    """Return a receiver of the house; the robot of a person is nobody else's business."""
    row = await DeliveryEndpoint.filter(id=row_id, employee_id=None).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    return row


async def change(ctx: Context, row: DeliveryEndpoint, version: int | None, **values: object) -> None:
    if version is not None and version != row.version:
        raise Conflict(
            "这项设置已被他人修改，请刷新后重试。",
            "Someone else changed this; reload and try again.",
            path=("version",),
        )
    await DeliveryEndpoint.filter(id=row.id).update(**values, version=row.version + 1, updated_at=ctx.now)


def require_name(name: str) -> str:
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise InvalidInput(
            f"请用 1 到 {LONGEST_NAME} 字写明名称。", f"Name it in 1 to {LONGEST_NAME} characters.",
            path=("input", "name"),
        )  # fmt: skip
    return name.strip()


def require_address(ctx: Context, channel: DeliveryChannel, address: str) -> str:
    """Return an address that is one of the channel's."""
    address, settings = address.strip(), ctx.store.settings
    if channel is DeliveryChannel.EMAIL:
        raise InvalidInput("邮件不需要地址。", "Mail needs no address.", path=("input", "channel"))
    if channel is not DeliveryChannel.WEBHOOK:
        try:
            require_robot(channel, address, settings)
        except WrongAddress as error:
            raise InvalidInput(
                f"请粘贴机器人的完整地址，以 {error} 开头。",
                f"Paste the robot's whole address; it begins with {error}.",
                path=("input", "address"),
            ) from error
        return address
    parts = urlsplit(address)
    allowed = ("https", "http") if settings.private_webhooks else ("https",)
    if parts.scheme not in allowed or not parts.hostname or parts.username or len(address) > LONGEST_ADDRESS:
        raise InvalidInput(
            "请填写以 https:// 开头的完整地址，不含用户名。",
            "Write a whole address that begins with https:// and names no user.",
            path=("input", "address"),
        )
    return address


def require_secret(channel: DeliveryChannel, secret: str) -> str:
    """Return a secret that can sign; a webhook's is base64 behind `whsec_`."""
    secret = secret.strip()
    try:
        if channel is DeliveryChannel.WEBHOOK:
            Webhook(secret)
    except (ValueError, RuntimeError) as error:
        raise InvalidInput(
            "密钥须为 whsec_ 加 base64。", "The secret must be whsec_ and base64.", path=("input", "secret")
        ) from error
    return secret[:LONGEST_ADDRESS]


def require_events(events: tuple[str, ...]) -> str:
    known = {*EVENTS, *(f"{each.partition('.')[0]}.*" for each in EVENTS)}
    if unknown := [each for each in events if each not in known]:
        raise InvalidInput(
            f"没有这种事件：{unknown[0]}。", f"There is no event {unknown[0]}.", path=("input", "events")
        )
    return " ".join(dict.fromkeys(events))


async def record(
    ctx: Context, act: str, row_id: str, changes: dict[str, tuple[object, object]], kind: str = "Webhook"
) -> None:
    await audit.record(ctx, f"delivery.{act}", subject_type=kind, subject_id=row_id, changes=changes)
