"""What was heard on the phone is written down once, and what was set aside can count after all."""

from __future__ import annotations

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage

LINES = {
    "OwnNumber": {"me": {"code": "E3"}},
    "Places": {"locations": {"nodes": []}, "departments": {"nodes": [{"code": "D2", "name": "二部"}]}},
    "CreateFeedback": {"createCustomerFeedback": {"id": "t1"}},
    "JudgeFeedback": {"judgeCustomerFeedback": {"id": "t1"}},
}
SAID = {"csrf": "token", "key": "k9", "text": "讲得很清楚", "score": "5", "kind": "PRAISE", "agentCode": "E3"}


def test_somebody_writes_down_what_they_heard():
    browser, api = open_stage("employee", lines=LINES)
    page = browser.get("/feedback/new")
    assert 'value="E3"' in page.text
    assert "语音录入" in page.text
    assert "microphone=(self)" in page.headers["permissions-policy"]
    assert "departmentCode" not in page.text

    assert browser.post("/feedback/new", data=SAID).status_code == 303
    sent = api.variables("CreateFeedback")["input"]
    assert (sent["score"], sent["channel"], sent["externalId"], sent["kind"]) == (5, "PHONE", "k9", "PRAISE")

    browser, _ = open_stage("employee", lines=LINES | {"CreateFeedback": {"createCustomerFeedback": None}})
    assert browser.post("/feedback/new", data=SAID).status_code == 303
    browser, _ = open_stage("hr_manager", lines=LINES | {"CreateFeedback": refused("text")})
    again = browser.post("/feedback/new", data=SAID)
    assert (again.status_code, "讲得很清楚" in again.text, "二部" in again.text) == (422, True, True)
    assert open_stage("auditor", lines=LINES)[0].get("/feedback/new").status_code == 404


def test_what_was_set_aside_counts_after_all():
    row = {
        "id": "t1", "channel": "LINK", "score": 4, "text": "又说一遍", "receivedAt": "2026-11-20T02:00:00.000Z",
        "invalidReason": "DUPLICATE", "agentName": "陈佳", "location": None, "department": {"name": "二部"},
    }  # fmt: skip
    listed = {"totalCount": 1, "pageInfo": {"hasNextPage": False}, "nodes": [row]}
    lines = LINES | {"SetAside": {"customerFeedbacks": listed}}
    browser, api = open_stage("hr_manager", lines=lines)
    told = {"csrf": "token", "id": "t1", "isValid": "1", "note": "并非重复", "next": "/feedback/aside"}

    page = browser.get("/feedback/aside").text
    for text in ("重复", "又说一遍", "陈佳", "二部"):
        assert text in page
    assert browser.post("/feedback/judge", data=told).headers["location"] == "/feedback/aside"
    assert api.variables("JudgeFeedback")["input"]["isValid"] is True
    browser, _ = open_stage("hr_manager", lines=lines | {"JudgeFeedback": refused("note")})
    assert browser.post("/feedback/judge", data=told).status_code == 422
    assert open_stage("employee", lines=lines)[0].get("/feedback/aside").status_code == 404
