"""The list of packs, and one pack's page with what loading it would do."""

from __future__ import annotations

from typing import Any

from tests.ui.competencies.posting import post
from tests.ui.stage import open_stage
from ui.packs.pages import grouped

PACK = {
    "code": "retail", "name": "零售门店", "nameEn": "Retail stores", "summary": "门店", "summaryEn": "Stores",
    "state": None, "loadedOn": None, "unloadedOn": None, "items": 0,
}  # fmt: skip
STEPS = [
    {"part": "COMPETENCY", "key": "A", "name": "接待", "nameEn": "Greeting", "action": "ADD", "reason": "",
     "reasonEn": ""},
    {"part": "COURSE", "key": "B", "name": "观察", "nameEn": "Watching", "action": "CONFLICT",
     "reason": "已有同编码的记录", "reasonEn": "There is one"},
]  # fmt: skip


def lines(**more: Any) -> dict[str, Any]:
    pack = {**PACK, **more}
    return {
        "Packs": {"industryPacks": [pack]},
        "PackPreview": {"industryPacks": [pack], "previewPack": STEPS},
        "LoadPack": {"loadPack": {"code": "retail"}},
        "UnloadPack": {"unloadPack": {"code": "retail"}},
    }


def test_the_page_says_what_is_added_and_what_is_left_alone():
    browser, api = open_stage("administrator", lines=lines())
    assert "未载入" in browser.get("/settings/packs").text

    page = browser.get("/settings/packs/retail").text

    assert "冲突，不动" in page
    assert "已有同编码的记录" in page
    assert "载入 1 项" in page
    assert 'value="unload"' not in page
    assert post(browser, "/settings/packs/retail", {"do": "load"}).status_code == 303
    assert api.variables("LoadPack")["input"]["code"] == "retail"


def test_one_that_is_loaded_can_go():
    browser, api = open_stage("hr_manager", lines=lines(state="LOADED", loadedOn="2026-01-01", items=10))

    assert "10 项" in browser.get("/settings/packs").text
    assert 'value="unload"' in browser.get("/settings/packs/retail").text
    post(browser, "/settings/packs/retail", {"do": "unload"})
    assert api.variables("UnloadPack")["input"]["code"] == "retail"
    assert post(browser, "/settings/packs/retail", {"do": "burn"}).status_code == 404
    assert browser.get("/settings/packs/bank").status_code == 404


def test_others_may_not():
    browser, _ = open_stage("hr_specialist", lines=lines())

    assert browser.get("/settings/packs").status_code == 403


def test_steps_are_grouped_by_kind():
    assert [(kind, len(rows)) for kind, rows in grouped(STEPS)] == [("COMPETENCY", 1), ("COURSE", 1)]
