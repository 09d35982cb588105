"""One ends one's own sessions; those of others only who keeps accounts, and to the rest they are not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.access.models import Session
from server.access.operations import end_account_sessions, end_other_sessions, end_session
from server.kernel.context import Grant
from server.kernel.errors import Denied, NotFound
from server.store.base import stamp
from tests.access.people import CHIEF, CLERK, KEEPER, as_, rows, settle


@pytest.fixture
async def house(ctx):
    await settle(ctx)

    async def work() -> None:
        for name in ("a", "b", "c"):
            await Session.create(
                **stamp(ctx),
                id=f"s-{name}",
                account_id=CLERK,
                digest=name,
                device=name,
                seen_at=ctx.now,
                expires_at=ctx.now,
            )

    await ctx.store.write(work)
    return ctx


async def test_another_ones_session_is_not_there(house):
    with pytest.raises(NotFound):
        await end_session(as_(house, CHIEF), id="s-a")

    assert await rows(house, "select count(*) from session") == [(3,)]


@pytest.mark.parametrize("who", [CLERK, KEEPER])
async def test_ones_own_and_the_keepers_end(house, who):
    clerk = as_(house, who) if who == KEEPER else anyone(house)

    assert await end_session(clerk, id="s-a") == CLERK
    assert await rows(house, "select id from session order by id") == [("s-b",), ("s-c",)]


async def test_signing_out_elsewhere_leaves_this_one(house):
    await end_other_sessions(anyone(house, session="s-b"))

    assert await rows(house, "select id from session") == [("s-b",)]
    assert await rows(house, "select action from audit_entry") == [("access.end_sessions",)]


async def test_who_keeps_accounts_signs_another_out_everywhere(house):
    assert await end_account_sessions(as_(house, KEEPER), id=CLERK) == CLERK

    assert await rows(house, "select count(*) from session") == [(0,)]
    assert await rows(house, "select action from audit_entry") == [("access.end_sessions",)]


async def test_nobody_else_does(house):
    with pytest.raises(Denied):
        await end_account_sessions(anyone(house), id=CLERK)

    assert await rows(house, "select count(*) from session") == [(3,)]


async def test_the_keeper_who_signs_themselves_out_everywhere_stays_here(house):
    await end_account_sessions(as_(house, KEEPER, session="s-b"), id=CLERK)

    assert await rows(house, "select id from session") == [("s-b",)]


def anyone(ctx, **more):
    """A clerk who holds the plainest role."""
    made = as_(ctx, CLERK, **more)
    return replace(made, principal=replace(made.principal, grants=(Grant("employee"),)))
