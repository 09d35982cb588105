"""Two records side by side: merged, told apart, taken apart again."""

from __future__ import annotations

from typing import Any

from tests.ui.imports.told import WHEN, refusal
from tests.ui.stage import open_stage
from ui.imports.duplicates import compared


def side(code: str, **more: Any) -> dict[str, Any]:
    return {
        "id": code, "code": code, "name": "潘芳", "phone": None, "email": "p@example.com", "hiredOn": "2026-08-10",
        "leftOn": None, "status": "ACTIVE", "department": {"name": "滨江店"}, "position": None, **more,
    }  # fmt: skip


MERGE = {
    "id": "m1", "droppedCode": "W1", "state": "MERGED", "reason": None, "createdAt": WHEN, "undoneAt": None,
    "version": 1, "keep": {"id": "R1", "code": "R1", "name": "潘芳"},
}  # fmt: skip
LINES = {
    "Duplicates": {
        "duplicateCandidates": [
            {
                "reasons": ["SAME_EMAIL"],
                "confidence": 94,
                "one": side("R1"),
                "other": side("W1", phone="137"),
            },
            {"reasons": ["SAME_PHONE"], "confidence": 80, "one": side("R2"), "other": None},
        ],
        "employeeMerges": {"nodes": [MERGE]},
    },
    "MergeEmployees": {"mergeEmployees": {"id": "m1", "version": 1, "keep": {"id": "W1"}}},
    "MarkDifferent": {"markDifferent": True},
    "UnmergeEmployees": {"unmergeEmployees": {"id": "m1"}},
}
PAIR = {"csrf": "token", "key": "k", "one": "R1", "other": "W1"}


def test_a_pair_stands_side_by_side_and_one_out_of_reach_is_left_out():
    browser, _ = open_stage("hr_manager", lines=LINES)

    page = browser.get("/data/duplicates").text

    assert "把握 94%" in page
    assert "邮箱相同" in page
    assert "合并，保留 W1" in page
    assert "R2" not in page
    assert 'action="/data/duplicates/undo"' in page


def test_what_agrees_is_told_from_what_differs():
    lines = compared(side("R1"), side("W1", phone="137"), "zh", str)

    assert [(line["title"], line["same"]) for line in lines] == [
        ("Number", False), ("Name", True), ("Department", True), ("Status", True), ("Hired", True), ("Phone", False),
        ("Email", True),
    ]  # fmt: skip


def test_a_merge_keeps_the_record_chosen_and_can_be_undone():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post("/data/duplicates/merge", data={**PAIR, "keep": "W1"})

    sent = api.variables("MergeEmployees")["input"]
    assert (sent["keepId"], sent["dropId"]) == ("W1", "R1")
    assert answer.headers["location"] == "/data/duplicates"
    browser.post("/data/duplicates/undo", data={"csrf": "token", "id": "m1", "version": "1"})
    assert api.variables("UnmergeEmployees")["input"]["version"] == 1


def test_two_different_people_are_told_apart():
    browser, api = open_stage("hr_manager", lines=LINES)

    browser.post("/data/duplicates/different", data=PAIR)

    assert api.variables("MarkDifferent")["input"] == {"oneId": "R1", "otherId": "W1", "idempotencyKey": "k"}


def test_a_merge_that_is_refused_says_why():
    lines = {**LINES, "MergeEmployees": refusal("DENIED", "您没有权限合并。")}
    browser, _ = open_stage("hr_manager", lines=lines)

    page = browser.post("/data/duplicates/merge", data={**PAIR, "keep": "R1"})

    assert (page.status_code, "您没有权限合并。" in page.text) == (403, True)


def test_none_alike_is_said():
    none = {"duplicateCandidates": [], "employeeMerges": {"nodes": []}}
    browser, _ = open_stage("hr_manager", lines={"Duplicates": none})

    assert "没有相似的记录" in browser.get("/data/duplicates").text
