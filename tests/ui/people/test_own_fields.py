"""The settings of the company's own fields: defined and changed by HR, read by others."""

from __future__ import annotations

from tests.ui.stage import open_stage
from ui.people.own_fields import CLASSES, lines
from ui.words import WORDS

ROW = {
    "id": "f1", "key": "size", "labelZh": "尺码", "labelEn": "Size", "type": "CHOICE", "dataClass": "roster",
    "choices": ["S", "M"], "isRequired": True, "isSearchable": False, "isActive": True, "version": 3,
}  # fmt: skip
LINES = {"OwnFields": {"customFields": {"nodes": [ROW]}}}
PATH = "/settings/fields"
TYPED = {
    "csrf": "token",
    "labelZh": "鞋码",
    "labelEn": "Shoe",
    "key": "shoe",
    "type": "CHOICE",
    "dataClass": "roster",
    "choices": "36\n\n 37 ",
}


def test_every_class_offered_has_a_word():
    assert [name for name in CLASSES if name not in WORDS["class"]] == []


def test_choices_are_one_a_line():
    assert lines("36\r\n\n 37 ") == ["36", "37"]


def test_hr_sees_the_fields_and_a_form():
    browser, _ = open_stage("hr_manager", lines=LINES)

    text = browser.get(PATH).text

    assert "尺码" in text
    assert 'name="dataClass"' in text


def test_who_only_reads_gets_no_form_and_the_administrator_a_refusal():
    browser, _ = open_stage("employee", lines=LINES)
    assert 'name="dataClass"' not in browser.get(PATH).text

    stranger, _ = open_stage("administrator", lines=LINES)
    assert stranger.get(PATH).status_code == 403


def test_a_field_is_defined():
    browser, api = open_stage(
        "hr_manager", lines={**LINES, "DefineField": {"defineCustomField": {"id": "f2", "key": "shoe"}}}
    )

    assert browser.post(PATH, data={**TYPED, "isSearchable": "on", "key_": "k"}).status_code == 303

    assert api.variables("DefineField")["input"] == {
        "labelZh": "鞋码", "labelEn": "Shoe", "key": "shoe", "type": "CHOICE", "dataClass": "roster",
        "choices": ["36", "37"], "isRequired": False, "isSearchable": True, "idempotencyKey": "k",
    }  # fmt: skip


def test_what_is_missing_or_refused_comes_back():
    extensions = {"code": "CONFLICT", "zh": "已被使用。", "en": "x", "inputPath": ["input", "key"]}
    line = {"defineCustomField": None, "errors": [{"message": "x", "extensions": extensions}]}
    browser, _ = open_stage("hr_manager", lines={**LINES, "DefineField": line})

    missing = browser.post(PATH, data={**TYPED, "labelEn": ""})
    taken = browser.post(PATH, data=TYPED)

    assert (missing.status_code, 'id="labelEn-error"' in missing.text) == (422, True)
    assert (taken.status_code, 'id="key-error"' in taken.text) == (409, True)


def test_a_field_is_changed_with_the_version_seen():
    browser, api = open_stage(
        "hr_manager", lines={**LINES, "ChangeField": {"changeCustomField": {"id": "f1", "version": 4}}}
    )

    text = browser.get(f"{PATH}/f1").text
    sent = {
        "csrf": "token",
        "version": "3",
        "labelZh": "工服尺码",
        "labelEn": "Size",
        "choices": "S\nM\nL",
        "isRequired": "on",
    }
    answer = browser.post(f"{PATH}/f1", data=sent)

    assert 'name="isActive" checked' in text
    assert answer.status_code == 303
    assert api.variables("ChangeField")["input"] == {
        "id": "f1", "version": 3, "labelZh": "工服尺码", "labelEn": "Size", "choices": ["S", "M", "L"],
        "isRequired": True, "isSearchable": False, "isActive": False,
    }  # fmt: skip


def test_an_unknown_field_is_absent():
    browser, _ = open_stage("hr_manager", lines=LINES)

    assert browser.get(f"{PATH}/zz").status_code == 404
