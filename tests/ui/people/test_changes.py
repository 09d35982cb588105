"""The forms that change people: errors at their field, both values at a conflict, one word on success."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.stage import ME, OTHER, PERSON, open_stage
from ui.said import Undo, read

CHOICES = {
    "departments": {"nodes": [{"id": "d1", "code": "D1", "name": "城西店", "parent": None}]},
    "positions": {"nodes": []},
    "locations": {"nodes": []},
}
FULL = {
    "csrf": "token",
    "key": "k",
    "code": "R9",
    "name": "试一",
    "departmentId": "d1",
    "hiredOn": "2026-11-22",
}


def refused(field: str, code: str = "INVALID_INPUT") -> dict[str, Any]:
    extensions = {"code": code, "zh": "不行。", "en": "No.", "inputPath": ["input", field]}
    return {"errors": [{"message": "No.", "extensions": extensions}]}


def test_a_missing_name_is_said_at_its_field_and_nothing_is_lost():
    browser, api = open_stage("hr_manager", lines={"OpenChoices": CHOICES})

    answer = browser.post("/people/new", data={**FULL, "name": ""})

    assert answer.status_code == 422
    assert 'id="name-error"' in answer.text
    assert 'value="R9"' in answer.text
    assert "Hire" not in [name for name, _ in api.asked]
    assert api.variables("OpenChoices") == {"on": "2026-11-22"}


def test_the_servers_no_is_said_at_its_field():
    browser, _ = open_stage("hr_manager", lines={"OpenChoices": CHOICES, "Hire": refused("code")})

    answer = browser.post("/people/new", data=FULL)

    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text


def test_a_hire_is_sent_once_with_its_key_and_told():
    browser, api = open_stage("hr_manager", lines={"Hire": {"hireEmployee": {"id": OTHER}}})

    answer = browser.post("/people/new", data=FULL)

    assert answer.headers["location"] == f"/people/{OTHER}"
    assert "said=added" in answer.headers["set-cookie"]
    assert api.variables("Hire")["input"]["idempotencyKey"] == "k"


def test_only_what_one_may_write_is_asked_for():
    browser, _ = open_stage("hr_manager", lines={"OpenChoices": CHOICES})

    assert 'name="baseSalary"' not in browser.get("/people/new").text
    assert 'name="phone"' not in browser.get(f"/people/{OTHER}/edit").text


def test_an_employee_changes_their_own_contact_and_no_other():
    own: dict[str, Any] = {
        "PersonHeader": {"employee": {**PERSON, "id": ME}},
        "Update": {"updateEmployee": {"id": ME, "version": 4}},
    }
    browser, api = open_stage("employee", lines=own, mayHire=False, mayListPeople=False)

    answer = browser.post(
        f"/people/{ME}/edit",
        data={"csrf": "token", "version": "3", "phone": "139", "email": "w@example.com", "name": "x"},
    )

    assert answer.status_code == 303
    assert set(api.variables("Update")["input"]) == {"id", "version", "idempotencyKey", "phone"}


@pytest.mark.parametrize(
    ("sent", "masked", "undo"),
    [
        ({"name": "王方"}, [], {"version": "4", "name": "王芳"}),
        ({"name": "王方"}, [{"path": "employee.name", "rule": "rules/people.csv:9"}], None),
    ],
    ids=["plain", "what-was-masked-is-not-known"],
)
def test_changed_details_are_taken_back_from_their_toast(sent, masked, undo):
    person = PERSON | ({"name": "王*"} if masked else {})
    lines = {
        "Update": {"updateEmployee": {"id": OTHER, "version": 4}},
        "PersonHeader": {"employee": person, "masked": masked},
    }
    browser, api = open_stage("hr_manager", lines=lines)

    browser.post(f"/people/{OTHER}/edit", data={"csrf": "token", "version": "3", **sent})
    offered = read(browser.cookies["said"].partition(".")[2])[1] if "." in browser.cookies["said"] else None
    assert offered == (undo and Undo(f"/people/{OTHER}/edit/undo", undo))
    if offered:
        answer = browser.post(offered.place, data={"csrf": "token", "next": "/people", **offered.fields})
        assert answer.headers["location"] == "/people"
        assert {**api.variables("Update")["input"], "idempotencyKey": ""} == {
            "id": OTHER, "version": 4, "idempotencyKey": "", "name": "王芳",
        }  # fmt: skip


def test_a_conflict_shows_both_values():
    lines = {"Update": refused("version", "CONFLICT")}
    browser, _ = open_stage("hr_manager", lines=lines)

    answer = browser.post(f"/people/{OTHER}/edit", data={"csrf": "token", "version": "2", "name": "王方"})

    assert answer.status_code == 409
    assert "<b>王方</b>" in answer.text
    assert "王芳" in answer.text


@pytest.mark.parametrize(
    ("role", "step", "status"),
    [
        ("hr_manager", "transfer", 200),
        ("hr_manager", "pay", 403),
        ("employee", "transfer", 403),
        ("hr_manager", "fly", 404),
    ],
)
def test_a_step_has_its_form_for_who_may_take_it(role, step, status):
    browser, _ = open_stage(role, lines={"OpenChoices": CHOICES})

    assert browser.get(f"/people/{OTHER}/change/{step}").status_code == status


def test_a_step_is_sent_with_what_was_filled_in():
    browser, api = open_stage("hr_manager", lines={"Step": {"giveNotice": {"id": OTHER, "version": 4}}})

    sent = {"csrf": "token", "version": "3", "noticeOn": "2026-11-01"}
    answer = browser.post(f"/people/{OTHER}/change/notice", data=sent)

    assert "said=notice" in answer.headers["set-cookie"]
    assert api.variables("Step")["input"]["noticeOn"] == "2026-11-01"


def test_a_step_that_meets_anothers_shows_both_values():
    choices = {
        **CHOICES,
        "departments": {"nodes": [{"id": "d2", "code": "D2", "name": "城东店", "parent": None}]},
    }
    browser, _ = open_stage(
        "hr_manager", lines={"OpenChoices": choices, "Step": refused("version", "CONFLICT")}
    )
    sent = {"csrf": "token", "version": "2", "departmentId": "d2", "effectiveOn": "2026-12-01"}

    answer = browser.post(f"/people/{OTHER}/change/transfer", data=sent)

    assert answer.status_code == 409
    assert '<th scope="row">调到部门</th><td><b>城东店</b></td><td>城西店</td>' in answer.text


@pytest.mark.parametrize(
    ("step", "sent", "undo"),
    [
        ("notice", {"noticeOn": "2026-11-01"}, Undo(f"/people/{OTHER}/change/undo", {"version": "4"})),
        (
            "leave",
            {"leftOn": "2026-12-31", "leaveKind": "VOLUNTARY"},
            Undo(f"/people/{OTHER}/change/undo", {"version": "4"}),
        ),
        ("leave", {"leftOn": "2026-11-21", "leaveKind": "VOLUNTARY"}, None),
    ],
    ids=["notice", "a-leave-to-come", "a-leave-gone-by"],
)
def test_a_step_is_taken_back_while_it_has_not_been_acted_on(step, sent, undo):
    verb = {"notice": "giveNotice", "leave": "recordLeave"}[step]
    browser, _ = open_stage("hr_manager", lines={"Step": {verb: {"id": OTHER, "version": 4}}})

    browser.post(f"/people/{OTHER}/change/{step}", data={"csrf": "token", "version": "3", **sent})

    assert (
        read(browser.cookies["said"].partition(".")[2])[1] == undo
        if undo
        else "." not in browser.cookies["said"]
    )


def test_taking_a_step_back_names_the_version_it_answered_with():
    browser, api = open_stage("hr_manager", lines={"UndoChange": {"undoChange": OTHER}})

    answer = browser.post(f"/people/{OTHER}/change/undo", data={"csrf": "token", "version": "4"})

    assert (answer.status_code, answer.headers["location"]) == (303, f"/people/{OTHER}")
    assert api.variables("UndoChange")["input"]["version"] == 4


def test_a_step_that_was_changed_since_stays_and_says_why():
    browser, _ = open_stage("hr_manager", lines={"UndoChange": refused("version", "CONFLICT")})

    answer = browser.post(f"/people/{OTHER}/change/undo", data={"csrf": "token", "version": "4"})

    assert answer.status_code == 409
    assert "不行。" in answer.text


ALIKE = {
    "id": OTHER,
    "code": "R9",
    "name": "何敏",
    "status": "LEFT",
    "hiredOn": "2020-01-01",
    "department": None,
}
NEW = {
    "csrf": "token",
    "code": "R2",
    "name": "何敏",
    "departmentId": "d1",
    "hiredOn": "2026-11-01",
    "phone": "13800000009",
}


def test_somebody_with_the_same_name_is_shown_before_anyone_is_added():
    lines = {
        "Similar": {"named": {"nodes": [ALIKE]}, "called": {"nodes": [ALIKE]}},
        "Hire": {"hireEmployee": {"id": "x"}},
    }
    browser, api = open_stage("hr_manager", lines=lines)

    answer = browser.post("/people/new", data=NEW)

    assert answer.status_code == 409
    assert answer.text.count("何敏 R9") == 1
    assert 'name="sure"' in answer.text
    assert 'value="13800000009"' in answer.text
    assert api.variables("Similar") == {"name": "何敏", "phone": "13800000009", "byPhone": True}
    assert "Hire" not in [name for name, _ in api.asked]


def test_who_is_sure_adds_them():
    lines = {"Similar": {"named": {"nodes": [ALIKE]}}, "Hire": {"hireEmployee": {"id": "x"}}}
    browser, api = open_stage("hr_manager", lines=lines)

    assert browser.post("/people/new", data={**NEW, "sure": "1"}).status_code == 303
    assert "Similar" not in [name for name, _ in api.asked]


OWN = [
    ("uniform", "CHOICE", "roster", ["S", "M"], True),
    ("locker", "TEXT", "roster", [], False),
    ("bonus", "NUMBER", "pay", [], True),
]
NAMES = ("key", "type", "dataClass", "choices", "isRequired")
FIELDS = [{"id": row[0], "label": row[0], **dict(zip(NAMES, row, strict=True))} for row in OWN]


def test_a_newcomer_is_asked_for_the_required_fields_one_may_fill():
    lines = {
        "OpenChoices": CHOICES,
        "RequiredFields": {"customFields": {"nodes": FIELDS}},
        "Hire": {"hireEmployee": {"id": OTHER}},
    }
    browser, api = open_stage("hr_manager", lines=lines)

    page, refusal = browser.get("/people/new").text, browser.post("/people/new", data=FULL)
    browser.post("/people/new", data={**FULL, "uniform": "M"})

    assert [name in page for name in ('name="uniform"', 'name="locker"', 'name="bonus"')] == [
        True,
        False,
        False,
    ]
    assert 'id="uniform-error"' in refusal.text
    assert api.variables("Hire")["input"]["customFields"] == [{"key": "uniform", "value": "M"}]
