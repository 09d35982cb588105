"""The palette finds people, departments, places and acts, by word, pinyin or initials, and only what is open."""

from __future__ import annotations

import pytest

from tests.ui.stage import OTHER, fragment, open_stage
from ui.shell.palette import fits

HIT = {"employees": {"nodes": [{"id": OTHER, "code": "R1", "name": "王芳", "department": None}]}}


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


@pytest.mark.parametrize("asked", ["新增", "xinzeng", "xzyg", "xin zeng"])
def test_an_act_is_found_by_word_pinyin_or_initials(asked):
    browser, _ = open_stage("hr_manager")

    assert 'href="/people/new"' in browser.get(f"/palette?q={asked}", headers=fragment("hits")).text


def test_what_is_not_open_is_not_offered():
    browser, _ = open_stage("auditor")

    text = browser.get("/palette", headers=fragment("palette")).text

    assert 'href="/people/new"' not in text
    assert 'href="/data/conflicts"' not in text
    assert 'href="/help"' in text


def test_a_page_is_found_by_its_name_and_by_its_area():
    browser, _ = open_stage("hr_manager")

    by_name = browser.get("/palette?q=考核方案", headers=fragment("hits")).text
    by_area = browser.get("/palette?q=jixiao", headers=fragment("hits")).text

    assert 'href="/plans"' in by_name
    assert 'href="/plans"' in by_area


def test_departments_are_found_too():
    found = {"departments": {"nodes": [{"id": "d1", "code": "D1", "name": "城西店"}]}}
    browser, _ = open_stage("hr_manager", lines={"PaletteDepartments": found})

    assert 'href="/people?department=d1"' in browser.get("/palette?q=城", headers=fragment("hits")).text


def test_english_words_are_found_without_their_spaces():
    assert fits("adda", "Add a person")
    assert not fits("pay", "Add a person")
