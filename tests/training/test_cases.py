"""The library of cases names nobody; what other domains tell is read over before it is shared."""

from __future__ import annotations

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, NotFound
from server.training.models import CaseKind
from server.training.operations.cases import Told, add_case, save_library_case
from tests.people.town import rows
from tests.plan.world import context, uid
from tests.training.learners import courses


async def test_a_case_is_written_linked_and_shared_and_names_nobody(store):
    await courses(store)
    hr, boss = context(store, "hr_manager"), context(store, "department_manager")
    told = {"title": "签收未收到", "situation": "物流显示已签收，顾客没有收到。"}
    case = await save_library_case(
        boss, **told, course_code="base", feedback_id=uid("F1"), kind=CaseKind.FEEDBACK
    )
    await save_library_case(
        hr,
        id=case,
        version=1,
        **told | {"good_answer": "先查网点"},
        kind=CaseKind.FEEDBACK,
        course_code="BASE",
    )
    for field, text in (("situation", "顾客电话 13800001234，很急"), ("goodAnswer", "发到 a.b@example.com")):
        key = "good_answer" if field == "goodAnswer" else field
        with pytest.raises(InvalidInput) as caught:
            await save_library_case(hr, **told | {key: text})
        assert caught.value.path == ("input", field)
    with pytest.raises(InvalidInput):
        await save_library_case(hr, **told, course_code="NONE")
    with pytest.raises(Conflict):
        await save_library_case(hr, id=case, version=1, **told)
    with pytest.raises(NotFound):
        await save_library_case(hr, id="gone", **told)
    with pytest.raises(Denied):
        await save_library_case(context(store, "employee"), **told)
    await store.write(
        lambda: add_case(boss, Told("复盘", "一周内十位顾客问同一步", CaseKind.RETRO, source="三月复盘"))
    )

    found = await rows(
        store,
        "select title,kind,course_id,good_answer,source,version from library_case order by created_at,title",
    )
    assert sorted(found) == sorted([
        ("签收未收到", "FEEDBACK", uid("C1"), "先查网点", "", "2"), ("复盘", "RETRO", None, "", "三月复盘", "1"),
    ])  # fmt: skip
    assert await rows(store, "select title from library_case where is_shared") == [("签收未收到",)]
