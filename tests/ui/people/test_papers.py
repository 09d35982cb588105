"""Documents on the page: listed, handed in, downloaded as a file and never run, taken away after a question."""

from __future__ import annotations

from base64 import b64encode

import pytest

from tests.ui.stage import OTHER, fragment, open_stage
from ui.people.papers import weight

ROW = {
    "id": "d1", "kind": "CERTIFICATE", "title": "健康证", "fileName": "a.pdf", "mediaType": "application/pdf",
    "size": 30720, "validUntil": "2026-01-31", "addedBy": "王敏", "createdAt": "2025-01-02T03:04:05.000Z",
}  # fmt: skip
LISTED = {"PersonDocuments": {"employee": {"id": OTHER, "documents": {"nodes": [ROW]}}}}
PATH = f"/people/{OTHER}/documents"


def test_documents_are_listed_with_what_has_expired():
    browser, _ = open_stage("hr_manager", lines=LISTED)

    text = browser.get(PATH).text

    assert "健康证" in text
    assert "30 KB" in text
    assert "2026-01-31 已过期" in text
    assert 'enctype="multipart/form-data"' in text


def test_a_file_is_handed_in():
    browser, api = open_stage("hr_manager", lines={**LISTED, "AddDocument": {"addDocument": {"id": "d2"}}})

    answer = browser.post(
        PATH, data={"csrf": "token", "kind": "CONTRACT", "title": "", "validUntil": "2027-01-01", "key": "k"},
        files={"file": ("合同.pdf", b"%PDF-1.7")},
    )  # fmt: skip

    given = api.variables("AddDocument")["input"]
    assert answer.status_code == 303
    assert (given["id"], given["kind"], given["validUntil"], given["idempotencyKey"]) == (
        OTHER, "CONTRACT", "2027-01-01", "k"
    )  # fmt: skip
    assert given["file"] is not None


def test_without_a_file_the_form_says_so_and_keeps_what_was_typed():
    browser, api = open_stage("hr_manager", lines=LISTED)

    answer = browser.post(PATH, data={"csrf": "token", "kind": "OTHER", "title": "证明"})

    assert answer.status_code == 422
    assert 'value="证明"' in answer.text
    assert "AddDocument" not in [name for name, _ in api.asked]


def test_a_refusal_comes_back_at_its_field():
    extensions = {"code": "INVALID_INPUT", "zh": "只收 PDF。", "en": "x", "inputPath": ["input", "file"]}
    line = {"addDocument": None, "errors": [{"message": "x", "extensions": extensions}]}
    browser, _ = open_stage("hr_manager", lines={**LISTED, "AddDocument": line})

    answer = browser.post(PATH, data={"csrf": "token", "kind": "OTHER"}, files={"file": ("a.exe", b"MZ")})

    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text
    assert "只收 PDF。" in answer.text


def test_a_file_comes_to_be_kept_and_not_to_run():
    found = {"fileName": "健康证.pdf", "mediaType": "application/pdf", "base64": b64encode(b"%PDF").decode()}
    browser, _ = open_stage("hr_manager", lines={"OpenDocument": {"openDocument": found}})

    answer = browser.get(f"{PATH}/d1")

    assert answer.content == b"%PDF"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_a_file_out_of_reach_is_absent():
    browser, _ = open_stage("employee", lines={"OpenDocument": {"openDocument": None}})

    assert browser.get(f"{PATH}/d1").status_code == 404


def test_removal_is_asked_about_in_the_drawer_and_then_done():
    browser, api = open_stage(
        "hr_manager", lines={**LISTED, "RemoveDocument": {"removeDocument": {"id": OTHER}}}
    )

    asked = browser.get(f"{PATH}/d1/remove", headers=fragment("drawer")).text
    answer = browser.post(f"{PATH}/d1/remove", data={"csrf": "token", "reason": "传错"})

    assert "<html" not in asked
    assert "移除“健康证”？" in asked
    assert answer.status_code == 303
    assert api.variables("RemoveDocument")["input"] == {"id": "d1", "reason": "传错"}


def test_who_may_not_hand_in_gets_no_form():
    browser, _ = open_stage("department_manager", lines=LISTED)

    assert 'enctype="multipart/form-data"' not in browser.get(PATH).text


def test_people_hand_in_certificates_of_their_own():
    browser, _ = open_stage("employee", lines=LISTED, employee={"id": OTHER})

    text = browser.get(PATH).text

    assert '<option value="CERTIFICATE"' in text
    assert '<option value="CONTRACT"' not in text


@pytest.mark.parametrize(
    ("size", "shown"),
    [(None, "0 B"), (900, "900 B"), (30720, "30 KB"), (3 << 20, "3.0 MB"), (5 << 30, "5120.0 MB")],
)
def test_a_size_reads_well(size, shown):
    assert weight(size) == shown
