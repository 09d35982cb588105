"""Accounts are kept by the administrator: opened powerless, invited, shut and opened; nobody shuts themselves out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.access import operations
from server.access.models import SignInThrottle
from server.access.throttle import count_try, keys_of, name_account
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from tests.access.people import CHIEF, CLERK, KEEPER, as_, rows, settle


@pytest.fixture
async def keeper(ctx):
    await settle(ctx)
    return as_(ctx, KEEPER)


async def test_a_new_account_can_do_nothing(keeper):
    made = await operations.create_account(keeper, username=" Li.Na ", display_name="李娜", language="en")

    assert await rows(
        keeper, f"select username,password_hash,employee_id from account where id='{made}'"
    ) == [("li.na", None, None)]
    with pytest.raises(Conflict):
        await operations.create_account(keeper, username="LI.NA", display_name="另一人")


@pytest.mark.parametrize(
    "given",
    [
        {"username": "", "display_name": "x"}, {"username": "a b", "display_name": "x"},
        {"username": "x", "display_name": " "}, {"username": "x", "display_name": "x", "language": "fr"},
    ],
)  # fmt: skip
async def test_a_name_that_cannot_be_is_refused(keeper, given):
    with pytest.raises(InvalidInput):
        await operations.create_account(keeper, **given)


async def test_an_update_changes_what_it_names(keeper):
    await operations.update_account(keeper, id=CLERK, changes={"display_name": "文员"}, version=1)

    assert await rows(keeper, "select display_name,version from account where id='account-clerk'") == [
        ("文员", 2)
    ]
    with pytest.raises(Conflict):
        await operations.update_account(keeper, id=CLERK, changes={"display_name": "x"}, version=1)
    with pytest.raises(InvalidInput):
        await operations.update_account(keeper, id=CLERK, changes={})


async def test_a_shut_account_opens_again_but_nobody_shuts_themselves(keeper, ctx):
    await operations.disable_account(keeper, id=CLERK)
    await operations.enable_account(keeper, id=CLERK)

    assert await rows(ctx, "select is_active from account where id='account-clerk'") in ([(1,)], [(True,)])
    with pytest.raises(InvalidState, match="your own"):
        await operations.disable_account(keeper, id=KEEPER)
    with pytest.raises(Denied):
        await operations.disable_account(as_(ctx, CHIEF), id=CLERK)


async def test_an_invitation_voids_the_password_and_the_link_before_it(keeper, accounts, wall):
    first, _ = await operations.invite_account(keeper, id=CLERK, moment=wall.now())
    second, ends = await operations.invite_account(keeper, id=CLERK, moment=wall.now())

    assert ends == wall.now() + timedelta(days=7)
    assert await rows(keeper, "select password_hash from account where id='account-clerk'") == [(None,)]
    with pytest.raises(NotFound):
        await accounts.accept_invitation(first, "correct horse battery")
    assert await accounts.accept_invitation(second, "correct horse battery") == CLERK


async def test_a_shut_account_is_not_invited(keeper, wall):
    await operations.disable_account(keeper, id=CLERK)

    with pytest.raises(InvalidState):
        await operations.invite_account(keeper, id=CLERK, moment=wall.now())
    with pytest.raises(NotFound):
        await operations.invite_account(keeper, id="none", moment=wall.now())


async def test_unlocking_forgets_the_failures_wherever_they_were(keeper, secrets):
    async def fail() -> None:
        for network in ("10.0.0.1", "10.0.0.2"):
            keys = keys_of(secrets, "clerk", network)
            await count_try(keys, keeper.now)
            await name_account(keys, CLERK)

    await keeper.store.write(fail)

    await operations.unlock_account(keeper, id=CLERK)

    left = await keeper.store.write(lambda: SignInThrottle.filter(account_id=CLERK, failures__gt=0).count())
    assert left == 0


async def test_unlinking_parts_the_account_from_its_employee(keeper):
    await operations.unlink_account(keeper, id=CLERK)  # was linked to nobody: nothing happens

    assert await rows(keeper, "select count(*) from audit_entry") == [(0,)]
