"""The way of a payout run: nothing is paid unchecked, unapproved or twice, and every step has its hand."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from server import approvals
from server.approvals import Decided
from server.incentives.models import RunKind
from server.incentives.payouts.operations import reversing, runs
from server.incentives.payouts.queries import steps_of, sums_of
from server.incentives.payouts.rules import RunMovedOn, SamePerson
from server.incentives.recognition.operations import honors
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.approvals.cast import settled
from tests.incentives.fair import (
    CHECKS,
    LINES,
    RUNS,
    approved,
    as_role,
    award,
    hr,
    paid,
    payroll,
    proposed,
    set_up,
)
from tests.people.town import one, rows
from tests.plan.world import uid

FACTS = (
    "select e.code,i.paid_on,i.basis from incentive_payout i join employee e on e.id=i.employee_id order by 1"
)
STATE = "select state from payout_run"


@pytest.fixture
async def fair(store: Store) -> Store:
    await set_up(store)
    await award(store)
    await award(store, "E4", "CHAMP")
    return store


async def test_a_run_goes_from_proposed_to_paid_and_becomes_facts_once(fair):
    run = await proposed(fair)
    assert await rows(fair, RUNS) == [("HONOR", "2025-05", "PROPOSED", "2")]
    assert [passed for _, passed in await rows(fair, CHECKS)] == [await true(fair)] * 7

    await approved(fair, run)
    assert await rows(fair, STATE) == [("APPROVED",)]
    await runs.release_payout_run(payroll(fair), id=run)
    await runs.pay_payout_run(payroll(fair), id=run)

    assert sorted(await rows(fair, LINES)) == [("E3", "OTHER", "2025-06-30"), ("E4", "OTHER", "2025-06-30")]
    assert await rows(fair, FACTS) == [("E3", "2025-06-30", "OTHER"), ("E4", "2025-06-30", "OTHER")]
    assert await one(fair, "select count(*) from notice where kind='payout'") == 2
    with pytest.raises(RunMovedOn):
        await runs.pay_payout_run(payroll(fair), id=run)
    assert await one(fair, "select count(*) from incentive_payout") == 2


async def true(store: Store) -> str:
    ((found,),) = await rows(store, "select 1=1")
    return str(found)


async def test_amounts_are_sealed_and_add_up_to_the_total(fair):
    run = await proposed(fair)

    sums = await sums_of(payroll(fair), [run])
    assert (str(sums[run].total), sums[run].budget) == ("1500.50", None)
    lines = [str(line) for (line,) in await rows(fair, "select id from payout")]
    steps = await steps_of(payroll(fair), lines)
    assert sorted(step["value"] for each in steps.values() for step in each) == [50000, 100050]
    kept = str(await rows(fair, "select amount,steps from payout")) + str(
        await rows(fair, "select total from payout_run")
    )
    assert not [text for text in ("500.00", "1000.50", "1500.50", "50000", "服务之星") if text in kept]


async def test_awards_are_paid_by_one_run_unless_it_is_revoked(fair):
    first = await proposed(fair)
    await proposed(fair)
    assert await rows(fair, "select line_count from payout_run order by id") == [("2",), ("0",)]

    await runs.revoke_payout_run(payroll(fair), id=first, reason="名单有误")
    await proposed(fair)

    assert await rows(fair, "select state,line_count from payout_run order by id") == [
        ("REVOKED", "2"),
        ("PROPOSED", "0"),
        ("PROPOSED", "2"),
    ]


async def test_a_run_without_lines_fails_its_check_and_nobody_is_asked(fair):
    await proposed(fair)
    empty = await proposed(fair)

    await runs.check_payout_run(payroll(fair), id=empty)

    failed = f"select rule from payout_check where run_id='{empty}' and not has_passed"
    assert await rows(fair, failed) == [("HAS_LINES",)]
    assert await rows(fair, f"select state,approval_id from payout_run where id='{empty}'") == [
        ("PROPOSED", None)
    ]
    assert await one(fair, "select count(*) from approval_request") == 0


async def test_who_is_paid_by_a_run_may_not_propose_it(fair):
    run = await runs.propose_payout_run(
        as_role(fair, "E3", "payroll_specialist"), Registry(fair), kind=RunKind.HONOR, period="2025-05"
    )  # fmt: skip

    await runs.check_payout_run(payroll(fair), id=run)

    failed = "select rule from payout_check where not has_passed"
    assert await rows(fair, failed) == [("NOT_TO_PROPOSER",)]
    assert await rows(fair, STATE) == [("PROPOSED",)]


async def test_who_is_paid_is_not_asked_to_approve(store):
    await set_up(store)
    await honors.give_award(
        as_role(store, "E1", "hr_manager"), honor_code="STAR", period="2025-05", employee_code="E6"
    )
    run = await proposed(store)

    await runs.check_payout_run(payroll(store), id=run)

    assert await rows(store, "select rule from payout_check where not has_passed") == [("SECOND_PERSON",)]
    assert await rows(store, STATE) == [("PROPOSED",)]


async def test_sixteen_approvals_at_once_leave_one_winner(fair):
    run = await proposed(fair)
    await runs.check_payout_run(payroll(fair), id=run)
    request = str(await one(fair, "select approval_id from payout_run"))

    tried = await asyncio.gather(
        *(approvals.decide(hr(fair), request, Decided.APPROVE) for _ in range(16)), return_exceptions=True
    )
    assert sum(isinstance(each, str) for each in tried) == 1
    assert all(isinstance(each, (str, InvalidState, Conflict)) for each in tried)
    ended = await asyncio.gather(*(settled(fair, request) for _ in range(4)))

    assert sorted(ended) == ["APPROVED", *["settled before"] * 3]
    assert await one(fair, "select count(*) from audit_entry where action='incentives.approve_run'") == 1


async def test_sixteen_payments_at_once_pay_once(fair):
    run = await proposed(fair)
    await approved(fair, run)
    await runs.release_payout_run(payroll(fair), id=run)

    tried = await asyncio.gather(
        *(runs.pay_payout_run(payroll(fair), id=run) for _ in range(16)), return_exceptions=True
    )

    assert sum(isinstance(each, str) for each in tried) == 1
    assert await one(fair, "select count(*) from incentive_payout") == 2


async def test_the_same_request_sent_twice_makes_one_run(fair):
    first = await proposed(fair, idempotency_key="once")
    again = await proposed(fair, idempotency_key="once")

    assert first == again
    assert await one(fair, "select count(*) from payout_run") == 1


async def test_who_approved_does_not_pay(fair):
    run = await proposed(fair)
    await approved(fair, run)

    with pytest.raises(SamePerson):
        await runs.release_payout_run(hr(fair), id=run)
    assert await rows(fair, STATE) == [("APPROVED",)]


@pytest.mark.parametrize(("decision", "state"), [(Decided.REFUSE, "REVOKED"), (Decided.RETURN, "PROPOSED")])
async def test_a_run_that_is_not_approved_pays_nothing(fair, decision, state):
    run = await proposed(fair)
    await runs.check_payout_run(payroll(fair), id=run)
    request = str(await one(fair, "select approval_id from payout_run"))

    await approvals.decide(hr(fair), request, decision, "名单待核")
    await settled(fair, request)

    assert await rows(fair, STATE) == [(state,)]
    with pytest.raises(RunMovedOn):
        await runs.release_payout_run(payroll(fair), id=run)


async def test_a_run_is_paid_on_its_day_and_not_before(fair):
    run = await proposed(fair)
    await approved(fair, run)
    await runs.release_payout_run(payroll(fair), id=run, pay_on=date(2025, 7, 10))

    with pytest.raises(InvalidState):
        await runs.pay_payout_run(payroll(fair), id=run)

    assert await one(fair, "select count(*) from incentive_payout") == 0


async def test_what_was_paid_is_taken_back_by_a_new_line_that_goes_the_same_way(fair):
    run = await proposed(fair)
    await paid(fair, run)
    line = str(await one(fair, f"select id from payout where employee_id='{uid('E3')}'"))

    back = await reversing.reverse_payouts(payroll(fair), ids=[line], reason="重复计奖")
    with pytest.raises(InvalidState):
        await reversing.reverse_payouts(payroll(fair), ids=[line], reason="再冲一次")
    assert str((await sums_of(payroll(fair), [back]))[back].total) == "-500.00"
    await paid(fair, back)

    assert await rows(fair, "select kind,state,line_count from payout_run order by id") == [
        ("HONOR", "PAID", "2"),
        ("REVERSAL", "PAID", "1"),
    ]
    assert await one(fair, "select count(*) from incentive_payout") == 3


async def test_only_what_was_paid_can_be_taken_back(fair):
    await proposed(fair)
    line = str(await one(fair, "select min(id) from payout"))

    for ids in ([line], [uid("Z9")]):
        with pytest.raises((InvalidState, NotFound)):
            await reversing.reverse_payouts(payroll(fair), ids=ids, reason="未发放")
    assert await one(fair, "select count(*) from payout_run") == 1


@pytest.mark.parametrize("period", ["2025-06", "2025-Q2", "mai", "2025-W20"])
async def test_only_a_period_that_is_over_is_paid(fair, period):
    with pytest.raises(InvalidInput):
        await proposed(fair, period=period)


@pytest.mark.parametrize(
    "role", ["performance_specialist", "department_manager", "general_manager", "employee"]
)
async def test_nobody_else_touches_a_run(fair, role):
    run = await proposed(fair)
    caller = as_role(fair, "E1", role)

    for tried in (
        runs.propose_payout_run(caller, Registry(fair), kind=RunKind.HONOR, period="2025-05"),
        runs.check_payout_run(caller, id=run),
        runs.release_payout_run(caller, id=run),
        runs.pay_payout_run(caller, id=run),
        runs.revoke_payout_run(caller, id=run, reason="试试"),
        reversing.reverse_payouts(caller, ids=[run], reason="试试"),
    ):
        with pytest.raises(Denied):
            await tried
    assert await rows(fair, RUNS) == [("HONOR", "2025-05", "PROPOSED", "2")]
