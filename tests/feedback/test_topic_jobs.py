"""What gathers at night, and the measures that come of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.feedback import models as m
from server.feedback.operations.products import save_product
from server.feedback.operations.scripts import (
    EmptyScript,
    publish_script,
    save_script,
)
from server.feedback.operations.topics import (
    add_usual_topics,
    close_feedback_cluster,
    reopen_feedback_cluster,
    take_feedback_cluster,
)
from server.feedback.topic_jobs import gather_clusters
from server.kernel.errors import InvalidInput, InvalidState
from tests.people.town import plant, rows
from tests.plan.world import context, row, uid

CLUSTERS = "select product,count,negative_count,state,suggestion from feedback_cluster order by product,state"


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


async def known(ctx, model, **by):
    """Read one row as it stands."""
    return await ctx.store.write(lambda: model.get(**by))


async def heard(ctx, code: str, topic: str, product: str, count: int, days: int = 1) -> None:
    about = await known(ctx, m.FeedbackTopic, code=topic)

    async def write() -> None:
        for number in range(count):
            await m.FeedbackTicket.create(
                **row(f"{code}{number:02d}"), answer_key=f"{code}{number}", channel="API", product=product,
                topic_id=about.id, sentiment="NEGATIVE", score=2, received_at=ctx.now - timedelta(days=days),
            )  # fmt: skip

    await ctx.store.write(write)


async def test_ten_unclear_descriptions_of_a_product_suggest_a_script_that_closes_the_measure(hr, store):
    assert await add_usual_topics(hr) == "13"
    assert await add_usual_topics(hr) == "0"
    await heard(hr, "F", "description", "P", 9)
    await heard(hr, "G", "after_sales", "P", 6)
    await heard(hr, "H", "after_sales", "Q", 4)
    await heard(hr, "K", "description", "P", 5, days=40)
    await gather_clusters(hr)
    assert await rows(store, CLUSTERS) == [("", "10", "10", "FOUND", "改进「售后服务」的流程")]

    await heard(hr, "L", "description", "P", 1)
    await gather_clusters(hr)
    await gather_clusters(hr)
    found = await known(hr, m.FeedbackCluster, product="P")
    assert (found.count, found.suggestion, found.suggestion_en) == (
        10, "补全「P」的话术：描述不清", "Complete the script for P: description unclear",
    )  # fmt: skip

    await take_feedback_cluster(hr, id=found.id, due_on=hr.today + timedelta(days=14), owner_code="E2")
    told = await rows(store, f"select employee_id,link from notice where key like 'cluster:{found.id}%'")
    assert told == [(uid("E2"), "/feedback/topics")]
    script = await known(hr, m.Script, product="P")
    assert (script.state, script.body) == (m.ScriptState.DRAFT, "")
    with pytest.raises(EmptyScript):
        await publish_script(hr, id=script.id)
    await save_script(
        hr, code=script.code, title="怎么用", body="先充电", product="P", topic_code="description"
    )
    await publish_script(hr, id=script.id)
    done = await known(hr, m.FeedbackCluster, id=found.id)
    assert (done.state, done.closed_on) == (m.ClusterState.DONE, hr.today)

    await gather_clusters(hr)
    assert await rows(store, "select count(*) from feedback_cluster where product='P'") == [("1",)]


async def test_what_has_shrunk_lapses_and_a_closed_measure_can_be_taken_back(hr, store):
    await add_usual_topics(hr)
    await heard(hr, "F", "delivery", "P", 10)
    await gather_clusters(hr)
    found = await known(hr, m.FeedbackCluster)
    with pytest.raises(InvalidState):
        await close_feedback_cluster(hr, id=found.id, done=True, note_text="还没开始")
    with pytest.raises(InvalidInput):
        await take_feedback_cluster(hr, id=found.id, due_on=hr.today - timedelta(days=1))
    await close_feedback_cluster(hr, id=found.id, done=False, note_text="已在合同里解决")
    await reopen_feedback_cluster(hr, id=found.id)

    await store.write(lambda: m.FeedbackTicket.filter(answer_key="F0").update(score=5))
    await gather_clusters(hr)

    assert (await known(hr, m.FeedbackCluster)).state is m.ClusterState.LAPSED


async def test_a_measure_calls_a_product_by_its_names(hr, store):
    await add_usual_topics(hr)
    await save_product(hr, code="AF-20", name="空气炸锅", name_en="Air fryer")
    await heard(hr, "F", "description", "AF-20", 10)
    await gather_clusters(hr)

    found = await known(hr, m.FeedbackCluster, product="AF-20")
    assert (found.suggestion, found.suggestion_en) == (
        "补全「空气炸锅」的话术：描述不清", "Complete the script for Air fryer: description unclear",
    )  # fmt: skip
