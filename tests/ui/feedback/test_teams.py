"""Teams and rules: shown to all inside, kept by who may, tried before they matter."""

from __future__ import annotations

import pytest

from tests.ui.feedback.lines import KEPT
from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage
from ui.feedback.teams import minutes_of, time_of

PREVIEW = {
    "RoutingPreview": {
        "routingPreview": {
            "by": "RULE", "ruleId": "r1", "ruleName": "1. 低分电话", "teamName": "门店客诉组", "personName": "",
        }
    }
}  # fmt: skip


def test_a_try_shows_the_rule_that_catches():
    browser, api = open_stage("hr_manager", lines=KEPT | PREVIEW)
    page = browser.get("/feedback/teams?channel=PHONE&score=1").text
    assert api.variables("RoutingPreview")["input"] == {"channel": "PHONE", "score": 1}
    for text in ("按规则 1. 低分电话", "09:00–18:00", "2 星及以下", "重新按规则分派", 'aria-current="true"'):
        assert text in page

    page = open_stage("employee", lines=KEPT)[0].get("/feedback/teams").text
    assert "门店客诉组" in page
    assert "新建规则" not in page


def test_a_team_is_written_as_the_contract_takes_it():
    browser, api = open_stage("hr_manager", lines=KEPT | {"SaveTeam": {"saveFeedbackTeam": {"id": "m1"}}})
    assert 'value="09:00"' in browser.get("/feedback/teams/team?code=STORE").text
    data = {
        "csrf": "token", "code": "STORE", "name": "门店组", "opens": "08:30", "closes": "17:00", "version": "3",
        "workdays": ["1", "2"], "memberCodes": "R1, R2", "isActive": "1",
    }  # fmt: skip
    assert browser.post("/feedback/teams/team", data=data).headers["location"] == "/feedback/teams"
    given = api.variables("SaveTeam")["input"]
    assert (given["opensAt"], given["closesAt"], given["workdays"]) == (510, 1020, "12")
    assert (given["memberCodes"], given["isActive"], given["isFallback"]) == (["R1", "R2"], True, False)
    assert given["version"] == 3

    assert open_stage("employee", lines=KEPT)[0].get("/feedback/teams/team").status_code == 404


def test_a_rule_is_kept_refused_and_removed():
    lines = KEPT | {"SaveRule": refused("teamCode"), "RemoveRule": {"removeRoutingRule": "r1"}}
    browser, api = open_stage("hr_manager", lines=lines)
    assert "低分电话" in browser.get("/feedback/teams/rule?id=r1").text
    answer = browser.post("/feedback/teams/rule", data={"csrf": "token", "place": "2", "name": "新规则"})
    assert (answer.status_code, 'value="新规则"' in answer.text) == (422, True)
    assert api.variables("SaveRule")["input"]["place"] == 2
    browser.post("/feedback/teams", data={"csrf": "token", "do": "remove", "id": "r1"})
    assert api.variables("RemoveRule")["input"]["id"] == "r1"

    browser, _ = open_stage("hr_manager", lines=KEPT | {"RouteAgain": {"routeUnrouted": 2}})
    assert browser.post("/feedback/teams", data={"csrf": "token", "do": "again"}).status_code == 303
    assert "2 条已分派" in browser.get("/feedback/teams").text


@pytest.mark.parametrize(("text", "minutes"), [("09:05", 545), ("24:00", 1440), ("x", -1), ("9", -1)])
def test_times_are_minutes(text, minutes):
    assert minutes_of(text) == minutes
    assert time_of(None) == ""
    assert time_of(545) == "09:05"
