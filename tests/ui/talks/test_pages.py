"""The pages of talks: what is ahead, planning one, and one talk with its acts."""

from __future__ import annotations

import pytest

from tests.ui.goals.lines import refused
from tests.ui.stage import ME, OTHER, open_stage
from ui.talks.pages import due_first

MINE, BOSS = {"id": ME, "name": "任霞"}, {"id": OTHER, "name": "梁艳"}
AHEAD = {"id": "t1", "plannedAt": "2026-11-24T02:00:00.000Z", "place": "二楼", "employee": MINE, "managerName": "梁艳",
         "items": {"totalCount": 2}}  # fmt: skip
ITEM = {"id": "i1", "kind": "ACTION", "text": "旁听通话", "dueOn": "2026-11-01", "doneAt": None, "owner": MINE,
        "author": MINE, "talk": {"id": "t1"}}  # fmt: skip
LED = {"id": "e7", "name": "曹杰", "code": "R7"}
LISTED = {
    "ahead": {"nodes": [AHEAD]}, "held": {"nodes": []}, "actions": {"nodes": [ITEM]},
    "me": {"id": ME, "manager": BOSS, "reports": {"nodes": [LED]}},
    "oneOnOnes": {"totalCount": 2, "nodes": [{"id": "o", "heldOn": None, "employee": LED}]}, "open": {"totalCount": 1},
}  # fmt: skip
TALK = {
    "id": "t1", "plannedAt": "2026-11-24T02:00:00.000Z", "place": "二楼", "state": "PLANNED", "heldOn": None,
    "notes": "聊了排班", "version": 2, "employee": MINE, "manager": BOSS,
    "managerName": "梁艳",
    "items": {"nodes": [ITEM, ITEM | {"id": "i2", "kind": "AGENDA", "text": "学习", "dueOn": None, "owner": None}]},
    "myNotes": {"nodes": [{"id": "n", "text": "只给自己"}]},
}  # fmt: skip
ONE = {"OneTalk": {"talk": TALK}, "EarlierActions": {"talkItems": {"nodes": [ITEM | {"id": "i3"}]}}}


def test_the_list_tells_what_is_ahead_what_is_open_and_who_is_due():
    browser, _ = open_stage("hr_manager", lines={"Talks": LISTED})

    page = browser.get("/talks").text

    for text in ("梁艳", "旁听通话", "超过 21 天", "曹杰", "该谈了", "/ 2 已谈", "/talks/new?employee=e7"):
        assert text in page


def test_the_manager_is_named_to_the_person_who_may_not_see_their_record():
    lines = {"Talks": LISTED, "OneTalk": {"talk": {**TALK, "manager": None}}}
    browser, _ = open_stage("employee", lines=lines)

    assert "梁艳" in browser.get("/talks").text
    assert "<h1>与梁艳沟通</h1>" in browser.get("/talks/t1").text


def test_a_talk_is_planned_in_local_time():
    browser, api = open_stage("employee", lines={"PlanTalk": {"planTalk": {"id": "t9"}}})
    sent = {
        "csrf": "token",
        "key": "k",
        "plannedAt": "2026-11-24T10:00",
        "place": "二楼",
        "agenda": "排班\n\n 学习 ",
    }

    answer = browser.post("/talks/new", data=sent)

    assert answer.headers["location"] == "/talks/t9"
    assert api.variables("PlanTalk")["input"] == {
        "idempotencyKey": "k", "place": "二楼", "plannedAt": "2026-11-24T10:00:00+08:00", "agenda": ["排班", "学习"],
    }  # fmt: skip


def test_a_time_that_is_none_is_refused_at_its_field_and_nothing_typed_is_lost():
    lines = {"Talks": LISTED, "PlanTalk": refused("plannedAt")}
    browser, api = open_stage("employee", lines=lines)

    answer = browser.post("/talks/new", data={"csrf": "token", "plannedAt": "morgen", "agenda": "排班"})

    assert api.variables("PlanTalk")["input"]["plannedAt"] == "morgen"
    assert (answer.status_code, "plannedAt-error" in answer.text, "排班" in answer.text) == (422, True, True)


def test_one_talk_shows_agenda_actions_both_s_notes_and_one_s_own():
    browser, _ = open_stage("employee", lines=ONE)

    page = browser.get("/talks/t1").text

    for text in (
        "与梁艳沟通",
        "学习",
        "旁听通话",
        "聊了排班",
        "只给自己",
        "之前未完成的",
        'value="2026-11-24T10:00"',
    ):
        assert text in page


def test_a_talk_of_others_is_not_there():
    browser, _ = open_stage("hr_manager", lines={"OneTalk": {"talk": None}})

    assert browser.get("/talks/t1").status_code == 404
    assert browser.post("/talks/t1/steal", data={"csrf": "token"}).status_code == 404


@pytest.mark.parametrize(
    ("act", "operation", "sent", "given"),
    [
        ("hold", "HoldTalk", {"version": "2"}, {"id": "t1", "version": 2}),
        ("cancel", "CancelTalk", {"version": "2"}, {"id": "t1", "version": 2}),
        ("notes", "ChangeTalk", {"notes": "", "version": "2"}, {"id": "t1", "notes": "", "version": 2}),
        ("move", "ChangeTalk", {"plannedAt": "2026-11-25T09:30", "place": ""},
         {"id": "t1", "plannedAt": "2026-11-25T09:30:00+08:00", "place": ""}),
        ("add", "AddTalkItem", {"kind": "AGENDA", "text": "排班"}, {"talkId": "t1", "kind": "AGENDA", "text": "排班"}),
        ("tick", "TickTalkItem", {"item": "i1", "isDone": "1"}, {"id": "i1", "isDone": True}),
        ("private", "KeepTalkNote", {"text": ""}, {"talkId": "t1", "text": ""}),
    ],
)  # fmt: skip
def test_each_act_sends_what_stands_in_its_form(act, operation, sent, given):
    field = operation[0].lower() + operation[1:]
    browser, api = open_stage("employee", lines={operation: {field: {"id": "t1"}}})

    answer = browser.post(f"/talks/t1/{act}", data={"csrf": "token", "key": "k", **sent})

    assert answer.headers["location"] == "/talks/t1"
    assert api.variables(operation)["input"] == {**given, "idempotencyKey": "k"}


def test_a_conflict_shows_the_talk_again():
    browser, _ = open_stage("employee", lines=ONE | {"ChangeTalk": refused("notes", "CONFLICT")})

    answer = browser.post("/talks/t1/notes", data={"csrf": "token", "notes": "我写的", "version": "1"})

    assert (answer.status_code, "我写的" in answer.text, "不行。" in answer.text) == (409, True, True)


def test_who_is_due_comes_first():
    held, planned, due = (
        {"due": {"heldOn": "2026-11-02"}, "planned": True},
        {"due": None, "planned": True},
        {"due": {"heldOn": None}, "planned": False},
    )

    assert due_first([held, planned, due]) == [due, planned, held]
