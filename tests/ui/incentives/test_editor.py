"""Drafting: the rules are read while they are typed, and what is refused keeps every word."""

from __future__ import annotations

from tests.ui.incentives.lines import READ, SCHEME, one, refused
from tests.ui.stage import fragment, open_stage

PLACES = {
    "roleFamilies": {
        "nodes": [{"code": "frontline", "name": "一线", "nameEn": "Front line", "isFrontLine": True}]
    },
    "departments": {"nodes": [{"code": "R-OPS", "name": "门店运营部"}]},
}
LINES = {"SchemePlaces": PLACES, "CheckScheme": READ, "Scheme": one()}
FORM = {
    "csrf": "token", "key": "k", "code": "new", "name": "新奖", "rules": "pay 5\r\ncap 3", "grain": "MONTH",
    "startsOn": "2026-12-01", "isProrated": "1", "budget": "100",
}  # fmt: skip


def test_rules_are_read_while_they_are_typed_and_by_a_button_without_javascript():
    browser, api = open_stage("hr_manager", lines=LINES)
    part = browser.post("/incentives/schemes/check", data=FORM, headers=fragment("reading")).text
    whole = browser.post("/incentives/schemes/new", data={**FORM, "look": "1"}).text

    assert "当满意度不低于 85%时，发 500.00。" in part
    assert "请填写每期预算。" in part
    assert "<form" not in part
    assert "还不能提交" in whole
    assert api.variables("CheckScheme")["input"] == {"rules": "pay 5\r\ncap 3", "budget": "100"}


def test_a_draft_is_saved_as_it_stands_and_a_refused_one_keeps_what_was_typed():
    saved = {"SaveIncentiveScheme": {"saveIncentiveScheme": {"id": "s9", "version": 1}}}
    browser, api = open_stage("hr_manager", lines={**LINES, **saved})
    assert browser.post("/incentives/schemes/new", data=FORM).headers["location"] == "/incentives/schemes/s9"
    given = api.variables("SaveIncentiveScheme")["input"]
    assert (given["idempotencyKey"], given["isProrated"], "endsOn" in given) == ("k", True, False)

    browser, _ = open_stage("hr_manager", lines={**LINES, "SaveIncentiveScheme": refused("code")})
    answer = browser.post("/incentives/schemes/new", data=FORM)
    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text
    assert ">pay 5\r\ncap 3</textarea>" in answer.text


def test_a_draft_is_opened_with_what_it_holds_and_changed_by_its_version():
    saved = {"SaveIncentiveScheme": {"saveIncentiveScheme": {"id": "s1", "version": 4}}}
    browser, api = open_stage("hr_manager", lines={**LINES, **saved})
    page = browser.get("/incentives/schemes/s1/edit").text
    assert SCHEME["rules"].replace(">", "&gt;") in page
    assert '<option value="R-OPS" selected>' in page

    browser.post("/incentives/schemes/s1/edit", data={**FORM, "version": "3"})
    given = api.variables("SaveIncentiveScheme")["input"]
    assert (given["id"], given["code"], given["version"]) == ("s1", "SERVICE", 3)


def test_only_drafts_are_edited_and_only_by_who_keeps_schemes():
    browser, _ = open_stage("hr_manager", lines={**LINES, "Scheme": one(state="ACTIVE")})
    assert browser.get("/incentives/schemes/s1/edit").headers["location"] == "/incentives/schemes/s1"
    for path in ("/incentives/schemes/new", "/incentives/schemes/s1/edit"):
        assert open_stage("performance_specialist", lines=LINES)[0].get(path).status_code == 404
    assert "写一条规则" in open_stage("hr_manager", lines=LINES)[0].get("/incentives/schemes/new").text
