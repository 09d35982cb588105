"""One ticket: what is offered to whom, an answer begun with a script, and nothing lost that was typed."""

from __future__ import annotations

import pytest

from tests.ui.feedback.lines import TICKET, one, said
from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage
from ui.feedback.tickets import offers

PLACE = f"/feedback/{TICKET}"


@pytest.mark.parametrize(
    ("changes", "is_head", "offered"),
    [
        ({}, False, {"claim", "assign", "answer", "resolve", "pause"}),
        ({"assigneeName": "王芳"}, False, {"release", "assign", "answer", "resolve", "pause"}),
        ({"pausedAt": "2026-11-21T15:40:00Z"}, False, {"claim", "assign", "answer", "resolve", "resume"}),
        ({"state": "RESOLVED"}, False, {"reopen"}),
        ({"isMine": False}, False, set()),
        ({"isMine": False, "state": "CLOSED"}, True, {"reopen"}),
        ({"state": "INVALID"}, True, set()),
    ],
    ids=["free", "held", "paused", "over", "not-mine", "head", "not-valid"],
)
def test_what_is_offered_follows_the_state(changes, is_head, offered):
    assert {name for name, held in offers(said(**changes), is_head=is_head).items() if held} == offered


def test_a_ticket_tells_its_story_and_begins_an_answer_with_a_script():
    browser, _ = open_stage("employee", lines=one())
    page = browser.get(PLACE).text
    for text in ("排了四十分钟", "按规则", "王芳 · R1", "致歉", "答复客户", 'data-draft="feedback-'):
        assert text in page
    assert "别的产品" not in page

    page = browser.get(f"{PLACE}?script=s2").text
    assert "您好，非常抱歉</textarea>" in page
    assert 'value="S/2"' in page


def test_an_answer_is_kept_and_a_refused_one_stays_in_the_form():
    lines = one() | {"AnswerCustomerFeedback": {"answerCustomerFeedback": {"id": TICKET}}}
    browser, api = open_stage("employee", lines=lines)
    data = {"csrf": "token", "do": "answer", "text": "抱歉，已为您办妥", "resolve": "1", "script": "S/2"}
    assert browser.post(PLACE, data=data).headers["location"] == PLACE
    given = api.variables("AnswerCustomerFeedback")["input"]
    assert (given["text"], given["resolve"], given["script"]) == ("抱歉，已为您办妥", True, "S/2")

    browser, _ = open_stage("employee", lines=one() | {"AnswerCustomerFeedback": refused("text")})
    answer = browser.post(PLACE, data=data)
    assert (answer.status_code, "抱歉，已为您办妥</textarea>" in answer.text) == (422, True)


def test_one_out_of_sight_is_not_there():
    browser, _ = open_stage("employee", lines={"Ticket": {"customerFeedback": None}})
    assert browser.get(PLACE).status_code == 404
    assert browser.get("/feedback/nonsense").status_code == 404


def test_it_stands_beside_the_list():
    browser, _ = open_stage("employee", lines={"PeekTicket": {"customerFeedback": said()}})
    page = browser.get(f"{PLACE}/peek", headers={"HX-Request": "true", "HX-Target": "drawer"}).text
    assert "排了四十分钟" in page
    assert "<html" not in page
