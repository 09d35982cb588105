"""An agent objects to a customer's answer; a second person decides, and CSAT counts it again when that is reversed."""

from __future__ import annotations

from datetime import date

import pytest

from server.feedback.operations import (
    decide_answer_dispute,
    dispute_answer,
    reverse_answer_exclusion,
    withdraw_answer_dispute,
)
from server.feedback.operations.disputes import AlreadyDisputed
from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from tests.people.town import plant, rows
from tests.performance.judged import answer, caller
from tests.plan.world import context, uid

COUNTS = (
    "select id,score,version from customer_feedback where superseded_at is null and is_valid order by score"
)


@pytest.fixture
async def staff(store):
    """E3, of whom two customers said 1 and 5, and one of E4 said 2."""
    await plant(store)

    async def answers() -> None:
        await answer("N1", "E3", date(2025, 6, 20), 1)
        await answer("N2", "E3", date(2025, 6, 21), 5)
        await answer("N3", "E4", date(2025, 6, 21), 2)
        await answer("N4", "E3", date(2025, 4, 21), 2)

    await store.write(answers)
    return context(store, "employee")


@pytest.fixture
def hr(store):
    return context(store, "hr_manager")


async def test_an_excluded_answer_stops_counting_and_counts_again_when_reversed(staff, hr, store):
    made = await dispute_answer(staff, answer_id=uid("N1"), reason="客户投诉的是快递")
    assert [score for _, score, _ in await rows(store, COUNTS)] == ["1", "2", "2", "5"]
    await decide_answer_dispute(hr, id=made, exclude=True, decision="确系物流问题")
    assert [score for _, score, _ in await rows(store, COUNTS)] == ["2", "2", "5"]
    await reverse_answer_exclusion(hr, id=made, reason="核实后仍与服务有关")

    ((now, _, version),) = [row for row in await rows(store, COUNTS) if row[1] == "1"]
    assert (now != uid("N1"), version) == (True, "3")
    ((state, known, by),) = await rows(store, "select state,answer_id,decided_by_id from answer_dispute")
    assert (state, known, by) == ("REVERSED", now, uid("E1"))
    told = await rows(store, "select first_day from metric_touch where source='customer_feedback'")
    assert told == [("2025-06-20",), ("2025-06-20",)]
    logged = await rows(store, "select action from audit_entry where action like 'answers.%' order by seq")
    assert logged == [("answers.dispute",), ("answers.decide",), ("answers.reverse",)]


async def test_an_upheld_answer_is_not_touched(staff, hr, store):
    made = await dispute_answer(staff, answer_id=uid("N1"), reason="客户投诉的是快递")
    await decide_answer_dispute(hr, id=made, exclude=False, decision="评价属实")

    assert (uid("N1"), "1", "1") in await rows(store, COUNTS)
    with pytest.raises(InvalidState):
        await reverse_answer_exclusion(hr, id=made, reason="没有排除过")
    with pytest.raises(AlreadyDisputed):
        await dispute_answer(staff, answer_id=uid("N1"), reason="再申诉一次试试")


async def test_an_objection_is_taken_back_by_its_author_alone(staff, hr, store):
    made = await dispute_answer(staff, answer_id=uid("N1"), reason="客户投诉的是快递")
    with pytest.raises(Denied):
        await withdraw_answer_dispute(hr, id=made)
    await withdraw_answer_dispute(staff, id=made)
    with pytest.raises(InvalidState):
        await decide_answer_dispute(hr, id=made, exclude=True, decision="已经撤回了")


async def test_only_ones_own_recent_answers_can_be_disputed(staff):
    with pytest.raises(NotFound):
        await dispute_answer(staff, answer_id=uid("N3"), reason="不是我的评价")
    with pytest.raises(InvalidState):
        await dispute_answer(staff, answer_id=uid("N4"), reason="太久以前的评价")
    with pytest.raises(InvalidInput):
        await dispute_answer(staff, answer_id=uid("N1"), reason="不")


async def test_nobody_decides_about_themselves_and_a_manager_not_at_all(staff, store):
    made = await dispute_answer(staff, answer_id=uid("N1"), reason="客户投诉的是快递")
    for who in (caller(store, "E3", "hr_manager"), context(store, "department_manager"), staff):
        with pytest.raises(Denied):
            await decide_answer_dispute(who, id=made, exclude=True, decision="自己说了算")
    assert len(await rows(store, COUNTS)) == 4
    assert await rows(store, "select state from answer_dispute") == [("WAITING",)]
