"""The conflict ledger: settled by a click, or by a rule for many."""

from __future__ import annotations

from typing import Any

from tests.ui.imports.told import INFO, KIND, SOURCE, WHEN, refusal
from tests.ui.stage import open_stage

VALUES = [
    {"source": "crm", "title": "客户系统", "value": "139", "seenAt": WHEN, "isChosen": True},
    {"source": "hr", "title": "", "value": "138", "seenAt": WHEN, "isChosen": False},
]
CONFLICT = {
    "id": "c1", "field": "phone", "state": "OPEN", "rule": "NEWEST", "reason": None, "recordedAt": WHEN,
    "decidedAt": None, "version": 4, "employee": {"id": "p", "code": "R1", "name": "王芳", "department": None},
    "values": VALUES,
}  # fmt: skip
LINES: dict[str, Any] = {
    "Conflicts": {
        "conflicts": {"totalCount": 26, "pageInfo": INFO, "nodes": [CONFLICT]},
        "importSources": {"nodes": [SOURCE]}, "importKinds": [KIND],
    },
    "SettleConflict": {"settleConflict": {"id": "s1"}}, "ReopenConflict": {"reopenConflict": {"id": "o1"}},
    "SettleConflicts": {"settleConflicts": {"settled": 26, "skipped": 0}},
}  # fmt: skip


def test_a_conflict_shows_each_sources_value_and_which_stands():
    browser, api = open_stage("hr_manager", lines=LINES)

    page = browser.get("/data/conflicts?field=phone&state=NONSENSE").text

    assert api.variables("Conflicts")["where"] == {"state": {"eq": "OPEN"}, "field": {"eq": "phone"}}
    assert page.count("已采用") == 1
    assert "暂取最新" in page
    assert "裁定 26 项" in page


def test_a_choice_is_offered_to_who_may_write_the_field():
    department = {**CONFLICT, "id": "c2", "field": "department"}
    found = {
        **LINES["Conflicts"],
        "conflicts": {**LINES["Conflicts"]["conflicts"], "nodes": [CONFLICT, department]},
    }
    browser, _ = open_stage("hr_manager", lines={"Conflicts": found})

    page = browser.get("/data/conflicts").text

    assert page.count(" disabled>") == 2
    assert "您的角色不能填写这个字段" in page


def test_a_click_believes_a_source():
    browser, api = open_stage("hr_manager", lines=LINES)
    given = {
        "csrf": "token",
        "key": "k",
        "source": "hr",
        "version": "4",
        "back-state": "OPEN",
        "back-field": "phone",
    }

    answer = browser.post("/data/conflicts/c1", data=given)

    assert answer.headers["location"] == "/data/conflicts?state=OPEN&field=phone"
    assert api.variables("SettleConflict")["input"] == {
        "id": "c1", "source": "hr", "version": 4, "idempotencyKey": "k",
    }  # fmt: skip


def test_a_rule_settles_many_and_says_how_many():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post("/data/conflicts/all", data={"csrf": "token", "source": "crm", "field": "phone"})

    assert api.variables("SettleConflicts")["input"]["field"] == "phone"
    assert "said=settled-many" in answer.headers["set-cookie"]


def test_someone_quicker_is_said():
    browser, _ = open_stage(
        "hr_manager", lines={**LINES, "SettleConflict": refusal("CONFLICT", "已被他人裁定。")}
    )

    page = browser.post("/data/conflicts/c1", data={"csrf": "token", "source": "hr"})

    assert (page.status_code, "已被他人裁定。" in page.text) == (409, True)


def test_nothing_open_is_good_news():
    empty = {**LINES["Conflicts"], "conflicts": {"totalCount": 0, "pageInfo": {}, "nodes": []}}
    browser, _ = open_stage("hr_manager", lines={"Conflicts": empty})

    assert "没有待裁定的冲突" in browser.get("/data/conflicts").text


def test_chosen_conflicts_are_settled_together_and_open_again_when_taken_back():
    browser, api = open_stage("hr_manager", lines=LINES)
    given = {"csrf": "token", "pick": ["c1", "c2"], "source": "hr", "back-state": "OPEN"}

    answer = browser.post("/data/conflicts/chosen", data=given)

    asked = [each["input"] for name, each in api.asked if name == "SettleConflict"]
    assert asked == [{"id": "c1", "source": "hr"}, {"id": "c2", "source": "hr"}]
    assert answer.headers["location"] == "/data/conflicts?state=OPEN"
    assert answer.cookies["said"].startswith("settled-many.")

    back = browser.post("/data/conflicts/chosen/undo", data={"csrf": "token", "ids": "s1 s2"})
    asked = [each["input"] for name, each in api.asked if name == "ReopenConflict"]
    assert asked == [{"id": "s1"}, {"id": "s2"}]
    assert back.headers["location"] == "/data/conflicts?state=OPEN"


def test_what_nobody_can_take_back_any_more_is_said():
    browser, _ = open_stage(
        "hr_manager", lines={**LINES, "ReopenConflict": refusal("INVALID_STATE", "已过一天。")}
    )

    answer = browser.post("/data/conflicts/chosen/undo", data={"csrf": "token", "ids": "s1"})

    assert answer.cookies["said"].startswith("too-late")
