"""The progress of a cycle, pushed at each change to who runs cycles, and to nobody else."""

from __future__ import annotations

import asyncio

import pytest

from schema import cycle_progress
from server.performance.cycles.models import ScorecardState
from server.performance.models import Scorecard
from tests.schema.cycle_rows import OPEN, RATED
from tests.schema.world import SCHEMA, World, code_of, planted

SUBSCRIBE = (
    "subscription ($id: ID!) { scoreProgress(cycleId: $id) "
    "{ state cards withManagers inCalibration isScoring } }"
)


@pytest.fixture
async def world(sqlite_store) -> World:
    return await planted(sqlite_store)


async def listen(world: World, role: str, cycle: str = OPEN):
    return await SCHEMA.subscribe(SUBSCRIBE, {"id": cycle}, context_value=world.call(role))


async def test_each_change_is_told_once(world, monkeypatch):
    monkeypatch.setattr(cycle_progress, "LOOK_SECONDS", 0.01)
    told = await listen(world, "performance_specialist")

    first = (await anext(told)).data["scoreProgress"]
    await world.store.write(lambda: Scorecard.filter(id=RATED).update(state=ScorecardState.CALIBRATION))
    second = (await asyncio.wait_for(anext(told), 5)).data["scoreProgress"]
    await told.aclose()

    assert (first["withManagers"], first["inCalibration"], first["isScoring"]) == (1, 0, False)
    assert (second["withManagers"], second["inCalibration"], second["cards"]) == (0, 1, first["cards"])


async def test_it_ends_after_its_last_look(world, monkeypatch):
    monkeypatch.setattr(cycle_progress, "LOOK_SECONDS", 0)
    monkeypatch.setattr(cycle_progress, "MOST_LOOKS", 3)

    told = [event.data["scoreProgress"]["state"] async for event in await listen(world, "hr_manager")]

    assert told == ["OPEN"]


@pytest.mark.parametrize(
    ("role", "cycle", "code"),
    [
        ("employee", OPEN, "DENIED"),
        ("department_manager", OPEN, "DENIED"),
        ("payroll_specialist", OPEN, "DENIED"),
        ("hr_manager", RATED, "NOT_FOUND"),
    ],
    ids=["employee", "manager", "payroll", "no such cycle"],
)
async def test_others_hear_nothing(world, role, cycle, code):
    told = await listen(world, role, cycle)
    events = [told] if not hasattr(told, "__aiter__") else [event async for event in told]

    assert [code_of(error) for event in events for error in event.errors] == [code]
    assert all(event.data is None for event in events)
