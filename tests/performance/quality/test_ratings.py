"""Rating a contact, two raters who differ, a dispute, and the score that figures are made of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.performance.models import QualityCheck
from server.performance.quality.operations.ratings import (
    OwnWork,
    decide_quality_check,
    dispute_quality_check,
    rate_quality_check,
)
from tests.people.town import rows
from tests.performance.judged import (
    NO,
    PARTLY,
    WEEK,
    YES,
    caller,
    marked,
    town_with_contacts,
    used_sheet,
)
from tests.plan.world import context, row, uid

FACTS = "select score,superseded_at is null from qa_review order by recorded_at,id"


@pytest.fixture
async def hr(store):
    """E1, with checks of E3: K1 for one rater and K2 for two, and K3 of E4."""
    await town_with_contacts(store)
    hr = context(store, "hr_manager")
    sheet = await used_sheet(hr)

    async def checks() -> None:
        for code, agent, contact, due in (
            ("K1", "E3", "C1", 1),
            ("K2", "E3", "C2", 2),
            ("K3", "E4", "C5", 1),
        ):
            await QualityCheck.create(
                **row(code), agent_id=uid(agent), sheet_id=sheet, contact_ref=uid(contact), contact_on=WEEK, week=WEEK,
                raters_due=due,
            )  # fmt: skip

    await store.write(checks)
    return hr


@pytest.fixture
def specialist(store):
    return caller(store, "E6", "performance_specialist")


@pytest.fixture
def staff(store):
    return context(store, "employee")


@pytest.fixture
def manager(store):
    return context(store, "department_manager")


async def state_of(store, code: str) -> tuple[str, str | None]:
    ((state, score),) = await rows(store, f"select state,score from quality_check where id='{uid(code)}'")
    return state, score


async def test_one_rater_closes_the_check_and_its_score_is_a_fact(hr, store):
    await rate_quality_check(hr, id=uid("K1"), answers=await marked(hr, YES, PARTLY, YES), version=1)

    assert await state_of(store, "K1") == ("RATED", "7000")
    assert await rows(store, "select agent_id,reviewed_on,score from qa_review") == [
        (uid("E3"), "2025-06-30", "7000")
    ]
    assert await rows(store, "select source from metric_touch where source='qa_review'") == [("qa_review",)]
    with pytest.raises(InvalidState):
        await rate_quality_check(hr, id=uid("K1"), answers=await marked(hr, YES, YES, YES))


async def test_two_raters_who_lie_close_share_the_mean(hr, manager, store):
    await rate_quality_check(hr, id=uid("K2"), answers=await marked(hr, YES, YES, YES))
    with pytest.raises(InvalidState):
        await rate_quality_check(hr, id=uid("K2"), answers=await marked(hr, YES, YES, YES))
    assert await state_of(store, "K2") == ("WAITING", None)
    assert await rows(store, FACTS) == []
    await rate_quality_check(manager, id=uid("K2"), answers=await marked(hr, YES, YES, PARTLY))

    found = await rows(store, f"select state,score,gap,agreement from quality_check where id='{uid('K2')}'")
    assert found == [("RATED", "10000", "0", "6667")]


async def test_two_raters_who_lie_far_apart_wait_for_a_third(hr, manager, specialist, store):
    await rate_quality_check(hr, id=uid("K2"), answers=await marked(hr, YES, YES, YES))
    await rate_quality_check(manager, id=uid("K2"), answers=await marked(hr, YES, NO, YES))
    assert await state_of(store, "K2") == ("DIFFERS", None)
    assert await rows(store, FACTS) == []
    with pytest.raises(OwnWork):
        await decide_quality_check(hr, id=uid("K2"), decision="以第一份为准", score=Decimal(100))
    with pytest.raises(InvalidInput):
        await decide_quality_check(specialist, id=uid("K2"), decision="没有给出分数")
    await decide_quality_check(specialist, id=uid("K2"), decision="重新听过录音", score=Decimal("85.50"))

    assert await state_of(store, "K2") == ("DECIDED", "8550")
    assert await rows(store, "select score from qa_review") == [("8550",)]


async def test_a_dispute_keeps_the_score_until_somebody_else_decides(hr, staff, specialist, store):
    await rate_quality_check(hr, id=uid("K1"), answers=await marked(hr, YES, NO, YES))
    await dispute_quality_check(staff, id=uid("K1"), reason="客户问的是另一件事")
    assert await state_of(store, "K1") == ("DISPUTED", "4000")
    with pytest.raises(OwnWork):
        await decide_quality_check(hr, id=uid("K1"), decision="维持原来的结果")
    await decide_quality_check(specialist, id=uid("K1"), decision="理由成立", score=Decimal(100))

    assert await state_of(store, "K1") == ("DECIDED", "10000")
    assert dict(await rows(store, FACTS)) in (
        {"4000": "0", "10000": "1"},
        {"4000": "False", "10000": "True"},
    )
    with pytest.raises(InvalidState):
        await dispute_quality_check(staff, id=uid("K1"), reason="还想再申诉一次")


async def test_an_upheld_score_leaves_the_fact_as_it_is(hr, staff, specialist, store):
    await rate_quality_check(hr, id=uid("K1"), answers=await marked(hr, YES, NO, YES))
    await dispute_quality_check(staff, id=uid("K1"), reason="客户问的是另一件事")
    await decide_quality_check(specialist, id=uid("K1"), decision="维持原来的结果")

    assert await rows(store, "select score from qa_review") == [("4000",)]


async def test_nobody_rates_themselves_and_others_see_nothing(hr, staff, store):
    answers = await marked(hr, YES, YES, YES)
    with pytest.raises(Denied):
        await rate_quality_check(caller(store, "E3", "hr_manager"), id=uid("K1"), answers=answers)
    with pytest.raises(Denied):
        await rate_quality_check(staff, id=uid("K1"), answers=answers)
    with pytest.raises(NotFound):
        await dispute_quality_check(staff, id=uid("K3"), reason="不是我的质检")
    with pytest.raises(NotFound):
        await rate_quality_check(hr, id=uid("K9"), answers=answers)
    assert await rows(store, "select count(*) from quality_rating") == [("0",)]


async def test_every_question_is_answered_by_what_was_seen(hr):
    answers = await marked(hr, YES, YES, YES)
    with pytest.raises(InvalidInput):
        await rate_quality_check(hr, id=uid("K1"), answers=answers[:2])
    with pytest.raises(Conflict):
        await rate_quality_check(hr, id=uid("K1"), answers=answers, version=7)
    with pytest.raises(InvalidState):
        await decide_quality_check(hr, id=uid("K1"), decision="没有什么可裁定")
