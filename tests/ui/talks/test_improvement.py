"""The pages of improvement plans: the list, one plan for both sides, and what its buttons send."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.goals.lines import refused
from tests.ui.stage import ME, OTHER, open_stage

STEP = {"id": "s1", "text": "每周旁听", "support": "负责人陪同", "dueOn": "2026-11-01", "doneOn": None}
PLAN: dict[str, Any] = {
    "id": "p1", "state": "DRAFT", "cycle": "2026Q3", "score": "55.00", "standard": "60.00", "scorecardId": "k1",
    "dueOn": "2026-12-01", "talkOn": None, "startsOn": None, "endsOn": None, "aim": "", "outcome": "",
    "acknowledgedAt": None, "closedAt": None, "version": 4, "employee": {"id": OTHER, "name": "曹杰", "code": "R7"},
    "owner": {"id": ME, "name": "任霞"}, "steps": {"nodes": [STEP]},
}  # fmt: skip
RUNS = PLAN | {"state": "ACTIVE", "endsOn": "2026-12-31", "startsOn": "2026-11-01", "aim": "回到 80"}
ROW = PLAN | {
    "employee": PLAN["employee"] | {"department": {"name": "城西店"}},
    "steps": {"totalCount": 1, "nodes": [STEP]},
}


def one(plan: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"OneImprovementPlan": {"improvementPlan": plan}, **more}


def test_the_list_shows_open_plans_with_their_steps():
    found = {
        "improvementPlans": {
            "totalCount": 1,
            "pageInfo": {"hasNextPage": True, "endCursor": "e"},
            "nodes": [ROW],
        }
    }
    browser, api = open_stage("hr_manager", lines={"ImprovementPlans": found})

    page = browser.get("/talks/plans").text

    assert api.variables("ImprovementPlans")["states"] == ["DRAFT", "ACTIVE", "EXTENDED"]
    for text in ("曹杰", "待商定", "0/1", "55.00", "after=e"):
        assert text in page


def test_a_draft_is_written_by_who_leads_it_and_then_started():
    browser, _ = open_stage("hr_manager", lines=one(PLAN))

    page = browser.get("/talks/plans/p1").text

    for text in ('name="step-text"', "每周旁听", "开始计划", "2026-12-01"):
        assert text in page


def test_the_person_sees_steps_and_confirms_and_gets_no_form():
    own = RUNS | {"employee": {"id": ME, "name": "任霞", "code": "R1"}}
    browser, _ = open_stage("employee", lines=one(own))

    page = browser.get("/talks/plans/p1").text

    assert ("我的改进计划" in page, "确认不等于同意" in page, 'name="step-text"' in page) == (
        True,
        True,
        False,
    )


def test_steps_are_sent_in_order_and_empty_rows_are_not():
    browser, api = open_stage(
        "hr_manager", lines=one(PLAN, SaveImprovementPlan={"saveImprovementPlan": {"id": "p1"}})
    )
    sent = {
        "csrf": "token", "act": "save", "key": "k", "version": "4", "aim": "回到 80", "talkOn": "2026-11-20",
        "step-id": ["s1", ""], "step-text": ["每周旁听", ""], "step-support": ["陪同", ""],
        "step-dueOn": ["2026-12-10", ""],
    }  # fmt: skip

    answer = browser.post("/talks/plans/p1", data=sent)

    assert answer.headers["location"] == "/talks/plans/p1"
    assert api.variables("SaveImprovementPlan")["input"] == {
        "id": "p1", "version": 4, "idempotencyKey": "k", "aim": "回到 80", "talkOn": "2026-11-20",
        "steps": [{"id": "s1", "text": "每周旁听", "support": "陪同", "dueOn": "2026-12-10"}],
    }  # fmt: skip


def test_what_is_refused_keeps_the_steps_that_were_typed():
    browser, _ = open_stage("hr_manager", lines=one(PLAN, SaveImprovementPlan=refused("aim")))
    sent = {"csrf": "token", "act": "save", "step-id": [""], "step-text": ["新的一步"], "step-support": [""],
            "step-dueOn": ["2026-12-10"]}  # fmt: skip

    answer = browser.post("/talks/plans/p1", data=sent)

    assert (answer.status_code, "新的一步" in answer.text, "aim-error" in answer.text) == (422, True, True)


def test_a_refused_outcome_stays_in_the_form_with_its_reason():
    browser, _ = open_stage("hr_manager", lines=one(RUNS, CloseImprovementPlan=refused("outcome")))
    sent = {"csrf": "token", "act": "close", "state": "EXTENDED", "outcome": "还差", "later": "2027-01-31"}

    text = browser.post("/talks/plans/p1", data=sent).text

    assert ('id="outcome-error"' in text, 'value="2027-01-31"' in text, "还差</textarea>" in text) == (
        True,
    ) * 3


@pytest.mark.parametrize(
    ("act", "operation", "sent", "given"),
    [
        ("start", "StartImprovementPlan", {}, {"id": "p1"}),
        ("seen", "AcknowledgeImprovementPlan", {}, {"id": "p1"}),
        ("tick", "TickImprovementStep", {"step": "s1", "isDone": "1"}, {"id": "s1", "isDone": True}),
        ("close", "CloseImprovementPlan", {"state": "EXTENDED", "outcome": "还差一点", "later": "2027-01-31"},
         {"id": "p1", "state": "EXTENDED", "outcome": "还差一点", "endsOn": "2027-01-31"}),
    ],
)  # fmt: skip
def test_each_button_sends_what_it_says(act, operation, sent, given):
    field = operation[0].lower() + operation[1:]
    browser, api = open_stage("hr_manager", lines=one(RUNS, **{operation: {field: {"id": "p1"}}}))

    browser.post("/talks/plans/p1", data={"csrf": "token", "act": act, "key": "k", **sent})

    assert api.variables(operation)["input"] == {**given, "idempotencyKey": "k"}


def test_what_is_out_of_sight_is_not_there():
    browser, _ = open_stage("employee", lines={"OneImprovementPlan": {"improvementPlan": None}})

    assert browser.get("/talks/plans/p1").status_code == 404
    assert browser.get(f"/talks/plans/new?employee={OTHER}").status_code == 404


def test_a_plan_that_no_score_called_for_begins_with_the_person():
    who = {"ImprovementWho": {"employee": PLAN["employee"]}}
    browser, api = open_stage(
        "hr_manager", lines=who | {"SaveImprovementPlan": {"saveImprovementPlan": {"id": "p2"}}}
    )
    assert "曹杰" in browser.get(f"/talks/plans/new?employee={OTHER}").text

    browser.post(f"/talks/plans/new?employee={OTHER}", data={"csrf": "token", "aim": "回到 80"})

    assert api.variables("SaveImprovementPlan")["input"]["employeeId"] == OTHER
