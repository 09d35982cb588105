"""Each night what has no topic is heaped up anew; naming a heap gives its feedback the topic."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import yaml

from bench.topics import HEAPS
from server.feedback import models as m
from server.feedback.heap_jobs import heap_nameless
from server.feedback.operations.topics import save_feedback_topic
from tests.people.town import plant, rows
from tests.plan.world import context, row

KEPT = (
    "select h.count,h.words,count(t.id) from feedback_heap h join feedback_ticket t on t.heap_id=h.id "
    "group by h.id,h.count,h.words"
)
SAID = yaml.safe_load(HEAPS.read_text("utf-8"))["tuned"]["zh"]


async def hear(ctx, code: str, texts, **told) -> None:
    async def write() -> None:
        for number, text in enumerate(texts):
            values = {"sentiment": "NEGATIVE", "received_at": ctx.now - timedelta(days=1), **told}
            await m.FeedbackTicket.create(
                **row(f"{code}{number:02d}"), answer_key=f"{code}{number}", channel="API", text=text, text_lang="zh",
                **values,
            )  # fmt: skip

    await ctx.store.write(write)


async def test_a_heap_is_found_named_and_gone(store):
    await plant(store)
    hr = context(store, "hr_manager")
    await hear(hr, "P", [*SAID["parking"], "停车太难", "车位不够停"])
    await hear(hr, "M", SAID["music"])
    await hear(hr, "K", SAID["bags"] + SAID["bags"][:4], sentiment="POSITIVE", score=5)
    await hear(hr, "O", SAID["calls"] + SAID["calls"][:4], received_at=hr.now - timedelta(days=40))

    await heap_nameless(hr)
    await heap_nameless(hr)

    ((count, words, lying),) = await rows(store, KEPT)
    assert (count, lying) == ("10", "10")
    assert "停车" in words
    ((heap, typical),) = await rows(store, "select id,typical_id from feedback_heap")
    assert await rows(store, f"select heap_id from feedback_ticket where id='{typical}'") == [(heap,)]

    given: dict[str, Any] = {
        "code": "parking",
        "name": "停车",
        "words": ["停车", "车位"],
        "suggests": m.Suggests.PROCESS,
    }
    await save_feedback_topic(hr, **given, heap_id=heap)

    named = "select count(*) from feedback_ticket t join feedback_topic p on p.id=t.topic_id where p.code='parking'"
    assert await rows(store, named) == [("10",)]
    assert await rows(store, KEPT) == []
    await heap_nameless(hr)
    assert await rows(store, KEPT) == []
