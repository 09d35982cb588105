"""The shell: strangers sign in first, trouble is a page, preferences are kept, the palette finds."""

from __future__ import annotations

import pytest

from tests.ui.stage import OTHER, fragment, open_stage

HIT = {"employees": {"nodes": [{"id": OTHER, "code": "R1", "name": "王芳", "department": None}]}}


def test_a_stranger_signs_in_first_and_comes_back():
    browser, _ = open_stage()

    assert browser.get("/people?q=w").headers["location"] == "/login?next=%2Fpeople%3Fq%3Dw"
    assert browser.get("/people", headers=fragment("results")).headers["hx-redirect"] == "/login"


@pytest.mark.parametrize(
    ("given", "kept"),
    [({"lang": "en"}, "lang=en"), ({"theme": "dark"}, "theme=dark"), ({"theme": "pink"}, "")],
)
def test_a_known_preference_is_kept(given, kept):
    browser, _ = open_stage()

    answer = browser.post("/preferences", data={"csrf": "token", "next": "/login", **given})

    assert kept in answer.headers.get("set-cookie", "")
    assert bool(kept) == ("set-cookie" in answer.headers)


def test_a_form_without_its_token_is_refused_as_a_page():
    browser, _ = open_stage("hr_manager")

    answer = browser.post("/preferences", data={"lang": "en"})

    assert answer.status_code == 403
    assert "请重新打开页面" in answer.text


def test_the_palette_finds_people_and_places():
    browser, _ = open_stage("hr_manager", lines={"Palette": HIT})

    text = browser.get("/palette?q=王", headers=fragment("hits")).text

    assert f"/people/{OTHER}" in text
    assert "<html" not in text


def test_who_may_not_search_finds_places_only():
    refused = {"errors": [{"extensions": {"code": "FIELD_NOT_FILTERABLE"}}]}
    browser, api = open_stage("auditor", lines={"Reach": refused, "Palette": HIT})

    assert browser.get("/palette?q=首页").status_code == 200
    assert "Palette" not in [name for name, _ in api.asked]
