"""Sheets in revisions, and drawing a week's contacts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.catalog.field import draw_quality_checks
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState
from server.performance.quality.operations.quality import Asked, save_quality_sheet, use_quality_sheet
from server.performance.quality.rules import SheetWeights
from tests.people.town import rows
from tests.performance.judged import QUESTIONS, WEEK, town_with_contacts, used_sheet
from tests.plan.world import context, uid


@pytest.fixture
async def hr(store):
    await town_with_contacts(store)
    return context(store, "hr_manager")


async def test_a_sheet_in_use_stays_and_a_change_is_a_new_revision(hr, store):
    first = await used_sheet(hr)
    with pytest.raises(InvalidState):
        await use_quality_sheet(hr, id=first)
    second = await save_quality_sheet(hr, code="SERVICE", name="服务质检二", questions=QUESTIONS)
    again = await save_quality_sheet(
        hr, code="service", name="服务质检三", questions=[Asked("解答准确", Decimal(100))], version=1
    )
    await use_quality_sheet(hr, id=second)

    assert again == second
    assert await rows(store, "select revision,name,state from quality_sheet order by revision") == [
        ("1", "服务质检", "RETIRED"), ("2", "服务质检三", "IN_USE"),
    ]  # fmt: skip
    assert await rows(store, f"select count(*) from quality_question where sheet_id='{second}'") == [("1",)]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": "x y"}, "code"),
        ({"name": " "}, "name"),
        ({"questions": ()}, "questions"),
        ({"questions": (Asked("问", Decimal(100)),)}, "questions"),
        ({"questions": (Asked("问候得体", Decimal("99.999")),)}, "questions"),
    ],
)
async def test_a_sheet_that_makes_no_sense_is_refused(hr, given, field):
    with pytest.raises(InvalidInput) as caught:
        await save_quality_sheet(hr, **{"code": "S1", "name": "表", "questions": QUESTIONS} | given)
    assert caught.value.path == ("input", field)


async def test_weights_must_be_a_hundred_and_a_stale_draft_is_refused(hr):
    with pytest.raises(SheetWeights):
        await save_quality_sheet(hr, code="S1", name="表", questions=[Asked("问候得体", Decimal(95))])
    await save_quality_sheet(hr, code="S1", name="表", questions=QUESTIONS)
    await save_quality_sheet(hr, code="S1", name="表", questions=QUESTIONS, version=1)
    with pytest.raises(Conflict):
        await save_quality_sheet(hr, code="S1", name="表", questions=QUESTIONS, version=1)


async def test_a_draw_takes_three_of_each_agent_and_is_the_same_again(hr, store):
    with pytest.raises(InvalidState):
        await draw_quality_checks(hr, week=WEEK)
    await used_sheet(hr)

    assert await draw_quality_checks(hr, week=date(2025, 6, 19)) == WEEK.isoformat()
    found = await rows(
        store, "select agent_id,count(*) from quality_check group by agent_id order by agent_id"
    )
    await draw_quality_checks(hr, week=WEEK)

    assert found == [(uid("E3"), "3"), (uid("E4"), "2")]
    assert await rows(store, "select count(*) from quality_check") == [("5",)]


async def test_a_week_must_be_over_and_only_some_may_draw(hr, store):
    await used_sheet(hr)
    with pytest.raises(InvalidInput):
        await draw_quality_checks(hr, week=date(2025, 6, 30))
    for role in ("employee", "department_manager", "hr_specialist"):
        with pytest.raises(Denied):
            await draw_quality_checks(context(store, role), week=WEEK)
    assert await rows(store, "select count(*) from quality_check") == [("0",)]
