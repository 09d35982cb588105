"""The keeper's page: receivers with how a test went, a secret shown once, digests, and the log with its resending."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage

HOOK = {
    "id": "w1", "channel": "WEBHOOK", "name": "工单系统", "host": "hooks.example", "events": "feedback.*",
    "isActive": True, "offReason": "", "bothUntil": None, "version": 3,
}  # fmt: skip
GONE = HOOK | {
    "id": "w2",
    "channel": "WECOM",
    "name": "值班群",
    "isActive": False,
    "offReason": "410",
    "events": "",
}
ENTRY = {
    "id": "n1", "channel": "WEBHOOK", "kind": "exit.approved", "state": "FAILED", "attempts": 8, "error": "HTTP 503",
    "createdAt": "2025-06-30T08:00:00Z", "sentAt": None, "nextAt": None, "webhook": {"name": "工单系统"},
}  # fmt: skip
PERSONAL = ENTRY | {
    "id": "n2", "channel": "EMAIL", "kind": "people.contract", "state": "SENT", "error": "", "webhook": None,
    "sentAt": "2025-06-30T08:00:02Z",
}  # fmt: skip
DIGEST = {
    "id": "d1", "rhythm": "WEEKLY", "weekday": 5, "hour": 9, "isActive": True, "lastOn": None,
    "departmentCode": "E-AFT", "departmentName": "售后部", "webhook": None,
}  # fmt: skip
PAGE: dict[str, Any] = {
    "webhooks": {"nodes": [HOOK, GONE]},
    "departmentDigests": {"nodes": [DIGEST]},
    "deliveryEntries": {"totalCount": 2, "pageInfo": {}, "nodes": [ENTRY, PERSONAL]},
}
EMPTY: dict[str, Any] = {
    "webhooks": {"nodes": []},
    "departmentDigests": {"nodes": []},
    "deliveryEntries": None,
}
MADE = {"createWebhook": {"secret": "whsec_abc", "webhook": {"id": "w3", "name": "新系统"}}}
FORM = {"csrf": "token", "channel": "WEBHOOK", "name": "新系统", "address": "https://hooks.example/in"}


def test_the_keeper_sees_receivers_digests_and_the_log_and_others_do_not():
    browser, _ = open_stage("administrator", lines={"Integrations": PAGE})
    page = browser.get("/integrations?state=FAILED").text
    for text in ("工单系统", "值班群", "已停用", "每周 · 周五 · 09:00", "HTTP 503", "人事", "客户反馈全部"):
        assert text in page
    assert page.count('action="/integrations/resend"') == 1

    browser, _ = open_stage("administrator", lines={"Integrations": EMPTY})
    assert "还没有接收端" in browser.get("/integrations").text
    browser, _ = open_stage("hr_manager", lines={"Integrations": PAGE})
    assert browser.get("/integrations").status_code == 403


def test_a_secret_is_shown_once_and_what_is_wrong_keeps_what_was_typed_but_no_secret():
    browser, api = open_stage("administrator", lines={"CreateWebhook": MADE})
    page = browser.post("/integrations/new", data={**FORM, "events": ["exit.approved"]}).text
    assert "whsec_abc" in page
    assert api.variables("CreateWebhook")["input"]["events"] == ["exit.approved"]

    browser, _ = open_stage("administrator", lines={"CreateWebhook": refused("address", "INVALID_INPUT")})
    answer = browser.post("/integrations/new", data={**FORM, "secret": "geheim"})
    assert (answer.status_code, 'value="新系统"' in answer.text, "geheim" in answer.text) == (
        422,
        True,
        False,
    )

    robot = {"createWebhook": {"secret": "", "webhook": {"id": "w4", "name": "群"}}}
    browser, _ = open_stage("administrator", lines={"CreateWebhook": robot})
    assert browser.post("/integrations/new", data=FORM).headers["location"] == "/integrations"


def test_a_receiver_is_edited_rotated_and_switched_with_a_way_back():
    lines = {
        "Integrations": PAGE,
        "Webhook": {"webhooks": {"nodes": [HOOK]}},
        "UpdateWebhook": {"updateWebhook": {"id": "w1"}},
        "RotateWebhookSecret": {
            "rotateWebhookSecret": {"secret": "whsec_new", "webhook": {"id": "w1", "name": "x"}}
        },
        "SwitchWebhook": {"switchWebhook": {"id": "w1"}},
    }
    browser, api = open_stage("administrator", lines=lines)
    assert 'value="工单系统"' in browser.get("/integrations/w1/edit").text
    browser.post(
        "/integrations/w1/edit", data={"csrf": "token", "name": "改名", "version": "3", "address": ""}
    )
    given = api.variables("UpdateWebhook")["input"]
    assert (given["name"], given["version"], "address" in given) == ("改名", 3, False)
    assert "whsec_new" in browser.post("/integrations/w1/rotate", data={"csrf": "token"}).text
    answer = browser.post("/integrations/w1/switch", data={"csrf": "token", "isActive": "false"})
    assert answer.headers["location"] == "/integrations"
    assert api.variables("SwitchWebhook")["input"]["isActive"] is False

    refusals = {
        "SwitchWebhook": refused("id", "NOT_FOUND"),
        "RotateWebhookSecret": refused("id", "INVALID_STATE"),
    }
    browser, _ = open_stage(
        "administrator", lines=lines | refusals | {"Webhook": {"webhooks": {"nodes": []}}}
    )
    assert browser.get("/integrations/w1/edit").status_code == 404
    assert browser.post("/integrations/w1/switch", data={"csrf": "token"}).status_code in (404, 409, 422)
    assert browser.post("/integrations/w1/rotate", data={"csrf": "token"}).status_code in (409, 422)


def test_how_a_test_went_is_said_beside_its_button_with_and_without_script():
    lines = {"Integrations": PAGE, "TestWebhook": {"tested": {"isReceived": False, "trouble": "HTTP 500"}}}
    browser, _ = open_stage("administrator", lines=lines)
    headers = {"HX-Request": "true", "HX-Target": "tested-w1"}

    part = browser.post("/integrations/w1/test", data={"csrf": "token"}, headers=headers).text
    whole = browser.post("/integrations/w1/test", data={"csrf": "token"}).text

    assert ("HTTP 500" in part, "<html" in part) == (True, False)
    assert ("HTTP 500" in whole, "<html" in whole) == (True, True)


def test_a_digest_is_set_and_a_message_sent_again():
    lines = {
        "Integrations": PAGE,
        "DigestPlaces": {"webhooks": {"nodes": [{"id": "w2", "name": "值班群", "channel": "WECOM"}]}},
        "SaveDepartmentDigest": {"saveDepartmentDigest": {"id": "d1"}},
        "ResendDeliveryEntry": {"resendDeliveryEntry": {"id": "n1"}},
    }
    browser, api = open_stage("administrator", lines=lines)
    assert 'value="E-AFT"' in browser.get("/integrations/digest?departmentCode=E-AFT&hour=18").text
    data = {"csrf": "token", "departmentCode": "E-AFT", "rhythm": "DAILY", "hour": "18", "isActive": "true"}
    assert browser.post("/integrations/digest", data=data).headers["location"] == "/integrations"
    assert api.variables("SaveDepartmentDigest")["input"]["hour"] == 18
    data = {"csrf": "token", "id": "n1", "next": "/integrations?state=FAILED"}
    assert browser.post("/integrations/resend", data=data).headers["location"] == "/integrations?state=FAILED"

    wrong = {
        "SaveDepartmentDigest": refused("departmentCode"),
        "ResendDeliveryEntry": refused("id", "INVALID_STATE"),
    }
    browser, _ = open_stage("administrator", lines=lines | wrong)
    assert browser.post("/integrations/digest", data={"csrf": "token"}).status_code == 422
    assert browser.post("/integrations/resend", data={"csrf": "token", "id": "n1"}).status_code == 409
