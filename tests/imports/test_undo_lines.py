"""Rows of facts and months go back as they were, unless they changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.feedback.operations.answering import answer_customer_feedback
from server.feedback.operations.receiving import judge_customer_feedback
from server.kernel.errors import InvalidState
from tests.imports.steps import Desk
from tests.performance.judged import caller
from tests.plan.world import context, uid

ORDERS = """order_id,customer_id,agent_id,paid_on,amount,is_repeat
O1,c1,E3,2025-05-02,200.50,是
O2,c2,E3,2025-05-03,99,false
"""
LIVE = "select source_key,amount from sales_order where superseded_at is null order by 1"
MONTHS = "select employee_id,month,overtime_hours,late_count from attendance order by 1,2"
OVERTIME = "select month,overtime_hours from overtime_month where superseded_at is null and overtime_hours>0 order by 1"
TICKETS = "select id,state,invalid_reason from feedback_ticket order by score"


@pytest.fixture
def desk(operator):
    return Desk(operator)


async def test_a_change_of_segment_by_file_is_dated_and_goes_back_with_its_file(town):
    """A new account has no change to tell; one that counts otherwise by its second file has."""
    desk = Desk(context(town, "hr_manager"))
    head = "account_id,customer_id,agent_id,segment,start_date\n"
    over_time = "select segment,since_on from account_segment where customer_ref='c1' order by since_on"
    await desk.load(head + "A-1,c1,E3,small,2025-01-05\n", kind="accounts", source="crm")
    assert await desk.rows(over_time) == []

    grown = await desk.load(
        head + "A-1,c1,E3,key,2025-01-05\nA-2,c2,E3,key,2025-02-01\n", kind="accounts", source="crm"
    )
    told = [("SMALL", "2025-01-05"), ("KEY", desk.ctx.today.isoformat())]
    assert await desk.rows(over_time) == told
    assert (await desk.rows("select count(*) from account_segment"))[0] == ("2",)

    await desk.undo(grown)
    assert await desk.rows(over_time) == told[:1]


async def test_facts_go_back_to_what_they_were_through_several_files(desk):
    first = await desk.load(ORDERS, kind="orders", source="erp")
    second = await desk.load(ORDERS.replace("99,", "88,"), kind="orders", source="erp")
    assert (await desk.counts(second))[:5] == ("APPLIED", "2", "0", "1", "1")

    await desk.undo(second)
    assert await desk.rows(LIVE) == [("erp:O1", "20050"), ("erp:O2", "9900")]
    await desk.undo(first)
    assert await desk.rows(LIVE) == []
    assert (await desk.counts(first))[-1] == "0"


async def test_a_fact_that_was_corrected_since_stays(desk):
    first = await desk.load(ORDERS, kind="orders", source="erp")
    await desk.load(ORDERS.replace("99,", "88,"), kind="orders", source="erp")

    await desk.undo(first)

    assert await desk.rows(LIVE) == [("erp:O2", "8800")]
    assert (await desk.counts(first))[-1] == "1"


async def test_months_go_back_and_new_ones_go_away(desk):
    before = await desk.rows(MONTHS)
    batch = await desk.load(
        "工号,月份,加班,迟到\nE3,2025-05,30.5,2\nE4,2025-06,12,0\n", kind="attendance", source="clock"
    )
    assert (await desk.counts(batch))[:4] == ("APPLIED", "2", "1", "1")
    assert await desk.rows(OVERTIME) == [("2025-05-01", "3050"), ("2025-06-01", "1200")]

    await desk.undo(batch)

    assert await desk.rows(MONTHS) == before
    assert await desk.rows(OVERTIME) == [("2025-05-01", "50")]


async def test_a_month_that_changed_since_stays(desk):
    batch = await desk.load("工号,月份,加班\nE4,2025-06,12\n", kind="attendance", source="clock")
    await desk.load("工号,月份,加班\nE4,2025-06,13\n", kind="attendance", source="clock")

    await desk.undo(batch)

    assert (await desk.counts(batch))[-1] == "1"
    assert (uid("E4"), "2025-06", "1300", "0") in await desk.rows(MONTHS)


DAYS = """工号,日期,上班时间,下班时间
E3,2025-05-06,09:00,20:00
E4,2025-06-03,09:00,18:00
E4,2025-06-04,09:00,20:00
"""
SUMS = (
    "select e.code,a.month,worked_hours,overtime_hours from attendance a join employee e on e.id=a.employee_id "
    "order by 1,2"
)
SHEETS = "select work_on,worked_hours from timesheet where superseded_at is null order by 1"


async def test_undoing_days_leaves_no_hours_of_theirs_behind(desk):
    """A month that came as a sum is that sum again, one that the days made goes, and so do the sheets."""
    before, sheets = await desk.rows(SUMS), await desk.rows(SHEETS)
    assert ("E3", "2025-05") in {row[:2] for row in before}
    assert ("E4", "2025-06") not in {row[:2] for row in before}
    batch = await desk.load(DAYS, kind="attendance_days", source="clock")
    during = await desk.rows(SUMS)
    assert ("E3", "2025-05", "1000", "200") in during
    assert ("E4", "2025-06", "1800", "200") in during

    await desk.undo(batch)

    assert await desk.rows(SUMS) == before
    assert await desk.rows(SHEETS) == sheets
    assert await desk.rows(OVERTIME) == [("2025-05-01", "50")]


async def test_undoing_some_days_counts_those_that_stay(desk):
    first = await desk.load(DAYS, kind="attendance_days", source="clock")
    await desk.load(DAYS.replace("18:00", "19:00"), kind="attendance_days", source="clock")

    await desk.undo(first)

    assert (await desk.counts(first))[-1] == "1"
    hours = [row for row in await desk.rows(SUMS) if row[:2] == ("E4", "2025-06")]
    assert hours == [("E4", "2025-06", "900", "100")]


async def test_ratings_that_go_back_take_their_tickets_along_and_come_again_with_the_file(desk):
    """What was answered meanwhile stays: it happened."""
    day = f"{desk.ctx.now - timedelta(hours=3):%Y-%m-%d %H:%M:%S}"
    said = f"customer_id,order_ref,received_at,score,agent_id,kind\nc1,O1,{day},3,E3,SURVEY\nc2,O2,{day},4,E3,SURVEY\n"
    batch = await desk.load(said, kind="feedback", source="erp")
    opened = await desk.rows(TICKETS)
    (answered, *_), (waiting, *_) = opened
    agent = replace(caller(desk.ctx.store, "E3", "employee"), now=desk.later().now)
    await answer_customer_feedback(agent, id=answered, text="已为您查清")

    await desk.undo(batch)
    assert await desk.rows(TICKETS) == [(answered, "RESPONDED", None), (waiting, "INVALID", "WITHDRAWN")]
    assert (await desk.counts(batch))[-1] == "1"
    with pytest.raises(InvalidState):
        await judge_customer_feedback(
            context(desk.ctx.store, "hr_manager"), id=waiting, is_valid=True, note="算数"
        )

    await desk.load(said, kind="feedback", source="erp", name="again.csv")
    assert await desk.rows(TICKETS) == [(answered, "RESPONDED", None), (waiting, opened[1][1], None)]
