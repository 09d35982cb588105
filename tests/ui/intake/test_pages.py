"""Links are listed with their codes, made, printed, turned off and on; nicknames are remembered."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage
from ui.intake.pages import volumes

LINK: dict[str, Any] = {
    "id": "k1", "code": "S-1", "title": "一号店", "titleEn": "Store 1", "kind": "STORE", "place": "收银台",
    "product": "", "channel": "RATING", "languages": "zh,en", "isActive": True, "token": "tok-en_1", "version": 3,
    "employee": None, "department": None, "location": {"id": "l1", "code": "L1", "name": "一号店"},
}  # fmt: skip
CELL = {"value": "63", "display": "63", "status": "OK", "target": "MISSED"}
VOLUME = {
    "__typename": "MetricTable",
    "rows": [
        {"group": [{"key": "d1", "label": "城西店"}], "cells": [CELL]},
        {"group": [{"key": "d2", "label": "旗舰店"}], "cells": [CELL | {"value": "100", "target": "MET"}]},
        {"group": [{"key": "d3", "label": "空店"}], "cells": [CELL | {"value": None}]},
    ],
}
LINES: dict[str, Any] = {
    "FeedbackLinks": {
        "feedbackLinks": {"totalCount": 1, "pageInfo": {"hasNextPage": False}, "nodes": [LINK]}
    },
    "OneFeedbackLink": {"feedbackLink": LINK},
    "FeedbackVolume": {"metric": VOLUME},
    "Places": {"locations": {"nodes": [{"code": "L1", "name": "一号店"}]}, "departments": {"nodes": []}},
    "SaveFeedbackLink": {"saveFeedbackLink": {"id": "k1"}},
    "RenewFeedbackLink": {"renewFeedbackLink": {"id": "k1"}},
    "AgentNicknames": {"agentNicknames": {"totalCount": 0, "pageInfo": {"hasNextPage": False}, "nodes": []}},
    "SaveNickname": {"saveAgentNickname": {"id": "n1"}},
    "RemoveNickname": {"removeAgentNickname": "n1"},
}
FORM = {
    "csrf": "token",
    "code": "S-1",
    "title": "一号店",
    "kind": "STORE",
    "locationCode": "L1",
    "channel": "LINK",
}


def test_the_month_stands_beside_its_target():
    assert volumes(VOLUME) == [
        {"unit": "旗舰店", "count": 100, "met": True},
        {"unit": "城西店", "count": 63, "met": False},
    ]
    assert volumes(None) == []


def test_links_stand_with_code_poster_and_switch():
    browser, _ = open_stage("hr_manager", lines=LINES)

    page = browser.get("/feedback/links").text
    for text in (
        "http://testserver/f/tok-en_1",
        "收银台",
        "停用",
        "未达标",
        "已达标",
    ):
        assert text in page
    code = browser.get("/feedback/links/k1/qr.svg")
    assert (code.headers["content-type"], code.text.count("<path")) == ("image/svg+xml", 2)
    poster = browser.get("/feedback/links/k1/poster").text
    assert "扫一扫" in poster
    assert "Scan and tell us" in poster
    for place in (
        "/feedback/links",
        "/feedback/links/k1/poster",
        "/feedback/nicknames",
        "/feedback/links/new",
    ):
        assert open_stage("employee", lines=LINES)[0].get(place).status_code == 404


def test_a_link_is_made_renewed_and_turned():
    browser, api = open_stage("hr_manager", lines=LINES)
    assert 'value="WARD" checked' in browser.get("/feedback/links/new?kind=WARD").text
    assert 'value="S-1"' in browser.get("/feedback/links/k1").text

    assert browser.post("/feedback/links/new", data=FORM).headers["location"] == "/feedback/links"
    assert api.variables("SaveFeedbackLink")["input"]["locationCode"] == "L1"
    browser.post("/feedback/links/renew", data={"csrf": "token", "id": "k1", "version": "3"})
    assert api.variables("RenewFeedbackLink")["input"]["id"] == "k1"
    for on, active in (("", False), ("1", True)):
        answer = browser.post("/feedback/links/turn", data={"csrf": "token", "id": "k1", "on": on})
        assert answer.headers["location"] == "/feedback/links"
        assert api.variables("SaveFeedbackLink")["input"]["isActive"] is active

    browser, _ = open_stage("hr_manager", lines=LINES | {"SaveFeedbackLink": refused("title")})
    assert browser.post("/feedback/links/new", data=FORM).status_code == 422
    assert (
        browser.post("/feedback/links/turn", data={"csrf": "token", "id": "k1", "on": ""}).status_code == 422
    )


def test_nicknames_are_remembered_and_forgotten():
    browser, api = open_stage("hr_manager", lines=LINES)
    assert "还没有昵称" in browser.get("/feedback/nicknames").text
    told = {"csrf": "token", "source": "qianniu", "nickname": "小陈", "employeeCode": "E3"}

    assert browser.post("/feedback/nicknames", data=told).headers["location"] == "/feedback/nicknames"
    assert api.variables("SaveNickname")["input"]["nickname"] == "小陈"
    browser.post("/feedback/nicknames/remove", data={"csrf": "token", "id": "n1"})
    assert api.variables("RemoveNickname")["input"]["id"] == "n1"
