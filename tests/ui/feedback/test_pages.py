"""The inbox: its views, one click with undo, many at once of which some are too late."""

from __future__ import annotations

import pytest

from tests.ui.feedback.lines import TICKET, inbox, said
from tests.ui.stage import ME, open_stage

CLAIMED = {
    "ClaimCustomerFeedback": {"claimCustomerFeedback": {"id": TICKET, "state": "ROUTED", "version": 5}}
}
LATE = {
    "errors": [
        {"message": "late", "extensions": {"code": "ALREADY_CLAIMED", "zh": "刚被其他人认领", "en": "late"}}
    ]
}


def test_what_waits_shows_with_its_clock_and_one_button():
    browser, api = open_stage("employee", lines=inbox(said(), mine=1, late=2))

    page = browser.get("/feedback").text

    assert api.variables("Inbox")["where"]["and"][0]["assignee"] == {"id": {"eq": ME}}
    for text in (
        "排了四十分钟",
        "剩 1 小时 40 分",
        "认领",
        "空气炸锅",
        'data-due="2026-11-22T03:40:00Z"',
        "★",
    ):
        assert text in page
    assert "全部未结" not in page

    page = browser.get("/feedback?view=late&q=退&sort=score&topic=waiting").text
    assert '<span class="tag">主题: 等候</span>' in page
    assert "/feedback?view=done&amp;q=%E9%80%80&amp;sort=score&amp;topic=waiting" in page
    asked = api.variables("Inbox")
    assert (asked["search"], asked["order"][0]) == ("退", {"score": "ASC"})
    assert asked["where"]["and"][1] == {"topicCode": {"eq": "waiting"}}


def test_an_empty_own_view_gives_way_to_what_the_team_may_take():
    browser, api = open_stage("employee", lines=inbox(said(), team=3))
    browser.get("/feedback")
    assert api.variables("Inbox")["where"]["and"][0]["isMine"] == {"eq": True}

    browser, api = open_stage("hr_manager", lines=inbox())
    page = browser.get("/feedback").text
    assert api.variables("Inbox")["where"]["and"][0] == {"state": {"in": ["RECEIVED", "ROUTED", "RESPONDED"]}}
    assert "待分派" in page


def test_what_comes_in_brings_the_numbers_of_the_views_along():
    """Who looks at one view learns that another has something new; who chose none sees their own fill."""
    browser, _ = open_stage("employee", lines=inbox(said(), team=3))
    assert 'data-anew="/feedback?"' in browser.get("/feedback").text
    assert 'data-anew="/feedback?view=team"' in browser.get("/feedback?view=team").text

    part = browser.get("/feedback", headers={"HX-Request": "true", "HX-Target": "div#inbox"}).text
    assert '<nav class="chips" id="views"' in part
    assert 'hx-swap-oob="true"' in part
    assert "<html" not in part


def test_a_click_claims_and_can_be_taken_back():
    lines = inbox(said()) | CLAIMED | {"ReleaseCustomerFeedback": {"releaseCustomerFeedback": {"id": TICKET}}}
    browser, api = open_stage("employee", lines=lines)
    data = {"csrf": "token", "do": "claim", "id": TICKET, "next": "/feedback?view=team"}
    answer = browser.post("/feedback/do", data=data)
    assert answer.headers["location"] == "/feedback?view=team"
    assert 'action="/feedback/undo"' in browser.get("/feedback").text

    browser.post("/feedback/undo", data={"csrf": "token", "do": "release", "id": TICKET, "next": "/feedback"})
    assert api.variables("ReleaseCustomerFeedback")["input"]["id"] == TICKET
    assert browser.post("/feedback/do", data={"csrf": "token", "do": "burn", "id": TICKET}).status_code == 404
    assert browser.get("/feedback/do").status_code == 405


def test_one_that_was_too_late_stops_no_other():
    lines = inbox(said()) | CLAIMED
    browser, _ = open_stage("employee", lines=lines)
    data = {"csrf": "token", "do": "claim", "id": [TICKET, ME], "next": "/feedback"}
    assert browser.post("/feedback/bulk", data=data).status_code == 303
    assert "已认领 2 条" in browser.get("/feedback").text


@pytest.mark.parametrize(
    ("address", "status", "asked"),
    [
        (
            "?view=open&topic=waiting&q=排队&format=csv",
            200,
            ["'search': '排队'", "'topicCode'", "'orderBy': [{'dueAt'"],
        ),
        ("?view=done", 200, ["'orderBy': [{'receivedAt'", "'INVALID'"]),
        ("?format=pdf", 404, []),
    ],
    ids=["narrowed", "done", "no-such-file"],
)
def test_a_file_holds_what_the_list_shows(address, status, asked):
    browser, _ = open_stage("hr_manager")
    answer = browser.get(f"/feedback/export{address}")
    assert answer.status_code == status
    assert all(each in answer.text for each in asked)


def test_the_list_offers_its_file_where_there_is_something_in_it():
    browser, _ = open_stage("hr_manager", lines=inbox(said()))
    assert 'href="/feedback/export?view=open&amp;q=排队&amp;format=csv"'.replace(
        "排队", "%E6%8E%92%E9%98%9F"
    ) in (browser.get("/feedback?view=open&q=排队").text)
    browser, _ = open_stage("hr_manager", lines=inbox())
    assert "/feedback/export" not in browser.get("/feedback?view=open").text
