"""What a decision on a run brings, once: approved, refused or returned, and never by who is paid by it."""

from __future__ import annotations

from typing import Any

import pytest

from server import approvals
from server.approvals import Decided
from server.approvals.models import ApprovalRequest, ApprovalTask
from server.incentives.models import Payout
from server.incentives.payouts.approving import PAYOUT_RUN
from server.incentives.payouts.operations import runs
from server.store.store import Store
from tests.approvals.cast import house, settled
from tests.incentives.fair import award, hr, payroll, proposed, set_up
from tests.people.town import one, rows
from tests.plan.world import uid

RUN = "select state,approved_by_id,reason from payout_run"


@pytest.fixture
async def asked(store: Store) -> str:
    """A checked run that pays E3, proposed by E2; return the request that waits for E6."""
    await set_up(store)
    await award(store)
    run = await proposed(store)
    await runs.check_payout_run(payroll(store), id=run)
    return str(await one(store, "select approval_id from payout_run"))


async def follow(store: Store, request: str, what: str) -> None:
    """Let what follows from a decision happen, though nobody may have made it."""
    settle: Any = getattr(PAYOUT_RUN, what)

    async def work() -> None:
        await settle(house(store), await ApprovalRequest.get(id=request))

    await store.write(work)


async def test_who_approved_is_kept_with_the_run(store, asked):
    await approvals.decide(hr(store), asked, Decided.APPROVE)
    await settled(store, asked)

    assert await rows(store, RUN) == [("APPROVED", uid("E6"), "")]


async def test_what_is_refused_is_revoked_and_lets_go_of_its_awards(store, asked):
    await approvals.decide(hr(store), asked, Decided.REFUSE, "名单待核")
    await settled(store, asked)

    assert await rows(store, RUN) == [("REVOKED", None, "未批准 Not approved")]
    assert await rows(store, "select source_key from payout") == [(None,)]


async def test_what_is_returned_is_checked_anew(store, asked):
    await approvals.decide(hr(store), asked, Decided.RETURN, "补充说明")
    await settled(store, asked)

    assert await rows(store, RUN) == [("PROPOSED", None, "退回修改 Returned")]
    assert await one(store, "select approval_id from payout_run") is None
    await runs.check_payout_run(payroll(store), id=str(await one(store, "select id from payout_run")))
    assert await one(store, "select approval_id from payout_run") not in (None, asked)


async def test_who_is_paid_by_a_run_has_not_approved_it(store, asked):
    """A deputy may have decided who came to be paid by it only then."""

    async def work() -> None:
        await Payout.filter(employee_id=uid("E3")).update(employee_id=uid("E6"))

    await store.write(work)
    await approvals.decide(hr(store), asked, Decided.APPROVE)
    await settled(store, asked)

    assert await rows(store, RUN) == [("PROPOSED", None, "批准人在收款人中")]


async def test_an_approval_without_a_hand_is_none(store, asked):
    assert await one(store, f"select count(*) from approval_task where state='{'APPROVED'}'") == 0

    await follow(store, asked, "approved")

    assert await rows(store, "select state from payout_run") == [("PROPOSED",)]


@pytest.mark.parametrize("what", ["approved", "refused", "returned"])
async def test_what_no_longer_waits_is_not_settled_again(store, asked, what):
    await approvals.decide(hr(store), asked, Decided.APPROVE)
    await settled(store, asked)
    before = await rows(store, "select * from payout_run")

    await follow(store, asked, what)

    assert await rows(store, "select * from payout_run") == before
    assert await store.write(lambda: ApprovalTask.filter(request_id=asked, state="APPROVED").count()) == 1
