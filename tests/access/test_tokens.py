"""Each makes tokens for the own account only; they read unless told otherwise, and end when revoked."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.access.operations import change_setting, create_token, revoke_token
from server.kernel.context import Grant
from server.kernel.errors import Denied, InvalidInput, NotFound
from tests.access.people import CHIEF, CLERK, KEEPER, as_, rows, settle


@pytest.fixture
async def clerk(ctx):
    await settle(ctx)
    made = as_(ctx, CLERK)
    return replace(made, principal=replace(made.principal, grants=(Grant("employee"),)))


async def test_a_token_is_ones_own_and_reads(clerk, accounts, wall):
    _, secret = await create_token(clerk, name="报表", days=30, moment=wall.now())

    signed = await accounts.principal_of(secret)
    assert (signed.account_id, signed.is_read_only) == (CLERK, True)
    assert secret not in str(await rows(clerk, "select * from api_token"))


async def test_a_revoked_token_opens_nothing(clerk, accounts, wall):
    made, secret = await create_token(clerk, name="报表", days=1, moment=wall.now(), read_only=False)

    assert await revoke_token(clerk, id=made) == CLERK

    assert await accounts.principal_of(secret) is None


async def test_another_ones_token_is_not_there_but_the_keeper_ends_it(clerk, ctx, wall):
    made, _ = await create_token(clerk, name="报表", days=1, moment=wall.now())

    with pytest.raises(NotFound):
        await revoke_token(as_(ctx, CHIEF), id=made)
    assert await revoke_token(as_(ctx, KEEPER), id=made) == CLERK


@pytest.mark.parametrize(("name", "days"), [(" ", 30), ("x" * 101, 30), ("报表", 0), ("报表", 367)])
async def test_what_cannot_be_is_refused(clerk, wall, name, days):
    with pytest.raises(InvalidInput):
        await create_token(clerk, name=name, days=days, moment=wall.now())


async def test_a_company_may_forbid_them(clerk, ctx, wall):
    await change_setting(as_(ctx, KEEPER), name="self_tokens", value="false")

    with pytest.raises(Denied, match="lets nobody"):
        await create_token(clerk, name="报表", days=1, moment=wall.now())
    await create_token(as_(ctx, KEEPER), name="巡检", days=1, moment=wall.now() + timedelta())


async def test_a_token_that_reads_makes_no_token(clerk, wall):
    reader = replace(clerk, principal=replace(clerk.principal, is_read_only=True))

    with pytest.raises(Denied):
        await create_token(reader, name="报表", days=1, moment=wall.now())
