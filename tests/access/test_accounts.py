"""Accounts are opened, signed in to, given roles and shut; what ends, ends for every session and token."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from server.access.accounts import WrongPassword, close_account_of
from server.access.passwords import WeakPassword
from server.kernel.context import Grant
from server.kernel.errors import Conflict, InvalidInput, NotFound
from tests.access.conftest import PASSWORD

EMPLOYEE = "01900000-0000-7000-8000-000000000001"
DEPARTMENT = "01900000-0000-7000-8000-0000000000d1"


@pytest.fixture
async def account(accounts, ctx):
    return await accounts.create_account(
        ctx, username="Wang.Min", display_name="王敏", password=PASSWORD, employee_id=EMPLOYEE
    )


async def test_a_name_is_taken_whatever_its_case(accounts, ctx, account):
    with pytest.raises(Conflict):
        await accounts.create_account(ctx, username=" wang.MIN ", display_name="另一人")
    with pytest.raises(InvalidInput):
        await accounts.create_account(ctx, username="  ", display_name="无名")


async def test_sign_in_starts_a_session_that_sign_out_ends(accounts, account):
    entry = await accounts.sign_in("WANG.min", PASSWORD, network="10.0.0.1")

    principal = await accounts.principal_of(entry.cookie)
    assert (principal.account_id, principal.name, principal.grants) == (account, "王敏", (Grant("employee"),))

    await accounts.sign_out(entry.cookie)

    assert await accounts.principal_of(entry.cookie) is None


async def test_each_sign_in_has_its_own_session(accounts, account):
    first = await accounts.sign_in("wang.min", PASSWORD, network="10.0.0.1")
    second = await accounts.sign_in("wang.min", PASSWORD, network="10.0.0.1")

    await accounts.sign_out(first.cookie)

    assert first.cookie != second.cookie
    assert await accounts.principal_of(second.cookie) is not None


@pytest.mark.parametrize("username", ["wang.min", "nobody"])
async def test_wrong_is_wrong_without_saying_what(accounts, account, username):
    with pytest.raises(WrongPassword) as trouble:
        await accounts.sign_in(username, "not the password", network="10.0.0.1")

    assert (trouble.value.zh, trouble.value.tries_left) == ("用户名或密码不正确。", 9)


async def test_an_account_without_password_cannot_be_signed_in_to(accounts, ctx):
    await accounts.create_account(ctx, username="empty", display_name="空")

    with pytest.raises(WrongPassword):
        await accounts.sign_in("empty", "", network="10.0.0.1")


async def test_a_grant_ends_sessions_and_gives_its_team(accounts, ctx, account):
    entry = await accounts.sign_in("wang.min", PASSWORD, network="10.0.0.1")

    await accounts.grant_role(ctx, account_id=account, role="hr_specialist", department_id=DEPARTMENT)

    assert await accounts.principal_of(entry.cookie) is None
    entry = await accounts.sign_in("wang.min", PASSWORD, network="10.0.0.1")
    principal = await accounts.principal_of(entry.cookie)
    assert principal.grants == (Grant("hr_specialist", (f"{DEPARTMENT}+",)), Grant("employee"))


async def test_a_role_can_be_taken_away(accounts, ctx, account):
    grant = await accounts.grant_role(ctx, account_id=account, role="auditor")
    await accounts.revoke_role(ctx, grant_id=grant)

    token = await accounts.create_token(ctx, username="wang.min")

    assert (await accounts.principal_of(token)).roles == ("employee",)
    with pytest.raises(NotFound):
        await accounts.revoke_role(ctx, grant_id="none")


@pytest.mark.parametrize("role", ["", "king"])
async def test_an_unknown_role_is_not_granted(accounts, ctx, account, role):
    with pytest.raises(InvalidInput):
        await accounts.grant_role(ctx, account_id=account, role=role)


@pytest.mark.parametrize("how", ["deactivate", "leave", "password"])
async def test_sessions_and_tokens_end_with_the_account_or_its_password(accounts, ctx, account, how):
    entry = await accounts.sign_in("wang.min", PASSWORD, network="10.0.0.1")
    token = await accounts.create_token(ctx, username="wang.min")
    assert await accounts.principal_of(token) == await accounts.principal_of(entry.cookie)

    if how == "deactivate":
        await accounts.deactivate(ctx, account_id=account)
    elif how == "leave":
        await accounts.store.write(lambda: close_account_of(ctx, employee_id=EMPLOYEE))
        accounts.principals.forget()
    else:
        await accounts.set_password(ctx, account_id=account, password="another long password")

    assert await accounts.principal_of(entry.cookie) is None
    assert await accounts.principal_of(token) is None


async def test_a_shut_account_cannot_be_signed_in_to(accounts, ctx, account):
    await accounts.deactivate(ctx, account_id=account)
    await accounts.deactivate(ctx, account_id=account)
    await accounts.store.write(lambda: close_account_of(ctx, employee_id="nobody"))

    with pytest.raises(WrongPassword):
        await accounts.sign_in("wang.min", PASSWORD, network="10.0.0.1")
    with pytest.raises(NotFound):
        await accounts.create_token(ctx, username="wang.min")


async def test_a_token_is_shown_once_and_revoked(accounts, ctx, account):
    token = await accounts.create_token(ctx, username="wang.min", days=1)
    (row,) = await accounts.store.reads.rows("SELECT id, digest, hint FROM api_token")
    assert token.startswith("zr_")
    assert token not in row

    await accounts.revoke_token(ctx, token_id=row[0])

    assert await accounts.principal_of(token) is None
    with pytest.raises(NotFound):
        await accounts.revoke_token(ctx, token_id=row[0])


@pytest.mark.parametrize("days", [0, 367])
async def test_a_token_lasts_a_year_at_most(accounts, ctx, account, days):
    with pytest.raises(InvalidInput):
        await accounts.create_token(ctx, username="wang.min", days=days)


async def test_an_invitation_sets_the_first_password_once(accounts, ctx, wall):
    account = await accounts.create_account(ctx, username="new", display_name="新人")
    secret, late = (
        await accounts.invite(ctx, account_id=account),
        await accounts.invite(ctx, account_id=account),
    )

    assert await accounts.accept_invitation(secret, PASSWORD) == account

    assert (await accounts.sign_in("new", PASSWORD, network="10.0.0.1")).principal.account_id == account
    with pytest.raises(NotFound):
        await accounts.accept_invitation(secret, PASSWORD)
    wall.pass_(days=8)
    with pytest.raises(NotFound):
        await accounts.accept_invitation(late, PASSWORD)


async def test_a_weak_password_is_refused_except_in_the_demo(accounts, ctx, account):
    with pytest.raises(WeakPassword):
        await accounts.create_account(ctx, username="weak", display_name="弱", password="demo")
    with pytest.raises(WeakPassword):
        await accounts.set_password(ctx, account_id=account, password="short")
    with pytest.raises(NotFound):
        await accounts.set_password(ctx, account_id="none", password=PASSWORD)

    await accounts.create_account(ctx, username="demo", display_name="演示", password="demo", is_demo=True)

    assert (await accounts.sign_in("demo", "demo", network="10.0.0.1")).principal.username == "demo"


async def test_every_change_is_audited_and_holds_no_secret(accounts, ctx, account):
    await accounts.sign_in("wang.min", PASSWORD, network="10.0.0.1")
    token = await accounts.create_token(ctx, username="wang.min")

    entries = await accounts.store.reads.rows("SELECT action, changes FROM audit_entry ORDER BY seq")

    assert [action for action, _ in entries] == [
        "access.create_account",
        "access.sign_in",
        "access.create_token",
    ]
    assert token not in str(entries)


async def test_a_password_hashed_weaker_is_hashed_anew_at_sign_in(accounts, ctx, account):
    accounts.hasher._hasher = PasswordHasher(time_cost=2, memory_cost=64, parallelism=1)

    await accounts.sign_in("wang.min", PASSWORD, network="10.0.0.1")

    ((stored,),) = await accounts.store.reads.rows("SELECT password_hash FROM account")
    assert ",t=2," in stored
