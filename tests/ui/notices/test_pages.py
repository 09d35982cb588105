"""Notices lead to their matter and are read by opening them; the bell counts those that are not."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import open_stage

NOTICE = {
    "id": "n1", "kind": "absence", "titleZh": "请假待批", "titleEn": "A leave request waits", "link": "/approvals/1",
    "dueOn": "2026-11-24", "readAt": None, "doneAt": None, "createdAt": "2026-11-22T01:00:00Z",
}  # fmt: skip
LINES: dict[str, Any] = {
    "Notices": {
        "notices": {"totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "c"}, "nodes": [NOTICE]}
    },
    "OneNotice": lambda given: {"notices": {"nodes": [NOTICE] if given["id"] == "n1" else []}},
    "ReadNotices": {"markNoticesRead": 1},
}


def test_the_list_holds_what_is_not_read_and_the_way_on():
    browser, api = open_stage("employee", lines=LINES, mayHire=False, mayListPeople=False)

    text = browser.get("/notices").text

    assert "请假待批" in text
    assert "剩 2 天" in text
    assert "after=c" in text
    assert api.variables("Notices")["where"]["readAt"] == {"isNull": True}
    browser.get("/notices?view=all")
    assert api.variables("Notices")["where"] is None


def test_opening_reads_it_and_leads_to_its_matter():
    browser, api = open_stage("employee", lines=LINES, mayHire=False)

    answer = browser.post("/notices/open", data={"csrf": "token", "id": "n1"})

    assert answer.headers["location"] == "/approvals/1"
    assert api.variables("ReadNotices") == {"input": {"ids": ["n1"]}}


def test_somebody_elses_is_as_none_and_nothing_is_read():
    browser, api = open_stage("employee", lines=LINES, mayHire=False)

    assert browser.post("/notices/open", data={"csrf": "token", "id": "n2"}).status_code == 404
    assert "ReadNotices" not in [name for name, _ in api.asked]


def test_all_are_read_at_once():
    browser, api = open_stage("employee", lines=LINES, mayHire=False)

    browser.post("/notices/read", data={"csrf": "token"})

    assert api.variables("ReadNotices") == {"input": {}}
