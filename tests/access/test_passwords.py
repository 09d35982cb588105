"""Passwords are long, hashed with argon2id, and hashing cannot be used to drown the server."""

from __future__ import annotations

import asyncio

import pytest

from server.access.passwords import Hasher, WeakPassword, require_strong
from server.kernel.errors import RateLimited

WEAK = {
    "eleven char": "too short",
    "x" * 201: "too long",
    "aaaaaaaaaaaaaaaa": "one letter",
    "ababababababab": "two letters",
    "my-wang.min-2025": "holds the user name",
}


@pytest.mark.parametrize("password", WEAK, ids=list(WEAK.values()))
def test_weak(password):
    with pytest.raises(WeakPassword):
        require_strong(password, username="wang.min")


@pytest.mark.parametrize("password", ["correct horse battery", "知人善任而后用之其才可尽也"])
def test_length_is_enough(password):
    require_strong(password, username="wang.min")


async def test_the_right_password_and_no_other():
    hasher = Hasher()
    stored = await hasher.hash("correct horse battery")

    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await hasher.verify(stored, "correct horse battery")
    assert not await hasher.verify(stored, "correct horse batterz")
    assert not await hasher.verify(None, "nobody's password")
    assert not await hasher.verify("rubbish", "correct horse battery")
    hasher.close()


async def test_the_seventh_at_once_is_asked_to_wait(quick):
    outcomes = await asyncio.gather(*(quick.verify(None, "x") for _ in range(7)), return_exceptions=True)

    assert [type(each) for each in outcomes].count(RateLimited) == 1
    assert outcomes[:6] == [False] * 6
