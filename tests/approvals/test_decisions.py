"""Deciding: in turn, never on oneself, once when two decide at once, and back within ten seconds."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from server import approvals
from server.approvals import Decided
from server.approvals.decisions import OwnRequest
from server.kernel.errors import Conflict, InvalidInput, InvalidState, NotFound
from server.people import operations
from tests.approvals.cast import OPEN, at, resign, settled, signed_in, standing
from tests.people.town import one, refused, rows
from tests.plan.world import NOW, TODAY, uid

NOT_YET = [("OPEN", "0")]


async def test_the_manager_decides_before_hr_and_the_last_approval_ends_it(town):
    request = await resign(town)
    assert await standing(town) == [("0", "E2", "WAITING"), ("1", "E6", "WAITING")]

    await approvals.decide(signed_in(town, "E2"), request, Decided.APPROVE)
    assert await rows(town, OPEN) == [("OPEN", "1")]
    await approvals.decide(signed_in(town, "E6"), request, Decided.APPROVE, "祝顺利")

    assert await rows(town, OPEN) == [("APPROVED", "1")]
    assert await standing(town) == [("0", "E2", "APPROVED"), ("1", "E6", "APPROVED")]
    assert await one(town, "select settles_at from approval_request") == "2025-06-30T08:00:10.000Z"


async def test_nobody_decides_out_of_turn_or_unasked(town):
    request = await resign(town)

    await refused(
        town, lambda: approvals.decide(signed_in(town, "E6"), request, Decided.APPROVE), InvalidState
    )
    await refused(town, lambda: approvals.decide(signed_in(town, "E1"), request, Decided.APPROVE), NotFound)
    assert await rows(town, OPEN) == NOT_YET


async def test_nobody_decides_on_their_own_even_as_a_deputy(town):
    request = await resign(town)
    await operations.set_deputy(signed_in(town, "E2"), deputy_code="E3", valid_from=TODAY, valid_to=TODAY)

    await refused(town, lambda: approvals.decide(signed_in(town, "E3"), request, Decided.APPROVE), OwnRequest)
    assert await rows(town, OPEN) == NOT_YET


async def test_a_refusal_needs_a_reason_and_ends_it(town):
    request, boss = await resign(town), signed_in(town, "E2")

    await refused(town, lambda: approvals.decide(boss, request, Decided.REFUSE, "  "), InvalidInput)
    await approvals.decide(boss, request, Decided.REFUSE, "请先面谈")

    assert await rows(town, OPEN) == [("REFUSED", "0")]
    assert await standing(town) == [("0", "E2", "REFUSED"), ("1", "E6", "SKIPPED")]


async def test_a_returned_one_can_be_handed_in_anew(town):
    request = await resign(town)
    await approvals.decide(signed_in(town, "E2"), request, Decided.RETURN, "请改日期")
    assert await settled(town, request) == "RETURNED"

    await resign(town)

    assert sorted(await rows(town, OPEN)) == [("OPEN", "0"), ("RETURNED", "0")]


async def test_a_deputy_decides_in_the_approvers_stead_while_it_lasts(town):
    request, boss, deputy = await resign(town), signed_in(town, "E2"), signed_in(town, "E4")
    tomorrow = TODAY + timedelta(days=1)
    await operations.set_deputy(boss, deputy_code="E4", valid_from=tomorrow, valid_to=tomorrow)
    await refused(town, lambda: approvals.decide(deputy, request, Decided.APPROVE), NotFound)

    row = await operations.set_deputy(boss, deputy_code="E4", valid_from=TODAY, valid_to=tomorrow)
    await approvals.decide(deputy, request, Decided.APPROVE)

    told = "select decided_by,deputy_for from approval_task where state='APPROVED'"
    assert await rows(town, told) == [(uid("E4"), uid("E2"))]
    await operations.end_deputy(boss, id=row)
    other = await resign(town, "E4")
    await refused(town, lambda: approvals.decide(deputy, other, Decided.APPROVE), NotFound)


async def test_a_decision_can_be_undone_for_ten_seconds(town):
    request, boss = await resign(town), signed_in(town, "E2")
    task = await approvals.decide(boss, request, Decided.APPROVE)

    await refused(
        town, lambda: approvals.undo_decision(at(boss, NOW + timedelta(seconds=11)), task), InvalidState
    )
    await refused(town, lambda: approvals.undo_decision(signed_in(town, "E6"), task), NotFound)
    await approvals.undo_decision(at(boss, NOW + timedelta(seconds=9)), task)

    assert await rows(town, OPEN) == NOT_YET
    assert await standing(town) == [("0", "E2", "WAITING"), ("1", "E6", "WAITING")]


async def test_an_undone_decision_wakes_the_notice_and_takes_the_next_ones_away(town):
    open_ones = "select employee_id from notice where done_at is null order by 1"
    request, boss = await resign(town), signed_in(town, "E2")
    asked = await rows(town, open_ones)
    task = await approvals.decide(boss, request, Decided.APPROVE)
    passed_on = await rows(town, open_ones)

    await approvals.undo_decision(at(boss, NOW + timedelta(seconds=5)), task)
    assert await rows(town, open_ones) == asked
    await approvals.decide(at(boss, NOW + timedelta(seconds=7)), request, Decided.APPROVE)

    assert await rows(town, open_ones) == passed_on
    assert (asked, passed_on) == ([(uid("E2"),)], [(uid("E6"),)])


async def test_an_undone_refusal_wakes_those_it_had_left_out_and_settles_nothing(town):
    request, boss = await resign(town), signed_in(town, "E2")
    task = await approvals.decide(boss, request, Decided.REFUSE, "不同意")
    await approvals.undo_decision(boss, task)

    assert await settled(town, request) == "not decided"
    assert await standing(town) == [("0", "E2", "WAITING"), ("1", "E6", "WAITING")]


async def test_what_the_next_step_has_decided_is_not_undone(town):
    request = await resign(town)
    task = await approvals.decide(signed_in(town, "E2"), request, Decided.APPROVE)
    await approvals.decide(signed_in(town, "E6"), request, Decided.APPROVE)

    await refused(town, lambda: approvals.undo_decision(signed_in(town, "E2"), task), InvalidState)


async def test_an_old_version_is_a_conflict(town):
    request = await resign(town)

    await refused(
        town, lambda: approvals.decide(signed_in(town, "E2"), request, Decided.APPROVE, version=9), Conflict
    )


async def test_several_are_decided_at_once_or_none(town):
    first, second = await resign(town), await resign(town, "E4")
    ids = [
        str(row) for (row,) in await town.reads.rows("select id from approval_task where step=0 order by id")
    ]
    boss = signed_in(town, "E2")

    await refused(town, lambda: approvals.decide_many(boss, [*ids, "nothing"], Decided.APPROVE), NotFound)
    done = await approvals.decide_many(boss, ids, Decided.APPROVE)

    assert (done, first != second) == (ids, True)
    assert await rows(town, OPEN) == [("OPEN", "1"), ("OPEN", "1")]


async def test_sixteen_at_once_leave_one_winner(town):
    request = await resign(town)
    boss = signed_in(town, "E2")

    tried = await asyncio.gather(
        *(approvals.decide(boss, request, Decided.APPROVE) for _ in range(16)), return_exceptions=True
    )

    won = [each for each in tried if isinstance(each, str)]
    assert len(won) == 1
    assert all(isinstance(each, (str, InvalidState, Conflict)) for each in tried)
    assert await rows(town, OPEN) == [("OPEN", "1")]
    assert await one(town, "select count(*) from audit_entry where action='approvals.decide'") == 1


async def test_a_repeated_request_decides_once(town):
    request, boss = await resign(town), signed_in(town, "E2")

    first = await approvals.decide(boss, request, Decided.APPROVE, idempotency_key="once")
    again = await approvals.decide(boss, request, Decided.APPROVE, idempotency_key="once")

    assert first == again
    with pytest.raises(InvalidState):
        await approvals.decide(boss, request, Decided.APPROVE)
