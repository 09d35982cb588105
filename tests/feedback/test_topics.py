"""Topics and the words they are known by."""

from __future__ import annotations

from typing import Any

import pytest

from server.feedback import models as m
from server.feedback.operations.topics import (
    save_feedback_topic,
)
from server.feedback.topic_reading import read_text
from server.kernel.errors import Conflict, InvalidInput
from server.training.models import Course
from tests.people.town import plant, rows
from tests.plan.world import context, row


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


async def test_a_topic_names_a_course_that_there_is(hr):
    given: dict[str, Any] = {"code": "gift", "name": "礼品", "suggests": m.Suggests.COURSE, "words": ["礼盒"]}
    with pytest.raises(InvalidInput) as caught:
        await save_feedback_topic(hr, course_code="NOPE", **given)
    assert caught.value.path == ("input", "courseCode")

    async def course():
        await Course.create(**row("C7"), code="GIFTS", title="礼品包装", hours=100)

    await hr.store.write(course)
    made = await save_feedback_topic(hr, course_code=" gifts ", **given)
    assert await rows(hr.store, "select id,course_code from feedback_topic where code='gift'") == [
        (made, "GIFTS")
    ]
