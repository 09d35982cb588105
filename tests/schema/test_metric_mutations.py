"""A definition's whole way through the API: drafted, refused, handed in, signed, published, retired."""

from __future__ import annotations

from typing import Any

import pytest

from tests.metrics.governance.acts import EXAMPLE
from tests.schema.world import World, planted

DRAFT: dict[str, Any] = {
    "key": "custom.voluntary_opening", "nameZh": "主动离开比", "nameEn": "Voluntary exits over opening",
    "definitionZh": "主动离职人次除以期初在职人数", "definitionEn": "Voluntary leavers over opening headcount",
    "formula": "leavers[exit_type = 'voluntary'] / opening(headcount)", "unit": "percent", "direction": "DOWN",
    "grains": ["MONTH"], "dimensions": ["department"], "sensitivity": "people", "notesZh": "试行", "notesEn": "A trial",
    "synonyms": ["主动比"], "examples": [{"given": EXAMPLE["given"], "period": "2025-03", "value": "0.1"}],
}  # fmt: skip
REPORT = "{ id isScheduled schedule tables { rows { cells { value } } } drift { key } }"
STATE = (
    "key version status isCertified notes synonyms examples { passed } author successor allowed { publish }"
)


@pytest.fixture
async def world(store) -> World:
    return await planted(store)


async def act(
    world: World, role: str, verb: str, kind: str = "", selection: str = f"{{ {STATE} }}", **given: Any
) -> Any:
    kind = kind or f"{verb[0].upper()}{verb[1:]}Input"
    document = f"mutation A($input: {kind}!) {{ {verb}(input: $input) {selection} }}"
    found = await world.ask(role, document, {"input": given})
    return found["codes"] or found["data"][verb]


async def test_from_draft_to_retirement(world: World):
    drafted = await act(world, "performance_specialist", "draftMetric", "MetricDraftInput", **DRAFT)
    at = {"key": DRAFT["key"], "version": 1}
    submitted = await act(world, "performance_specialist", "submitMetric", **at, note="请评审")
    await act(world, "hr_manager", "signMetric", **at, side="HR", decision="AGREE")
    agreed = await act(world, "general_manager", "signMetric", **at, side="BUSINESS", decision="AGREE")
    published = await act(world, "hr_manager", "publishMetric", **at, effectiveFrom="2025-01-01")
    table = """{ metric(key: "主动比", period: {named: ["2025-03"]}) {
      ... on MetricTable { total { cells { value } } } } }"""
    figure = await world.ask("hr_manager", table)
    retired = await act(
        world,
        "hr_manager",
        "retireMetric",
        **at,
        effectiveTo="2025-06-30",
        successor="voluntary_attrition_rate",
    )

    assert (drafted["status"], drafted["author"], drafted["notes"]) == (
        "DRAFT",
        "performance_specialist",
        "试行",
    )
    assert (drafted["synonyms"], drafted["examples"]) == (["主动比"], [{"passed": True}])
    assert (submitted["status"], agreed["status"], published["status"]) == (
        "IN_REVIEW",
        "AGREED",
        "PUBLISHED",
    )
    assert published["isCertified"]
    assert figure["data"]["metric"]["total"]["cells"] == [{"value": "0.2"}]
    assert (retired["status"], retired["successor"]) == ("RETIRED", "voluntary_attrition_rate")


async def test_a_wrong_formula_is_refused_with_its_place(world: World):
    found = await act(
        world, "hr_manager", "draftMetric", "MetricDraftInput", **DRAFT | {"formula": "leavers / headcount"}
    )

    assert found == ["INVALID_INPUT"]


async def test_a_target_of_a_department(world: World):
    made = await act(
        world, "general_manager", "setTarget", selection="{ id op value display scope from to near }", key="csat",
        op=">=", value="0.92", grain="MONTH", near="0.9", where=[{"dimension": "department", "under": "D2"}],
        **{"from": "2025-01-01"},
    )  # fmt: skip
    gone = await act(world, "general_manager", "removeTarget", selection="", id=made["id"])
    refused = await act(
        world, "general_manager", "setTarget", selection="{ id }", key="csat", op=">=", value="1", grain="MONTH",
        where=[{"dimension": "department", "in": ["D1", "D2"]}],
    )  # fmt: skip

    assert {**made, "id": gone} == made
    assert (made["display"], made["scope"], made["from"], made["to"]) == (
        ">= 92.0%", ["department=D2"], "2025-01-01", None,
    )  # fmt: skip
    assert refused == ["INVALID_INPUT"]


async def test_boards_and_reports_are_kept_shown_and_thrown_away(world: World):
    board = await act(
        world, "employee", "saveBoard", selection="{ id version tiles { key period view } }", name="我的",
        tiles=[{"key": "csat", "period": "last:12", "view": "line"}],
    )  # fmt: skip
    renamed = await act(
        world,
        "employee",
        "saveBoard",
        selection="{ id version name }",
        id=board["id"],
        name="新",
        tiles=[],
        version=1,
    )
    report = await act(
        world, "hr_manager", "freezeReport", selection=REPORT,
        name="月报", keys=["headcount_closing"], period={"last": {"count": 1}}, schedule="MONTHLY",
    )  # fmt: skip

    assert board["tiles"] == [{"key": "csat", "period": "last:12", "view": "line"}]
    assert renamed == {"id": board["id"], "version": 2, "name": "新"}
    assert await act(world, "employee", "deleteBoard", selection="", id=board["id"]) == board["id"]
    assert (report["isScheduled"], report["schedule"], report["drift"]) == (True, "MONTHLY", [])
    assert report["tables"][0]["rows"][0]["cells"] == [{"value": "5"}]
    assert await act(world, "hr_manager", "deleteReport", selection="", id=report["id"]) == report["id"]


async def test_a_familys_default_and_the_twelve(world: World):
    chosen = await act(
        world, "hr_manager", "setFamilyDefault", selection="{ key isDefault }", family="csat", key="csat_mean"
    )
    await act(world, "hr_manager", "signCoreMetrics", selection="{ key }", side="HR")
    reviews = await world.ask("department_manager", "{ metricReviews { isCore12 allowed { signBusiness } } }")
    signed = await act(
        world, "department_manager", "signCoreMetrics", selection="{ status isCertified }", side="BUSINESS"
    )

    assert chosen == {"key": "csat_mean", "isDefault": True}
    assert reviews["data"]["metricReviews"] == [{"isCore12": True, "allowed": {"signBusiness": True}}] * 12
    assert signed == [{"status": "PUBLISHED", "isCertified": True}] * 12


async def test_examples_may_be_written_into_the_document(world: World):
    document = """mutation { draftMetric(input: {key: "custom.none_left", nameZh: "无人离开", nameEn: "None left",
      definitionZh: "甲", definitionEn: "A", unit: "spell", direction: DOWN, grains: [MONTH], dimensions: [],
      sensitivity: "people", formula: "3 * leavers",
      examples: [{given: {employment: [{start_date: "2024-01-01", is_rehire: false}]}, period: "2025-03", value: "0"}]})
      { key examples { passed message(lang: "en") } } }"""

    found = (await world.ask("hr_manager", document))["data"]["draftMetric"]

    assert found["examples"] == [{"passed": True, "message": "expected 0, came to 0"}]
