"""Files that prove learning on the page: added, opened and never run, taken away, and back to where one was."""

from __future__ import annotations

from base64 import b64encode

import pytest

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage

FILE = {"file": ("证书.pdf", b"%PDF-1.7")}
ADDED = {"AddLearningEvidence": {"addLearningEvidence": {"id": "f1"}}}


def opened(kind: str) -> dict[str, object]:
    content = b64encode(b"%PDF-1.7").decode()
    return {"OpenLearningEvidence": {
        "openLearningEvidence": {"fileName": "证书.pdf", "mediaType": kind, "base64": content}
    }}  # fmt: skip


@pytest.mark.parametrize(
    ("named", "given", "place"),
    [
        ({"outside": "o1", "back": "outside"}, {"outsideLearningId": "o1"}, "/training/outside"),
        ({"enrollment": "n1", "back": "learn"}, {"enrollmentId": "n1"}, "/learn/n1#evidence"),
        ({"enrollment": "n1", "back": "rate"}, {"enrollmentId": "n1"}, "/training/enrollments/n1#evidence"),
        ({"enrollment": "n1", "back": "https://elsewhere"}, {"enrollmentId": "n1"}, "/training/outside"),
    ],
)
def test_a_file_is_kept_with_what_it_proves_and_leads_back(named, given, place):
    browser, api = open_stage("employee", lines=ADDED)

    answer = browser.post(
        "/training/evidence", data={"csrf": "token", "key": "k", **named}, files=FILE, follow_redirects=False
    )

    sent = api.variables("AddLearningEvidence")["input"]
    assert {name: value for name, value in sent.items() if name.endswith("Id")} == given
    assert (sent["file"] is not None, sent["idempotencyKey"]) == (True, "k")
    assert answer.headers["location"] == place


def test_no_file_and_a_wrong_one_say_so():
    browser, _ = open_stage("employee", lines={"AddLearningEvidence": refused("file")})
    data = {"csrf": "token", "outside": "o1", "back": "outside"}

    missing, wrong = (browser.post("/training/evidence", data=data, files=files) for files in ({}, FILE))

    assert (missing.status_code, "请选择文件" in missing.text) == (422, True)
    assert (wrong.status_code, "不行。" in wrong.text) == (422, True)


def test_a_picture_is_shown_and_anything_else_is_sent_to_be_kept():
    for kind, way in (
        ("image/png", "inline"),
        ("application/pdf", "attachment"),
        ("text/plain", "attachment"),
    ):
        browser, _ = open_stage("department_manager", lines=opened(kind))
        answer = browser.get("/training/evidence/f1")
        assert answer.headers["content-disposition"].startswith(way)
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "private, no-store"
    browser, _ = open_stage("employee", lines={"OpenLearningEvidence": refused("id")})
    assert browser.get("/training/evidence/f1").status_code == 404


def test_a_file_is_taken_away():
    browser, api = open_stage("employee", lines={"RemoveLearningEvidence": {"removeLearningEvidence": "f1"}})

    answer = browser.post(
        "/training/evidence/f1",
        data={"csrf": "token", "enrollment": "n1", "back": "learn"},
        follow_redirects=False,
    )

    assert api.variables("RemoveLearningEvidence")["input"]["id"] == "f1"
    assert answer.headers["location"] == "/learn/n1#evidence"
