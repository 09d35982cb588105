"""A person beside the list: no pay, no ID number, and only the steps their reader may take."""

from __future__ import annotations

from tests.ui.stage import OTHER, PERSON, fragment, open_stage


def test_a_peek_fills_the_drawer_and_offers_what_may_be_done():
    browser, _ = open_stage("hr_manager", lines={"Peek": {"employee": PERSON}})

    text = browser.get(f"/people/{OTHER}/peek", headers=fragment("drawer")).text

    assert text.lstrip().startswith("<header>")
    assert f'href="/people/{OTHER}/change/transfer"' in text
    assert "5,000" not in text


def test_who_may_change_nothing_is_offered_nothing():
    browser, _ = open_stage("auditor", lines={"Peek": {"employee": PERSON}}, mayHire=False)

    assert "/change/" not in browser.get(f"/people/{OTHER}/peek").text


def test_nobody_is_not_found():
    browser, _ = open_stage("hr_manager", lines={"Peek": {"employee": None}})

    assert browser.get(f"/people/{OTHER}/peek").status_code == 404
