"""Learning paths: courses in order, and the four topics without which a basic one is not published."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.kernel.errors import Denied, InvalidInput
from server.training.models import CourseTag
from server.training.operations.courses import CourseUnready, save_course
from server.training.operations.paths import publish_learning_path, save_learning_path
from tests.people.town import rows
from tests.plan.world import context
from tests.training.learners import courses


async def test_a_basic_path_is_published_with_the_four_topics_alone(store):
    await courses(store)
    hr = context(store, "hr_manager")
    path = await save_learning_path(
        hr, code="basic", title="基础路径", course_codes=["base", "room", "BASE"], is_basic=True
    )
    with pytest.raises(CourseUnready) as caught:
        await publish_learning_path(hr, id=path)
    assert (
        caught.value.en
        == "A basic path still lacks courses on: brand culture, product, communication, problem solving."
    )
    base = (await rows(store, "select id from course where code='BASE'"))[0][0]
    await save_course(
        hr, id=base, code="BASE", title="基础", hours=Decimal(8),
        tags=[CourseTag.BRAND_CULTURE, CourseTag.PRODUCT, CourseTag.PROBLEM_SOLVING, CourseTag.COMMUNICATION],
    )  # fmt: skip
    await publish_learning_path(hr, id=path)
    with pytest.raises(CourseUnready):
        await save_learning_path(
            hr, id=path, code="BASIC", title="基础路径", course_codes=["ROOM"], is_basic=True
        )
    draft = await save_course(hr, code="NEW", title="新课", hours=Decimal(1))
    other = await save_learning_path(hr, code="OTHER", title="其他", course_codes=["NEW"])
    with pytest.raises(CourseUnready):
        await publish_learning_path(hr, id=other)
    await publish_learning_path(hr, id=path, is_published=False)
    for codes, field in (([], "courseCodes"), (["NONE"], "courseCodes")):
        with pytest.raises(InvalidInput) as wrong:
            await save_learning_path(hr, code="X1", title="路径", course_codes=codes)
        assert wrong.value.path == ("input", field)
    with pytest.raises(Denied):
        await save_learning_path(context(store, "employee"), code="X1", title="路径", course_codes=["BASE"])

    assert draft
    assert await rows(store, "select code,state from learning_path order by code") == [
        ("BASIC", "RETIRED"),
        ("OTHER", "DRAFT"),
    ]
    steps = (
        "select c.code,s.place from path_step s join course c on c.id=s.course_id "
        f"where path_id='{path}' order by 2"
    )
    assert await rows(store, steps) == [("BASE", "1"), ("ROOM", "2")]
