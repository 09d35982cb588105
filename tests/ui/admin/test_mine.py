"""One's own account: this browser is marked and stays; a token's secret shows once."""

from __future__ import annotations

from tests.ui.admin.lines import ACCOUNT, FORM
from tests.ui.stage import open_stage

TWO = [
    {"id": n, "device": n, "createdAt": None, "seenAt": None, "expiresAt": None} for n in ("here", "there")
]
MINE = {
    "Mine": {
        "viewer": {"sessionId": "here"},
        "myAccount": {"id": "a", "username": "lina", "sessions": {"nodes": TWO}, "tokens": ACCOUNT["tokens"]},
    }
}


def test_the_browser_in_use_is_named_and_not_signed_out():
    browser, _ = open_stage("employee", lines=MINE)

    text = browser.get("/account").text

    assert text.count("/settings/do/end-session") == 1
    assert "/settings/do/end-other-sessions" in text
    assert "当前" in text


def test_a_token_is_shown_once():
    made = {"createToken": {"secret": "zr_s3cret", "token": {"name": "报表"}}}
    browser, api = open_stage("employee", lines=MINE | {"Send": made})
    assert browser.get("/account/token").status_code == 200

    answer = browser.post("/account/token", data=FORM | {"name": "报表", "days": "30", "readOnly": "true"})

    assert api.variables("Send") == {"input": {"name": "报表", "days": 30, "readOnly": True}}
    assert 'value="zr_s3cret"' in answer.text


def test_a_token_without_a_name_is_asked_for_it():
    browser, _ = open_stage("employee", lines=MINE)

    answer = browser.post("/account/token", data=FORM | {"name": "", "days": "30", "readOnly": "true"})

    assert (answer.status_code, 'id="name-error"' in answer.text) == (422, True)


def test_an_account_that_cannot_be_read_shows_an_empty_page():
    browser, _ = open_stage("employee", lines={"Mine": {"viewer": None, "myAccount": None}})

    assert browser.get("/account").status_code == 200
