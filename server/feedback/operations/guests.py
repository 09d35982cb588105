"""What a guest reads: the answers to what they sent, by a key that was shown to them alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from server.access.credentials import digest
from server.feedback.operations.public import WINDOW, count, refuse_flood
from server.kernel.context import Context
from server.kernel.errors import RateLimited
from server.store.reads import placed

READ_FOR = timedelta(days=180)
"""So long after it came in the answers to a form can be read."""
MISSES = 30
"""So many wrong keys a window from one network."""
OF_KEY = "select id,received_at from feedback_ticket where answer_digest={0}"
ANSWERS = "select text,sent_at from feedback_reply where ticket_id={0} order by sent_at,id"


@dataclass(frozen=True)
class Answer:
    text: str
    sent_at: datetime


@dataclass(frozen=True)
class Answers:
    """What stands at a guest's address: when they wrote, and what they were told; neither their words nor a name."""

    received_at: datetime
    answers: tuple[Answer, ...]


async def guest_answers(ctx: Context, key: str, network: str, wall: datetime) -> Answers | None:
    """Return the answers a key opens; None for a key that opens nothing, and a network with many such is held up."""
    held = (f"answers|{network}", MISSES)
    try:
        await refuse_flood(ctx, (held,), wall)
        found = await read_answers(ctx, key)
        if found is None:
            await ctx.store.write(lambda: count(ctx, *held, wall))
    except RateLimited as trouble:
        minutes = int(WINDOW.total_seconds() // 60)
        raise RateLimited(
            f"尝试次数过多，请 {minutes} 分钟后再打开。", f"Too many tries; open it again in {minutes} min."
        ) from trouble
    return found


async def read_answers(ctx: Context, key: str) -> Answers | None:
    store = ctx.store
    for ticket, received in await store.reads.rows(*placed(store.dialect, OF_KEY, digest(key))):
        received_at = datetime.fromisoformat(received)
        if ctx.now > received_at + READ_FOR:
            return None
        rows = await store.reads.rows(*placed(store.dialect, ANSWERS, ticket))
        return Answers(
            received_at, tuple(Answer(text, datetime.fromisoformat(sent_at)) for text, sent_at in rows)
        )
    return None
