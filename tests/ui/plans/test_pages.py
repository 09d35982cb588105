"""The list of plans, one plan with its ways on, and two revisions side by side."""

from __future__ import annotations

import pytest

from tests.ui.plans.rows import LINES, OLD, PLAN
from tests.ui.stage import open_stage


def refusal(code: str, *path: str) -> dict[str, object]:
    extensions = {"code": code, "zh": "不行。", "en": "No.", "inputPath": ["input", *path]}
    return {"errors": [{"message": "No.", "extensions": extensions}]}


def test_the_list_shows_what_is_in_force_and_the_draft_beside_it():
    browser, _ = open_stage("hr_manager", lines=LINES)

    page = browser.get("/plans").text

    assert 'href="/plans/p0"' in page
    assert 'href="/plans/p1"' in page
    assert "零售一线" in page
    assert "一线" in page


def test_others_see_plans_and_no_forms():
    browser, api = open_stage("employee", lines=LINES)

    page = browser.get("/plans").text

    assert "/plans/new" not in page
    assert '<form method="post" action="/plans/stages"' not in page
    assert all(name != "PlanDepartments" for name, _ in api.asked)
    assert browser.get("/plans/new").status_code == 404


def test_who_may_see_no_plans_finds_none():
    browser, _ = open_stage(
        "administrator", lines={"Plans": {"scorePlans": None}, "Plan": {"scorePlan": None}}
    )

    assert [browser.get(path).status_code for path in ("/plans", "/plans/p1")] == [404, 404]


def test_a_draft_offers_what_can_be_done_with_it():
    browser, _ = open_stage("hr_manager", lines=LINES)

    page = browser.get("/plans/p1").text

    assert "/plans/p1/propose" in page
    assert "/plans/p1/edit" in page
    assert "/plans/p1/retire" not in page
    assert "CSAT项" in page


def test_what_is_wrong_keeps_a_draft_from_being_handed_in():
    problem = {"code": "SALES_ONLY", "text": "不能只考核销售。", "component": "", "isHint": False}
    lines = LINES | {
        "Plan": {**LINES["Plan"], "scorePlanProblems": {"isReady": False, "sums": [], "problems": [problem]}}
    }
    browser, _ = open_stage("hr_manager", lines=lines)

    page = browser.get("/plans/p1").text

    assert "不能只考核销售。" in page
    assert "/plans/p1/propose" not in page


def test_two_revisions_stand_side_by_side():
    browser, _ = open_stage("employee", lines=LINES)

    page = browser.get("/plans/p1?against=p0").text

    assert "<del>100</del>" in page
    assert "<ins>60</ins>" in page


@pytest.mark.parametrize(
    ("step", "name", "field", "place"),
    [
        ("propose", "ProposeScorePlan", "proposeScorePlan", "/plans/p1"),
        ("retire", "RetireScorePlan", "retireScorePlan", "/plans/p1"),
        ("discard", "DiscardScorePlan", "discardScorePlan", "/plans"),
        ("revise", "ReviseScorePlan", "reviseScorePlan", "/plans/p9/edit"),
    ],
)
def test_a_step_is_taken_and_told(step, name, field, place):
    made = "p1" if step == "discard" else {"id": "p9" if step == "revise" else "p1"}
    browser, api = open_stage("hr_manager", lines=LINES | {name: {field: made}})

    answer = browser.post(f"/plans/p1/{step}", data={"csrf": "token", "version": "3"})

    assert answer.headers["location"] == place
    assert api.variables(name)["input"].get("version") == (None if step == "revise" else 3)


def test_a_step_that_is_refused_says_so_on_the_plan():
    browser, _ = open_stage("hr_manager", lines=LINES | {"ProposeScorePlan": refusal("NO_APPROVER")})

    answer = browser.post("/plans/p1/propose", data={"csrf": "token", "version": "3"})

    assert (answer.status_code, "不行。" in answer.text) == (422, True)
    assert browser.post("/plans/p1/burn", data={"csrf": "token"}).status_code == 404


def test_a_published_plan_is_revised_or_retired():
    lines = LINES | {
        "Plan": {**LINES["Plan"], "scorePlan": PLAN | {"state": "PUBLISHED"} | {"note": OLD["note"]}}
    }
    browser, _ = open_stage("hr_manager", lines=lines)

    page = browser.get("/plans/p1").text

    assert "/plans/p1/revise" in page
    assert "/plans/p1/retire" in page
    assert browser.get("/plans/p1/edit").headers["location"] == "/plans/p1"
