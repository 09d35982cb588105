"""Who sees which request and exit, and who may decide, hand in and set up; filed into `callers.CASES`."""

from __future__ import annotations

from typing import Any

from tests.schema.approval_rows import ASKED, LAST, STAND_IN, TASK
from tests.schema.cases import (
    ABSENT,
    DENIED,
    SILENCE,
    Answer,
    Caller,
    CallerCase,
    change,
    deed,
    reading,
    seen,
)

NONE: dict[str, Any] = {"nodes": []}
STATES = "{ approvalRequests(orderBy: [{id: ASC}]) { nodes { state step } } deputies { nodes { isEnded } } }"
CHAINS = "{ approvalChains { nodes { kind } } }"
NOBODY = Caller("administrator", DENIED)
CAME = Answer(code="INVALID_STATE")


def ahead(manager: str) -> list[dict[str, Any]]:
    """Return the chain of one whose manager alone could decide."""
    return [{"approver": "manager", "anyOf": True, "names": [manager]}]


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


APPROVAL_QUERIES = {
    "approvalRequestChanged": CallerCase(
        "subscription { approvalRequestChanged { state employeeName } }",
        Caller("administrator", SILENCE),
        Caller("payroll_specialist", SILENCE),
        Caller("employee", seen("approvalRequestChanged", {"state": "OPEN", "employeeName": "陈佳"})),
        stir=deed("ApprovalRequest", ASKED),
    ),
    "foreseenApproval": reading(
        '{ foreseenApproval(kind: "resignation") { approver anyOf names } }',
        Caller("administrator", DENIED),
        Caller("payroll_specialist", seen("foreseenApproval", ahead("王芳"))),
        Caller("employee", seen("foreseenApproval", ahead("李娜"))),
    ),
    "approvals": reading(
        "{ approvals { nodes { step request { employeeName summaryEn } } } }",
        Caller("administrator", seen("approvals", NONE)),
        Caller("hr_manager", seen("approvals", NONE)),
        Caller(
            "department_manager",
            seen(
                "approvals", nodes({"step": 0, "request": {"employeeName": "陈佳", "summaryEn": "Resigns"}})
            ),
        ),
    ),
    "approvalRequest": reading(
        f'{{ approvalRequest(id: "{ASKED}") {{ state employeeName tasks {{ nodes {{ approverName state }} }} }} }}',
        Caller("payroll_specialist", seen("approvalRequest", None)),
        Caller(
            "employee",
            seen(
                "approvalRequest",
                {
                    "state": "OPEN",
                    "employeeName": "陈佳",
                    "tasks": nodes(
                        {"approverName": "李娜", "state": "WAITING"},
                        {"approverName": "王芳", "state": "WAITING"},
                    ),
                },
            ),
        ),
        Caller(
            "hr_manager",
            seen(
                "approvalRequest",
                {
                    "state": "OPEN",
                    "employeeName": "陈佳",
                    "tasks": nodes(
                        {"approverName": "李娜", "state": "WAITING"},
                        {"approverName": "王芳", "state": "WAITING"},
                    ),
                },
            ),
        ),
    ),
    "approvalRequests": reading(
        "{ approvalRequests(orderBy: [{id: ASC}]) { nodes { employeeName state } } }",
        Caller("auditor", seen("approvalRequests", NONE)),
        Caller("employee", seen("approvalRequests", nodes({"employeeName": "陈佳", "state": "OPEN"}))),
        Caller(
            "hr_manager",
            seen(
                "approvalRequests",
                nodes(
                    {"employeeName": "陈佳", "state": "OPEN"}, {"employeeName": "赵磊", "state": "APPROVED"}
                ),
            ),
        ),
    ),
    "approvalChains": reading(
        CHAINS,
        Caller("administrator", seen("approvalChains", NONE)),
        Caller("employee", seen("approvalChains", NONE)),
        Caller("hr_manager", seen("approvalChains", NONE)),
    ),
    "deputies": reading(
        "{ deputies { nodes { employeeName deputyName } } }",
        Caller("employee", seen("deputies", NONE)),
        Caller("department_manager", seen("deputies", nodes({"employeeName": "李娜", "deputyName": "周明"}))),
        Caller("hr_manager", seen("deputies", nodes({"employeeName": "李娜", "deputyName": "周明"}))),
    ),
    "resignations": reading(
        "{ resignations { nodes { lastDay reason state } } }",
        Caller("payroll_specialist", seen("resignations", NONE)),
        Caller(
            "department_manager",
            seen("resignations", nodes({"lastDay": "2025-07-31", "reason": None, "state": "OPEN"})),
        ),
        Caller(
            "hr_manager",
            seen("resignations", nodes({"lastDay": "2025-07-31", "reason": "家庭原因", "state": "OPEN"})),
        ),
    ),
    "exits": reading(
        "{ exits { nodes { lastDay openSteps steps { nodes { target state } } severance { amount } } } }",
        Caller("payroll_specialist", seen("exits", NONE)),
        Caller(
            "department_manager",
            seen(
                "exits",
                nodes(
                    {
                        "lastDay": "2025-03-31",
                        "openSteps": 1,
                        "steps": nodes({"target": "PAYROLL", "state": "WAITING"}),
                        "severance": None,
                    }
                ),
            ),
        ),
        Caller(
            "hr_manager",
            seen(
                "exits",
                nodes(
                    {
                        "lastDay": "2025-03-31",
                        "openSteps": 1,
                        "steps": nodes({"target": "PAYROLL", "state": "WAITING"}),
                        "severance": {"amount": "0.00"},
                    }
                ),
            ),
        ),
    ),
    "exitGaps": reading(
        "{ exitGaps { nodes { activeIn employee { code } } } }",
        Caller("employee", seen("exitGaps", NONE)),
        Caller("payroll_specialist", seen("exitGaps", NONE)),
        Caller("hr_manager", seen("exitGaps", nodes({"activeIn": "EXIT", "employee": {"code": "E5"}}))),
    ),
    "severanceDrafts": reading(
        "{ severanceDrafts { nodes { basis amount employee { code } } } }",
        Caller("department_manager", seen("severanceDrafts", NONE)),
        Caller("employee", seen("severanceDrafts", NONE)),
        Caller(
            "payroll_specialist",
            seen(
                "severanceDrafts",
                nodes({"basis": "VOLUNTARY_NONE", "amount": "0.00", "employee": {"code": "E5"}}),
            ),
        ),
    ),
}

DECISION: dict[str, object] = {"id": TASK, "decision": "APPROVE"}
APPROVAL_MUTATIONS: dict[str, CallerCase] = {
    "decideApproval": change(
        "decideApproval", DECISION, {"state": "APPROVED"}, unprivileged=NOBODY, half=Caller("employee", ABSENT),
        privileged="department_manager", untouched=STATES,
    ),
    "decideApprovals": CallerCase(
        "mutation Try($input: DecideApprovalsInput!) { decideApprovals(input: $input) }",
        NOBODY,
        Caller("hr_manager", ABSENT),
        Caller("department_manager", seen("decideApprovals", [TASK])),
        {"input": {"ids": [TASK], "decision": "APPROVE"}},
        STATES,
    ),
    "undoDecision": change(
        "undoDecision", {"id": LAST}, {"state": "WAITING"}, unprivileged=NOBODY,
        half=Caller("department_manager", ABSENT), privileged="hr_manager", untouched=STATES,
    ),
    "withdrawRequest": change(
        "withdrawRequest", {"id": ASKED}, {"state": "WITHDRAWN"}, unprivileged=NOBODY,
        half=Caller("hr_manager", ABSENT), privileged="employee", untouched=STATES,
    ),
    "setApprovalChain": change(
        "setApprovalChain", {"kind": "resignation", "steps": [{"approver": "manager"}]}, {"kind": "resignation"},
        unprivileged=Caller("employee", DENIED), half=Caller("hr_specialist", DENIED), untouched=CHAINS,
    ),
    "setDeputy": change(
        "setDeputy",
        {"deputyCode": "E4", "employeeCode": "E2", "validFrom": "2025-07-01", "validTo": "2025-07-02"},
        {"deputyName": "赵磊"}, unprivileged=NOBODY, half=Caller("employee", DENIED), untouched=STATES,
    ),
    "endDeputy": change(
        "endDeputy", {"id": STAND_IN}, {"isEnded": True}, unprivileged=Caller("administrator", ABSENT),
        half=Caller("employee", ABSENT), privileged="department_manager", untouched=STATES,
    ),
    "handInResignation": change(
        "handInResignation", {"lastDay": "2025-07-31", "reason": "回乡"}, {"lastDay": "2025-07-31"},
        unprivileged=Caller("administrator", ABSENT), half=Caller("employee", CAME), privileged="department_manager",
        untouched=STATES,
    ),
}  # fmt: skip
