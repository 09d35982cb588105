"""What belongs to the house is decided for the whole house, and for one's own where it is one's own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from policies import load
from server.kernel.context import Grant, Principal
from server.kernel.errors import Denied
from server.kernel.rights import allow, decide

POLICY = load()


def asks(*roles: str) -> Any:
    return SimpleNamespace(principal=Principal("a", "a", "a", grants=tuple(map(Grant, roles))), policy=POLICY)


def test_ones_own_is_decided_beside_the_house():
    assert decide(asks("employee"), "session", "write", own=True).allowed
    assert not decide(asks("employee"), "session", "write").allowed
    assert decide(asks("employee", "administrator"), "session", "write").allowed


def test_a_refusal_names_its_reason():
    with pytest.raises(Denied, match="no rule allows it"):
        allow(asks("employee"), "Mutation.createAccount")
    allow(asks("administrator"), "Mutation.createAccount")
