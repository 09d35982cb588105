"""The company's own fields of one person: those the reader may fill, sent only where they differ."""

from __future__ import annotations

from tests.ui.stage import OTHER, open_stage


def field(key, kind="TEXT", of="roster", choices=(), *, required=False):
    return {
        "id": key, "key": key, "label": f"字段{key}", "type": kind, "dataClass": of, "choices": list(choices),
        "isRequired": required,
    }  # fmt: skip


FIELDS = [
    field("size", "CHOICE", choices=("S", "M"), required=True),
    field("union", "FLAG"),
    field("bank", of="pay"),
    field("until", "DATE"),
]
HELD = {"id": OTHER, "customFields": {"nodes": [{"id": "v", "key": "size", "value": "S"}]}}
LINES = {
    "PersonFields": {"employee": HELD, "customFields": {"nodes": FIELDS}},
    "SetFields": {"setCustomFields": {"id": OTHER, "version": 2}},
}
PATH = f"/people/{OTHER}/fields"


def test_the_form_offers_what_the_reader_may_fill():
    browser, _ = open_stage("hr_manager", lines=LINES)

    text = browser.get(PATH).text

    assert '<option value="S" selected' in text
    assert '<option value="true"' in text
    assert 'name="until" type="date"' in text
    assert 'name="bank"' not in text


def test_only_what_differs_is_sent():
    browser, api = open_stage("hr_manager", lines=LINES)

    sent = {"csrf": "token", "size": "M", "union": "", "until": "", "effectiveOn": "2026-11-01", "key": "k"}
    assert browser.post(PATH, data=sent).status_code == 303

    assert api.variables("SetFields")["input"] == {
        "id": OTHER, "values": [{"key": "size", "value": "M"}], "version": 3, "effectiveOn": "2026-11-01",
        "idempotencyKey": "k",
    }  # fmt: skip


def test_what_somebody_else_saved_meanwhile_is_not_undone():
    browser, api = open_stage("hr_manager", lines=LINES)
    opened = {
        "csrf": "token",
        "seen:size": "M",
        "seen:union": "",
        "seen:until": "",
        "effectiveOn": "2026-11-01",
    }

    other_field = browser.post(PATH, data={**opened, "size": "M", "union": "true", "until": ""})

    assert other_field.status_code == 303
    assert api.variables("SetFields")["input"]["values"] == [{"key": "union", "value": "true"}]

    same_field = browser.post(PATH, data={**opened, "size": "", "union": "", "until": ""})

    assert same_field.status_code == 409
    assert 'aria-labelledby="both"' in same_field.text
    assert 'name="seen:size" value="S"' in same_field.text
    assert len([name for name, _ in api.asked if name == "SetFields"]) == 1


def test_nothing_new_sends_nothing():
    browser, api = open_stage("hr_manager", lines=LINES)

    assert (
        browser.post(PATH, data={"csrf": "token", "size": "S", "effectiveOn": "2026-11-01"}).status_code
        == 303
    )
    assert "SetFields" not in [name for name, _ in api.asked]


def test_a_required_field_is_asked_for():
    browser, _ = open_stage("hr_manager", lines=LINES)

    answer = browser.post(PATH, data={"csrf": "token", "size": ""})

    assert answer.status_code == 422
    assert 'id="size-error"' in answer.text


def test_a_refused_value_comes_back_at_its_field():
    extensions = {
        "code": "INVALID_INPUT",
        "zh": "日期写作 2026-10-31。",
        "en": "x",
        "inputPath": ["input", "until"],
    }
    line = {"setCustomFields": None, "errors": [{"message": "x", "extensions": extensions}]}
    browser, _ = open_stage("hr_manager", lines={**LINES, "SetFields": line})

    answer = browser.post(
        PATH, data={"csrf": "token", "size": "S", "until": "x", "effectiveOn": "2026-11-01"}
    )

    assert answer.status_code == 422
    assert 'id="until-error"' in answer.text


def test_who_may_fill_nothing_meets_a_refusal():
    browser, _ = open_stage("department_manager", lines=LINES)

    assert browser.get(PATH).status_code == 403
