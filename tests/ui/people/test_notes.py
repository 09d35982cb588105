"""Notes on the page: the latest wording of each, earlier ones behind it, a form for those who may write."""

from __future__ import annotations

from tests.ui.stage import OTHER, open_stage
from ui.people.notes import started, threaded

PATH = f"/people/{OTHER}/notes"


def note(key, text, corrects=None, *, corrected=False):
    return {
        "id": key, "visibility": "MANAGER", "text": text, "author": "王敏", "createdAt": "2025-01-02T03:04:05.000Z",
        "isCorrected": corrected, "correctsId": corrects,
    }  # fmt: skip


ROWS = [
    note("n3", "三", "n2"),
    note("n2", "二", "n1", corrected=True),
    note("n1", "一", corrected=True),
    note("n4", "别的"),
]
LISTED = {"PersonNotes": {"employee": {"id": OTHER, "notes": {"nodes": ROWS}}}}


def test_what_was_corrected_stands_behind_the_latest():
    found = threaded(ROWS)

    assert [(row["id"], [old["id"] for old in row["earlier"]]) for row in found] == [
        ("n3", ["n2", "n1"]),
        ("n4", []),
    ]


def test_a_form_starts_empty_or_with_the_note_to_correct():
    kinds = [("HR", "x")]

    assert started(ROWS, "", kinds) == {"text": "", "visibility": "HR", "corrects": ""}
    assert started(ROWS, "n4", []) == {"text": "别的", "visibility": "MANAGER", "corrects": "n4"}
    assert started(ROWS, "n1", []) == {"text": "", "visibility": "", "corrects": ""}


def test_the_page_shows_notes_and_offers_a_correction():
    browser, _ = open_stage("hr_manager", lines=LISTED)

    text = browser.get(PATH).text

    assert "2 条更正前的内容" in text
    assert f'href="{PATH}?corrects=n4#text"' in text


def test_a_note_is_written():
    browser, api = open_stage("hr_manager", lines={**LISTED, "AddNote": {"addNote": {"id": "n9"}}})

    answer = browser.post(
        PATH, data={"csrf": "token", "text": "好", "visibility": "HR", "corrects": "n4", "key": "k"}
    )

    assert answer.status_code == 303
    assert api.variables("AddNote")["input"] == {
        "text": "好", "visibility": "HR", "corrects": "n4", "id": OTHER, "idempotencyKey": "k"
    }  # fmt: skip


def test_an_empty_note_comes_back():
    browser, api = open_stage("hr_manager", lines=LISTED)

    assert browser.post(PATH, data={"csrf": "token", "text": " "}).status_code == 422
    assert "AddNote" not in [name for name, _ in api.asked]


def test_a_refused_note_keeps_what_was_typed():
    extensions = {"code": "DENIED", "zh": "不行。", "en": "No.", "inputPath": ["input", "visibility"]}
    line = {"addNote": None, "errors": [{"message": "x", "extensions": extensions}]}
    browser, _ = open_stage("hr_manager", lines={**LISTED, "AddNote": line})

    answer = browser.post(PATH, data={"csrf": "token", "text": "写了很多", "visibility": "HR"})

    assert answer.status_code == 403
    assert "写了很多" in answer.text
