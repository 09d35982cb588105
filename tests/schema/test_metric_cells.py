"""`metric` on employees and departments: one question a page, nothing the caller may not see, no id asked for."""

from __future__ import annotations

import pytest

from server.plan.documents import Documents
from tests.schema.world import World, planted

PEOPLE = """{ employees(orderBy: [{code: ASC}]) { nodes { code
  hours: metric(key: "overtime_hours_per_head", period: "2025-05") { value status } } } }"""
UNITS = '{ departments { nodes { code n: metric(key: "headcount_closing", period: "2025-05") { value status } } } }'


@pytest.fixture
async def world(store) -> World:
    return await planted(store)


def cells(found, name):
    (page,) = found["data"].values()
    return {
        each["code"]: each[name] and (each[name]["value"], each[name]["status"]) for each in page["nodes"]
    }


async def test_each_row_has_its_own_figure(world: World):
    found = cells(await world.ask("hr_manager", UNITS), "n")

    assert found == {"D1": ("5", "OK"), "D2": ("3", "OK"), "D3": ("1", "OK"), "D4": ("1", "OK")}


async def test_small_groups_stay_hidden_from_who_sees_totals(world: World):
    found = cells(await world.ask("general_manager", UNITS), "n")

    assert {status for _, status in found.values()} <= {
        "OK", "SUPPRESSED_SMALL_GROUP", "SUPPRESSED_COMPLEMENTARY", "SUPPRESSED_DIFFERENCING",
    }  # fmt: skip
    assert found["D3"] == (None, "SUPPRESSED_SMALL_GROUP")


async def test_a_manager_sees_the_own_people_only(world: World):
    found = cells(await world.ask("department_manager", PEOPLE), "hours")

    assert {code for code, cell in found.items() if cell[1] == "OK"} <= {"E2", "E3", "E4", "E5"}


async def test_a_page_costs_one_question(world: World):
    def counted(statements):
        return len([each for each in statements if "from metric_" not in each.lower()])

    async def cost(document: str):
        seen: list[str] = []
        world.store.reads.on_statement = seen.append
        await world.ask("hr_manager", document)
        world.store.reads.on_statement = None
        return counted(seen)

    await cost(UNITS)
    one = await cost(
        '{ department(code: "D2") { n: metric(key: "headcount_closing", period: "2025-05") { value } } }'
    )

    assert await cost(UNITS) <= one + 1


async def test_a_figure_is_reached_through_links_and_after_changes(world: World):
    linked = """{ employee(code: "E3") { department {
      n: metric(key: "headcount_closing", period: "2025-05") { value } } } }"""
    changed = """mutation { updateDepartment(input: {code: "D3", name: "三组"}) {
      name n: metric(key: "headcount_closing", period: "2025-05") { value } } }"""

    assert (await world.ask("hr_manager", linked))["data"]["employee"]["department"]["n"] == {"value": "3"}
    assert (await world.ask("hr_manager", changed))["data"]["updateDepartment"] == {
        "name": "三组",
        "n": {"value": "1"},
    }


async def test_what_means_nothing_is_refused_by_name(world: World):
    document = '{ departments { nodes { metric(key: "nope", period: "2025-05") { value } } } }'

    assert set((await world.ask("hr_manager", document))["codes"]) == {"INVALID_INPUT"}


def test_only_documents_with_such_a_field_leave_the_compiled_way(world: World):
    documents: Documents = world.engine.documents

    def planned(source: str) -> bool:
        return documents.get(source).operation(None).planned

    inside = """query Q { departments { nodes { ...F } } }
      fragment F on Department { metric(key: "csat", period: "x") { value } }"""
    assert not planned(UNITS)
    assert not planned(inside)
    assert planned("{ departments { nodes { metric: name } } }")
    assert planned("{ departments { nodes { name } } }")
