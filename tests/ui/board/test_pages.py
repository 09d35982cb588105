"""The board of the day: what is asked for, what a supervisor sees on it, and who does not find it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from tests.ui.stage import ME, open_stage
from ui.board.pages import asked, figure, with_waiting

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
AGENT = {"id": "a1", "name": "陈佳", "code": "E3"}
METRIC: dict[str, Any] = {
    "__typename": "MetricTable", "definition": {"key": "response_time_avg", "name": "平均响应时长", "targets": []},
    "total": {"cells": [{"value": "30.0", "display": "30.0", "status": "OK", "reason": None}]},
}  # fmt: skip
P95: dict[str, Any] = {
    **METRIC,
    "definition": {"key": "response_time_p95", "name": "95 分位", "targets": []},
    "total": {"cells": [{"value": "60", "display": "60.0", "status": "OK", "reason": None}]},
}
TODAY: dict[str, Any] = {
    "here": {"totalCount": 2, "nodes": [
        {"startedAt": "2026-11-22T01:00:00Z", "employee": {**AGENT, "id": "a2", "name": "李娜", "department": None}},
        {"startedAt": "2026-11-22T00:58:00Z", "employee": {**AGENT, "department": None}},
    ]},
    "waiting": {"totalCount": 14, "nodes": [
        {"id": "w1", "channel": "CHAT", "openedAt": "2026-11-22T01:58:25Z", "agent": AGENT},
        {"id": "w2", "channel": "CHAT", "openedAt": "2026-11-22T01:59:52Z", "agent": None},
    ]},
    "long": {"totalCount": 1}, "late": {"totalCount": 0}, "free": {"totalCount": 3},
    "close": {"totalCount": 0, "nodes": []},
    "metrics": [METRIC, {"__typename": "MetricDenied"}, P95],
}  # fmt: skip


def test_the_board_counts_and_names_who_waits_and_who_is_here():
    browser, api = open_stage("hr_manager", lines={"Today": TODAY})

    page = browser.get("/feedback/today").text

    for text in (
        "正在等待",
        "1:35",
        "0:08",
        "30 秒以内",
        "另有 12 位",
        "陈佳",
        "李娜",
        "09:00 起",
        "还没有人接",
        "100 次里 95 次不超过 60.0 秒",
    ):
        assert text in page, text
    assert page.index("陈佳</a> <span") < page.index("李娜")  # somebody waits for her
    assert api.variables("Today")["long"]["openedAt"]["lte"] == "2026-11-22T01:59:30+00:00"
    part = browser.get("/feedback/today", headers={"HX-Request": "true", "HX-Target": "div#board"}).text
    assert part.lstrip().startswith('<div id="board"')


def test_a_shift_counts_until_it_ends_and_an_open_one_only_today():
    found = asked(ME, NOW, date(2026, 11, 22))

    assert found["here"] == {
        "status": {"eq": "WORKED"},
        "day": {"gte": "2026-11-21", "lte": "2026-11-22"},
        "startedAt": {"lte": NOW.isoformat()},
        "or": [
            {"endedAt": {"gte": NOW.isoformat()}},
            {"endedAt": {"isNull": True}, "day": {"eq": "2026-11-22"}},
        ],
    }
    assert found["waits"]["openedAt"] == {"gte": "2026-11-21T02:00:00+00:00", "lte": NOW.isoformat()}


def test_thirty_seconds_exactly_are_within_the_promise():
    """G: 10, 20 and 60 seconds are 30 on average."""
    found = [
        figure({**METRIC, "total": {"cells": [{**METRIC["total"]["cells"][0], "value": value}]}})
        for value in (str(Decimal(10 + 20 + 60) / 3), "30.01", None)
    ]
    assert [each["is_met"] for each in found if each] == [True, False, None]
    assert figure({"__typename": "MetricDenied"}) is None


def test_the_busiest_stand_first_and_a_contact_of_nobody_counts_for_nobody():
    rows = with_waiting(TODAY["here"]["nodes"], TODAY["waiting"]["nodes"])
    assert [(row["employee"]["name"], row["waits"]) for row in rows] == [("陈佳", 1), ("李娜", 0)]


def test_who_sees_no_feedback_of_others_finds_no_board():
    for role in ("employee", "payroll_specialist", "administrator"):
        browser, _ = open_stage(role, lines={"Today": TODAY})
        assert browser.get("/feedback/today").status_code == 404
