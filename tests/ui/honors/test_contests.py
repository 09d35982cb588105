"""Contests: planned by who keeps them, answered by who is asked, and the list of who came."""

from __future__ import annotations

import pytest

from tests.ui.honors.lines import CONTEST, ENGLISH, contest
from tests.ui.incentives.lines import refused
from tests.ui.stage import ME, open_stage

LISTED = {
    "Contests": {
        "contests": {
            "totalCount": 27,
            "pageInfo": {"hasNextPage": True, "endCursor": "next"},
            "nodes": [
                CONTEST,
                {**CONTEST, "code": "QUIZ", "state": "DONE", "attended": 1},
                {**CONTEST, "code": "GAME", "state": "CANCELLED", "department": {"name": "城西店"}},
            ],
        },
        "contestEntries": {"nodes": [{"contest": {"code": "HIKE"}}, {"contest": None}]},
    }
}
FORM = {
    "csrf": "token",
    "key": "k",
    "code": "SPRING",
    "kind": "CONTEST",
    "name": "春季赛",
    "startsOn": "2027-03-01",
}
SENT = {"csrf": "token", "id": "c1", "version": "5"}
ROW = {"id": "c1", "code": "HIKE", "version": 6}


def test_contests_are_listed_by_what_became_of_them_with_ones_own_invitations_marked():
    browser, api = open_stage("employee", lines=LISTED)
    page = browser.get("/contests?after=last").text

    assert api.variables("Contests") == {"after": "last", "me": ME}
    for told in (
        "3 人受邀，2 人参加",
        "3 人受邀，1 人到场",
        "已取消",
        "团队活动 · 全公司 · 西山",
        "团队活动 · 城西店",
    ):
        assert told in page
    assert page.count("待答复") == 1
    assert 'href="/contests?after=next"' in page
    assert "组织活动" not in page
    assert "27 activities" in browser.get("/contests", headers=ENGLISH).text
    empty = open_stage("hr_manager")[0].get("/contests").text
    assert "还没有活动" in empty
    assert "组织活动" in empty


def test_one_is_planned_and_a_refused_plan_keeps_what_was_typed():
    browser, api = open_stage(
        "hr_manager", lines={"SaveContest": {"saveContest": {"id": "c2", "code": "SPRING"}}}
    )
    answer = browser.post("/contests", data=FORM)

    assert (answer.headers["location"], answer.cookies["said"]) == ("/contests/SPRING", "contest-saved")
    assert api.variables("SaveContest")["input"] == {
        "code": "SPRING", "kind": "CONTEST", "name": "春季赛", "startsOn": "2027-03-01", "idempotencyKey": "k",
    }  # fmt: skip
    answer = open_stage("hr_manager", lines={"SaveContest": refused("code")})[0].post("/contests", data=FORM)
    assert answer.status_code == 422
    assert 'id="code-error"' in answer.text
    assert 'value="春季赛"' in answer.text
    assert '<option value="CONTEST" selected>' in answer.text


def test_who_is_asked_answers_on_the_page_while_it_is_open():
    browser, api = open_stage("employee", lines=contest())
    page = browser.get("/contests/HIKE").text

    assert api.variables("Contest") == {"code": "HIKE", "me": ME, "after": None}
    assert "邀请您参加，是否前往？" in page
    assert "未到场" in page
    assert 'name="came"' not in page
    assert "取消活动" not in page
    answered = open_stage("employee", lines=contest(own={"nodes": [{"answer": "JOINS"}]}))[0]
    assert "<p>Comes</p>" in answered.get("/contests/HIKE", headers=ENGLISH).text
    over = open_stage("employee", lines=contest(state="DONE", department={"name": "城西店"}))[0]
    page = over.get("/contests/HIKE").text
    assert 'name="joins"' not in page
    assert '<dd class="figure">1</dd>' in page
    assert open_stage("employee")[0].get("/contests/NONE").status_code == 404


def test_the_list_is_taken_once_it_began_and_only_by_who_keeps_it():
    browser, _ = open_stage("hr_manager", lines=contest())
    page = browser.get("/contests/HIKE").text
    assert 'value="n1" checked>' in page
    assert 'value="n2">' in page
    assert "登记到场" in page
    before = open_stage("hr_manager", lines=contest(startsOn="2026-11-23"))[0].get("/contests/HIKE").text
    assert "登记到场" not in before
    assert "2026-11-23 – 2026-11-21" in before
    assert 'name="listed" value="n2"' in page
    long = {
        "totalCount": 3,
        "pageInfo": {"hasNextPage": True, "endCursor": "next"},
        "nodes": [{**CONTEST["entries"]["nodes"][0], "id": "n3"}],
    }
    later = open_stage("hr_manager", lines=contest(entries=long))[0].get("/contests/HIKE?after=last").text
    assert 'action="/contests/HIKE/attend?after=last"' in later
    assert 'href="/contests/HIKE?after=next"' in later
    nobody = open_stage("hr_manager", lines=contest(entries=None))[0].get("/contests/HIKE").text
    assert "还没有邀请任何人" in nobody


@pytest.mark.parametrize(
    ("verb", "name", "typed", "sent"),
    [
        ("invite", "InviteToContest", {"employeeCodes": "R1，R2, R3"}, {"employeeCodes": ["R1", "R2", "R3"]}),
        ("invite", "InviteToContest", {"departmentCode": "R-OPS"}, {"departmentCode": "R-OPS"}),
        ("answer", "AnswerInvitation", {"joins": "1"}, {"joins": True}),
        ("answer", "AnswerInvitation", {"joins": "0"}, {"joins": False}),
        (
            "attend",
            "MarkAttendance",
            {"came": ["n1"], "listed": ["n1", "n2"]},
            {"version": 5, "attended": ["n1"], "listed": ["n1", "n2"]},
        ),
        ("attend", "MarkAttendance", {}, {"version": 5, "attended": [], "listed": []}),
        ("cancel", "CancelContest", {}, {"version": 5}),
    ],
)
def test_each_step_sends_its_own_and_leads_back(verb, name, typed, sent):
    browser, api = open_stage("hr_manager", lines={name: {name[0].lower() + name[1:]: ROW}})
    answer = browser.post(f"/contests/HIKE/{verb}", data={**SENT, "key": "k", **typed})

    assert answer.headers["location"] == "/contests/HIKE"
    assert api.variables(name)["input"] == {"id": "c1", "idempotencyKey": "k", **sent}


def test_what_was_called_off_takes_place_after_all_from_the_toast():
    lines = {"CancelContest": {"cancelContest": ROW}, "ReopenContest": {"reopenContest": ROW}}
    browser, api = open_stage("hr_manager", lines=lines)
    answer = browser.post("/contests/HIKE/cancel", data=SENT)
    assert answer.cookies.get("said")

    answer = browser.post("/contests/HIKE/cancel/undo", data={"csrf": "token", "id": "c1", "version": "6"})

    assert answer.headers["location"] == "/contests/HIKE"
    asked = api.variables("ReopenContest")["input"]
    assert (asked["id"], asked["version"]) == ("c1", 6)


def test_a_refused_step_keeps_what_was_typed_and_ticked():
    lines = {
        **contest(),
        "InviteToContest": refused("departmentCode"),
        "MarkAttendance": refused("version", "CONFLICT"),
    }
    browser, _ = open_stage("hr_manager", lines=lines)

    invited = browser.post("/contests/HIKE/invite", data={**SENT, "departmentCode": "R-NO"})
    assert invited.status_code == 422
    assert 'id="departmentCode-error"' in invited.text
    assert 'value="R-NO"' in invited.text
    marked = browser.post("/contests/HIKE/attend", data={**SENT, "came": ["n2"]})
    assert marked.status_code == 409
    assert 'value="n2" checked>' in marked.text
    assert 'value="n1">' in marked.text
    assert browser.post("/contests/HIKE/burn", data=SENT).status_code == 404
