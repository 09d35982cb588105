"""Signing in and setting a first password: plain forms that say what is wrong where."""

from __future__ import annotations

import pytest

from tests.ui.stage import open_stage

LONG = "correct horse battery"


def test_a_wrong_password_keeps_the_name_and_counts_the_tries():
    browser, _ = open_stage()

    answer = browser.post("/login", data={"csrf": "token", "username": "rx", "password": "wrong"})

    assert answer.status_code == 422
    assert 'value="rx"' in answer.text
    assert "3" in answer.text
    assert "wrong" not in answer.text


@pytest.mark.parametrize(
    ("wanted", "place"), [("/people", "/people"), ("//elsewhere", "/"), ("https://x", "/")]
)
def test_signing_in_leads_to_a_place_of_our_own(wanted, place):
    browser, _ = open_stage()

    answer = browser.post(
        "/login", data={"csrf": "token", "username": "rx", "password": "right", "next": wanted}
    )

    assert answer.headers["location"] == place


def test_who_is_signed_in_is_led_on_and_out():
    browser, _ = open_stage("hr_manager")

    assert browser.get("/login?next=/help").headers["location"] == "/help"
    assert browser.post("/logout", data={"csrf": "token"}).headers["location"] == "/login"


@pytest.mark.parametrize(
    ("secret", "password", "again", "field"),
    [
        ("fresh", LONG, "other", "again-error"),
        ("fresh", "short", "short", "password-error"),
        ("spent", LONG, LONG, "problems"),
    ],
)
def test_an_invitation_says_what_is_wrong_where(secret, password, again, field):
    browser, _ = open_stage()

    answer = browser.post(
        f"/invitation/{secret}", data={"csrf": "token", "password": password, "again": again}
    )

    assert answer.status_code == 422
    assert f'id="{field}"' in answer.text
    assert password not in answer.text


def test_an_invitation_ends_at_the_sign_in_with_a_word():
    browser, _ = open_stage()

    answer = browser.post("/invitation/fresh", data={"csrf": "token", "password": LONG, "again": LONG})

    assert answer.headers["location"] == "/login"
    assert "密码已设好" in browser.get("/login").text
    assert "密码已设好" not in browser.get("/login").text
