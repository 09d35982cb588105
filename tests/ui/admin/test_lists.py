"""A list of the settings asks for what its address narrows by, and keeps it on the way on."""

from __future__ import annotations

from tests.ui.admin.lines import found
from tests.ui.stage import open_stage


def test_search_and_state_become_the_question():
    browser, api = open_stage("administrator", lines={"Accounts": found(hasNextPage=True, endCursor="c")})

    text = browser.get("/settings/accounts?q=li&state=disabled&before=x").text

    asked = api.variables("Accounts")
    assert asked == {"search": "li", "where": {"isActive": {"eq": False}}, "last": 25, "before": "x"}
    assert "没有内容" in text


def test_an_address_that_narrows_by_nothing_asks_for_the_first_page():
    browser, api = open_stage("administrator", lines={"Accounts": found()})

    browser.get("/settings/accounts")

    assert api.variables("Accounts") == {"where": None, "first": 25, "after": None}
