"""Strangers sign in first and come back; trouble is a page in the reader's language."""

from __future__ import annotations

from tests.ui.stage import fragment, open_stage


def test_a_stranger_signs_in_first_and_comes_back():
    browser, _ = open_stage()

    assert browser.get("/people?q=w").headers["location"] == "/login?next=%2Fpeople%3Fq%3Dw"
    assert browser.get("/people", headers=fragment("results")).headers["hx-redirect"] == "/login"


def test_a_form_without_its_token_is_refused_as_a_page():
    browser, _ = open_stage("hr_manager")

    answer = browser.post("/preferences", data={"lang": "en"})

    assert answer.status_code == 403
    assert "请重新打开页面" in answer.text
