"""A certificate is printed in both languages and found again by its code."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import open_stage
from tests.ui.training.lines import PERSON, page

HELD: dict[str, Any] = {
    "id": "z1", "number": "PRIVACY-0A1B", "validFrom": "2025-12-01", "validTo": "2026-11-21", "isRenewed": False,
    "employee": PERSON, "course": {"id": "c1", "title": "信息保护", "titleEn": "Privacy", "hours": "2.00"},
}  # fmt: skip


def test_a_certificate_shows_whose_it_is_until_when_and_its_code():
    browser, _ = open_stage("employee", lines={"OneCertificate": {"certificates": {"nodes": [HELD]}}})

    text = browser.get("/training/certificates/z1").text

    for part in (
        "培训合格证书",
        "Certificate of training",
        "王芳",
        "信息保护",
        "Privacy",
        "2026-11-21",
        "已过期",
    ):
        assert part in text, part
    assert text.count("PRIVACY-0A1B") >= 2
    browser, _ = open_stage("employee", lines={"OneCertificate": {"certificates": {"nodes": []}}})
    assert browser.get("/training/certificates/z1").status_code == 404


def test_a_code_is_looked_up_and_one_that_is_unknown_says_so():
    counts = {name: {"totalCount": 1} for name in ("ending", "expired", "held")}
    browser, api = open_stage("hr_manager", lines={"TrainingCertificates": page("certificates", **counts)})

    text = browser.get("/training/certificates?number=%20privacy-0a1b").text

    assert api.variables("TrainingCertificates")["where"] == {"number": {"eq": "PRIVACY-0A1B"}}
    assert "没有这个验证码的证书" in text
