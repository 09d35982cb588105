"""Receivers, digests and half a year of deliveries of the sample worlds; their hosts exist nowhere."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import orjson

from server.delivery.models import (
    DeliveryChannel,
    DeliveryEndpoint,
    DeliveryEntry,
    DeliveryPreference,
    DeliveryState,
    DepartmentDigest,
    DigestRhythm,
)
from server.delivery.publishing import SEND
from server.delivery.vaulting import seal
from server.demo.rows import sample_id
from server.desk.models import Notice
from server.jobs.models import OutboxMessage, WorkState
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.people.models import Department
from server.store.base import stamp

SECRET = "whsec_ZGVtby1kZW1vLWRlbW8tZGVtby0="  # noqa: S105 (signs for a host that does not exist)
RECEIVERS = (
    (
        DeliveryChannel.WEBHOOK,
        "工单系统",
        "hooks.example.invalid",
        "exit.approved feedback.breached",
        True,
        "",
    ),
    (DeliveryChannel.WEBHOOK, "旧 CRM", "crm.example.invalid", "feedback.*", False, "410"),
    (
        DeliveryChannel.WECOM,
        "售后值班群",
        "qyapi.weixin.qq.com",
        "feedback.breached support.changed",
        False,
        "",
    ),
)
DIGESTS = (("R-S01", DigestRhythm.DAILY, 9), ("R-OPS", DigestRhythm.WEEKLY, 10))
PAST_DAYS, EVERY_DAYS = 170, 3
WISHES = '{"feedback":["EMAIL"],"training":["EMAIL"],"approval":["EMAIL"]}'


async def deliver(ctx: Context) -> None:
    """Set receivers and digests up and write what was delivered; the latest message waits for its next try."""
    await ctx.store.write(lambda: _deliver(ctx), seconds=60)


async def _deliver(ctx: Context) -> None:
    ids = [await _receiver(ctx, *each) for each in RECEIVERS]
    places = {row.code: row.id for row in await Department.filter(code__in=[code for code, _, _ in DIGESTS])}
    for code, rhythm, hour in DIGESTS:
        if code in places:
            await DepartmentDigest.create(**stamp(ctx), department_id=places[code], rhythm=rhythm, hour=hour)
    people = await Notice.all().order_by("id").limit(40).values_list("employee_id", flat=True)
    for person in sorted({str(each) for each in people})[:12]:
        await DeliveryPreference.create(
            **stamp(ctx), employee_id=person, choices=WISHES, quiet_from=22 * 60, quiet_to=7 * 60
        )
    entries = _entries(ctx, ids[0])
    await DeliveryEntry.bulk_create(entries)
    await OutboxMessage.bulk_create([_message(ctx, row) for row in entries])


async def _receiver(
    ctx: Context, channel: DeliveryChannel, name: str, host: str, events: str, active: bool, why: str
) -> str:  # fmt: skip
    row_id = sample_id("endpoint", host)
    path = "/cgi-bin/webhook/send?key=demo" if channel is DeliveryChannel.WECOM else "/zhiren"
    told = {"address": f"https://{host}{path}"} | (
        {"secret": SECRET} if channel is DeliveryChannel.WEBHOOK else {}
    )
    await DeliveryEndpoint.create(
        **{**stamp(ctx), "id": row_id}, channel=channel, name=name, host=host, events=events, is_active=active,
        off_reason=why, **await seal(ctx, row_id, None, **told),
    )  # fmt: skip
    return row_id


def _message(ctx: Context, row: DeliveryEntry) -> OutboxMessage:
    """Return the message of a delivery, as the queue has it: what was given up can be sent again."""
    data = {"exit": row.id} if row.kind.startswith("exit") else {"feedback": row.id}
    event = {"event": row.kind, "at": spell_instant(row.created_at), "data": data}
    told = {"event": row.event_id, "target": row.target, "told": event}
    is_lost = row.state == DeliveryState.FAILED
    return OutboxMessage(
        **{**stamp(ctx), "created_at": row.created_at, "id": sample_id("message", row.event_id)},
        topic=SEND, key=f"{row.event_id}:{row.target}", payload=orjson.dumps(told).decode(),
        state=WorkState.FAILED if is_lost else WorkState.DONE, attempts=row.attempts, next_at=row.created_at,
        error=row.error or None,
    )  # fmt: skip


def _entries(ctx: Context, endpoint_id: str) -> list[DeliveryEntry]:
    """Spread deliveries over the months, one in twelve of which never arrived."""
    chance, out = Random("deliveries"), []  # noqa: S311 (the same rows each time)
    for days in range(PAST_DAYS, 0, -EVERY_DAYS):
        made = ctx.now - timedelta(days=days, minutes=chance.randrange(600))
        failed, tries = chance.random() < 1 / 12, chance.choice((1, 1, 1, 2, 3))
        kind = chance.choice(("exit.approved", "feedback.breached", "feedback.breached"))
        out.append(
            DeliveryEntry(
                **{**stamp(ctx), "created_at": made, "updated_at": made, "id": sample_id("delivery", str(days))},
                event_id=sample_id("event", str(days)), target=endpoint_id,
                channel=DeliveryChannel.WEBHOOK, kind=kind, endpoint_id=endpoint_id,
                state=DeliveryState.FAILED if failed else DeliveryState.SENT, attempts=8 if failed else tries,
                error="HTTP 503" if failed else "",
                sent_at=None if failed else made + timedelta(seconds=2 * tries),
            )
        )  # fmt: skip
    return out
