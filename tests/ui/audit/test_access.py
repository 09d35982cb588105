"""The access log's page: who saw what of whom, by which rule and why, the last thirty days until asked otherwise."""

from __future__ import annotations

from server.web.protected import PROTECTED
from tests.ui.stage import ME, OTHER, open_stage
from ui.audit.access import CLASSES, KINDS, holding
from ui.words import WORDS

LOOK = {
    "id": "l", "at": "2026-11-20T02:00:00Z", "actorId": ME, "actorName": "任霞", "roles": "hr_manager",
    "subjectType": "Employee", "subjectId": OTHER, "fieldGroup": "pay contact", "rule": "hr.csv:12",
    "document": "PersonPay", "rows": 1, "purpose": "调薪核对", "requestId": "r",
}  # fmt: skip
LINES = {
    "Looks": {
        "accessLog": {"totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "c"}, "nodes": [LOOK]}
    }
}


def test_a_look_tells_who_saw_what_of_whom_by_which_rule_and_why():
    browser, _ = open_stage("auditor", lines=LINES, mayReadAudit=True)

    text = browser.get("/audit/access").text

    for said in ("任霞", "HR 经理", "薪酬金额、联系方式", "hr.csv:12", "调薪核对", "1 次查看"):
        assert said in text


def test_an_address_without_a_day_begins_thirty_days_back_and_one_that_clears_it_does_not():
    browser, api = open_stage("auditor", lines=LINES, mayReadAudit=True)

    text = browser.get("/audit/access").text
    assert api.variables("Looks") == {
        "where": {"at": {"gte": "2026-10-22T16:00:00Z"}},
        "first": 25,
        "after": None,
    }
    assert "from=2026-10-23&amp;format=csv" in text

    assert "from=" in browser.get("/audit/access?from=").text
    assert api.variables("Looks")["where"] is None


def test_filters_become_the_question_and_a_class_is_a_whole_word():
    browser, api = open_stage("auditor", lines=LINES, mayReadAudit=True)

    browser.get(
        f"/audit/access?who=任&class=pay&kind=Employee&subject={OTHER}&viewer={ME}&rule=hr&purpose=核&until=2026-11-20"
    )

    assert api.variables("Looks")["where"] == {
        "actorName": {"contains": "任"},
        "rule": {"contains": "hr"},
        "purpose": {"contains": "核"},
        "actorId": {"eq": ME},
        "subjectType": {"eq": "Employee"},
        "subjectId": {"eq": OTHER},
        **holding("fieldGroup", "pay"),
        "at": {"lt": "2026-11-20T16:00:00Z"},
    }
    assert holding("fieldGroup", "pay")["or"][1] == {"fieldGroup": {"startsWith": "pay "}}


def test_a_viewer_and_a_record_each_lead_to_theirs_alone():
    browser, _ = open_stage("auditor", lines=LINES, mayReadAudit=True)

    text = browser.get("/audit/access").text

    assert f'href="/audit/access?viewer={ME}&amp;from=2026-10-23"' in text
    assert f'href="/audit/access?subject={OTHER}&amp;from=2026-10-23"' in text
    assert 'rel="next" href="/audit/access?from=2026-10-23&amp;after=c"' in text


def test_what_is_offered_to_choose_from_has_words_and_holds_every_protected_class():
    assert [name for name in PROTECTED if name not in CLASSES] == []
    assert [name for name in CLASSES if name not in WORDS["class"]] == []
    assert [name for name in KINDS if name not in WORDS["subject"]] == []


def test_it_is_the_auditors_page_and_so_is_its_file():
    browser, _ = open_stage("auditor", lines=LINES, mayReadAudit=True)
    stranger, _ = open_stage("hr_manager", lines=LINES)

    assert "任" in browser.get("/audit/access/export?format=csv&who=任").text
    assert browser.get("/audit/access/export?format=pdf").status_code == 404
    assert stranger.get("/audit/access").status_code == 403
    assert stranger.get("/audit/access/export").status_code == 403
