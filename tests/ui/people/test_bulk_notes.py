"""The same note about several people: written for all, and nothing typed is lost where it is not."""

from __future__ import annotations

from tests.ui.stage import OTHER, open_stage

ROW = {"id": OTHER, "code": "R9", "name": "何敏", "department": None, "position": None}
LINES = {"Picked": {"employees": {"nodes": [ROW]}}, "AddNotes": {"addNotes": 1}}


def test_a_note_is_kept_about_those_chosen():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post(
        "/people/bulk/note",
        data={"csrf": "token", "key": "k", "pick": [OTHER], "text": "已谈话", "next": "//x"},
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/people")
    assert api.variables("AddNotes")["input"] == {"text": "已谈话", "idempotencyKey": "k", "ids": [OTHER]}


def test_an_empty_note_is_said_at_its_field():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post(
        "/people/bulk/note", data={"csrf": "token", "pick": [OTHER], "visibility": "MANAGER"}
    )

    assert answer.status_code == 422
    assert 'id="text-error"' in answer.text
    assert '<option value="MANAGER" selected' in answer.text
    assert "AddNotes" not in [name for name, _ in api.asked]


def test_who_keeps_no_notes_is_refused():
    browser, _ = open_stage("payroll_specialist", lines=LINES)

    assert browser.get("/people/bulk/note").status_code == 403
