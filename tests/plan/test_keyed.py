"""Values under keys: what counts as one number, whichever way it is written, and what a filter may ask."""

from __future__ import annotations

import pytest

from server.plan.keyed import hundredths, spellings
from tests.schema.record_world import plant_fields
from tests.schema.world import World, planted


@pytest.fixture
async def world(store) -> World:
    world = await planted(store)
    await plant_fields(store)
    return world


@pytest.mark.parametrize(
    ("text", "number"), [("3", 300), ("-1.25", -125), ("x", None), ("1.005", None), ("NaN", None)]
)
def test_a_number_is_read_as_it_is_kept(text, number):
    assert hundredths(text) == number


@pytest.mark.parametrize(("text", "ways"), [("L", {"L"}), ("3", {"3", "3.00"}), ("3.00", {"3.00"})])
def test_a_number_may_be_written_in_several_ways(text, ways):
    assert spellings(text) == ways


async def ask(world, role, where):
    document = "query($w: EmployeeWhere) { employees(where: $w, orderBy: [{code: ASC}]) { nodes { code } } }"
    found = await world.ask(role, document, {"w": where})
    return found["codes"] or [row["code"] for row in found["data"]["employees"]["nodes"]]


async def test_conditions_join_and_turn_round(world):
    small = {"customField": {"key": "distance", "lt": "10"}}
    large = {"customField": {"key": "uniform", "eq": "L"}}

    assert await ask(world, "hr_manager", {"and": [small, large]}) == ["E4"]
    assert await ask(world, "hr_manager", {"not": {"or": [small, large]}}) == ["E1", "E2", "E3", "E5", "E6"]
    assert await ask(world, "hr_manager", {"customField": {"key": "distance", "gt": "1", "lte": "3"}}) == [
        "E4"
    ]
    assert await ask(
        world, "hr_manager", {"customField": {"key": "uniform", "contains": "m", "isNull": False}}
    ) == ["E3"]


async def test_a_list_has_a_limit(world):
    many = {"customField": {"key": "uniform", "in": [str(n) for n in range(1001)]}}

    assert await ask(world, "hr_manager", many) == ["INVALID_INPUT"]


async def test_a_protected_value_lies_under_no_text(world):
    assert await ask(world, "hr_manager", {"customField": {"key": "account", "startsWith": "6222"}}) == []
    assert await ask(world, "payroll_specialist", {"customField": {"key": "account", "eq": "6222 0001"}}) == [
        "E4"
    ]


async def test_a_reader_finds_people_in_sight_only(world):
    everyone = {"customField": {"key": "uniform"}}

    assert await ask(world, "department_manager", everyone) == ["E3", "E4"]
    assert await ask(world, "hr_specialist", everyone) == []
    assert await ask(world, "employee", everyone) == ["E3"]
