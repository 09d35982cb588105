"""The record in GraphQL: rows of a class one may not see are not there, values filter as their class allows."""

from __future__ import annotations

import pytest

from server.store.store import Store
from tests.schema.record_world import plant_fields, plant_papers
from tests.schema.world import World, planted

VALUES = '{ employee(code: "E4") { customFields { totalCount nodes { key label value } } } }'
PAPERS = '{ employee(code: "E4") { documents { nodes { title kind } } notes { nodes { text } } } }'


@pytest.fixture
async def world(store: Store) -> World:
    world = await planted(store)
    await plant_fields(store)
    return world


async def found(world: World, role: str, where: str) -> list[str]:
    document = (
        f"{{ employees(where: {{customField: {where}}}, orderBy: [{{code: ASC}}]) {{ nodes {{ code }} }} }}"
    )
    answer = await world.ask(role, document)
    assert answer["codes"] == []
    return [row["code"] for row in answer["data"]["employees"]["nodes"]]


async def test_each_reader_sees_the_fields_of_their_classes(world):
    seen = {
        role: (await world.ask(role, VALUES))["data"]["employee"]
        for role in ("hr_manager", "department_manager", "payroll_specialist", "employee")
    }

    everything = {"uniform": "L", "distance": "3.00", "certified": "2025-06-01", "account": "6222 0001"}
    assert pairs(seen["hr_manager"]) == everything
    assert pairs(seen["department_manager"]) == {
        key: everything[key] for key in ("uniform", "distance", "certified")
    }
    assert pairs(seen["payroll_specialist"]) == {"account": "6222 0001"}
    assert seen["payroll_specialist"]["customFields"]["totalCount"] == 1
    assert seen["employee"] is None


def pairs(employee):
    return {row["key"]: row["value"] for row in employee["customFields"]["nodes"]}


async def test_labels_are_in_the_readers_language(world):
    answer = await world.ask("payroll_specialist", VALUES)

    assert answer["data"]["employee"]["customFields"]["nodes"][0]["label"] == "字段account"


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ('{key: "uniform", eq: "L"}', ["E4"]),
        ('{key: "uniform", in: ["L", "M"]}', ["E3", "E4"]),
        ('{key: "uniform", ne: "L"}', ["E1", "E2", "E3", "E5", "E6"]),
        ('{key: "uniform", startsWith: "m"}', ["E3"]),
        ('{key: "distance", eq: "3.0"}', ["E4"]),
        ('{key: "distance", gte: "3.01"}', ["E3"]),
        ('{key: "distance", lt: "12.5"}', ["E4"]),
        ('{key: "certified", lte: "2025-06-01"}', ["E4"]),
        ('{key: "account", eq: "6222 0001"}', ["E4"]),
        ('{key: "uniform", isNull: true}', ["E1", "E2", "E5", "E6"]),
        ('{key: "uniform"}', ["E3", "E4"]),
        ('{key: "nothing", eq: "x"}', []),
    ],
)
async def test_people_are_found_by_a_value(world, where, expected):
    assert await found(world, "hr_manager", where) == expected


async def test_what_one_may_not_see_cannot_be_asked_for(world):
    assert await found(world, "department_manager", '{key: "account", eq: "6222 0001"}') == []
    assert await found(world, "payroll_specialist", '{key: "uniform", eq: "L"}') == []


async def test_a_filter_without_a_key_is_refused(world):
    answer = await world.ask("hr_manager", '{ employees(where: {customField: {eq: "L"}}) { totalCount } }')

    assert answer["codes"] == ["INVALID_INPUT"]


async def test_who_sees_no_value_in_full_cannot_filter_by_any(world):
    answer = await world.ask(
        "auditor", '{ employees(where: {customField: {key: "uniform"}}) { totalCount } }'
    )

    assert answer["codes"] == ["FIELD_NOT_FILTERABLE"]


async def test_a_search_looks_into_searchable_values(world):
    document = '{ employees(search: "l", orderBy: [{code: ASC}]) { nodes { code } } }'
    everyone = await world.ask("hr_manager", document)

    assert {"code": "E4"} in everyone["data"]["employees"]["nodes"]
    assert {"code": "E3"} not in everyone["data"]["employees"]["nodes"]


async def test_values_are_those_of_the_day(world):
    then = await world.ask("hr_manager", VALUES.replace('code: "E4"', 'code: "E4", asOf: "2025-06-01"'))

    assert then["data"]["employee"]["customFields"]["nodes"] == []


async def test_papers_and_notes_follow_their_class_and_hide_from_their_subject(world):
    await plant_papers(world.store)

    hr = (await world.ask("hr_manager", PAPERS))["data"]["employee"]
    manager = (await world.ask("department_manager", PAPERS))["data"]["employee"]
    payroll = (await world.ask("payroll_specialist", PAPERS))["data"]["employee"]

    assert {"title": "合同.pdf", "kind": "CONTRACT"} in hr["documents"]["nodes"]
    assert sorted(row["text"] for row in hr["notes"]["nodes"]) == ["只给人事", "给经理"]
    assert {row["kind"] for row in manager["documents"]["nodes"]} == {"CERTIFICATE"}
    assert manager["notes"] == {"nodes": [{"text": "给经理"}]}
    assert payroll == {"documents": {"nodes": []}, "notes": {"nodes": []}}


async def test_choices_of_a_field_are_a_list(world):
    answer = await world.ask("employee", "{ customFields { nodes { key type choices isRequired } } }")

    (uniform,) = [row for row in answer["data"]["customFields"]["nodes"] if row["key"] == "uniform"]
    assert uniform == {"key": "uniform", "type": "CHOICE", "choices": ["S", "M", "L"], "isRequired": False}
