"""One's own password is changed with the present one alone, and other browsers are out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.access.accounts import WrongPassword
from server.access.own_password import change_own_password
from server.kernel.errors import Denied, InvalidInput, RateLimited
from tests.access.conftest import PASSWORD
from tests.access.people import as_, rows

NEW = "a staple for every battery"


@pytest.fixture
async def mine(accounts, ctx):
    """A clerk signed in on two browsers."""
    made = await accounts.create_account(ctx, username="mine", display_name="某人", password=PASSWORD)
    here = await accounts.sign_in("mine", PASSWORD, network="x")
    await accounts.sign_in("mine", PASSWORD, network="x")
    session = (await accounts.signed_in(here.cookie)).principal.session
    principal = replace(ctx.principal, account_id=made, session=session)
    return replace(ctx, principal=principal)


async def change(accounts, ctx, current=PASSWORD, new=NEW):
    await change_own_password(accounts, ctx, current=current, new=new, network="x")


async def test_the_new_password_signs_in_and_other_browsers_are_out(accounts, mine):
    await change(accounts, mine)

    assert await rows(mine, "select id from session") == [(mine.principal.session,)]
    assert (
        await accounts.sign_in("mine", NEW, network="x")
    ).principal.account_id == mine.principal.account_id
    with pytest.raises(WrongPassword):
        await accounts.sign_in("mine", PASSWORD, network="x")


@pytest.mark.parametrize(
    ("current", "new", "at"),
    [("not it at all", NEW, "current"), (PASSWORD, "short", "password"), (PASSWORD, PASSWORD, "password")],
    ids=["wrong", "weak", "the-same"],
)
async def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(accounts, mine, current, new, at):
    before = await rows(mine, "select password_hash from account where username='mine'")

    with pytest.raises(InvalidInput) as caught:
        await change(accounts, mine, current, new)

    assert caught.value.path == (at,)
    assert await rows(mine, "select password_hash from account where username='mine'") == before
    assert await rows(mine, "select count(*) from session") == [(2,)]


async def test_guessing_is_slowed_down_as_at_the_door(accounts, mine):
    for _ in range(10):
        with pytest.raises(InvalidInput):
            await change(accounts, mine, "not it at all")

    with pytest.raises(RateLimited):
        await change(accounts, mine, "not it at all")


async def test_an_account_without_a_password_has_none_to_change(accounts, ctx):
    await accounts.create_account(ctx, username="elsewhere", display_name="某人")
    ((none,),) = await rows(ctx, "select id from account where username='elsewhere'")

    with pytest.raises(Denied):
        await change(accounts, as_(ctx, none))
