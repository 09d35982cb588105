"""What the reader chooses: boxes that hold, hours of the day, a robot and a calendar of their own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage
from ui.delivery.mine import clock, minutes

MINE: dict[str, Any] = {
    "choices": [{"family": "feedback", "channels": ["EMAIL"]}, {"family": "training", "channels": []}],
    "quietFrom": 1320, "quietTo": 420, "zone": "", "openChannels": ["EMAIL", "FEISHU"], "robots": ["FEISHU"],
    "feedHint": "abc", "feedMadeAt": "2025-06-30T08:00:00Z", "feedUsedAt": None, "version": 2,
}  # fmt: skip
LINES = {"MyNotifications": {"notificationPreference": MINE}}
SAVED = {"saveNotificationPreference": {"version": 3}}


def test_what_was_chosen_stands_there_and_what_is_chosen_is_sent():
    browser, api = open_stage("employee", lines=LINES | {"SaveNotificationPreference": SAVED})
    page = browser.get("/me/notifications").text
    assert 'value="feedback:EMAIL" checked' in page
    assert 'value="22:00"' in page
    data = {"csrf": "token", "version": "2", "on": ["feedback:FEISHU", "training:EMAIL", "training:PIGEON"],
            "quietFrom": "21:30", "quietTo": "07:00"}  # fmt: skip

    assert browser.post("/me/notifications", data=data).headers["location"] == "/me/notifications"

    given = api.variables("SaveNotificationPreference")["input"]
    assert given["choices"] == [
        {"family": "feedback", "channels": ["FEISHU"]}, {"family": "training", "channels": ["EMAIL"]}
    ]  # fmt: skip
    assert (given["quietFrom"], given["quietTo"], given["version"]) == (1290, 420, 2)


def test_what_is_wrong_keeps_the_boxes_and_hours():
    browser, _ = open_stage("employee", lines=LINES | {"SaveNotificationPreference": refused("quietTo")})
    answer = browser.post(
        "/me/notifications",
        data={"csrf": "token", "on": "training:EMAIL", "quietFrom": "21:30", "quietTo": ""},
    )

    assert answer.status_code == 422
    for text in ('value="training:EMAIL" checked', 'value="21:30"'):
        assert text in answer.text


def test_who_has_no_channel_is_told_so_and_who_has_no_record_is_refused():
    bare = MINE | {"openChannels": [], "robots": [], "feedHint": ""}
    browser, _ = open_stage("employee", lines={"MyNotifications": {"notificationPreference": bare}})
    assert "目前只有铃铛通知" in browser.get("/me/notifications").text

    browser, _ = open_stage("administrator", lines={"MyNotifications": refused("", "DENIED")})
    assert browser.get("/me/notifications").status_code == 403


def test_a_robot_is_set_tried_and_removed_and_its_secret_never_shown_again():
    done = {
        "SaveOwnRobot": {"saveOwnRobot": {"version": 2}},
        "RemoveOwnRobot": {"removeOwnRobot": {"version": 2}},
        "TestOwnChannel": {"tested": {"isReceived": True, "trouble": ""}},
    }
    browser, _ = open_stage("employee", lines=LINES | done)
    robot = {"csrf": "token", "channel": "WECOM", "address": "https://x", "secret": "geheim"}
    for place in ("robot", "robot/remove"):
        assert (
            browser.post(f"/me/notifications/{place}", data=robot).headers["location"] == "/me/notifications"
        )
    headers = {"HX-Request": "true", "HX-Target": "tested-FEISHU"}
    tried = {"csrf": "token", "channel": "FEISHU"}
    assert "<html" not in browser.post("/me/notifications/test", data=tried, headers=headers).text
    assert "已送达" in browser.post("/me/notifications/test", data=tried).text

    wrong = {"SaveOwnRobot": refused("address"), "RemoveOwnRobot": refused("channel", "NOT_FOUND")}
    browser, _ = open_stage("employee", lines=LINES | wrong)
    answer = browser.post("/me/notifications/robot", data=robot)
    assert (answer.status_code, 'value="https://x"' in answer.text, "geheim" in answer.text) == (
        422,
        True,
        False,
    )
    assert browser.post("/me/notifications/robot/remove", data=robot).status_code in (404, 409, 422)


def test_a_calendars_address_is_shown_once_and_revoked():
    lines = LINES | {
        "CreateCalendarFeed": {"createCalendarFeed": {"path": "/ical/key.ics"}},
        "RevokeCalendarFeed": {"revokeCalendarFeed": {"version": 2}},
    }
    browser, _ = open_stage("employee", lines=lines)

    assert "/ical/key.ics" in browser.post("/me/notifications/calendar", data={"csrf": "token"}).text
    gone = browser.post("/me/notifications/calendar/revoke", data={"csrf": "token"})
    assert gone.headers["location"] == "/me/notifications"
    browser, _ = open_stage("employee", lines={"CreateCalendarFeed": refused("", "DENIED")})
    assert browser.post("/me/notifications/calendar", data={"csrf": "token"}).status_code == 403


@pytest.mark.parametrize(("text", "found"), [("00:00", 0), ("23:59", 1439), ("7", -1), ("x:y", -1)])
def test_a_time_of_the_day_is_its_minutes(text, found):
    assert minutes(text) == found


def test_minutes_are_spelled_as_a_time():
    assert [clock(each) for each in (None, 0, 1439)] == ["", "00:00", "23:59"]
