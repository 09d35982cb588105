"""The wall: honors and thanks for everybody to read, a report about them, and settling it."""

from __future__ import annotations

from tests.ui.honors.lines import ENGLISH, WALL
from tests.ui.incentives.lines import refused
from tests.ui.stage import open_stage

LINES = {"HonorWall": WALL}
THANK = {"csrf": "token", "key": "k", "employeeCode": "R2", "value": "TEAMWORK", "text": "谢谢你"}


def test_the_wall_shows_honors_and_thanks_to_everybody():
    browser, api = open_stage("employee", lines=LINES)
    page = browser.get("/honors?honor=STAR&to=R2").text

    assert api.variables("HonorWall") == {
        "where": {"state": {"eq": "GIVEN"}, "honor": {"code": {"eq": "STAR"}}}, "judges": False,
    }  # fmt: skip
    for told in (
        "陈佳",
        "服务之星 · 2026-10",
        "客户点名",
        "替我顶了两个小时",
        "热心帮助",
        "带薪假 4 小时",
    ):
        assert told in page
    assert 'value="R2"' in page
    assert "不合适的话" not in page
    assert "/honors/give" not in page
    assert "/honors/settings" not in page
    english = browser.get("/honors", headers=ENGLISH).text
    assert "Service star · 2026-10" in english
    assert "No complaint" in english
    assert api.variables("HonorWall")["where"] == {"state": {"eq": "GIVEN"}}


def test_an_empty_wall_says_so_and_who_is_no_employee_thanks_nobody():
    page = open_stage("hr_manager")[0].get("/honors").text

    assert "还没有荣誉" in page
    assert "还没有感谢" in page
    assert "/honors/give" in page
    assert "/honors/settings" in page
    assert "感谢同事" not in page
    assert "感谢同事" in open_stage("employee")[0].get("/honors").text


def test_thanks_are_sent_once_and_refused_ones_keep_every_word():
    browser, api = open_stage("employee", lines={"GiveKudos": {"giveKudos": {"id": "k2"}}})
    answer = browser.post("/honors", data=THANK)

    assert (answer.headers["location"], answer.cookies["said"]) == ("/honors", "kudos-given")
    assert api.variables("GiveKudos")["input"] == {
        "employeeCode": "R2", "value": "TEAMWORK", "text": "谢谢你", "idempotencyKey": "k",
    }  # fmt: skip
    answer = open_stage("employee", lines={**LINES, "GiveKudos": refused("text")})[0].post(
        "/honors", data=THANK
    )
    assert answer.status_code == 422
    assert 'id="text-error"' in answer.text
    assert ">谢谢你</textarea>" in answer.text
    assert '<option value="TEAMWORK" selected>' in answer.text


def test_a_report_goes_to_hr_and_a_refused_one_keeps_its_reason_at_its_row():
    form = {"csrf": "token", "reason": "不实"}
    browser, api = open_stage("employee", lines={"ReportKudos": {"reportKudos": {"id": "k1"}}})
    assert browser.post("/honors/kudos/k1/report", data={**form, "key": "k"}).headers["location"] == "/honors"
    assert api.variables("ReportKudos")["input"] == {"id": "k1", "reason": "不实", "idempotencyKey": "k"}

    browser, _ = open_stage("employee", lines={**LINES, "ReportKudos": refused("reason")})
    answer = browser.post("/honors/kudos/k1/report", data=form)
    assert answer.status_code == 422
    assert "不行。" in answer.text
    assert '<input id="reason-k1" name="reason" value="不实"' in answer.text


def test_hr_settles_what_was_reported_and_is_told_when_somebody_else_did():
    browser, api = open_stage("hr_manager", lines={**LINES, "SettleKudos": {"settleKudos": {"id": "k9"}}})
    page = browser.get("/honors").text
    assert api.variables("HonorWall")["judges"] is True
    assert "人身攻击" in page
    assert "/honors/kudos/k9/hide" in page

    for verb, is_hidden in (("hide", True), ("keep", False)):
        browser.post(f"/honors/kudos/k9/{verb}", data={"csrf": "token", "key": "k", "version": "2"})
        assert api.variables("SettleKudos")["input"] == {
            "id": "k9", "version": 2, "isHidden": is_hidden, "idempotencyKey": "k",
        }  # fmt: skip
    assert browser.post("/honors/kudos/k9/burn", data={"csrf": "token"}).status_code == 404
    taken = {"reportedKudos": {"nodes": [{**WALL["reportedKudos"]["nodes"][0], "state": "HIDDEN"}]}}
    lines = {"HonorWall": {**WALL, **taken}, "SettleKudos": refused("version", "CONFLICT")}
    answer = open_stage("hr_manager", lines=lines)[0].post("/honors/kudos/k9/hide", data={"csrf": "token"})
    assert answer.status_code == 409
    assert "不行。" in answer.text
    assert 'action="/honors/kudos/k9/hide"' not in answer.text
    assert 'action="/honors/kudos/k9/keep"' in answer.text
