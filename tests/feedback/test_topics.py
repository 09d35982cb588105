"""Topics and the words they are known by."""

from __future__ import annotations

import pytest

from server.feedback import models as m
from server.feedback.operations.topics import (
    save_feedback_topic,
)
from server.feedback.topic_reading import read_text
from server.kernel.errors import Conflict, InvalidInput
from tests.people.town import plant
from tests.plan.world import context


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


async def test_a_topic_is_read_by_its_own_words_until_it_is_out_of_use(hr):
    given = {"code": "Gift", "name": "礼品", "suggests": m.Suggests.PROCESS}
    with pytest.raises(InvalidInput):
        await save_feedback_topic(hr, words=[" "], **given)
    made = await save_feedback_topic(hr, words=["礼盒", "礼盒"], **given)
    found = await hr.store.write(lambda: read_text("礼盒压坏了，太差", 1))
    assert (found.topic, found.topic_id, found.language, found.feeling.sentiment) == (
        "gift",
        made,
        "zh",
        "NEGATIVE",
    )
    await save_feedback_topic(hr, words=["礼盒"], is_active=False, version=1, **given)
    with pytest.raises(Conflict):
        await save_feedback_topic(hr, words=["礼盒"], version=1, **given)

    assert (await hr.store.write(lambda: read_text("礼盒压坏了"))).topic is None
