"""What is done about topics each night: gather the problems of the last weeks, and suggest a measure for each heap."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.access.settings import read_number
from server.feedback.cluster_rules import Gathered, Heard, gather, suggestion
from server.feedback.models import ClusterState, FeedbackCluster, FeedbackTicket, FeedbackTopic, Product
from server.feedback.operations.product_texts import collect_texts
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.people.operations.access import link
from server.store.base import stamp

OPEN = (ClusterState.FOUND, ClusterState.TAKEN)
HEARD = (
    "select topic_id,product,sentiment,score,count(*) from feedback_ticket "
    "where topic_id is not null and state<>'INVALID' and received_at>={0} and received_at<{1} "
    "group by topic_id,product,sentiment,score"
)


async def gather_clusters(ctx: Context) -> None:
    """Find what gathered, in as many statements however many the feedback; one transaction."""
    await ctx.store.write(lambda: gather_now(ctx), seconds=60)


async def gather_now(ctx: Context) -> None:
    """Write what gathered: new heaps, new counts of those that wait or run, and those that have shrunk."""
    until = ctx.today + timedelta(days=1)
    first = until - timedelta(days=await read_number(ctx, "feedback_cluster_days"))
    topics = {row.id: row for row in await FeedbackTopic.filter(is_active=True)}
    await collect_texts(ctx)
    held = await standing()
    heard = await hear(ctx, first, until)
    least = await read_number(ctx, "feedback_cluster_count")
    found = gather(heard, {key: row.suggests for key, row in topics.items()}, least)
    known = {(link(row, "topic_id"), row.product): row for row in held.values()}
    kept: set[str] = set()
    for each in found:
        row = known.get((each.topic, each.product))
        if row is not None:
            kept.add(row.id)
            await recount(ctx, row, each, first, until)
        elif not await was_settled(topics[each.topic], each, first):
            await open_cluster(ctx, topics[each.topic], each, first, until)
    gone = [row.id for row in held.values() if row.state is ClusterState.FOUND and row.id not in kept]
    await FeedbackCluster.filter(id__in=gone).update(
        state=ClusterState.LAPSED, closed_on=ctx.today, updated_at=ctx.now
    )


async def standing() -> Mapping[str, FeedbackCluster]:
    return {row.id: row for row in await FeedbackCluster.filter(state__in=OPEN).select_for_update()}


async def hear(ctx: Context, first: date, until: date) -> list[Heard]:
    here = ZoneInfo(ctx.store.settings.zone)
    times = [spell_instant(datetime.combine(day, time(), here)) for day in (first, until)]
    marks = ("?", "?") if ctx.store.dialect == "sqlite" else ("$1", "$2")
    rows = await FeedbackTicket._meta.db.execute_query_dict(HEARD.format(*marks), times)
    return [Heard(*row.values()) for row in rows]


async def recount(ctx: Context, row: FeedbackCluster, found: Gathered, first: date, until: date) -> None:
    if (row.count, row.negative_count, row.until_on) == (found.count, found.negative, until):
        return
    await FeedbackCluster.filter(id=row.id).update(
        count=found.count, negative_count=found.negative, first_on=first, until_on=until,
        version=row.version + 1, updated_at=ctx.now,
    )  # fmt: skip


async def was_settled(topic: FeedbackTopic, found: Gathered, first: date) -> bool:
    """What was done or dismissed within these days is not raised anew: most of it was said before."""
    settled = (ClusterState.DONE, ClusterState.DISMISSED)
    return await FeedbackCluster.filter(
        topic_id=topic.id, product=found.product, state__in=settled, closed_on__gte=first
    ).exists()


async def open_cluster(ctx: Context, topic: FeedbackTopic, found: Gathered, first: date, until: date) -> None:
    known = await Product.get_or_none(code=found.product) if found.product else None
    names = (known.name, known.name_en) if known else (found.product,)
    zh, en = suggestion(topic.suggests, topic.name, topic.name_en, *names)
    await FeedbackCluster.create(
        **stamp(ctx), topic_id=topic.id, product=found.product, first_on=first, until_on=until, count=found.count,
        negative_count=found.negative, suggests=topic.suggests, suggestion=zh, suggestion_en=en,
        course_code=topic.course_code,
    )  # fmt: skip
