"""The public form: who holds a link's token may say something, not too often, and learns nothing by it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.access.credentials import digest
from server.feedback.models import FeedbackChannel, FeedbackKind, FeedbackLink, FeedbackTicket, IntakeWindow
from server.feedback.operations.receiving import (
    LONGEST_ORDER,
    LONGEST_REF,
    LONGEST_TEXT,
    Word,
    clean,
    hold,
    take_in,
)
from server.feedback.validity import Given
from server.kernel.context import Context, Principal
from server.kernel.errors import InvalidInput, RateLimited, not_found
from server.people.operations.access import link as linked
from server.store.reads import placed
from server.store.store import Store

PUBLIC = Principal("public-form", "public-form", "公开表单 Public form")
"""Who it is that sends a form without an account."""
WINDOW = timedelta(minutes=10)
OF_NETWORK, OF_LINK = 30, 300
"""So many forms a window from one network, and by one link; a shop's guests share its network."""
TRAP = "website"
"""A field that no person sees; a machine that fills in everything fills it too."""
OPEN_LINK = (
    "select id,kind,title,title_en,place,channel,languages from feedback_link where token={0} and is_active"
)
HELD = "select count,begins_at from intake_window where key={0}"
MARK_LENGTH = 32


@dataclass(frozen=True)
class OpenLink:
    """What a visitor sees of a link."""

    id: str
    kind: str
    title: str
    title_en: str
    place: str
    channel: str
    languages: tuple[str, ...]


async def open_link(store: Store, token: str) -> OpenLink | None:
    """Find the link of a token; one that is off is as one that never was."""
    statement, values = placed(store.dialect, OPEN_LINK, token)
    for key, kind, title, title_en, place, channel, languages in await store.reads.rows(statement, values):
        return OpenLink(key, kind, title, title_en, place, channel, tuple(languages.split(",")))
    return None


# --- The form's own stamp ---


def new_stamp(store: Store, token: str, now: datetime) -> str:
    """Return what a form carries so that it counts once: when it was opened, at random, and a proof of both."""
    body = f"{int(now.timestamp() * 1000)}-{secrets.token_hex(8)}"
    return f"{body}-{proof(store, token, body)}"


def read_stamp(store: Store, token: str, text: str, now: datetime) -> tuple[str, float] | None:
    """Return the key of a form and how many seconds it was open; None for a stamp we never gave."""
    body, _, mark = text.rpartition("-")
    began = body.partition("-")[0]
    if not began.isdecimal() or not secrets.compare_digest(mark.encode(), proof(store, token, body).encode()):
        return None
    return body, now.timestamp() - int(began) / 1000


def proof(store: Store, token: str, body: str) -> str:
    return store.vault.blind("intake.form", f"{token}|{body}")[:MARK_LENGTH]


# --- Sending ---


@dataclass(frozen=True)
class Receipt:
    """What a guest is given: the ticket, and the key to the page where the answers to it will stand."""

    ticket_id: str
    key: str


async def send_form(
    ctx: Context, *, token: str, sent: Mapping[str, str], network: str, wall: datetime
) -> Receipt:
    """Take in what was sent by a link. Repeats of one form are one, with one receipt; a flood is held up.

    `wall` is the moment by the clock on the wall, which a demo's pinned day does not stop.
    """
    await refuse_flood(ctx, windows(token, network), wall)
    return await ctx.store.write(lambda: keep_form(ctx, token, sent, network, wall))


async def keep_form(
    ctx: Context, token: str, sent: Mapping[str, str], network: str, wall: datetime
) -> Receipt:
    link = await FeedbackLink.get_or_none(token=token, is_active=True)
    if link is None:
        raise not_found()
    known = read_stamp(ctx.store, token, sent.get("stamp", ""), wall)
    for matter, most in windows(token, network):
        await count(ctx, matter, most, wall)
    given = Given(
        text=clean(sent.get("text", ""), "text", LONGEST_TEXT),
        score=score_of(sent.get("score", "")),
        customer_ref=clean(sent.get("customerRef", ""), "customerRef", LONGEST_REF),
        order_ref=clean(sent.get("orderRef", ""), "orderRef", LONGEST_ORDER),
        seconds=known[1] if known else None,
        is_trapped=known is None or bool(sent.get(TRAP)),
    )
    if given.score is None and not given.text:
        zh, en = "请选一个评分，或写几句话。", "Choose a rating, or write a few words."
        raise InvalidInput(zh, en, path=("input", "score"))
    key = known[0] if known else f"{int(wall.timestamp() * 1000)}-{secrets.token_hex(8)}"
    word = Word(
        key=f"form:{key}",
        channel=FeedbackChannel(link.channel),
        received_at=ctx.now,
        given=given,
        kind=kind_of(sent.get("kind", "")),
        product=link.product,
        agent_id=linked(link, "employee_id") or None,
        department_id=linked(link, "department_id") or None,
        location_id=linked(link, "location_id") or None,
    )
    ticket, own = await take_in(ctx, word), answer_key(ctx, key)
    await FeedbackTicket.filter(id=ticket).update(answer_digest=digest(own))
    return Receipt(ticket, own)


def answer_key(ctx: Context, form_key: str) -> str:
    """Return the key that opens the answers to a form: the same for a repeat, and nobody's to guess."""
    return ctx.store.vault.blind("intake.answer", form_key)


def score_of(text: str) -> int | None:
    if text and text not in {"1", "2", "3", "4", "5"}:
        raise InvalidInput("评分为 1 到 5。", "A rating is 1 to 5.", path=("input", "score"))
    return int(text) if text else None


def kind_of(text: str) -> FeedbackKind:
    return FeedbackKind.__members__.get(text, FeedbackKind.SURVEY)


# --- Floods ---


def windows(token: str, network: str) -> tuple[tuple[str, int], ...]:
    return (f"network|{network}", OF_NETWORK), (f"link|{token}", OF_LINK)


async def refuse_flood(ctx: Context, held: Iterable[tuple[str, int]], now: datetime) -> None:
    """Turn a flood away by a read alone, before anything is locked or written."""
    for matter, most in held:
        statement, values = placed(ctx.store.dialect, HELD, ctx.store.vault.blind("intake", matter))
        for number, begins in await ctx.store.reads.rows(statement, values):
            left = datetime.fromisoformat(begins) + WINDOW - now
            if number >= most and left > timedelta(0):
                raise too_many(left)


async def count(ctx: Context, matter: str, most: int, now: datetime) -> None:
    """Count one more within the window; RateLimited when it is full. Inside store.write."""
    row = await hold(ctx, matter, now)
    left = row.begins_at + WINDOW - now
    begins, number = (now, 0) if left <= timedelta(0) else (row.begins_at, row.count)
    if number >= most:
        raise too_many(left)
    await IntakeWindow.filter(id=row.id).update(begins_at=begins, count=number + 1, updated_at=ctx.now)


def too_many(left: timedelta) -> RateLimited:
    minutes = int(left.total_seconds() // 60) + 1
    return RateLimited(
        f"提交得太频繁了，请 {minutes} 分钟后再试；您写的内容还在下面。",
        f"Too many at once; try again in {minutes} min. What you wrote is still below.",
    )


async def forget_windows(ctx: Context) -> None:
    """Delete counts and locks of days gone by."""

    async def work() -> None:
        await IntakeWindow.filter(created_at__lt=ctx.now - timedelta(days=2)).delete()

    await ctx.store.write(work)
