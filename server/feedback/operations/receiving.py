"""Taking in what customers say: is it valid, what is it about, and on it goes to a ticket whose clock runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from server import audit
from server.feedback.models import (
    CustomerFeedback,
    FeedbackChannel,
    FeedbackInvalidReason,
    FeedbackKind,
    FeedbackSentiment,
    FeedbackTicket,
    IntakeWindow,
)
from server.feedback.operations.routing import Told, invalidate_ticket, open_ticket, revive_ticket
from server.feedback.texts import Sentiment
from server.feedback.topic_reading import read_text
from server.feedback.validity import Given, Key, is_empty, judge, key_of
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.metrics.kept.dirty import touched_row
from server.people.operations.access import (
    Place,
    allow,
    allow_anywhere,
    find_department,
    find_location,
    find_target,
    link,
    present_department,
)
from server.people.operations.record import operation
from server.store.base import stamp

LONGEST_TEXT, LONGEST_REF, LONGEST_ORDER, LONGEST_NOTE = 2000, 64, 100, 300
OLDEST = timedelta(days=60)
WORST_GOOD, BEST_BAD = 4, 2
"""A rating alone tells a feeling too: 4 and 5 are good, 1 and 2 bad whatever the words."""


@dataclass(frozen=True)
class Word:
    """One customer's word as it came in; `key` names it for good, so that a repeat changes nothing."""

    key: str
    channel: FeedbackChannel
    received_at: datetime
    given: Given
    kind: FeedbackKind = FeedbackKind.SURVEY
    product: str = ""
    account: str | None = None
    agent_id: str | None = None
    department_id: str | None = None
    location_id: str | None = None
    answers: str | None = None
    """Key of the first word about a case we asked about; what else was said that day is no double of it."""


async def take_in(ctx: Context, word: Word) -> str:
    """Keep a customer's word as a fact, open its ticket and return the ticket's id; inside store.write.

    What does not count is kept all the same, with the reason, so that somebody may think better of it.
    """
    await hold(ctx, f"word|{word.key}")
    if known := await FeedbackTicket.get_or_none(answer_key=word.key):
        return known.id
    reason = await verdict(ctx, word)
    given = word.given
    await CustomerFeedback.create(
        **stamp(ctx), recorded_at=ctx.now, source_key=word.key, customer_ref=given.customer_ref or None,
        agent_id=word.agent_id, received_at=word.received_at, kind=word.kind, is_valid=reason is None,
        score=given.score, nps=given.nps, effort=given.effort,
    )  # fmt: skip
    day = word.received_at.astimezone(ZoneInfo(ctx.store.settings.zone)).date()
    await touched_row(ctx, "customer_feedback", day)
    ticket = await open_for(ctx, word, reason)
    await audit.record(
        ctx, "feedback.receive", subject_type="CustomerFeedback", subject_id=ticket,
        changes={"channel": (None, word.channel), "valid": (None, reason is None)},
    )  # fmt: skip
    return ticket


async def open_for(ctx: Context, word: Word, reason: FeedbackInvalidReason | None) -> str:
    """Open the ticket of a word, having read what it is about; inside store.write."""
    given = word.given
    read = await read_text(given.text) if given.text else None
    return await open_ticket(
        ctx,
        Told(
            answer_key=word.key,
            channel=word.channel,
            received_at=word.received_at,
            customer_ref=given.customer_ref,
            order_ref=given.order_ref or None,
            product=word.product,
            agent_id=word.agent_id,
            department_id=word.department_id or await department_of(ctx, word.agent_id),
            location_id=word.location_id,
            account=word.account,
            score=given.score,
            text=given.text,
            text_lang=read.language if read else "",
            topic_id=read.topic_id if read else None,
            sentiment=feeling_of(given.score, read.feeling.sentiment if read else None),
            invalid_reason=reason,
        ),
    )


async def department_of(ctx: Context, employee_id: str | None) -> str | None:
    return (await present_department(ctx, employee_id) or None) if employee_id else None


def feeling_of(score: int | None, said: Sentiment | None) -> FeedbackSentiment | None:
    """Tell the feeling: a bad rating beats kind words; without words the rating speaks alone."""
    if score is not None and score <= BEST_BAD:
        return FeedbackSentiment.NEGATIVE
    if said is not None:
        return FeedbackSentiment(said)
    if score is None:
        return None
    return FeedbackSentiment.POSITIVE if score >= WORST_GOOD else FeedbackSentiment.NEUTRAL


# --- Validity ---


async def verdict(ctx: Context, word: Word) -> FeedbackInvalidReason | None:
    if word.answers is not None:
        again = FeedbackInvalidReason.DUPLICATE if word.key != word.answers else None
        return judge(word.given) or again
    key = key_of(word.given, word.received_at, ctx.store.settings.zone)
    return judge(word.given, key, await same_day(ctx, key) if key else ())


async def same_day(ctx: Context, key: Key) -> set[Key]:
    """Return the key if a valid answer of that customer, order and day is known; two at once wait for each other."""
    customer, order, day = key
    await hold(ctx, f"same|{customer}|{order}|{day}")
    here = ZoneInfo(ctx.store.settings.zone)
    begins = datetime.combine(day, time(), here)
    known = FeedbackTicket.filter(
        customer_ref=customer, order_ref=order or None, invalid_reason=None,
        received_at__gte=begins, received_at__lt=datetime.combine(day + timedelta(days=1), time(), here),
    )  # fmt: skip
    return {key} if await known.exists() else set()


async def hold(ctx: Context, matter: str, now: datetime | None = None) -> IntakeWindow:
    """Lock one matter until the transaction ends, made first so that two do not both make it."""
    key = ctx.store.vault.blind("intake", matter)
    row = IntakeWindow(**stamp(ctx), key=key, begins_at=now or ctx.now, count=0)
    await IntakeWindow.bulk_create([row], ignore_conflicts=True)
    return await IntakeWindow.filter(key=key).select_for_update().get()


# --- By the contract ---


@operation
async def create_customer_feedback(
    ctx: Context,
    *,
    text: str = "",
    score: int | None = None,
    nps: int | None = None,
    effort: int | None = None,
    kind: FeedbackKind | None = None,
    channel: FeedbackChannel = FeedbackChannel.API,
    customer_ref: str = "",
    order_ref: str = "",
    product: str = "",
    account: str | None = None,
    agent_code: str | None = None,
    department_code: str | None = None,
    location_code: str | None = None,
    received_at: datetime | None = None,
    external_id: str | None = None,
) -> str:
    """Write down what a customer said; return the id of its ticket. About oneself, one's team, or nobody named.

    `external_id` is how the system it comes from names it: the same one again is the same word.
    """
    agent, department = await about(ctx, agent_code, department_code)
    place = await find_location(None, location_code)
    given = Given(
        text=clean(text, "text", LONGEST_TEXT),
        score=within(score, "score", 1, 5),
        nps=within(nps, "nps", 0, 10),
        effort=within(effort, "effort", 1, 7),
        customer_ref=clean(customer_ref, "customerRef", LONGEST_REF),
        order_ref=clean(order_ref, "orderRef", LONGEST_ORDER),
    )
    if is_empty(given):
        zh, en = "请写下客户说了什么，或给出评分。", "Write what was said, or give a rating."
        raise InvalidInput(zh, en, path=("input", "text"))
    own = clean(external_id or "", "externalId", LONGEST_ORDER)
    word = Word(
        key=f"api:{own}" if own else f"entry:{new_id()}",
        channel=channel,
        received_at=moment(ctx, received_at),
        given=given,
        kind=kind or FeedbackKind.SURVEY,
        product=clean(product, "product", LONGEST_REF),
        account=clean(account or "", "account", LONGEST_REF) or None,
        agent_id=agent,
        department_id=department,
        location_id=place.id if place else None,
    )
    return await take_in(ctx, word)


async def about(
    ctx: Context, agent_code: str | None, department_code: str | None
) -> tuple[str | None, str | None]:
    """Return whom and which department it is about, having asked whether the caller may write of them."""
    verb = "createCustomerFeedback"
    if agent_code:
        target = await find_target(ctx, None, agent_code)
        allow(ctx, target.place, verb)
        return target.person.id, target.department_id
    department = await find_department(None, department_code)
    me = ctx.principal.employee_id
    if me is None and department is None:
        allow_anywhere(ctx, verb)
    else:
        allow(ctx, Place(me, department.id if department else None), verb)
    return None, department.id if department else None


@operation
async def judge_customer_feedback(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    is_valid: bool,
    reason: FeedbackInvalidReason | None = None,
    note: str = "",
) -> str:
    """Think better of an answer: let it count, or take it out with the reason; never about oneself."""
    verb = "judgeCustomerFeedback"
    allow_anywhere(ctx, verb)
    ticket = await FeedbackTicket.filter(id=id).select_for_update().get_or_none()
    if ticket is None:
        raise not_found()
    agent, department = link(ticket, "agent_id") or None, link(ticket, "department_id") or None
    allow(ctx, Place(agent, department), verb)
    why = clean(note, "note", LONGEST_NOTE, least=2)
    if (ticket.invalid_reason is None) == is_valid:
        raise InvalidState("这条反馈已是如此，请刷新。", "It stands like that already; reload.")
    before, taken_back = ticket.invalid_reason, FeedbackInvalidReason.WITHDRAWN
    if not is_valid and reason in (None, taken_back):
        raise InvalidInput("请选择无效的原因。", "Choose why it does not count.", path=("input", "reason"))
    if before is taken_back:
        raise InvalidState(
            "导入它的文件已撤销，请重新导入。", "The file it came with was taken back; load it again."
        )
    await (revive_ticket(ctx, id) if is_valid or reason is None else invalidate_ticket(ctx, id, reason))
    told: dict[str, tuple[object, object]] = {
        "invalidReason": (before, None if is_valid else reason),
        "note": (None, why),
    }
    await audit.record(ctx, "feedback.judge", subject_type="CustomerFeedback", subject_id=id, changes=told)
    return id


# --- Ground ---


def clean(text: str, field: str, most: int, least: int = 0) -> str:
    """Return the text without what cannot be seen; InvalidInput says how long it may be."""
    found = text.strip()
    if not least <= len(found) <= most:
        raise InvalidInput(
            f"请填写 {least} 至 {most} 字。" if least else f"最多 {most} 字。",
            f"Write {least} to {most} characters." if least else f"At most {most} characters.",
            path=("input", field),
        )
    return "".join(char for char in found if char.isprintable() or char == "\n")


def within(value: int | None, field: str, least: int, most: int) -> int | None:
    if value is not None and not least <= value <= most:
        raise InvalidInput(
            f"须为 {least} 到 {most}。", f"It lies between {least} and {most}.", path=("input", field)
        )
    return value


def moment(ctx: Context, received_at: datetime | None) -> datetime:
    """Return when it came in: now, or a moment of the last weeks, never one to come."""
    found = received_at or ctx.now
    if not ctx.now - OLDEST <= found <= ctx.now:
        raise InvalidInput(
            f"收到时间须在最近 {OLDEST.days} 天内。",
            f"It came in within the last {OLDEST.days} days.",
            path=("input", "receivedAt"),
        )
    return found
