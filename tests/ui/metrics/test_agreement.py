"""Acts on definitions: each form one mutation, each trouble on the page it came from."""

from __future__ import annotations

import pytest

from tests.ui.metrics.told import ACTS, NAMES, definition, signature
from tests.ui.stage import open_stage
from ui.metrics.agreement import ACTS as KNOWN
from ui.metrics.agreement import given, hundredth, review

PLACE = "/metrics/dictionary/csat"
PAGE = {"metricDefinition": definition("csat", hasData=False), **NAMES, "metricConflicts": []}
TROUBLE = {
    "errors": [
        {"message": "x", "extensions": {"code": "DENIED", "zh": "起草人不能签署自己的口径。", "en": "x"}}
    ]
}


def test_a_signature_is_sent_as_it_was_meant():
    browser, api = open_stage("hr_manager", lines={"Act": {"signMetric": {"key": "csat"}}})

    answer = browser.post(
        f"{PLACE}/sign", data={"csrf": "token", "version": "2", "side": "HR", "decision": "AGREE", "note": ""}
    )

    assert (answer.status_code, answer.headers["location"]) == (303, PLACE)
    assert api.variables("Act") == {"input": {"key": "csat", "version": 2, "side": "HR", "decision": "AGREE"}}


def test_a_refusal_comes_back_on_the_page():
    browser, _ = open_stage("hr_manager", lines={"Act": TROUBLE, "Definition": PAGE})

    answer = browser.post(
        f"{PLACE}/sign", data={"csrf": "token", "version": "2", "side": "HR", "decision": "AGREE"}
    )

    assert answer.status_code == 403
    assert "起草人不能签署自己的口径。" in answer.text


def test_an_act_that_does_not_exist_and_a_wrong_token_do_nothing():
    browser, api = open_stage("hr_manager")

    assert browser.post(f"{PLACE}/burn", data={"csrf": "token"}).status_code == 404
    assert browser.post(f"{PLACE}/sign", data={"csrf": "no"}).status_code == 403
    assert "Act" not in [name for name, _ in api.asked]


def test_a_target_of_a_share_is_typed_as_percent():
    unit = {"metricDefinition": {"unit": "percent"}}
    browser, api = open_stage("hr_manager", lines={"Act": {"setTarget": {"id": "1"}}, "MetricUnit": unit})

    browser.post(
        f"{PLACE}/target",
        data={"csrf": "token", "op": ">=", "value": "90%", "grain": "MONTH", "department": "R"},
    )

    assert api.variables("Act")["input"] == {
        "key": "csat",
        "op": ">=",
        "value": "0.9",
        "grain": "MONTH",
        "where": ["department=R"],
    }


@pytest.mark.parametrize(("text", "share"), [("3", "0.03"), ("12.5 ％", "0.125"), ("many", "many")])
def test_hundredth(text, share):
    assert hundredth(text) == share


def test_a_target_is_removed_by_its_own_name():
    assert given("remove-target", "csat", {"id": "t1"}, "") == {"id": "t1"}
    assert given("publish", "csat", {"version": "two"}, "") == {"key": "csat", "version": 0}


def test_the_twelve_are_signed_for_one_side():
    browser, api = open_stage("general_manager", lines={"SignCore": {"signCoreMetrics": []}})

    answer = browser.post("/metrics/core", data={"csrf": "token", "side": "BUSINESS"})

    assert answer.status_code == 303
    assert api.variables("SignCore")["input"]["side"] == "BUSINESS"


def test_who_may_not_sign_the_twelve_is_told():
    browser, _ = open_stage("employee", lines={"SignCore": TROUBLE})

    assert browser.post("/metrics/core", data={"csrf": "token", "side": "HR"}).status_code == 409


def test_the_inbox_shows_the_change_and_both_seals():
    history = [
        {
            "version": 1,
            "summary": "公式变更",
            "formulaBefore": "leavers / opening(headcount)",
            "formulaAfter": "leavers / avg2(headcount)",
            "at": None,
            "by": "周明",
        }
    ]
    row = definition(history=history, signatures=[signature("BUSINESS")], allowed={**ACTS, "signHr": True})
    browser, _ = open_stage("hr_manager", lines={"Reviews": {"metricReviews": [row]}})

    text = browser.get("/metrics/reviews").text

    assert "<del>opening</del><ins>avg2</ins>" in text
    assert text.count('class="seal awaited"') == 1
    assert "代表人力签定" in text
    assert review({**row, "history": []})["diff"] == []


def test_an_empty_inbox_and_no_conflicts_say_so():
    browser, _ = open_stage(
        "hr_manager", lines={"Reviews": {"metricReviews": []}, "Conflicts": {"metricConflicts": []}}
    )

    assert "没有等您签定的口径" in browser.get("/metrics/reviews").text
    assert "没有互相矛盾的口径" in browser.get("/metrics/conflicts").text


def test_a_conflict_leads_to_the_two_side_by_side():
    one = {
        "kind": "VALUE_DIVERGENCE",
        "keys": ["a", "b"],
        "detail": "差得远",
        "severity": "WARNING",
        "suggestion": None,
    }
    browser, _ = open_stage("hr_manager", lines={"Conflicts": {"metricConflicts": [one]}})

    assert 'href="/metrics/compare?key=a&amp;key=b"' in browser.get("/metrics/conflicts").text


def test_each_act_names_its_input():
    assert (
        KNOWN["target"].document
        == "mutation Act($input: SetTargetInput!) { setTarget(input: $input) { id } }"
    )
