"""A button sends one mutation and comes back; a refusal says why; some deeds offer the way back."""

from __future__ import annotations

import pytest

from tests.ui.admin.lines import FORM, refused
from tests.ui.stage import open_stage
from ui.admin.deeds import ACTS, own_place
from ui.said import read

DONE = {"Deed": {"disableAccount": {"id": "a"}, "decideGrant": {"id": "p"}, "endOtherSessions": {"id": "a"}}}


def test_a_deed_comes_back_and_offers_to_be_taken_back():
    browser, api = open_stage("administrator", lines=DONE)

    answer = browser.post(
        "/settings/do/disable-account", data=FORM | {"id": "a", "next": "/settings/accounts/a"}
    )

    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/accounts/a")
    assert api.variables("Deed") == {"input": {"id": "a"}}
    key, _, more = answer.cookies["said"].partition(".")
    undo = read(more)[1]
    assert (key, undo and undo.place, undo and dict(undo.fields)) == (
        "account-disabled",
        "/settings/do/enable-account/undo",
        {"id": "a"},
    )


def test_taking_back_offers_nothing_more():
    browser, _ = open_stage("administrator", lines={"Deed": {"enableAccount": {"id": "a"}}})

    answer = browser.post(
        "/settings/do/enable-account/undo", data=FORM | {"id": "a", "next": "/settings/accounts"}
    )

    assert answer.cookies["said"] == "undone"


def test_what_a_deed_needs_goes_along():
    browser, api = open_stage("hr_manager", lines=DONE)

    browser.post("/settings/do/refuse-grant", data=FORM | {"id": "p", "version": "2", "note": " 先培训 "})
    assert api.variables("Deed")["input"] == {"id": "p", "decision": "REFUSE", "version": 2, "note": "先培训"}

    browser.post("/settings/do/end-other-sessions", data=FORM)
    assert api.variables("Deed")["input"] == {}


@pytest.mark.parametrize(("code", "status"), [("INVALID_STATE", 409), ("DENIED", 403), ("NOT_FOUND", 404)])
def test_a_refusal_says_why_and_leads_back(code, status):
    browser, _ = open_stage("administrator", lines={"Deed": refused(code, "还有 40 人在此。")})

    answer = browser.post(
        "/settings/do/close-position", data=FORM | {"id": "p", "next": "/settings/positions?q=x"}
    )

    assert answer.status_code == status
    assert "还有 40 人在此。" in answer.text
    assert 'href="/settings/positions?q=x"' in answer.text


def test_a_foreign_form_and_an_unknown_deed_do_nothing():
    browser, api = open_stage("administrator", lines=DONE)

    assert browser.post("/settings/do/disable-account", data={"id": "a", "csrf": "forged"}).status_code == 403
    assert browser.post("/settings/do/burn-down", data=FORM).status_code == 404
    assert browser.get("/settings/do/disable-account").status_code == 405
    assert "Deed" not in [name for name, _ in api.asked]


def test_every_way_back_is_a_deed_itself():
    assert [act.undo for act in ACTS.values() if act.undo and act.undo not in ACTS] == []


@pytest.mark.parametrize("place", ["//evil.example", "/\\evil", "https://evil.example", ""])
def test_one_is_led_to_our_own_places_only(place):
    assert own_place(place) == "/settings"


def test_several_are_done_at_once_and_taken_back_together():
    browser, api = open_stage("administrator", lines={"Deed": lambda given: said_of(given["input"]["id"])})
    given = FORM | {"pick": ["a", "stuck", "b"], "next": "/settings/accounts?state=active"}

    answer = browser.post("/settings/many/disable-account", data=given)

    assert answer.headers["location"] == "/settings/accounts?state=active"
    key, _, more = answer.cookies["said"].partition(".")
    num, undo = read(more)
    assert (key, num) == ("done-some", 2)
    assert (undo and undo.place, undo and dict(undo.fields)) == (
        "/settings/many/enable-account/undo",
        {"pick": "a b"},
    )

    browser.post("/settings/many/enable-account/undo", data=FORM | {"pick": "a b"})
    assert [each["input"]["id"] for name, each in api.asked if name == "Deed"] == [
        "a",
        "stuck",
        "b",
        "a",
        "b",
    ]


def test_where_all_refuse_the_reason_is_shown_and_what_cant_be_taken_back_is_not_done_to_many():
    browser, _ = open_stage("administrator", lines={"Deed": refused("DENIED", "这是您自己。")})

    answer = browser.post("/settings/many/disable-account", data=FORM | {"pick": ["a"]})

    assert answer.status_code == 403
    assert "这是您自己。" in answer.text
    assert browser.post("/settings/many/revoke-role", data=FORM | {"pick": ["a"]}).status_code == 404


def test_several_are_signed_out_everywhere_and_no_way_back_is_offered():
    browser, api = open_stage("administrator", lines={"Deed": {"endAccountSessions": {"id": "a"}}})

    answer = browser.post("/settings/many/end-account-sessions", data=FORM | {"pick": ["a", "b"]})

    assert read(answer.cookies["said"].partition(".")[2]) == (2, None)
    assert [given["input"]["id"] for name, given in api.asked if name == "Deed"] == ["a", "b"]


def said_of(row: str) -> dict[str, object]:
    """Say that it was done, except to one."""
    return refused("INVALID_STATE", "不行。") if row == "stuck" else {"disableAccount": {"id": row}}
