"""The competencies there are, the form of one, and the profile of a position."""

from __future__ import annotations

from typing import Any

from tests.ui.competencies.posting import post
from tests.ui.stage import open_stage
from ui.competencies.keeping import profiled, written

ROW = {
    "id": "K1", "code": "TALK", "name": "沟通", "nameEn": "Talking", "definition": "听清再说", "definitionEn": "",
    "anchors": ["一", "二", "三", "四", "五"], "anchorsEn": [""] * 5, "retiredOn": None, "isInUse": True, "version": 3,
}  # fmt: skip
GONE = {**ROW, "id": "K2", "code": "OLD", "name": "旧项", "isInUse": False, "retiredOn": "2026-01-01"}
ASKS = [
    {"level": 4, "validFrom": "2026-01-01", "competency": ROW},
    {"level": 2, "validFrom": "2026-01-01", "competency": GONE},
]
POSITION = {"id": "P1", "code": "P1", "name": "导购", "family": "shop"}
PROFILE = {"id": "F1", "version": 2, "position": {"id": "P1"}, "requirements": {"nodes": ASKS}}
LIST: dict[str, Any] = {
    "competencies": {"nodes": [ROW, GONE]}, "competencyProfiles": {"nodes": [PROFILE]},
    "positions": {"nodes": [POSITION, {**POSITION, "id": "P2", "name": "店长"}]},
}  # fmt: skip
LINES: dict[str, Any] = {
    "Competencies": LIST,
    "SaveCompetency": {"saveCompetency": {"id": "K1"}},
    "RetireCompetency": {"retireCompetency": {"id": "K1"}},
    "SetCompetencyProfile": {"setCompetencyProfile": {"id": "F1", "version": 3}},
}


def test_everybody_sees_what_is_asked_and_the_hr_manager_keeps_it():
    browser, _ = open_stage("employee", lines=LINES)
    page = browser.get("/org/competencies").text

    assert "沟通 <b>4</b>" in page
    assert "没有画像" in page
    assert "/org/profiles/P1" not in page
    assert [browser.get(place).status_code for place in ("/org/competencies/K1", "/org/profiles/P1")] == [
        403,
        403,
    ]
    keeper, _ = open_stage("hr_manager", lines=LINES)
    assert "/org/profiles/P1" in keeper.get("/org/competencies").text
    assert keeper.get("/org/competencies/K9").status_code == 404
    assert keeper.get("/org/profiles/P9").status_code == 404


def test_a_form_sends_all_five_levels_and_the_version_seen():
    browser, api = open_stage("hr_manager", lines=LINES)
    texts = {f"anchor{level}": f"第{level}级" for level in range(1, 6)}

    answer = post(browser, "/org/competencies/K1", {"name": "沟通", "version": "3", **texts})

    assert answer.status_code == 303
    sent = api.variables("SaveCompetency")["input"]
    assert (sent["code"], sent["version"]) == ("TALK", 3)
    assert sent["anchors"] == ["第1级", "第2级", "第3级", "第4级", "第5级"]


def test_retiring_asks_only_that():
    browser, api = open_stage("hr_manager", lines=LINES)

    post(browser, "/org/competencies/K1", {"do": "retire", "version": "3"})

    assert api.variables("RetireCompetency")["input"]["id"] == "K1"
    assert "SaveCompetency" not in {name for name, _ in api.asked}


def test_a_profile_sends_the_levels_chosen_and_leaves_out_what_is_not_asked():
    browser, api = open_stage("hr_manager", lines=LINES)
    page = browser.get("/org/profiles/P1").text
    assert 'name="TALK" value="4" checked' in page
    assert 'name="OLD"' not in page

    post(browser, "/org/profiles/P1", {"TALK": "5", "version": "2"})
    assert api.variables("SetCompetencyProfile")["input"]["lines"] == [{"competencyCode": "TALK", "level": 5}]
    assert api.variables("SetCompetencyProfile")["input"]["version"] == 2

    post(browser, "/org/profiles/P2", {"TALK": ""})
    assert api.variables("SetCompetencyProfile")["input"]["lines"] == []
    assert api.variables("SetCompetencyProfile")["input"]["version"] == 0


def test_profiles_leave_out_what_is_retired_and_forms_begin_with_what_is_written():
    found = profiled([POSITION], [PROFILE])[0]

    assert ([one["level"] for one in found["asks"]], found["version"]) == ([4], 2)
    assert written(ROW)["anchor5"] == "五"
