"""Sources: in the order of their priority, for all fields or for one."""

from __future__ import annotations

from typing import Any

from tests.ui.imports.told import KIND, WHEN, refusal
from tests.ui.stage import open_stage
from ui.imports.sources import moved, ordered


def source(name: str, rank: int | None, **more: Any) -> dict[str, Any]:
    return {
        "id": name, "name": name, "title": None, "rank": rank, "freshDays": 7, "lastLoadedAt": WHEN, "isStale": True,
        "isComplete": False, "keeper": None, "version": 2, "priorities": [], "batches": {"totalCount": 3}, **more,
    }  # fmt: skip


PHONE = [{"field": "phone", "label": "手机", "rank": 1}]
LINES = {
    "ImportSources": {
        "importSources": {"nodes": [source("hr", 1), source("crm", 2, priorities=PHONE)]},
        "importKinds": [KIND],
    },
    "RankImportSources": {"rankImportSources": 2},
    "SaveImportSource": {"saveImportSource": {"id": "hr"}},
}


def test_sources_stand_in_their_order_with_how_fresh_they_are():
    browser, _ = open_stage("hr_manager", lines=LINES)

    page = browser.get("/data/sources").text

    assert page.index("<b>hr</b>") < page.index("<b>crm</b>")
    assert "已过期" in page
    field = browser.get("/data/sources?field=phone").text
    assert field.index("<b>crm</b>") < field.index("<b>hr</b>")
    assert "本字段单独设定" in field


def test_an_order_nobody_made_is_said_to_be_none():
    unranked = {"importSources": {"nodes": [source("hr", None)]}, "importKinds": [KIND]}
    browser, _ = open_stage("hr_manager", lines={"ImportSources": unranked})

    assert "还没有排序" in browser.get("/data/sources").text


def test_a_source_moves_a_place_for_one_field():
    browser, api = open_stage("hr_manager", lines=LINES)
    given = {"csrf": "token", "key": "k", "field": "phone", "ids": ["hr", "crm"], "down": "hr"}

    answer = browser.post("/data/sources/order", data=given)

    assert answer.headers["location"] == "/data/sources?field=phone"
    assert api.variables("RankImportSources")["input"] == {
        "ids": ["crm", "hr"], "field": "phone", "idempotencyKey": "k",
    }  # fmt: skip


def test_moving_stops_at_the_ends():
    assert moved(["a", "b"], "a", -1) == ["a", "b"]
    assert moved(["a", "b"], "b", -1) == ["b", "a"]
    assert moved(["a", "b"], "", 1) == ["a", "b"]


def test_sources_without_a_rank_come_last():
    rows = [source("b", None), source("a", None), source("c", 5)]

    assert [one["name"] for one in ordered(rows, "")] == ["c", "a", "b"]


def test_a_source_is_kept_with_the_version_that_was_seen():
    browser, api = open_stage("hr_manager", lines=LINES)
    assert 'value="7"' in browser.get("/data/sources/hr").text

    browser.post(
        "/data/sources/hr",
        data={
            "csrf": "token",
            "key": "k",
            "version": "2",
            "title": "人事",
            "freshDays": "30",
            "keeperCode": "R7",
            "isComplete": "1",
        },
    )

    assert api.variables("SaveImportSource")["input"] == {
        "id": "hr", "version": 2, "title": "人事", "freshDays": 30, "idempotencyKey": "k", "keeperCode": "R7",
        "isComplete": True,
    }  # fmt: skip


def test_a_new_source_stands_last_and_a_taken_name_is_said():
    browser, api = open_stage(
        "hr_manager", lines={**LINES, "SaveImportSource": refusal("CONFLICT", "已有此来源。", "name")}
    )

    page = browser.post("/data/sources/new", data={"csrf": "token", "name": "hr"})

    assert api.variables("SaveImportSource")["input"]["rank"] == 3
    assert page.status_code == 409
    assert "已有此来源。" in page.text
    assert browser.get("/data/sources/none").status_code == 404
