"""Telling the systems outside of an event: kept with the change it tells of, sent on afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from server.delivery.models import DeliveryChannel, DeliveryEndpoint, DeliveryEntry
from server.delivery.rules import listens
from server.jobs import Task, enqueue, enqueue_all
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.store.base import stamp

TOPIC: Final = "delivery.publish"
SEND: Final = "delivery.send"
EVENTS: Final[Mapping[str, tuple[str, str]]] = {
    "feedback.received": ("收到客户反馈", "Feedback received"),
    "feedback.answered": ("客户反馈已答复", "Feedback answered"),
    "feedback.breached": ("客户反馈超过时限", "Feedback past its limit"),
    "feedback.resolved": ("客户反馈已解决", "Feedback resolved"),
    "feedback.rating_asked": ("请客户评价", "Customer asked to rate"),
    "support.changed": ("支持请求有进展", "Support request moved on"),
    "training.overdue": ("培训逾期", "Training overdue"),
    "meeting.missed": ("会议未开", "Meeting missed"),
    "retro.missed": ("复盘未做", "Retrospective missed"),
    "exit.approved": ("离职已批准", "Exit approved"),
}
"""What can be listened to; a group of them as `feedback.*`."""
PRIVATE: Final = frozenset({"feedback.rating_asked"})
"""What holds an address of one customer's own: for systems alone, and for none of a chat of ours."""
Data = Mapping[str, str | int | bool | None]


async def publish(ctx: Context, event: str, key: str, data: Data) -> None:
    """Tell every webhook that listens to `event`, once for each `key`; inside the store.write of the change.

    `data` holds ids, codes, titles and paths of pages: no personal score, no words of a customer.
    """
    payload = {"event": event, "at": spell_instant(ctx.now), "data": dict(data)}
    await enqueue(ctx, TOPIC, f"{event}:{key}"[:200], payload)


async def spread_event(ctx: Context, task: Task) -> str:
    """Make a message of an event for each receiver that listens; again makes no more of them. Inside store.write."""
    told = task.read()
    event = str(told["event"])
    found = await DeliveryEndpoint.filter(employee_id=None, is_active=True).order_by("id")
    return await address(ctx, task.id, event, [row for row in found if hears(row, event)], told)


def hears(row: DeliveryEndpoint, event: str) -> bool:
    """Tell whether a receiver is sent an event."""
    is_let = event not in PRIVATE or row.channel is DeliveryChannel.WEBHOOK
    return is_let and listens(row.events, event)


async def is_heard(event: str) -> bool:
    """Tell whether anybody listens to an event now; inside store.write."""
    rows = await DeliveryEndpoint.filter(employee_id=None, is_active=True)
    return any(hears(row, event) for row in rows)


async def address(
    ctx: Context, event_id: str, kind: str, rows: list[DeliveryEndpoint], told: Mapping[str, object]
) -> str:
    """Write down a message for each receiver and ask for it to be sent."""
    entries = [
        DeliveryEntry(
            **stamp(ctx), event_id=event_id, target=row.id, channel=DeliveryChannel(row.channel), kind=kind[:60],
            endpoint_id=row.id, next_at=ctx.now,
        )
        for row in rows
    ]  # fmt: skip
    await DeliveryEntry.bulk_create(entries, ignore_conflicts=True)
    messages = {f"{event_id}:{row.id}": {"event": event_id, "target": row.id, "told": told} for row in rows}
    await enqueue_all(ctx, SEND, messages)
    return f"{len(rows)} receivers"
