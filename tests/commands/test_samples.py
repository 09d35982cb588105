"""The samples' folder says of itself who may sign in, and its tokens and passwords open the door."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from policies import load
from server.commands.accounts import accounts_of
from server.commands.base import opened
from server.commands.samples import build_samples, demo_accounts, samples_in
from server.kernel.settings import Settings


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data=tmp_path_factory.mktemp("samples"), demo=True)
    asyncio.run(build_samples(settings, date(2026, 10, 31)))
    return settings


def test_a_folder_without_samples_offers_nobody(tmp_path):
    assert samples_in(tmp_path) is None
    assert demo_accounts(tmp_path) == ()


def test_each_role_has_an_account_with_its_label(sampled: Settings):
    accounts = demo_accounts(sampled.data)

    policy = load()
    assert {each["role"] for each in accounts} == set(policy.roles())
    assert all(each["label_zh"] == policy.label(each["role"], "zh") for each in accounts)


def test_the_showcase_names_a_department_and_a_month(sampled: Settings):
    found = samples_in(sampled.data)

    assert found is not None
    assert found["showcase"] == {"department": "R-S01", "period": "2026-09"}


def test_every_token_and_password_lets_its_owner_in(sampled: Settings):
    async def enter(account: dict[str, Any]) -> tuple[tuple[str, ...], str]:
        async with opened(sampled) as store, accounts_of(store) as accounts:
            found = await accounts.principal_of(account["token"])
            entry = await accounts.sign_in(account["username"], account["password"], network="127.0.0.1")
            assert found is not None
            return found.roles, entry.principal.username

    for account in demo_accounts(sampled.data):
        roles, username = asyncio.run(enter(dict(account)))
        assert account["role"] in roles
        assert username == account["username"]
