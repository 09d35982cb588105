"""Employees see open posts, refer somebody on the phone, and follow how it goes."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage

POST = {"id": "o1", "code": "J2026-001", "title": "在线客服", "departmentName": "客服部", "positionName": None,
        "wanted": 2,
        "note": "能轮班", "openedOn": "2026-11-01"}  # fmt: skip
MINE = {"id": "c1", "name": "周航", "openingTitle": "在线客服", "appliedOn": "2026-11-02", "state": "TESTING",
        "decidedOn": None}  # fmt: skip
DATA = {"csrf": "token", "name": "周航", "phone": "13900000001", "experienceMonths": "", "hasConsent": "1"}


def test_open_posts_and_whom_one_referred():
    lines = {"Posts": {"vacancies": {"nodes": [POST]}, "referrals": {"nodes": [MINE]}}}
    page = open_stage("employee", lines=lines)[0].get("/recruiting/posts").text
    for text in ("在线客服", "招 2 人", 'href="/recruiting/posts/o1"', "周航", "测试中"):
        assert text in page
    none: dict[str, Any] = {"Posts": {"vacancies": {"nodes": []}, "referrals": {"nodes": []}}}
    page = open_stage("employee", lines=none)[0].get("/recruiting/posts").text
    assert "没有在招的岗位" in page
    assert "您还没有推荐过人" in page


def test_somebody_is_referred_and_a_refusal_loses_nothing():
    lines = {"Vacancy": {"vacancy": POST}, "ReferCandidate": {"referCandidate": {"id": "c1"}}}
    browser, api = open_stage("employee", lines=lines)
    assert "能轮班" in browser.get("/recruiting/posts/o1").text
    assert browser.post("/recruiting/posts/o1", data=DATA).headers["location"] == "/recruiting/posts"
    given = api.variables("ReferCandidate")["input"]
    assert (given["openingId"], given["experienceMonths"], given["hasConsent"]) == ("o1", 0, True)

    browser, _ = open_stage("employee", lines=lines | {"ReferCandidate": refused("hasConsent")})
    answer = browser.post("/recruiting/posts/o1", data=DATA)
    assert answer.status_code == 422
    assert 'id="hasConsent-error"' in answer.text
    assert 'value="周航"' in answer.text


def test_a_post_that_is_gone_and_who_has_no_record():
    assert (
        open_stage("employee", lines={"Vacancy": {"vacancy": None}})[0]
        .get("/recruiting/posts/o1")
        .status_code
        == 404
    )
    browser, _ = open_stage("administrator", lines={"Vacancy": {"vacancy": POST}})
    assert browser.get("/recruiting/posts").status_code == 404
    assert browser.get("/recruiting/posts/o1").status_code == 404
