"""Sending one message: made ready in one transaction, carried outside of any, and its outcome kept in another.

A worker that dies between the two sends again, under the same id, by which receivers drop the repeat.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any

from server.delivery.letters import Letter, News, mail, robot_letter, webhook_letter
from server.delivery.models import (
    DeliveryChannel,
    DeliveryEndpoint,
    DeliveryEntry,
    DeliveryPreference,
    DeliveryState,
)
from server.delivery.post import Outcome, hand_to_mail, post
from server.delivery.publishing import EVENTS
from server.delivery.rules import outside_title, pause_after
from server.delivery.spreading import quiet_end
from server.delivery.vaulting import secrets_of, unseal
from server.desk.models import Notice
from server.jobs import Again, Task
from server.kernel.context import Context
from server.kernel.labels import SEPARATOR, split
from server.kernel.settings import Settings

WHY = (
    "您在知人选择了这样通知；更改：{link}",
    "You chose to be told this way in Zhiren; change it: {link}",
)


@dataclass(frozen=True)
class Reader:
    """Where and in which language a person is written to."""

    email: str = ""
    language: str = "zh"


Known = Callable[[Context, str], Awaitable[Reader | None]]
"""Finds a person; None for who may not be written to any more. Runs inside store.write."""


@dataclass(frozen=True)
class Parcel:
    """A message ready to go, or why it does not go."""

    entry_id: str
    letter: Letter | None = None
    mail: EmailMessage | None = None
    is_robot: bool = False
    skip: str = ""
    until: datetime | None = None
    """When its reader may be told; a worker that comes late finds the quiet hours begun."""


async def send(ctx: Context, task: Task, moment: datetime, known: Known) -> str:
    """Send a message once; raises Again when it did not arrive. Signatures are made of `moment`, the wall's."""
    parcel = await ctx.store.write(lambda: ready(ctx, task.read(), moment, known))
    if parcel.skip:
        return parcel.skip
    if parcel.until is not None:
        raise Again("quiet hours", parcel.until - ctx.now, was_tried=False)
    outcome = await carry(parcel, ctx.store.settings)
    wait = None if outcome.is_final else pause_after(task.attempts)
    next_at = await ctx.store.write(lambda: keep(ctx, parcel.entry_id, outcome, wait))
    if outcome.arrived:
        return outcome.receipt
    raise Again(outcome.trouble, None if next_at is None else max(next_at - ctx.now, timedelta(seconds=1)))


async def carry(parcel: Parcel, settings: Settings) -> Outcome:
    if parcel.mail is not None:
        return await hand_to_mail(parcel.mail, settings)
    assert parcel.letter is not None  # noqa: S101 (a parcel has one or the other)
    private = settings.private_webhooks or parcel.is_robot  # where robots are, the operator has said
    return await post(parcel.letter, private=private, robot=parcel.is_robot)


async def keep(ctx: Context, entry_id: str, outcome: Outcome, wait: timedelta | None) -> datetime | None:
    """Write down how a try went and return when the next one is; a receiver that is gone is switched off."""
    entry = await DeliveryEntry.get(id=entry_id)
    values: dict[str, Any] = {
        "attempts": entry.attempts + 1,
        "error": outcome.trouble[:200],
        "updated_at": ctx.now,
    }
    next_at = None
    if outcome.arrived:
        values |= {"state": DeliveryState.SENT, "sent_at": ctx.now, "next_at": None}
    elif wait is None:
        values |= {"state": DeliveryState.FAILED, "next_at": None}
    else:
        next_at = await _allowed(ctx, entry, ctx.now + wait)
        values |= {"state": DeliveryState.WAITING, "next_at": next_at}
    await DeliveryEntry.filter(id=entry_id).update(**values)
    if outcome.is_gone and entry.endpoint_id:
        await DeliveryEndpoint.filter(id=entry.endpoint_id).update(
            is_active=False, off_reason="410", updated_at=ctx.now
        )
    return next_at


async def _allowed(ctx: Context, entry: DeliveryEntry, moment: datetime) -> datetime:
    """Return the moment, or the end of the person's quiet hours it falls in: they hold for every try, late or again."""
    person = entry.target.partition(":")[2]
    wish = await DeliveryPreference.get_or_none(employee_id=person) if person else None
    return quiet_end(ctx, wish, moment) if wish else moment


# --- What is sent ---


async def ready(ctx: Context, told: Mapping[str, object], moment: datetime, known: Known) -> Parcel:
    """Spell a message as things stand now; what is settled, read or switched off meanwhile is not sent."""
    entry = await DeliveryEntry.filter(event_id=told["event"], target=told["target"]).get_or_none()
    if entry is None:
        return Parcel("", skip="no entry")
    if entry.state == DeliveryState.SENT:
        return Parcel(entry.id, skip="sent before")
    parcel = await (
        _personal(ctx, entry, moment, known) if entry.notice_id else _of_event(ctx, entry, told, moment)
    )
    if parcel.skip:
        await DeliveryEntry.filter(id=entry.id).update(
            state=DeliveryState.SKIPPED, error=parcel.skip, next_at=None, updated_at=ctx.now
        )
    return parcel


async def _personal(ctx: Context, entry: DeliveryEntry, moment: datetime, known: Known) -> Parcel:
    notice = await Notice.get_or_none(id=entry.notice_id)
    if notice is None or notice.read_at is not None or notice.done_at is not None:
        return Parcel(entry.id, skip="read or settled before")
    reader = await known(ctx, notice.employee_id)
    if reader is None:
        return Parcel(entry.id, skip="no longer here")
    until = await _allowed(ctx, entry, ctx.now)
    if until > ctx.now:
        await DeliveryEntry.filter(id=entry.id).update(next_at=until, updated_at=ctx.now)
        return Parcel(entry.id, until=until)
    settings = ctx.store.settings
    title = outside_title(notice.kind, notice.title_zh, notice.title_en)[reader.language == "en"]
    news = News(entry.id, title, outside(settings, notice.link))
    if entry.channel == DeliveryChannel.EMAIL:
        if not reader.email:
            return Parcel(entry.id, skip="no e-mail address")
        why = WHY[reader.language == "en"].format(link=outside(settings, "/me/notifications"))
        return Parcel(entry.id, mail=mail(news, settings.mail_from or settings.mail_user, reader.email, why))
    return await _by_robot(ctx, entry, news, moment)


async def _of_event(ctx: Context, entry: DeliveryEntry, told: Mapping[str, Any], moment: datetime) -> Parcel:
    payload: Mapping[str, Any] = told["told"]
    if entry.channel != DeliveryChannel.WEBHOOK:
        return await _by_robot(ctx, entry, news_of(ctx, entry, payload), moment)
    row = await DeliveryEndpoint.get_or_none(id=entry.endpoint_id, is_active=True)
    opened = await unseal(ctx, row, "address") if row else None
    if row is None or opened is None:
        return Parcel(entry.id, skip="switched off")
    secrets = await secrets_of(ctx, row, moment)
    return Parcel(
        entry.id, webhook_letter(opened["address"], secrets, entry.event_id, entry.kind, payload, moment)
    )


def news_of(ctx: Context, entry: DeliveryEntry, payload: Mapping[str, Any]) -> News:
    """Spell an event for a group: its title, or the name of the event; both in the house's language."""
    data = payload["data"]
    pair = in_both(str(data.get("title") or "")) or EVENTS.get(entry.kind, (entry.kind, entry.kind))
    settings = ctx.store.settings
    lines = [(str(each["text"]), outside(settings, str(each["link"]))) for each in payload.get("lines", ())]
    link = outside(settings, str(data.get("link") or "/"))
    return News(entry.id, pair[settings.language == "en"], link, lines)


def in_both(title: str) -> tuple[str, str] | None:
    """Return a title in both languages; one that is no label says the same in both."""
    if not title:
        return None
    return split(title) if SEPARATOR in title else (title, title)


async def _by_robot(ctx: Context, entry: DeliveryEntry, news: News, moment: datetime) -> Parcel:
    row = await DeliveryEndpoint.get_or_none(id=entry.endpoint_id, is_active=True)
    opened = await unseal(ctx, row, "address", "secret") if row else None
    if row is None or opened is None:
        return Parcel(entry.id, skip="switched off")
    letter = robot_letter(
        DeliveryChannel(row.channel), opened["address"], opened.get("secret", ""), news, moment
    )
    return Parcel(entry.id, letter, is_robot=True)


def outside(settings: Settings, link: str) -> str:
    """Return a page's address as it is reached from elsewhere."""
    base = settings.public_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    return f"{base}{link}"
