"""Accounts say how they stand; what waits for a second person is offered to the second person only."""

from __future__ import annotations

import pytest

from tests.ui.admin.lines import ACCOUNT, EARLIER, ID, LATER, PROPOSAL, found
from tests.ui.stage import open_stage

PAGE = {"accounts": {"nodes": [ACCOUNT]}, "grantProposals": {"nodes": [PROPOSAL]}}


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({}, "启用"),
        ({"isActive": False}, "已停用"),
        ({"blockedUntil": LATER}, "登录失败过多"),
        ({"blockedUntil": EARLIER}, "启用"),
        ({"hasPassword": False}, "还没有密码"),
        ({"hasPassword": False, "invitedUntil": LATER}, "已邀请"),
    ],
)
def test_an_account_says_how_it_stands(changed, word):
    browser, _ = open_stage("administrator", lines={"Accounts": found(ACCOUNT | changed)})

    row = browser.get("/settings/accounts").text.partition("<tbody>")[2]

    assert word in row
    assert "审计员" in row
    assert "HR 经理" not in row  # ended this year


def test_the_page_of_an_account_offers_what_fits():
    browser, _ = open_stage("administrator", lines={"AccountPage": PAGE})

    text = browser.get(f"/settings/accounts/{ID}").text

    for deed in ("disable-account", "revoke-role", "end-session", "revoke-token"):
        assert f"/settings/do/{deed}" in text
    assert "/settings/do/enable-account" not in text
    assert "等待第二人批准：审计员" in text


def test_an_auditor_reads_an_account_and_changes_nothing():
    browser, _ = open_stage("auditor", lines={"AccountPage": PAGE})

    assert "/settings/do/" not in browser.get(f"/settings/accounts/{ID}").text


def test_an_account_that_is_none_is_no_record():
    browser, _ = open_stage("administrator", lines={"AccountPage": {"accounts": {"nodes": []}}})

    assert browser.get(f"/settings/accounts/{ID}").status_code == 404


@pytest.mark.parametrize(
    ("role", "changed", "deeds"),
    [
        ("hr_manager", {}, {"approve-grant", "refuse-grant"}),
        ("hr_manager", {"accountId": "a"}, set()),
        ("administrator", {"createdBy": "a"}, {"withdraw-grant"}),
        ("auditor", {}, set()),
        ("hr_manager", {"state": "APPROVED"}, set()),
    ],
)
def test_a_proposal_is_offered_to_the_second_person(role, changed, deeds):
    browser, _ = open_stage(role, lines={"Proposals": found(PROPOSAL | changed)})

    text = browser.get("/settings/grants").text

    known = {"approve-grant", "refuse-grant", "withdraw-grant"}
    assert {deed for deed in known if f"/settings/do/{deed}" in text} == deeds


def test_a_link_names_whose_record_it_opens():
    link = {
        "kind": "LINK",
        "role": "",
        "employeeCode": "E7",
        "employee": {"id": "e", "name": "赵磊", "code": "E7"},
    }
    browser, _ = open_stage("hr_manager", lines={"Proposals": found(PROPOSAL | link)})

    assert "赵磊 E7" in browser.get("/settings/grants").text
