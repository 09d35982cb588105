"""The library of cases: found, read, and written by who keeps it."""

from __future__ import annotations

from tests.ui.learning.lines import CASE, listed
from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage

CASES = {"Cases": listed("libraryCases", CASE, more=True, waiting={"totalCount": 2})}
WRITTEN = {
    "csrf": "token", "title": "新案例", "kind": "RETRO", "situation": "排队很久", "goodAnswer": "致歉", "badAnswer": "",
    "courseCode": "RETURNS", "source": "", "isShared": "1", "key": "k", "version": "3",
}  # fmt: skip


def of(**changes: object) -> dict[str, object]:
    return {"Case": {"libraryCases": {"nodes": [CASE | changes]}}}


def test_cases_are_sifted_and_those_to_read_over_are_for_who_keeps_them():
    browser, api = open_stage("employee", lines=CASES)
    text = browser.get("/training/cases?q=签收&kind=RETRO&view=waiting").text
    assert api.variables("Cases") == {
        "where": {"isShared": {"eq": True}, "kind": {"eq": "RETRO"}}, "search": "签收", "after": None,
    }  # fmt: skip
    assert ("签收未收到" in text, 'rel="next"' in text, "/training/cases/edit" in text) == (True, True, False)

    browser, api = open_stage("department_manager", lines=CASES)
    text = browser.get("/training/cases?kind=OTHER&view=waiting&after=z").text
    assert api.variables("Cases") == {"where": {"isShared": {"eq": False}}, "search": None, "after": "z"}
    assert 'href="/training/cases/edit"' in text


def test_a_case_that_is_not_shared_is_read_only_by_who_may_share_it():
    seen = {
        (role, shared): open_stage(role, lines=of(isShared=shared))[0].get("/training/cases/k1").status_code
        for role in ("employee", "hr_specialist")
        for shared in (True, False)
    }
    assert [role for role, status in seen.items() if status == 404] == [("employee", False)]

    browser, _ = open_stage("hr_specialist", lines={"Case": {"libraryCases": {"nodes": []}}})
    assert browser.get("/training/cases/k9").status_code == 404


def test_a_case_leads_to_the_feedback_it_comes_from_whoever_may_open_it():
    for found, is_led in (({"id": "f1"}, True), (None, False)):
        told = of(feedbackId="f1") | {"Origin": {"customerFeedback": found}}
        text = open_stage("employee", lines=told)[0].get("/training/cases/k1").text
        assert ('href="/feedback/f1"' in text) is is_led


def test_a_case_is_written_and_what_was_typed_is_kept():
    saved = {"SaveCase": {"saveLibraryCase": {"id": "k1"}}}
    browser, api = open_stage("hr_manager", lines=of(feedbackId="f1") | saved)
    assert 'value="RETURNS"' in browser.get("/training/cases/edit?id=k1").text
    answer = browser.post("/training/cases/edit?id=k1&feedback=f2", data=WRITTEN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/training/cases")
    assert api.variables("SaveCase")["input"] == {
        "title": "新案例", "kind": "RETRO", "situation": "排队很久", "goodAnswer": "致歉", "badAnswer": "",
        "courseCode": "RETURNS", "source": "", "isShared": True, "version": 3, "id": "k1", "feedbackId": "f1",
        "idempotencyKey": "k",
    }  # fmt: skip

    browser, _ = open_stage("hr_manager", lines={"SaveCase": refused("situation")})
    answer = browser.post("/training/cases/edit?feedback=f2", data={**WRITTEN, "isShared": "", "version": ""})
    assert answer.status_code == 422
    for part in ('value="新案例"', ">排队很久</textarea>", 'id="situation-error"', "edit?feedback=f2"):
        assert part in answer.text, part
    assert ('value="1" checked' in answer.text, '"RETRO" selected' in answer.text) == (False, True)


def test_a_new_case_from_feedback_begins_as_one_and_nobody_else_writes():
    browser, api = open_stage("hr_manager", lines={"SaveCase": {"saveLibraryCase": {"id": "k9"}}})
    assert '"FEEDBACK" selected' in browser.get("/training/cases/edit?feedback=f2").text
    assert '"ROLE_PLAY" selected' in browser.get("/training/cases/edit").text
    browser.post("/training/cases/edit?feedback=f2", data=WRITTEN | {"version": ""})
    given = api.variables("SaveCase")["input"]
    assert (given["feedbackId"], "id" in given, "version" in given) == ("f2", False, False)

    browser, api = open_stage("employee", lines=of())
    assert browser.get("/training/cases/edit?id=k1").status_code == 404
    assert browser.post("/training/cases/edit", data=WRITTEN).status_code == 404
    assert "SaveCase" not in [name for name, _ in api.asked]
