"""Boards: made of questions, arranged without script, pinned to home."""

from __future__ import annotations

from typing import Any

from tests.ui.metrics.told import NAMES, table
from tests.ui.stage import open_stage
from ui.metrics.boards import changed, wanted_of
from ui.metrics.question import Question
from ui.metrics.tiles import Wanted

TILES: list[dict[str, Any]] = [
    {"key": "a", "period": "last:12", "by": None, "view": "number"},
    {"key": "b", "period": "last:6", "by": "department", "view": "bar"},
]
BOARD = {"id": "b1", "name": "我的看板", "isPinned": False, "version": 4, "tiles": TILES}
LINES: dict[str, Any] = {
    "Boards": {"metricBoards": [BOARD]},
    "Tiles": lambda given: {"metrics": [table() for _ in given["keys"]]},
    "SaveBoard": {"saveBoard": {"id": "b1", "version": 5}},
    "DeleteBoard": {},
    "MetricNames": NAMES,
}


def test_a_board_asks_once_for_each_period_and_split():
    browser, api = open_stage("hr_manager", lines=LINES)

    assert browser.get("/metrics/boards/b1?edit=1").status_code == 200
    assert [given["keys"] for name, given in api.asked if name == "Tiles"] == [["a"], ["b"]]


def test_a_tile_is_moved_redrawn_and_removed():
    kept = [Wanted.kept(one) for one in TILES]

    assert [one.key for one in changed(kept, {"op": "down", "place": "0", "view": ""})] == ["b", "a"]
    assert [one.view for one in changed(kept, {"op": "view", "place": "0", "view": "line"})] == [
        "line",
        "bar",
    ]
    assert [one.key for one in changed(kept, {"op": "remove", "place": "1", "view": ""})] == ["a"]
    assert changed(kept, {"op": "remove", "place": "x", "view": ""}) == kept
    assert changed(kept, {"op": "pin", "place": "0", "view": ""}) == kept


def test_pinning_saves_the_version_that_was_seen():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post("/metrics/boards/b1/change", data={"csrf": "token", "op": "pin"})

    assert answer.headers["location"] == "/metrics/boards/b1"
    sent = api.variables("SaveBoard")["input"]
    assert (sent["isPinned"], sent["version"], len(sent["tiles"])) == (True, 4, 2)


def test_a_question_goes_onto_a_new_board():
    browser, api = open_stage("hr_manager", lines=LINES)
    place = "/metrics/boards/add?key=csat&by=department&period=6"

    assert browser.get(place).status_code == 200
    browser.post(place, data={"csrf": "token", "board": "", "name": "周会", "view": "bar"})

    sent = api.variables("SaveBoard")["input"]
    assert (sent["id"], sent["name"]) == (None, "周会")
    assert sent["tiles"] == [{"key": "csat", "period": "last:6", "by": "department", "view": "bar"}]


def test_what_home_shows_becomes_a_board_of_ones_own():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post("/metrics/boards/own", data={"csrf": "token"})

    assert answer.status_code == 303
    assert len(api.variables("SaveBoard")["input"]["tiles"]) == 5


def test_a_board_of_somebody_else_is_as_none():
    browser, _ = open_stage("hr_manager", lines={"Boards": {"metricBoards": []}})

    assert browser.get("/metrics/boards/b9").status_code == 404
    assert "还没有看板" in browser.get("/metrics/boards").text
    assert browser.get("/metrics/boards/add").status_code == 404


def test_a_board_is_thrown_away_and_a_conflict_is_told():
    browser, _ = open_stage("hr_manager", lines=LINES)
    stale = {"errors": [{"message": "x", "extensions": {"code": "CONFLICT", "zh": "刚被修改。", "en": "x"}}]}
    other, _ = open_stage("hr_manager", lines={**LINES, "SaveBoard": stale})

    assert (
        browser.post("/metrics/boards/b1/change", data={"csrf": "token", "op": "delete"}).headers["location"]
        == "/metrics/boards"
    )
    assert (
        other.post(
            "/metrics/boards/b1/change", data={"csrf": "token", "op": "rename", "name": "x"}
        ).status_code
        == 409
    )


def test_the_period_of_an_address_is_kept_as_boards_spell_it():
    assert wanted_of(Question(keys=("a",), period="24"), "a", "line") == Wanted("a", "last:24", "", "line")
    assert wanted_of(Question(period="2026-Q1"), "a", "pie").period == "2026-Q1"
