"""Every page that keeps the house wants somebody signed in, and what changes something is never got."""

from __future__ import annotations

import pytest

from tests.ui.stage import open_stage

PLACES = (
    "/settings", "/settings/departments", "/settings/positions/new", "/settings/locations", "/settings/accounts",
    "/settings/accounts/a/edit", "/settings/grants", "/settings/jobs", "/settings/integrations", "/settings/system",
    "/settings/setup", "/account", "/account/token", "/privacy", "/privacy/export",
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_stranger_signs_in_first(place):
    browser, _ = open_stage()

    answer = browser.get(place)

    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/login")


@pytest.mark.parametrize(
    "place", ["/settings/change", "/settings/do/retry-job", "/settings/accounts/a/invite"]
)
def test_what_changes_something_is_posted(place):
    browser, _ = open_stage("administrator")

    assert browser.get(place).status_code == 405
