"""What no topic fits: each night the problems told in other words are heaped up, for somebody to name them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.access.settings import read_number
from server.feedback.cluster_rules import is_problem
from server.feedback.heaps import Heap, heap_up
from server.feedback.models import FeedbackHeap, FeedbackTicket
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.store.base import stamp
from server.store.reads import patient, placed

MOST = 2000
"""Of one language the newest so many are looked at; who has more has enough to begin with."""
MOST_HEAPS = 20
NAMELESS = (
    "select id,text,text_lang,sentiment,score from feedback_ticket "
    "where topic_id is null and text<>'' and state<>'INVALID' and received_at>={0} and received_at<{1} "
    "order by received_at desc,id desc"
)


@dataclass(frozen=True)
class Nameless:
    id: str
    text: str


async def heap_nameless(ctx: Context) -> None:
    """Heap up what was told these weeks and has no topic, in the place of the heaps of the night before."""
    until = ctx.today + timedelta(days=1)
    first = until - timedelta(days=await read_number(ctx, "feedback_cluster_days"))
    least = await read_number(ctx, "feedback_cluster_count")
    told = await nameless(ctx, first, until)
    found: list[tuple[str, Sequence[Nameless], Heap]] = []
    for language, rows in told.items():
        heaps = await asyncio.to_thread(heap_up, [row.text for row in rows], language, least)
        found += [(language, rows, heap) for heap in heaps]
    found.sort(key=lambda each: -len(each[2].members))
    await ctx.store.write(lambda: write_heaps(ctx, first, until, found[:MOST_HEAPS]), seconds=60)


async def nameless(ctx: Context, first: date, until: date) -> Mapping[str, list[Nameless]]:
    """Return the problems without a topic by language, the newest first."""
    here = ZoneInfo(ctx.store.settings.zone)
    times = [spell_instant(datetime.combine(day, time(), here)) for day in (first, until)]
    with patient(60):
        rows = await ctx.store.reads.rows(*placed(ctx.store.dialect, NAMELESS, *times))
    found: dict[str, list[Nameless]] = {}
    for key, text, language, sentiment, score in rows:
        told = found.setdefault(language, [])
        if is_problem(sentiment, score) and len(told) < MOST:
            told.append(Nameless(key, text))
    return found


async def write_heaps(
    ctx: Context, first: date, until: date, found: Sequence[tuple[str, Sequence[Nameless], Heap]]
) -> None:
    await FeedbackTicket.exclude(heap_id=None).update(heap_id=None)
    await FeedbackHeap.all().delete()
    for language, rows, heap in found:
        made = await FeedbackHeap.create(
            **stamp(ctx), first_on=first, until_on=until, language=language, count=len(heap.members),
            words=json.dumps(heap.words, ensure_ascii=False), typical_id=rows[heap.members[0]].id,
        )  # fmt: skip
        members = [rows[place].id for place in heap.members]
        await FeedbackTicket.filter(id__in=members, topic_id=None).update(heap_id=made.id)
