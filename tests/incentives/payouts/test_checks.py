"""The checks of a run: each fails for its own reason, says so by number, and is made anew every time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

import pytest
from tortoise.exceptions import IntegrityError

from server.approvals import Step
from server.incentives.models import Payout, PayoutRun, RunCheck, RunKind
from server.incentives.payouts.operations.checks import CHECKS, look_at, steps_for
from server.incentives.payouts.operations.lines import AMOUNT, Draft, seal_sums
from server.incentives.payouts.operations.runs import check_payout_run
from server.incentives.recognition.operations.honors import give_award
from server.people.models import Employment
from server.store.keys import person_key
from server.store.store import Store
from tests.incentives.drafted import active
from tests.incentives.fair import as_role, award, payroll, proposed, set_up
from tests.incentives.figured import served
from tests.people.town import one, rows
from tests.plan.world import row, uid

FAILED = "select rule,found_en from payout_check where not has_passed order by place"
Change = Callable[[], Awaitable[object]]


@pytest.fixture
async def run(store: Store) -> str:
    """A run of an honor for E3, 500.00, proposed by E2."""
    await set_up(store)
    await award(store)
    return await proposed(store)


async def looked(store: Store, run: str, change: Change | None = None) -> list[tuple[object, ...]]:
    """Make the checks after a change, and return which have failed with what they say."""

    async def work() -> bool:
        if change is not None:
            await change()
        return await look_at(payroll(store), await PayoutRun.get(id=run))

    passed = await store.write(work)
    found = await rows(store, FAILED)
    assert passed is not bool(found)
    return found


async def test_every_check_is_kept_once_in_its_order(store, run):
    assert await looked(store, run) == []
    assert await looked(store, run) == []

    assert list(CHECKS) == list(RunCheck)
    assert await rows(store, "select rule from payout_check order by place") == [(each,) for each in RunCheck]
    assert await one(store, "select found_zh from payout_check where rule='HAS_LINES'") == "共 1 笔"
    assert (
        await one(store, "select found_en from payout_check where rule='SECOND_PERSON'")
        == "1 could approve it"
    )


async def test_a_sum_that_is_not_that_of_the_lines_is_found(store, run):
    """A line that is gone leaves the total too high; what is sealed cannot be moved elsewhere."""
    await award(store, "E4", "CHAMP")
    other = await proposed(store)

    found = await looked(store, other, lambda: Payout.filter(run_id=other, employee_id=uid("E4")).delete())

    assert found == [
        ("HAS_LINES", "There is nothing to pay"),
        ("SUM_MATCHES", "The total or the steps of 0 lines differ"),
    ]


async def test_a_scheme_without_a_budget_is_not_paid(store):
    await served(store)
    run = await proposed(store, RunKind.SCHEME, scheme_id=await active(store), period="2025-Q1")

    found = await looked(store, run, lambda: PayoutRun.filter(id=run).update(budget=None))

    assert found == [("WITHIN_BUDGET", "The scheme has no budget")]


@pytest.mark.parametrize(
    ("budget", "failed"), [(50_000, []), (49_999, [("WITHIN_BUDGET", "The total is above the budget")])]
)
async def test_a_total_above_the_budget_by_a_cent_is_found(store, run, budget, failed):
    async def change() -> None:
        sums = await seal_sums(payroll(store), run, Draft([], budget))
        await PayoutRun.filter(id=run).update(budget=sums["budget"])

    assert await looked(store, run, change) == failed


async def test_steps_that_do_not_add_up_to_their_line_are_found(store, run):
    async def change() -> None:
        line = await Payout.get(run_id=run)
        sealed = store.vault.seal(await person_key(store.vault, uid("E3")), f"{AMOUNT}|{line.id}", "499.99")
        await Payout.filter(id=line.id).update(amount=sealed)

    assert await looked(store, run, change) == [("SUM_MATCHES", "The total or the steps of 1 lines differ")]


async def test_who_was_not_employed_in_the_period_is_named_by_number(store, run):
    left = date(2025, 4, 30)

    found = await looked(store, run, lambda: Employment.filter(employee_id=uid("E3")).update(left_on=left))

    assert found == [("STAFF_ONLY", "1 were not employed then: E3")]


async def test_who_left_on_the_first_day_of_the_period_was_employed_in_it(store, run):
    left = date(2025, 5, 1)

    assert (
        await looked(store, run, lambda: Employment.filter(employee_id=uid("E3")).update(left_on=left)) == []
    )


async def test_reversals_and_commissions_may_be_of_who_has_left(store, run):
    async def change() -> None:
        await Employment.filter(employee_id=uid("E3")).update(left_on=date(2025, 4, 30))
        await PayoutRun.filter(id=run).update(kind=RunKind.COMMISSION)

    assert await looked(store, run, change) == []


async def test_nobody_is_left_to_approve_where_only_payees_may(store):
    """E6 alone holds a role that approves."""
    await set_up(store)
    await give_award(
        as_role(store, "E1", "hr_manager"), honor_code="STAR", period="2025-05", employee_code="E6"
    )
    run = await proposed(store)

    assert await looked(store, run) == [("SECOND_PERSON", "Nobody could approve it who isn't paid by it")]


async def test_a_line_that_another_run_has_is_found(store, run):
    """What has gone to a run of its own cannot be in this one too: the table itself lets a source in once."""
    key = f"award:{await one(store, 'select id from award')}"

    assert await rows(store, "select source_key from payout") == [(key,)]
    with pytest.raises(IntegrityError):
        await store.write(
            lambda: Payout.create(
                **row("K1"), run_id=run, employee_id=uid("E4"), period="2025-05", amount="", source_key=key
            )
        )


async def test_nobody_is_asked_while_a_check_fails(store, run):
    async def change() -> None:
        await PayoutRun.filter(id=run).update(proposed_by_id=uid("E3"))

    await store.write(change)

    await check_payout_run(payroll(store), id=run)

    assert await rows(store, FAILED) == [
        ("NOT_TO_PROPOSER", "Who proposed it is paid by it; let somebody else propose it")
    ]
    assert await rows(store, "select state,approval_id from payout_run") == [("PROPOSED", None)]


async def test_the_chain_asks_the_first_role_of_which_somebody_may(store, run):
    ctx = payroll(store)

    assert await store.write(lambda: steps_for(ctx, {uid("E3")})) == (Step("role:hr_manager"),)
    assert await store.write(lambda: steps_for(ctx, {uid("E6")})) == (Step("role:hr_manager"),), (
        "nobody holds the other role either"
    )
