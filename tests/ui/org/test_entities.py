"""Legal entities: listed for everyone inside, kept by the HR manager."""

from __future__ import annotations

from tests.ui.stage import open_stage

ENTITY = {
    "id": "l1", "code": "LE1", "name": "某某有限公司", "registrationNo": None, "closedOn": "2026-12-31", "version": 3,
    "department": {"id": "R", "name": "零售"},
}  # fmt: skip
LINES = {
    "LegalEntities": {
        "legalEntities": {"totalCount": 1, "nodes": [ENTITY]},
        "departments": {"nodes": [{"id": "R", "name": "零售"}]},
    },
    "CreateLegalEntity": {"createLegalEntity": {"id": "l2"}},
    "UpdateLegalEntity": {"updateLegalEntity": {"id": "l1"}},
}
TYPED = {
    "csrf": "token",
    "key": "k",
    "code": "LE2",
    "name": "新公司",
    "registrationNo": "",
    "departmentId": "",
    "closedOn": "",
}


def test_an_employee_reads_them_and_changes_none():
    browser, _ = open_stage("employee", lines=LINES)

    page = browser.get("/org/entities").text

    assert "某某有限公司" in page
    assert "2026-12-31 注销" in page
    assert "/org/entities/new" not in page
    assert browser.get("/org/entities/new").status_code == 403


def test_one_is_added():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post("/org/entities/new", data=TYPED)

    assert answer.headers["location"] == "/org/entities"
    assert api.variables("CreateLegalEntity")["input"] == {
        "code": "LE2", "name": "新公司", "registrationNo": None, "departmentId": None, "idempotencyKey": "k",
    }  # fmt: skip


def test_one_is_changed_with_the_version_that_was_seen():
    browser, api = open_stage("hr_manager", lines=LINES)
    assert 'value="2026-12-31"' in browser.get("/org/entities/l1").text

    browser.post("/org/entities/l1", data={**TYPED, "version": "3"})

    sent = api.variables("UpdateLegalEntity")["input"]
    assert (sent["id"], sent["version"], sent["closedOn"]) == ("l1", 3, None)
    assert "code" not in sent


def test_a_name_is_needed_and_a_taken_code_is_said_at_its_field():
    taken = {
        "extensions": {"code": "CONFLICT", "zh": "编码已被使用。", "en": "x", "inputPath": ["input", "code"]}
    }
    browser, _ = open_stage("hr_manager", lines={**LINES, "CreateLegalEntity": {"errors": [taken]}})

    assert browser.post("/org/entities/new", data={**TYPED, "name": ""}).status_code == 422
    page = browser.post("/org/entities/new", data=TYPED)
    assert page.status_code == 409
    assert "编码已被使用。" in page.text
    assert 'value="LE2"' in page.text


def test_one_that_is_not_there_is_absent():
    browser, _ = open_stage("hr_manager", lines=LINES)

    assert browser.get("/org/entities/l9").status_code == 404
