"""An account is opened, renamed and invited by forms that keep what was typed; a secret shows once."""

from __future__ import annotations

import pytest

from tests.ui.admin.lines import ACCOUNT, FORM, ID, refused
from tests.ui.stage import open_stage

PAGE = {"accounts": {"nodes": [ACCOUNT]}, "grantProposals": {"nodes": []}}
HERE = f"/settings/accounts/{ID}"


def test_an_account_is_opened_and_its_page_follows():
    browser, api = open_stage("administrator", lines={"Send": {"createAccount": {"id": ID}}})

    answer = browser.post("/settings/accounts/new", data=FORM | {"username": "lina", "displayName": "李娜"})

    assert answer.headers["location"] == HERE
    assert api.variables("Send")["input"] == {
        "username": "lina",
        "displayName": "李娜",
        "idempotencyKey": "k",
    }


def test_what_is_missing_or_taken_stands_at_its_field():
    browser, _ = open_stage(
        "administrator", lines={"Send": refused("CONFLICT", "用户名已被使用。", "input", "username")}
    )

    empty = browser.post("/settings/accounts/new", data=FORM)
    assert (empty.status_code, empty.text.count('class="error"')) == (422, 2)

    taken = browser.post("/settings/accounts/new", data=FORM | {"username": "lina", "displayName": "李娜"})
    assert taken.status_code == 409
    assert 'id="username-error"' in taken.text
    assert 'value="李娜"' in taken.text


@pytest.mark.parametrize(
    ("place", "data", "mutation", "wanted"),
    [
        (
            "edit",
            {"displayName": "李娜娜", "language": "", "version": "3"},
            "updateAccount",
            {"id": ID, "displayName": "李娜娜", "language": None, "version": 3},
        ),
        (
            "grant",
            {"role": "auditor", "reason": "轮岗"},
            "proposeGrant",
            {"accountId": ID, "role": "auditor", "reason": "轮岗"},
        ),
        (
            "link",
            {"employeeCode": "E7", "reason": "入职"},
            "proposeLink",
            {"accountId": ID, "employeeCode": "E7", "reason": "入职"},
        ),
    ],
)
def test_each_form_sends_its_mutation(place, data, mutation, wanted):
    browser, api = open_stage("administrator", lines={"AccountPage": PAGE, "Send": {mutation: {"id": "x"}}})
    assert browser.get(f"{HERE}/{place}").status_code == 200

    answer = browser.post(f"{HERE}/{place}", data=FORM | data)

    assert answer.headers["location"] == HERE
    assert api.variables("Send")["input"] == wanted | {"idempotencyKey": "k"}


def test_an_invitation_shows_its_link_this_once():
    made = {"path": "/invitation/s3cret", "expiresAt": "", "account": {"username": "lina"}}
    browser, _ = open_stage("administrator", lines={"Invite": {"inviteAccount": made}})

    answer = browser.post(f"{HERE}/invite", data=FORM)

    assert 'value="http://testserver/invitation/s3cret"' in answer.text
    assert browser.get(f"{HERE}/invite").status_code == 405


def test_a_refused_invitation_and_a_missing_account_say_so():
    browser, _ = open_stage(
        "administrator",
        lines={"Invite": refused("INVALID_STATE", "请先启用。"), "AccountPage": {"accounts": None}},
    )

    refusal = browser.post(f"{HERE}/invite", data=FORM)
    assert (refusal.status_code, "请先启用。" in refusal.text) == (409, True)
    assert browser.get(f"{HERE}/edit").status_code == 404


def test_several_are_asked_for_a_new_password_and_each_link_shows_this_once():
    def made(given):
        row = given["input"]["id"]
        if row == "shut":
            return refused("INVALID_STATE", "请先启用。")
        return {
            "inviteAccount": {"path": f"/invitation/{row}", "expiresAt": "", "account": {"username": row}}
        }

    browser, api = open_stage("administrator", lines={"Invite": made})

    text = browser.post(
        "/settings/accounts/invite", data=FORM | {"pick": ["lina", "shut", "chen", "lina"]}
    ).text

    assert 'value="http://testserver/invitation/lina"' in text
    assert 'value="http://testserver/invitation/chen"' in text
    assert "请先启用。" in text
    assert [given["input"]["id"] for name, given in api.asked if name == "Invite"] == ["lina", "shut", "chen"]


def test_nobody_chosen_or_nobody_willing_shows_no_link():
    browser, _ = open_stage("administrator", lines={"Invite": refused("DENIED", "您不能。")})

    assert browser.post("/settings/accounts/invite", data=FORM).headers["location"] == "/settings/accounts"
    refusal = browser.post("/settings/accounts/invite", data=FORM | {"pick": ["a"]})
    assert (refusal.status_code, "您不能。" in refusal.text) == (409, True)
