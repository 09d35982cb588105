"""A right takes two persons; of many who decide at once one wins; taking away takes one, but never the last keeper."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from server.access.models import ProposalKind
from server.access.operations import decide_grant, revoke_role, withdraw_grant
from server.access.operations.grants import GrantDecision, Wish, propose
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from tests.access.people import CHIEF, CLERK, KEEPER, as_, rows, settle

APPROVE, REFUSE = GrantDecision.APPROVE, GrantDecision.REFUSE
AUDITOR = Wish(ProposalKind.GRANT, "轮岗", role="auditor")
LINK = Wish(ProposalKind.LINK, "入职", employee_id="e-1")
HELD = "select role from role_grant where account_id='account-clerk'"


@pytest.fixture
async def house(ctx):
    await settle(ctx)
    return ctx


async def proposed(ctx, wish=AUDITOR, account=CLERK, by=KEEPER):
    who = as_(ctx, by)
    return await ctx.store.write(lambda: propose(who, account, wish))


async def test_a_proposal_gives_nothing_until_another_approves(house):
    made = await proposed(house)
    assert await rows(house, HELD) == []

    await decide_grant(as_(house, CHIEF), id=made, decision=APPROVE, version=1)

    assert await rows(house, HELD) == [("auditor",)]
    assert await rows(house, "select state,decided_by from grant_proposal") == [("APPROVED", CHIEF)]


@pytest.mark.parametrize(("by", "account", "decider"), [(KEEPER, CLERK, KEEPER), (KEEPER, CHIEF, CHIEF)])
async def test_who_proposed_or_would_gain_does_not_decide(house, by, account, decider):
    made = await proposed(house, account=account, by=by)

    with pytest.raises(InvalidState, match="second person"):
        await decide_grant(as_(house, decider), id=made, decision=APPROVE)

    assert await rows(house, "select state from grant_proposal") == [("OPEN",)]
    assert await rows(house, "select count(*) from role_grant") == [(2,)]


async def test_a_clerk_decides_nothing(house):
    made = await proposed(house)

    with pytest.raises(Denied):
        await decide_grant(as_(house, CLERK), id=made, decision=APPROVE)


async def test_sixteen_who_decide_at_once_leave_one_grant(house):
    made = await proposed(house)

    found = await asyncio.gather(
        *(decide_grant(as_(house, CHIEF), id=made, decision=APPROVE, version=1) for _ in range(16)),
        return_exceptions=True,
    )

    assert [each for each in found if not isinstance(each, Exception)] == [made]
    assert {type(each) for each in found if isinstance(each, Exception)} <= {InvalidState, Conflict}
    assert await rows(house, HELD) == [("auditor",)]


async def test_a_refusal_says_why(house):
    made = await proposed(house)
    chief = as_(house, CHIEF)
    with pytest.raises(InvalidInput):
        await decide_grant(chief, id=made, decision=REFUSE, note=" ")

    await decide_grant(chief, id=made, decision=REFUSE, note="先培训")

    assert await rows(house, "select state,note from grant_proposal") == [("REFUSED", "先培训")]
    assert await rows(house, HELD) == []


async def test_a_link_makes_the_record_ones_own_and_only_once(house):
    made, second = await proposed(house, LINK), await proposed(house, LINK, account=CHIEF)
    await decide_grant(as_(house, CHIEF), id=made, decision=APPROVE)
    assert await rows(house, "select employee_id from account where id='account-clerk'") == [("e-1",)]

    with pytest.raises(InvalidState):  # the chief would gain
        await decide_grant(as_(house, CHIEF), id=second, decision=APPROVE)
    with pytest.raises(Conflict):
        await proposed(house, LINK, account=KEEPER)


async def test_a_withdrawn_proposal_is_settled(house):
    made = await proposed(house)
    await withdraw_grant(as_(house, KEEPER), id=made)

    with pytest.raises(InvalidState, match="settled"):
        await decide_grant(as_(house, CHIEF), id=made, decision=APPROVE)
    with pytest.raises(NotFound):
        await withdraw_grant(as_(house, KEEPER), id="none")


@pytest.mark.parametrize(
    "wish",
    [
        Wish(ProposalKind.GRANT, "", role="auditor"),
        Wish(ProposalKind.GRANT, "x", role="king"),
        Wish(ProposalKind.GRANT, "x", role="auditor", valid_to=date(2025, 4, 5)),
    ],
)
async def test_a_senseless_wish_is_refused(house, wish):
    with pytest.raises(InvalidInput):
        await proposed(house, wish)

    assert await rows(house, "select count(*) from grant_proposal") == [(0,)]


async def test_a_role_is_taken_by_one_person_but_the_last_keeper_stays(house):
    keeper = as_(house, KEEPER)

    await revoke_role(keeper, id="grant-hr_manager")

    assert await rows(house, "select valid_to from role_grant where id='grant-hr_manager'") != [(None,)]
    with pytest.raises(InvalidState, match="last account"):
        await revoke_role(keeper, id="grant-administrator")
    with pytest.raises(NotFound):
        await revoke_role(keeper, id="none")
