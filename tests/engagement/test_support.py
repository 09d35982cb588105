"""A request from its sender to the department in charge and back, with what figures read of it."""

from __future__ import annotations

import pytest

from server.engagement.operations import support as s
from server.engagement.operations.support_topics import save_support_topic
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from tests.people.town import rows
from tests.performance.judged import caller
from tests.plan.world import uid

ASKED = "select state,assignee_id,is_late,reopened_count from support_request"
ISSUE = (
    "select department_id,first_response_at is not null,resolved_at is not null from internal_issue "
    "where superseded_at is null"
)
TOLD = "select employee_id from notice where done_at is null order by created_at,id"


@pytest.fixture
async def asked(hr, staff):
    """E3 needs D4, whose head is E6."""
    await save_support_topic(hr, code="product", name="产品支持", department_code="D4")
    return await s.create_support_request(
        staff, title="新品参数不全", text="客户问功率", topic_code="PRODUCT"
    )


async def test_a_request_goes_to_the_head_is_answered_solved_and_confirmed(asked, staff, head, town, after):
    assert await rows(town, ASKED) == [
        ("ASSIGNED", uid("E6"), "0" if town.settings.is_sqlite else "False", "0")
    ]
    assert await rows(town, TOLD) == [(uid("E6"),)]

    await s.reply_support_request(after(head, 24), id=asked, text="明天补上")
    await s.solve_support_request(after(head, 30), id=asked, solution="参数页已更新")
    await s.confirm_support_request(staff, id=asked)

    ((state, *_, reopened),) = await rows(town, ASKED)
    assert (state, reopened) == ("CONFIRMED", "0")
    facts = await rows(town, ISSUE)
    assert [fact[0] for fact in facts] == [uid("D4")]
    assert [value in {"1", "True"} for value in facts[0][1:]] == [True, True]
    kinds = await rows(town, "select kind from support_event order by happened_at,id")
    assert sorted(kind for (kind,) in kinds) == ["ASKED", "CONFIRMED", "REMARK", "SOLVED"]
    assert await rows(town, "select count(*) from metric_touch where source='internal_issue'") != [("0",)]
    topic = "select count(*) from outbox_message where topic='delivery.publish'"
    assert await rows(town, topic) == [("4",)]


async def test_who_asked_opens_it_again_and_takes_that_back(asked, staff, head, town):
    await s.solve_support_request(head, id=asked, solution="已处理")
    await s.reopen_support_request(staff, id=asked, reason="还是没有功率")
    assert (await rows(town, ASKED))[0][0] == "REOPENED"
    assert (await rows(town, ISSUE))[0][2] in {"0", "False"}

    await s.take_back_support_step(staff, id=asked)

    ((state, *_, reopened),) = await rows(town, ASKED)
    assert (state, reopened) == ("SOLVED", "0")
    assert (await rows(town, ISSUE))[0][2] in {"1", "True"}
    with pytest.raises(s.TooLateToTakeBack):
        await s.take_back_support_step(staff, id=asked)


async def test_it_is_handed_on_and_moved_and_a_step_too_old_stays(asked, hr, staff, head, boss, town, after):
    await s.assign_support_request(head, id=asked, employee_code="E4", version=1)
    assert (await rows(town, ASKED))[0][:2] == ("ASSIGNED", uid("E4"))
    with pytest.raises(NotFound):
        await s.solve_support_request(head, id=asked, solution="不再是我的")
    keeper = caller(town, "E4", "employee")
    with pytest.raises(s.TooLateToTakeBack):
        await s.take_back_support_step(after(keeper, 1), id=asked)
    with pytest.raises(InvalidInput):
        await s.move_support_request(keeper, id=asked, department_code="D4")
    await s.move_support_request(keeper, id=asked, department_code="D2", reason="由门店处理")

    assert (await rows(town, ASKED))[0][:2] == ("ASSIGNED", uid("E2"))
    assert (await rows(town, ISSUE))[0][0] == uid("D2")
    await s.reply_support_request(boss, id=asked, text="我们来")


async def test_nobody_acts_on_the_other_side_or_out_of_sight(asked, hr, staff, head, town):
    other = caller(town, "E4", "employee")
    before = await rows(town, "select state,version from support_request")
    for who, call, trouble in (
        (other, s.reply_support_request(other, id=asked, text="路过"), NotFound),
        (staff, s.solve_support_request(staff, id=asked, solution="自己解决"), Denied),
        (head, s.confirm_support_request(head, id=asked), Denied),
        (hr, s.solve_support_request(hr, id=asked, solution="代办"), Denied),
        (head, s.assign_support_request(head, id=asked, employee_code="E3"), InvalidInput),
        (head, s.assign_support_request(head, id=asked, employee_code="E5"), InvalidInput),
        (head, s.reply_support_request(head, id=asked, text="好", version=9), InvalidInput),
        (head, s.reply_support_request(head, id=asked, text="好的", version=9), Conflict),
        (staff, s.confirm_support_request(staff, id=asked), InvalidState),
        (staff, s.create_support_request(staff, title="缺", topic_code="PRODUCT"), InvalidInput),
        (staff, s.create_support_request(staff, title="缺货", topic_code="NONE"), InvalidInput),
        (staff, s.create_support_request(staff, title="缺货", department_code="D9"), InvalidInput),
    ):
        with pytest.raises(trouble):
            await call
        assert who is not None
    assert await rows(town, "select state,version from support_request") == before
