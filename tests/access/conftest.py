"""Accounts on each database, with a wall clock that tests move and hashing that is quick."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from policies import load
from server.access.accounts import Accounts
from server.access.passwords import Hasher
from server.kernel.clock import Clock
from tests.conftest import NOW, make_context

POLICY = load()
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Wall(Clock):
    """A clock whose hands a test moves."""

    def pass_(self, **time: float) -> None:
        object.__setattr__(self, "pinned", self.now() + timedelta(**time))


async def teams(employee, role, departments, today):
    return tuple(f"{each}+" for each in departments)


@pytest.fixture
def quick():
    return Hasher(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def wall():
    return Wall(pinned=NOW)


@pytest.fixture
async def accounts(store, wall, quick):
    made = Accounts(store, Clock(pinned=NOW), lambda: POLICY, teams, wall=wall, hasher=quick)
    yield made
    await made.close()


@pytest.fixture
def ctx(store):
    return replace(make_context(store), policy=POLICY)
