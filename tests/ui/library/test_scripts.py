"""Scripts found, compared, written."""

from __future__ import annotations

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage
from ui.library.scripts import compared

ROW = {
    "id": "s2", "code": "S-LATE", "revision": 2, "title": "催发货", "titleEn": "", "product": "", "body": "马上查",
    "productName": None, "productNameEn": None,
    "bodyEn": "", "state": "DRAFT", "publishedOn": None, "retiredOn": None, "version": 3, "publishedBy": None,
    "topic": None, "department": None,
}  # fmt: skip
OLD = ROW | {"id": "s1", "revision": 1, "body": "请查", "state": "PUBLISHED", "publishedOn": "2026-01-02"}
LIST = {
    "scripts": {"totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "c"}, "nodes": [OLD]},
    "drafts": {"totalCount": 1, "nodes": [ROW]}, "feedbackTopics": {"nodes": []},
}  # fmt: skip
LINES = {
    "Scripts": LIST, "Script": {"script": ROW, "feedbackTopics": {"nodes": []}},
    "Revisions": {"scripts": {"nodes": [ROW, OLD]}},
}  # fmt: skip


def test_a_change_is_shown_piece_by_piece():
    assert compared("请稍等。", "请您稍等。") == [("", "请"), ("ins", "您"), ("", "稍等。")]
    assert compared("甲", "乙") == [("del", "甲"), ("ins", "乙")]


def test_scripts_are_found_as_one_types_and_drafts_are_for_who_writes_them():
    browser, api = open_stage("employee", lines=LINES)
    page = browser.get("/feedback/scripts?q=催&topic=delivery&product=P").text
    assert ("请查" in page, "草稿" in page, "after=c" in page) == (True, False, True)
    assert api.variables("Scripts")["where"] == {
        "state": {"eq": "PUBLISHED"}, "topic": {"code": {"eq": "delivery"}}, "product": {"eq": "P"},
    }  # fmt: skip
    part = browser.get("/feedback/scripts", headers={"HX-Request": "true", "HX-Target": "found"}).text
    assert part.lstrip().startswith('<div id="found"')

    browser, _ = open_stage("hr_manager", lines=LINES)
    assert "草稿" in browser.get("/feedback/scripts").text


def test_a_draft_shows_what_changed_and_is_published_retired_and_put_back():
    done = {"id": "s2", "code": "S-LATE", "revision": 2, "version": 4, "state": "PUBLISHED"}
    lines = LINES | {
        "PublishScript": {"publishScript": done}, "RetireScript": {"retireScript": done},
        "RestoreScript": {"restoreScript": done},
    }  # fmt: skip
    browser, api = open_stage("hr_manager", lines=lines)
    page = browser.get("/feedback/scripts/s2").text
    assert "<ins>" in page
    assert (
        browser.post(
            "/feedback/scripts/s2", data={"csrf": "token", "do": "publish", "version": "3"}
        ).status_code
        == 303
    )
    assert api.variables("PublishScript")["input"]["version"] == 3
    assert browser.post("/feedback/scripts/s2", data={"csrf": "token", "do": "retire"}).status_code == 303
    assert browser.post("/feedback/scripts/s2/undo", data={"csrf": "token"}).status_code == 303

    browser, _ = open_stage("hr_manager", lines=LINES | {"PublishScript": refused("body", "EMPTY_SCRIPT")})
    assert browser.post("/feedback/scripts/s2", data={"csrf": "token", "do": "publish"}).status_code == 422
    browser, _ = open_stage("hr_manager", lines={"Script": {"script": None, "feedbackTopics": {"nodes": []}}})
    assert browser.get("/feedback/scripts/none").status_code == 404


def test_a_script_is_written_by_who_may_and_nothing_typed_is_lost():
    saved = {"saveScript": {"id": "s9", "code": "S-9", "revision": 1, "version": 1, "state": "DRAFT"}}
    browser, api = open_stage("hr_manager", lines=LINES | {"SaveScript": saved})
    assert 'name="version" value="3"' in browser.get("/feedback/scripts/s2/edit").text
    data = {"csrf": "token", "title": "标题", "body": "内容", "topicCode": "", "version": ""}
    assert browser.post("/feedback/scripts/new", data=data).headers["location"] == "/feedback/scripts/s9"
    assert "topicCode" not in api.variables("SaveScript")["input"]

    browser, _ = open_stage("employee", lines=LINES)
    assert browser.get("/feedback/scripts/new").status_code == 404
