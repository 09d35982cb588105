"""Every query, mutation and subscription, tried by four callers; a refused change has changed nothing."""

from __future__ import annotations

from typing import Any

import pytest

from schema import news as told
from server.store import news
from server.store.store import Store
from tests.schema.callers import CASES
from tests.schema.cases import Answer, Caller, CallerCase
from tests.schema.listening import heard
from tests.schema.world import World, planted


@pytest.fixture
async def world(store: Store) -> World:
    return await planted(store)


def agrees(found: dict[str, object], answer: Answer) -> bool:
    if answer.code:
        return found["codes"] == [answer.code]
    return found == {"data": answer.data, "codes": []}


async def tried(world: World, role: str, case: CallerCase) -> dict[str, Any]:
    if case.stir is not None:
        return await heard(world.call(role), case.document, case.stir)
    return await world.ask(role, case.document, dict(case.variables))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often."""
    for place in (news, told):
        monkeypatch.setattr(place, "LOOK_SECONDS", 0.02)


@pytest.mark.parametrize("name", CASES)
async def test_each_caller_gets_their_own_answer(world: World, name: str):
    case = CASES[name]
    before = await world.ask(case.privileged.role, case.untouched) if case.untouched else None

    for caller in (case.unprivileged, case.half):
        found = await tried(world, caller.role, case)
        assert agrees(found, caller.answer), (caller.role, found)
        if before and caller.answer.code:
            assert await world.ask(case.privileged.role, case.untouched) == before

    found = await tried(world, case.privileged.role, case)
    assert agrees(found, case.privileged.answer), (case.privileged.role, found)


def test_a_caller_names_a_role_of_the_sample_world():
    callers: list[Caller] = [
        c for case in CASES.values() for c in (case.unprivileged, case.half, case.privileged)
    ]

    assert all(caller.role for caller in callers)
