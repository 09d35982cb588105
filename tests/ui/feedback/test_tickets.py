"""One ticket: what is offered to whom, an answer begun with a script, and nothing lost that was typed."""

from __future__ import annotations

import pytest

from tests.ui.feedback.lines import TICKET, one, said
from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage
from ui.feedback.tickets import offers

PLACE = f"/feedback/{TICKET}"


@pytest.mark.parametrize(
    ("changes", "may", "offered"),
    [
        ({}, True, {"claim", "assign", "answer", "resolve", "pause"}),
        ({"assigneeName": "王芳"}, True, {"release", "assign", "answer", "resolve", "pause"}),
        ({"pausedAt": "2026-11-21T15:40:00Z"}, True, {"claim", "assign", "answer", "resolve", "resume"}),
        ({"state": "RESOLVED"}, True, {"reopen"}),
        ({}, False, set()),
        ({"state": "CLOSED"}, False, set()),
        ({"state": "INVALID"}, True, set()),
    ],
    ids=["free", "held", "paused", "over", "not-mine", "over-and-not-mine", "not-valid"],
)
def test_what_is_offered_follows_the_state(changes, may, offered):
    assert {name for name, held in offers(said(**changes), may=may).items() if held} == offered


def test_a_ticket_tells_its_story_and_begins_an_answer_with_a_script():
    browser, api = open_stage("employee", lines=one())
    page = browser.get(PLACE).text
    for text in ("排了四十分钟", "按规则", "王芳 · R1", "致歉", "答复客户", 'data-draft="feedback-'):
        assert text in page
    assert api.variables("ScriptsFor")["where"] == {"state": {"eq": "PUBLISHED"}, "or": [
        {"product": {"eq": ""}, "or": [{"topic": {"isNull": True}}, {"topic": {"code": {"eq": "waiting"}}}]},
        {"product": {"eq": "AF-20"}},
    ]}  # fmt: skip
    assert page.index("致歉</a>") < page.index("炸锅清洗</a>")

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


def test_a_case_is_made_of_what_is_over_by_who_keeps_the_library():
    link = f'href="/training/cases/edit?feedback={TICKET}"'
    found = {}
    for role in ("hr_manager", "employee"):
        for state in ("RESOLVED", "ROUTED"):
            browser, _ = open_stage(role, lines=one(state=state))
            found[role, state] = link in browser.get(PLACE).text
    assert [each for each, held in found.items() if held] == [("hr_manager", "RESOLVED")]


def test_one_out_of_sight_is_not_there():
    browser, _ = open_stage("employee", lines={"Ticket": {"customerFeedback": None}})
    assert browser.get(PLACE).status_code == 404
    assert browser.get("/feedback/nonsense").status_code == 404


def test_it_stands_beside_the_list():
    browser, _ = open_stage("employee", lines={"PeekTicket": {"customerFeedback": said()}})
    page = browser.get(f"{PLACE}/peek", headers={"HX-Request": "true", "HX-Target": "drawer"}).text
    assert "排了四十分钟" in page
    assert "<html" not in page
