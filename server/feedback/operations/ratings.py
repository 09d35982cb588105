"""Asking a customer how a case was: a private address that opens for some days, and takes one answer.

The address goes out by webhook alone: whoever holds it may answer, so it never reaches a chat of our own people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from server import audit
from server.access.credentials import digest
from server.access.settings import read_number
from server.delivery.publishing import is_heard, publish
from server.feedback.models import (
    FeedbackChannel,
    FeedbackTicket,
    RatingRequest,
    ServiceCase,
)
from server.feedback.operations.guests import MISSES
from server.feedback.operations.public import (
    OF_NETWORK,
    Receipt,
    answer_key,
    count,
    refuse_flood,
    score_of,
)
from server.feedback.operations.receiving import (
    LONGEST_ORDER,
    LONGEST_REF,
    LONGEST_TEXT,
    Word,
    clean,
    take_in,
)
from server.feedback.validity import Given
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.kernel.rights import allow
from server.people.operations.access import find_target, link
from server.people.operations.record import operation
from server.store.base import stamp
from server.store.reads import placed

EVENT = "feedback.rating_asked"
RATING = "rating:"
"""How the keys of words begin that answer such an address."""
LOOKED_BACK, MOST_CASES = timedelta(days=3), 500
OPEN_REQUEST = "select asked_at,answered_at,expires_at,id from rating_request where digest={0}"


@dataclass(frozen=True)
class Case:
    """What a customer is asked about; `key` names it for good, so that it is asked about once."""

    key: str
    customer_ref: str = ""
    order_ref: str | None = None
    product: str = ""
    agent_id: str | None = None
    department_id: str | None = None
    location_id: str | None = None


@dataclass(frozen=True)
class Asked:
    """What the holder of an address sees: since when they are asked, and what they may read once they answered."""

    asked_at: datetime
    answers_key: str | None


@dataclass(frozen=True)
class RatingAddress:
    """Where a customer answers, and until when."""

    path: str
    expires_at: datetime


# --- Asking ---


@operation
async def ask_for_rating(
    ctx: Context,
    *,
    case_ref: str,
    customer_ref: str = "",
    order_ref: str = "",
    product: str = "",
    agent_code: str | None = None,
) -> str:
    """Make the address for a case of another system, which brings it to the customer itself; return the request."""
    allow(ctx, "Mutation.askForRating")
    target = await find_target(ctx, None, agent_code) if agent_code else None
    case = Case(
        key=f"api:{clean(case_ref, 'caseRef', LONGEST_ORDER, least=1)}",
        customer_ref=clean(customer_ref, "customerRef", LONGEST_REF),
        order_ref=clean(order_ref, "orderRef", LONGEST_ORDER) or None,
        product=clean(product, "product", LONGEST_REF),
        agent_id=target.person.id if target else None,
        department_id=target.department_id if target else None,
    )
    row = await open_request(ctx, case)
    await audit.record(
        ctx, "feedback.ask_rating", subject_type="RatingRequest", subject_id=row.id, changes={}
    )
    return row.id


async def address_of(ctx: Context, request_id: str) -> RatingAddress:
    """Return the address of a request, for who made it."""
    row = await ctx.store.write(lambda: RatingRequest.get(id=request_id))
    return RatingAddress(f"/f/rate/{key_of(ctx, row.case_key)}", row.expires_at)


async def ask_after_ticket(ctx: Context, row: FeedbackTicket) -> bool:
    """Ask whose feedback was resolved how that went, if they can be reached; inside store.write."""
    if row.answer_key.startswith(RATING) or not (row.customer_ref or row.order_ref):
        return False
    case = Case(
        f"ticket:{row.id}", row.customer_ref, row.order_ref, row.product, link(row, "assignee_id") or None,
        link(row, "handler_department_id") or None, link(row, "location_id") or None,
    )  # fmt: skip
    return await ask(ctx, case)


async def ask_after_cases(ctx: Context) -> None:
    """Ask after the cases of service that were closed in the last days; one transaction."""

    async def work() -> None:
        if not await is_heard(EVENT):
            return
        known = ServiceCase.filter(
            superseded_at=None, closed_on__gte=ctx.today - LOOKED_BACK, customer_ref__isnull=False,
            source_key__isnull=False,
        )  # fmt: skip
        for row in await known.order_by("closed_on", "id").limit(MOST_CASES):
            agent = link(row, "agent_id") or None
            await ask(ctx, Case(f"case:{row.source_key}"[:160], row.customer_ref or "", agent_id=agent))

    await ctx.store.write(work)


async def ask(ctx: Context, case: Case) -> bool:
    """Ask about a case once, where somebody brings the address to the customer."""
    if not await is_heard(EVENT) or await RatingRequest.exists(case_key=case.key):
        return False
    row = await open_request(ctx, case)
    data = {
        "id": row.id,
        "customer": row.customer_ref,
        "order": row.order_ref,
        "expires": spell_instant(row.expires_at),
        "link": f"/f/rate/{key_of(ctx, case.key)}",
    }
    await publish(ctx, EVENT, row.id, data)
    return True


async def open_request(ctx: Context, case: Case) -> RatingRequest:
    """Write a request down, or return the one there is; inside store.write."""
    if (known := await RatingRequest.get_or_none(case_key=case.key)) is not None:
        return known
    days = await read_number(ctx, "rating_link_days")
    return await RatingRequest.create(
        **stamp(ctx), case_key=case.key, digest=digest(key_of(ctx, case.key)), customer_ref=case.customer_ref,
        order_ref=case.order_ref, product=case.product, agent_id=case.agent_id, department_id=case.department_id,
        location_id=case.location_id, asked_at=ctx.now, expires_at=ctx.now + timedelta(days=days),
    )  # fmt: skip


def key_of(ctx: Context, case_key: str) -> str:
    """Return the key of a case's address: the same whenever it is asked for, and nobody's to guess."""
    return ctx.store.vault.blind("rating", case_key)


# --- Answering ---


async def open_rating(ctx: Context, key: str, network: str, wall: datetime) -> Asked | None:
    """Return what an address opens; None for one that ended or never was, and a network with many such is held up."""
    held = (f"rating|{network}", MISSES)
    await refuse_flood(ctx, (held,), wall)
    statement, values = placed(ctx.store.dialect, OPEN_REQUEST, digest(key))
    for asked, answered, expires, request_id in await ctx.store.reads.rows(statement, values):
        if ctx.now < datetime.fromisoformat(expires):
            own = answer_key(ctx, f"{RATING}{request_id}") if answered else None
            return Asked(datetime.fromisoformat(asked), own)
    await ctx.store.write(lambda: count(ctx, *held, wall))
    return None


async def send_rating(
    ctx: Context, *, key: str, sent: Mapping[str, str], network: str, wall: datetime
) -> Receipt:
    """Take in an answer. The first one counts; another of the same case is kept and does not."""
    held = (f"network|{network}", OF_NETWORK)
    await refuse_flood(ctx, (held,), wall)

    async def work() -> Receipt:
        row = await RatingRequest.filter(digest=digest(key)).select_for_update().get_or_none()
        if row is None or ctx.now >= row.expires_at:
            raise not_found()
        score, text = score_of(sent.get("score", "")), clean(sent.get("text", ""), "text", LONGEST_TEXT)
        if score is None:
            raise InvalidInput("请选一个评分。", "Choose a rating.", path=("input", "score"))
        await count(ctx, *held, wall)
        first = f"{RATING}{row.id}"
        is_again = row.answered_at is not None
        word = Word(
            key=f"{first}:again" if is_again else first,
            channel=FeedbackChannel.RATING,
            received_at=ctx.now,
            given=Given(text=text, score=score, customer_ref=row.customer_ref, order_ref=row.order_ref or ""),
            product=row.product,
            agent_id=link(row, "agent_id") or None,
            department_id=link(row, "department_id") or None,
            location_id=link(row, "location_id") or None,
            answers=first,
        )
        ticket = await take_in(ctx, word)
        if not is_again:
            await RatingRequest.filter(id=row.id).update(answered_at=ctx.now, updated_at=ctx.now)
            own = answer_key(ctx, first)
            await FeedbackTicket.filter(id=ticket).update(answer_digest=digest(own))
        return Receipt(ticket, answer_key(ctx, first))

    return await ctx.store.write(work)
