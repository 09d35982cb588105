"""A credential stands for its account while account, session and grants allow it, and at most a second longer."""

from __future__ import annotations

from datetime import date

import pytest

from server.access import principals
from server.access.accounts import Accounts
from server.kernel.clock import Clock
from server.kernel.context import Grant
from server.kernel.errors import InvalidInput
from tests.access.conftest import PASSWORD, POLICY, teams
from tests.conftest import NOW


@pytest.fixture
async def account(accounts, ctx):
    return await accounts.create_account(ctx, username="wang", display_name="王敏", password=PASSWORD)


@pytest.fixture
async def cookie(accounts, account):
    return (await accounts.sign_in("wang", PASSWORD, network="10.0.0.1")).cookie


async def test_a_session_ends_when_left_idle(accounts, cookie, wall):
    wall.pass_(minutes=29)
    assert await accounts.principal_of(cookie) is not None
    await accounts.principals.close()
    accounts.principals.forget()

    wall.pass_(minutes=29)
    assert await accounts.principal_of(cookie) is not None
    await accounts.principals.close()
    accounts.principals.forget()

    wall.pass_(minutes=31)
    assert await accounts.principal_of(cookie) is None


async def test_a_session_ends_after_half_a_day_whatever_is_done(accounts, cookie, wall):
    for _ in range(36):
        wall.pass_(minutes=20)
        accounts.principals.forget()
        last = await accounts.principal_of(cookie)
        await accounts.principals.close()

    assert last is None


async def test_a_token_ends_on_its_day(accounts, ctx, account, wall):
    token = await accounts.create_token(ctx, username="wang", days=2)
    wall.pass_(days=1)
    assert (await accounts.signed_in(token)).kind == "token"
    accounts.principals.forget()
    wall.pass_(days=2)

    assert await accounts.signed_in(token) is None


async def test_another_process_hears_of_a_revocation_within_a_second(accounts, cookie, monkeypatch):
    other = Accounts(accounts.store, Clock(pinned=NOW), lambda: POLICY, teams, wall=accounts.wall)
    moment = 100.0
    monkeypatch.setattr("server.access.principals.time.monotonic", lambda: moment)
    assert await other.principal_of(cookie) is not None

    await accounts.sign_out(cookie)
    assert await other.principal_of(cookie) is not None
    moment = 101.0

    assert await other.principal_of(cookie) is None
    await other.close()


async def test_grants_hold_from_their_first_day_to_the_day_before_their_last(accounts, ctx, account):
    for role, first, last in (
        ("auditor", date(2025, 4, 5), date(2025, 4, 6)),
        ("hr_manager", date(2025, 4, 6), None),
        ("general_manager", date(2025, 1, 1), date(2025, 4, 5)),
    ):
        await accounts.grant_role(ctx, account_id=account, role=role, valid_from=first, valid_to=last)
    token = await accounts.create_token(ctx, username="wang")

    assert (await accounts.principal_of(token)).grants == (Grant("auditor"),)


async def test_a_role_the_policy_no_longer_knows_gives_nothing(accounts, ctx, account, monkeypatch):
    await accounts.grant_role(ctx, account_id=account, role="auditor")
    token = await accounts.create_token(ctx, username="wang")
    monkeypatch.setattr(type(POLICY), "roles", lambda _: ["employee"])

    assert (await accounts.principal_of(token)).grants == ()


async def test_two_departments_of_one_role_are_one_team(accounts, ctx, account):
    for department in ("d1", "d2"):
        await accounts.grant_role(ctx, account_id=account, role="hr_specialist", department_id=department)
    token = await accounts.create_token(ctx, username="wang")

    assert (await accounts.principal_of(token)).grants == (Grant("hr_specialist", ("d1+", "d2+")),)


@pytest.mark.parametrize("credential", ["", "zr_", "nonsense", "zr_nonsense", "’; drop table account"])
async def test_anything_else_is_nobody(accounts, account, credential):
    assert await accounts.principal_of(credential) is None


async def test_the_cache_stays_small(accounts, ctx, account, monkeypatch):
    monkeypatch.setattr(principals, "MOST_CACHED", 2)
    for _ in range(4):
        await accounts.principal_of(await accounts.create_token(ctx, username="wang"))
        accounts.principals._cache["other"] = accounts.principals._cache["one more"] = None

    assert len(accounts.principals._cache) <= 3


async def test_everyone_is_everybody_who_can_still_come_in(accounts, ctx, account):
    other = await accounts.create_account(ctx, username="li", display_name="李娜")
    gone = await accounts.create_account(ctx, username="gone", display_name="离职")
    await accounts.grant_role(ctx, account_id=other, role="auditor")
    await accounts.deactivate(ctx, account_id=gone)

    assert [(each.username, each.grants) for each in await accounts.everyone()] == [
        ("li", (Grant("auditor"),)),
        ("wang", ()),
    ]


async def test_an_employee_is_the_holder_of_their_open_account(accounts, ctx):
    mine = await accounts.create_account(ctx, username="li", display_name="李娜", employee_id="e1")

    assert [
        who and who.username for who in (await accounts.of_employee("e1"), await accounts.of_employee("e2"))
    ] == [
        "li",
        None,
    ]
    await accounts.deactivate(ctx, account_id=mine)
    assert await accounts.of_employee("e1") is None


@pytest.mark.parametrize(("scope", "is_read_only"), [("", False), ("read", True)])
async def test_a_token_of_the_scope_read_stands_for_a_reader(accounts, ctx, account, scope, is_read_only):
    token = await accounts.create_token(ctx, username="wang", scope=scope)

    assert (await accounts.principal_of(token)).is_read_only is is_read_only


async def test_a_session_is_never_read_only(accounts, cookie):
    assert (await accounts.principal_of(cookie)).is_read_only is False


async def test_a_token_of_an_unknown_scope_is_not_made(accounts, ctx, account):
    with pytest.raises(InvalidInput):
        await accounts.create_token(ctx, username="wang", scope="write")
