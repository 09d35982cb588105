"""From a notice to messages: for each person the channels they chose for its kind, after their quiet hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

import orjson

from server.delivery.models import DeliveryChannel, DeliveryEndpoint, DeliveryEntry, DeliveryPreference
from server.delivery.publishing import SEND
from server.delivery.rules import after_quiet, chosen
from server.desk.models import Notice
from server.jobs import Task, enqueue_all
from server.kernel.context import Context
from server.store.base import stamp

BATCH = 500


async def spread_notices(ctx: Context, task: Task) -> str:
    """Make a message for each person and channel; again makes no more of them. Inside store.write."""
    ids = [str(each) for each in task.read()["notices"]]  # type: ignore[attr-defined] # a list, as it was written
    made = 0
    for at in range(0, len(ids), BATCH):
        notices = await Notice.filter(id__in=ids[at : at + BATCH])
        made += await _spread(ctx, notices)
    return f"{made} messages"


async def _spread(ctx: Context, notices: Iterable[Notice]) -> int:
    by_person = {row.employee_id: row for row in notices}
    people = list(by_person)
    wishes = await DeliveryPreference.filter(employee_id__in=people)
    robots = await own_robots(people)
    due: dict[datetime, dict[str, object]] = defaultdict(dict)
    entries: list[DeliveryEntry] = []
    for wish in wishes:
        notice = by_person[wish.employee_id]
        when = quiet_end(ctx, wish, ctx.now)
        for channel in chosen(orjson.loads(wish.choices), notice.kind):
            endpoint = robots.get((wish.employee_id, channel))
            if not is_open(ctx, channel) or (channel is not DeliveryChannel.EMAIL and endpoint is None):
                continue
            target = f"{channel}:{wish.employee_id}"
            entries.append(
                DeliveryEntry(
                    **stamp(ctx), event_id=notice.id, target=target, channel=channel, kind=notice.kind,
                    notice_id=notice.id, endpoint_id=endpoint, next_at=when,
                )
            )  # fmt: skip
            due[when][f"{notice.id}:{target}"] = {"event": notice.id, "target": target}
    await DeliveryEntry.bulk_create(entries, ignore_conflicts=True)
    for when, messages in due.items():
        await enqueue_all(ctx, SEND, messages, after=when)
    return len(entries)


def is_open(ctx: Context, channel: DeliveryChannel) -> bool:
    """Tell whether the house can send on a channel at all."""
    return channel is not DeliveryChannel.EMAIL or bool(ctx.store.settings.mail_host)


async def own_robots(people: list[str]) -> Mapping[tuple[str, DeliveryChannel], str]:
    found = await DeliveryEndpoint.filter(employee_id__in=people, is_active=True)
    return {(str(row.employee_id), DeliveryChannel(row.channel)): row.id for row in found}


def quiet_end(ctx: Context, wish: DeliveryPreference, moment: datetime) -> datetime:
    """Return when a person may be told what happens at a moment."""
    zone = wish.zone or ctx.store.settings.zone
    return after_quiet(moment, zone, wish.quiet_from, wish.quiet_to)
