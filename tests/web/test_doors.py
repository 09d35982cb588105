"""The doors of the pages that the site's tests do not pass."""

from __future__ import annotations

import pytest

from server.kernel.errors import NotFound
from server.web.doors import Api, Doors
from tests.plan.world import context
from tests.web.conftest import PASSWORD

OFFERED = [{"role": "auditor", "username": "auditor", "password": "demo"}]


def test_demo_accounts_are_offered_in_the_demo_alone(world):
    doors = Doors(world.house, lambda: OFFERED, None)

    assert list(doors.demo_accounts()) == []
    world.house.settings = world.house.settings.model_copy(update={"demo": True})
    assert list(doors.demo_accounts()) == OFFERED


async def test_an_invitation_opens_its_account(world):
    accounts, ctx = world.house.accounts, context(world.house.store, "administrator")
    account = await accounts.create_account(ctx, username="new", display_name="新人")
    secret = await accounts.invite(ctx, account_id=account)
    doors = Doors(world.house, None, None)

    await doors.accept_invitation(secret, "another long password")

    assert (
        await accounts.sign_in("new", "another long password", network="x")
    ).principal.account_id == account
    with pytest.raises(NotFound):
        await doors.accept_invitation(secret, PASSWORD)


async def test_the_pages_speak_to_the_same_executor(world):
    reply = await Api(world.house).execute(context(world.house.store, "employee"), "{ me { code } }", {})

    assert reply.data == {"me": {"code": "E3"}}
