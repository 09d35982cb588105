"""Guessing gets slower and slower, for the guesser, and never locks out the person who is at home."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from server.access.accounts import WrongPassword
from server.access.throttle import PAIR, fold, keys_of, network_of
from server.kernel.errors import RateLimited
from tests.access.conftest import PASSWORD

HOME, AWAY = "10.0.0.1", "203.0.113.9"


@pytest.fixture(autouse=True)
async def account(accounts, ctx):
    return await accounts.create_account(ctx, username="wang", display_name="王敏", password=PASSWORD)


async def guess(accounts, network=AWAY, username="wang", password="a wrong guess"):
    try:
        await accounts.sign_in(username, password, network=network)
    except (WrongPassword, RateLimited) as trouble:
        return type(trouble)
    return None


async def test_a_quarter_of_an_hour_allows_twenty_tries(accounts, wall):
    tries = 0
    for _ in range(900):
        tries += await guess(accounts) is WrongPassword
        wall.pass_(seconds=1)

    assert tries <= 20


async def test_the_right_password_waits_too(accounts, wall):
    for _ in range(10):
        await guess(accounts)

    assert await guess(accounts, password=PASSWORD) is RateLimited
    wall.pass_(seconds=2)
    assert await guess(accounts, password=PASSWORD) is None


async def test_many_at_once_gain_nothing(accounts):
    outcomes = await asyncio.gather(*(guess(accounts) for _ in range(24)))

    assert outcomes.count(WrongPassword) <= 10


async def test_an_attacker_elsewhere_cannot_lock_out_who_is_at_home(accounts):
    assert await guess(accounts, HOME, password=PASSWORD) is None
    for number in range(40):
        await guess(accounts, f"203.0.113.{number}")

    assert await guess(accounts, HOME, password=PASSWORD) is None
    assert await guess(accounts, "198.51.100.7", password=PASSWORD) is RateLimited


async def test_one_network_guessing_many_accounts_waits(accounts):
    outcomes = [await guess(accounts, username=f"user{number}") for number in range(31)]

    assert outcomes == [WrongPassword] * 30 + [RateLimited]


async def test_failures_are_forgotten_after_a_while(accounts, wall):
    for _ in range(9):
        await guess(accounts)
    wall.pass_(minutes=16)

    with pytest.raises(WrongPassword) as trouble:
        await accounts.sign_in("wang", "a wrong guess", network=AWAY)

    assert trouble.value.tries_left == 9


async def test_neither_names_nor_addresses_are_kept(accounts):
    await guess(accounts, username="secret typed in the wrong box")

    rows = await accounts.store.reads.rows("SELECT * FROM sign_in_throttle")

    assert "secret" not in str(rows)
    assert AWAY not in str(rows)


@pytest.mark.parametrize(("failures", "seconds"), [(9, 0), (10, 1), (13, 8), (19, 512), (20, 900), (99, 900)])
def test_waits_double_up_to_a_quarter_of_an_hour(failures, seconds):
    assert PAIR.delay(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("address", "network"),
    [("10.1.2.3", "10.1.2.3"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("not an address", "unknown")],
)
def test_an_ipv6_customer_is_one_network(address, network):
    assert network_of(address) == network


def test_keys_tell_names_from_networks(secrets):
    assert keys_of(secrets, " Wang ", HOME) == keys_of(secrets, "wang", HOME)
    assert fold("ＷＡＮＧ") == "wang"
    assert len(set(vars(keys_of(secrets, "wang", HOME)).values())) == 4
