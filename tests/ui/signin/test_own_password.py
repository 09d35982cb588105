"""One's own password: each field says what is wrong with it, and nothing typed comes back."""

from __future__ import annotations

import pytest

from tests.ui.stage import open_stage

LONG = "a staple for every battery"
SENT = {"csrf": "token", "current": "right", "password": LONG, "again": LONG}


@pytest.mark.parametrize(
    ("changed", "at"),
    [({"current": "guess"}, "current"), ({"password": "short", "again": "short"}, "password"),
     ({"again": "another"}, "again"), ({"current": ""}, "current")],
    ids=["wrong", "weak", "not-the-same", "empty"],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_field(changed, at):
    browser, _ = open_stage("employee")

    answer = browser.post("/account/password", data=SENT | changed)

    assert answer.status_code == 422
    assert f'id="{at}-error"' in answer.text
    assert LONG not in answer.text


def test_a_changed_password_is_told_on_the_account():
    browser, _ = open_stage("employee")

    answer = browser.post("/account/password", data=SENT)

    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "said=own-password" in answer.headers["set-cookie"]
