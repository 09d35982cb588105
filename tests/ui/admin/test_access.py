"""Each role has the tabs of what it keeps, and no others."""

from __future__ import annotations

import pytest

from tests.ui.admin.lines import found
from tests.ui.stage import open_stage

HR = [
    "/settings",
    "/settings/departments",
    "/settings/positions",
    "/settings/locations",
    "/settings/fields",
    "/settings/packs",
    "/settings/grants",
    "/settings/setup",
]
KEEPER = [
    "/settings",
    "/settings/packs",
    "/settings/accounts",
    "/settings/grants",
    "/settings/jobs",
    "/integrations",
    "/settings/integrations",
    "/settings/system",
    "/settings/setup",
]


@pytest.mark.parametrize(("role", "places"), [("hr_manager", HR), ("administrator", KEEPER)])
def test_the_tabs_are_what_the_role_keeps(role, places):
    browser, _ = open_stage(role, lines={"Settings": {"settings": []}})

    text = browser.get("/settings").text

    tabs = text.partition('class="tabs"')[2].partition("</nav>")[0]
    assert [part.partition('"')[0] for part in tabs.split('href="')[1:]] == places


def test_who_keeps_nothing_is_told_so():
    browser, _ = open_stage("employee")

    for place in ("/settings", "/settings/accounts", "/settings/positions/new", "/settings/system"):
        assert browser.get(place).status_code == 403


def test_a_page_beside_the_settings_is_open_by_its_own_right():
    browser, _ = open_stage("auditor", lines={"Accounts": found()})

    assert browser.get("/settings/accounts").status_code == 200
