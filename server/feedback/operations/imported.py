"""Answers that came in with a file: those that do not count are marked, the newest go on to a ticket."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from server.feedback.models import (
    CustomerFeedback,
    FeedbackChannel,
    FeedbackInvalidReason,
    FeedbackKind,
    FeedbackTicket,
)
from server.feedback.operations.receiving import Word, open_for
from server.feedback.operations.routing import invalidate_ticket, send_anew
from server.feedback.validity import Given, Key, judge, key_of
from server.kernel.clock import read_instant
from server.kernel.context import Context
from server.people.operations.access import link

OPEN_FOR = timedelta(days=7)
"""Older answers of a file are facts alone: nobody waits for a reply to them."""
BATCH = 500
COUNTING = (
    "select customer_ref,order_ref,received_at from feedback_ticket where invalid_reason is null "
    "and order_ref is not null and customer_ref in ({})"
)
Row = dict[str, object]


async def judge_new(ctx: Context, told: Mapping[str, Row]) -> None:
    """Mark the new rows that do not count, beside what the file itself says of them; `told` is by key.

    A file that names no orders says nothing of doubles: a customer may well rate two talks of a day.
    """
    known = await counting(ctx, [str(row.get("customer_id") or "") for row in told.values()])
    zone = ctx.store.settings.zone
    for row in told.values():
        given, received = given_of(row), row.get("received_at")
        key = key_of(given, received, zone) if given.order_ref and isinstance(received, datetime) else None
        if row.get("is_valid") is None and (reason := verdict(row, given, key, known)):
            row["is_valid"], row["reason"] = False, reason
        elif key is not None:
            known.add(key)


def verdict(row: Row, given: Given, key: Key | None, known: set[Key]) -> FeedbackInvalidReason | None:
    """Judge a row; that somebody complained or praised says something even where the words are not in the file."""
    reason = judge(given, key, known)
    is_survey = row.get("kind") in (None, FeedbackKind.SURVEY)
    return None if reason is FeedbackInvalidReason.EMPTY and not is_survey else reason


async def counting(ctx: Context, customers: Sequence[str]) -> set[Key]:
    """Return which answers of these customers count already."""
    names, found = sorted({each for each in customers if each}), set()
    mark = "?" if ctx.store.dialect == "sqlite" else "$"
    for at in range(0, len(names), BATCH):
        some = names[at : at + BATCH]
        marks = ",".join(f"{mark}{number + 1}" for number in range(len(some)))
        for customer, order, received in await ctx.store.reads.rows(COUNTING.format(marks), some):
            given = Given(customer_ref=customer, order_ref=order or "")
            key = key_of(given, read_instant(received), ctx.store.settings.zone)
            found |= {key} if key else set()
    return found


async def withdraw(ctx: Context, keys: Iterable[str]) -> None:
    """Take the tickets of answers out of the queues whose file was taken back; inside store.write.

    The same file brings them back.
    """
    for key in keys:
        ticket = await FeedbackTicket.get_or_none(answer_key=key, invalid_reason=None)
        if ticket is not None:
            await invalidate_ticket(ctx, ticket.id, FeedbackInvalidReason.WITHDRAWN)


async def open_new(ctx: Context, rows: Iterable[Any], told: Mapping[str, Row]) -> None:
    """Open a ticket for each new answer of the last days; `rows` are facts just written. Inside store.write."""
    for fact in rows if told else ():
        if not isinstance(fact, CustomerFeedback) or fact.source_key is None or fact.source_key not in told:
            continue
        row = told[fact.source_key]
        reason: Any = row.get("reason")  # of the rows' mixed types
        known = await FeedbackTicket.get_or_none(answer_key=fact.source_key)
        if known is not None:
            await bring_back(ctx, known, reason)
        elif fact.received_at >= ctx.now - OPEN_FOR and (fact.is_valid or reason is not None):
            await open_for(ctx, word_of(fact, row), reason)


async def bring_back(ctx: Context, ticket: FeedbackTicket, reason: FeedbackInvalidReason | None) -> None:
    """Send a ticket on again whose file was taken back and is loaded anew."""
    if reason is None and ticket.invalid_reason is FeedbackInvalidReason.WITHDRAWN:
        await send_anew(ctx, ticket)


def word_of(fact: CustomerFeedback, row: Row) -> Word:
    return Word(
        key=str(fact.source_key),
        channel=FeedbackChannel.IMPORT,
        received_at=fact.received_at,
        given=given_of(row),
        kind=fact.kind,
        product=str(row.get("product") or ""),
        agent_id=link(fact, "agent_id") or None,
    )


def given_of(row: Row) -> Given:
    numbers: dict[str, Any] = {
        name: int(str(row[name])) for name in ("score", "nps", "effort") if row.get(name) is not None
    }
    return Given(
        text=str(row.get("text") or ""),
        customer_ref=str(row.get("customer_id") or ""),
        order_ref=str(row.get("order_ref") or ""),
        **numbers,
    )
