"""A setting is saved by itself; a wrong value stays in its field with what would be right."""

from __future__ import annotations

from server.access.registry import SETTINGS
from tests.ui.admin.lines import FORM, refused
from tests.ui.stage import open_stage
from ui.admin.settings import groups


def one(name, **more):
    return {
        "name": name,
        "label": name,
        "group": "leaving",
        "kind": "NUMBER",
        "value": "30",
        "defaultValue": "30",
        "choices": [],
        "least": "0",
        "most": "180",
        "isFixed": False,
        "atStart": False,
        "mayChange": True,
        "version": 0,
        "changedAt": None,
        **more,
    }


ALL = {
    "Settings": {
        "settings": [
            one("notice_days"),
            one("onboarding_hours", kind="AMOUNT", value="7.5", defaultValue="10", group="attendance"),
            one("self_tokens", kind="FLAG", value="true", defaultValue="true", mayChange=False, least=None),
            one("company", kind="TEXT", value="悦邻", mayChange=False, isFixed=True, least=None),
            one(
                "zone",
                kind="CHOICE",
                choices=["Asia/Shanghai"] * 70,
                value="Asia/Shanghai",
                defaultValue="Asia/Shanghai",
                atStart=True,
                least=None,
            ),
            one("days", kind="DAYS", value="14, 7, 1", defaultValue="14, 7, 1"),
        ]
    }
}


def test_what_another_role_keeps_is_shown_and_not_offered():
    browser, _ = open_stage("hr_manager", lines=ALL)

    text = browser.get("/settings").text

    assert text.count('action="/settings/change"') == 5
    assert "由其他角色维护" in text
    assert "zhiren.toml" in text
    assert text.count('name="default"') == 1  # only what differs from its default goes back to it


def test_a_value_is_saved_with_the_version_seen():
    browser, api = open_stage(
        "hr_manager", lines=ALL | {"ChangeSetting": {"changeSetting": {"name": "notice_days"}}}
    )

    answer = browser.post(
        "/settings/change", data=FORM | {"name": "notice_days", "value": " 15 ", "version": "0"}
    )

    assert answer.headers["location"] == "/settings#notice_days"
    assert api.variables("ChangeSetting") == {"input": {"name": "notice_days", "value": "15", "version": 0}}

    browser.post("/settings/change", data=FORM | {"name": "notice_days", "value": "15", "default": "1"})
    assert api.variables("ChangeSetting")["input"]["value"] is None


def test_a_wrong_value_stays_with_what_would_be_right():
    wrong = refused("INVALID_INPUT", "请填 0 到 180 之间的数。", "input", "value")
    browser, _ = open_stage("hr_manager", lines=ALL | {"ChangeSetting": wrong})

    answer = browser.post("/settings/change", data=FORM | {"name": "notice_days", "value": "999"})

    assert answer.status_code == 422
    assert 'value="999"' in answer.text
    assert "请填 0 到 180 之间的数。" in answer.text


def test_who_keeps_no_settings_is_led_to_the_first_page_they_keep():
    browser, _ = open_stage("auditor", lines=ALL)

    assert browser.get("/settings").status_code in (200, 303)


def test_every_group_has_a_name_and_stands_once_whatever_the_order():
    mixed = [one("a", group="feedback"), one("b", group="support"), one("c", group="feedback")]
    browser, _ = open_stage("hr_manager", lines={"Settings": {"settings": mixed}})

    text = browser.get("/settings").text

    assert [text.count(f'id="group-{group}"') for group in ("feedback", "support")] == [1, 1]
    assert {rule.group for rule in SETTINGS.values()} <= groups(str).keys()
