"""Deputies and chains: what is missing is said at its field, what was typed stays, HR alone sets chains."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import open_stage

ROW = {
    "id": "d1", "employeeName": "任霞", "deputyName": "王芳", "validFrom": "2026-11-22", "validTo": "2026-11-30",
    "kinds": "resignation",
}  # fmt: skip
DEPUTIES: dict[str, Any] = {"Deputies": {"deputies": {"nodes": [ROW]}}}
PLACE = {"id": "1", "code": "D1", "name": "城西店"}
CHAINS: dict[str, Any] = {
    "Chains": {
        "approvalChains": {
            "nodes": [
                {"id": "c", "kind": "resignation", "version": 1, "department": PLACE,
                 "steps": '[{"approver":"department_head","any_of":true}]'}
            ]
        },
        "departments": {"nodes": [{"code": "D1", "name": "城西店"}]},
    }
}  # fmt: skip


def test_a_deputy_is_named_and_ended():
    done = {"SetDeputy": {"setDeputy": {"id": "d"}}, "EndDeputy": {"endDeputy": {"id": "d"}}}
    browser, api = open_stage("employee", lines={**DEPUTIES, **done})
    page = browser.get("/approvals/deputies").text
    assert "王芳" in page
    assert "employeeCode" not in page

    days = {"validFrom": "2026-12-01", "validTo": "2026-12-05"}
    browser.post("/approvals/deputies", data={"csrf": "token", "key": "k", "deputyCode": "R1", **days})
    browser.post("/approvals/deputies", data={"csrf": "token", "key": "k", "end": "d1"})

    assert api.variables("SetDeputy")["input"] == {"deputyCode": "R1", **days, "idempotencyKey": "k"}
    assert api.variables("EndDeputy")["input"]["id"] == "d1"


def test_a_deputy_the_house_refuses_is_said_at_its_field():
    no = {
        "code": "INVALID_INPUT",
        "zh": "没有这个在职员工",
        "en": "No one",
        "inputPath": ["input", "deputyCode"],
    }
    lines = {**DEPUTIES, "SetDeputy": {"errors": [{"message": "x", "extensions": no}]}}
    browser, _ = open_stage("hr_manager", lines=lines)
    sent = {"csrf": "token", "deputyCode": "X", "validFrom": "2026-12-01", "validTo": ""}
    assert 'id="validTo-error"' in browser.post("/approvals/deputies", data=sent).text

    answer = browser.post("/approvals/deputies", data={**sent, "validTo": "2026-12-02"})

    assert answer.status_code == 422
    assert 'id="deputyCode-error"' in answer.text
    assert 'value="X"' in answer.text


def test_hr_sets_a_chain_and_nobody_else():
    done = {"SetChain": {"setApprovalChain": {"id": "c"}}}
    browser, api = open_stage("hr_manager", lines={**CHAINS, **done})
    page = browser.get("/approvals/chains").text
    assert "部门负责人" in page
    assert "默认" in page

    sent = {
        "csrf": "token",
        "key": "k",
        "kind": "resignation",
        "departmentCode": "D1",
        "step1": "manager",
        "step2": "",
    }
    browser.post("/approvals/chains", data=sent)

    assert api.variables("SetChain")["input"] == {
        "kind": "resignation", "departmentCode": "D1", "steps": [{"approver": "manager"}], "idempotencyKey": "k",
    }  # fmt: skip
    assert 'id="step1-error"' in browser.post("/approvals/chains", data={**sent, "step1": ""}).text
    clerk, _ = open_stage("employee", lines=CHAINS)
    assert clerk.get("/approvals/chains").status_code == 403
