"""What customers said of somebody, and the objections to it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.leave.lines import refused
from tests.ui.quality.lines import AGENT, OWN
from tests.ui.stage import open_stage


def said(row_id: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": row_id,
        "receivedAt": "2026-11-18T04:00:00Z",
        "kind": "SURVEY",
        "score": 2,
        "isValid": True,
        **changes,
    }


def dispute(state: str, agent: dict[str, Any], answer: str) -> dict[str, Any]:
    return {"id": f"d-{answer}", "reason": "快递延误", "state": state, "decision": "",
            "createdAt": "2026-11-19T04:00:00Z",
            "decidedAt": None, "version": 1, "decidedBy": None, "agent": agent, "answer": said(answer)}  # fmt: skip


def lines(*disputes: dict[str, Any]) -> dict[str, Any]:
    answers = {
        "totalCount": 2,
        "pageInfo": {"hasNextPage": False},
        "nodes": [said("n1"), said("n2", isValid=False)],
    }
    return {"Answers": {"customerAnswers": answers, "answerDisputes": {"nodes": list(disputes)}}}


def test_an_agent_sees_what_was_said_and_may_object():
    browser, _ = open_stage("employee", lines=lines(dispute("WAITING", OWN, "n1")))

    page = browser.get("/quality/answers").text

    for text in ("客户对我的评价", "待裁定", "撤回", "不计分", "5 分中的 2 分"):
        assert text in page
    assert "待裁定的申诉" not in page


def test_who_decides_sees_what_waits_and_what_was_left_out():
    found = lines(dispute("WAITING", AGENT, "n8"), dispute("EXCLUDED", AGENT, "n9"))
    browser, _ = open_stage("hr_manager", lines=found)

    page = browser.get("/quality/answers").text

    for text in ("待裁定的申诉", "陈佳", "排除</button>", "恢复计分"):
        assert text in page


@pytest.mark.parametrize(
    ("do", "operation", "field", "sent"),
    [
        ("dispute", "DisputeAnswer", "disputeAnswer", {"answerId": "x", "reason": "快递延误"}),
        ("withdraw", "WithdrawDispute", "withdrawAnswerDispute", {"id": "x", "version": 2}),
        ("exclude", "DecideAnswer", "decideAnswerDispute", {"exclude": True, "decision": "快递延误"}),
        ("uphold", "DecideAnswer", "decideAnswerDispute", {"exclude": False, "version": 2}),
        ("reverse", "ReverseAnswer", "reverseAnswerExclusion", {"reason": "快递延误"}),
    ],
)
def test_each_step_is_one_mutation(do, operation, field, sent):
    browser, api = open_stage("hr_manager", lines=lines() | {operation: {field: {"id": "d1"}}})

    data = {"csrf": "token", "do": do, "id": "x", "text": "快递延误", "version": "2"}
    answer = browser.post("/quality/answers", data=data)

    assert answer.headers["location"] == "/quality/answers"
    assert sent.items() <= api.variables(operation)["input"].items()


def test_a_refusal_is_told_on_the_page_and_nothing_typed_is_lost():
    found = lines(dispute("WAITING", AGENT, "n8")) | {"DecideAnswer": refused("decision")}
    browser, _ = open_stage("hr_manager", lines=found)

    data = {"csrf": "token", "do": "exclude", "id": "d-n8", "text": "短"}
    answer = browser.post("/quality/answers", data=data)

    assert (answer.status_code, "不行。" in answer.text, 'value="短"' in answer.text) == (422, True, True)
