"""Who sees cycles and scores, and who takes which step; filed into `callers.CASES`."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import ABSENT, DENIED, Caller, CallerCase, change, reading, seen
from tests.schema.cycle_rows import (
    APRIL,
    CORRECTED,
    DISPUTE,
    DONE,
    FEBRUARY,
    LATE,
    MARCH,
    MAY,
    OPEN,
    OUT,
    OWN,
    PUBLISHED,
    RATED,
)

NOBODY: dict[str, Any] = {"nodes": []}
LOOK = "{ scorecards(orderBy: [{id: ASC}]) { nodes { id state version } } }"
CYCLES = "{ reviewCycles(orderBy: [{id: ASC}]) { nodes { code state version } } }"


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


def card(code: str, score: str | None, draft: str | None) -> dict[str, Any]:
    return {"employee": {"code": code}, "score": score, "draftScore": draft}


OWN_LINES = nodes(
    {"value": None, "draftValue": None, "points": None},
    {"value": "0.80", "draftValue": None, "points": "80.00"},
)
RATED_LINES = nodes(
    {"value": None, "draftValue": "70", "points": None},
    {"value": "0.80", "draftValue": "0.80", "points": "80.00"},
)
LINES = "lines(orderBy: [{place: ASC}]) { nodes { value draftValue points } }"
FULL_TIME = nodes({"code": "2024Q4", "state": "CLOSED"}, {"code": "2025Q1", "state": "PUBLISHED"},
                  {"code": "2025Q2", "state": "OPEN"})  # fmt: skip
QUARTERS = (
    "{ reviewCycles(where: {grain: {eq: QUARTER}}, orderBy: [{startsOn: ASC}]) { nodes { code state } } }"
)
ONE = '{ scorecard(id: "%s") { state %s } }'
PROGRESS = {"cards": 2, "withPeople": 1, "withManagers": 1, "isScoring": False}

CYCLE_QUERIES = {
    "reviewCycles": reading(
        QUARTERS,
        Caller("administrator", seen("reviewCycles", NOBODY)),
        Caller("employee", seen("reviewCycles", FULL_TIME)),
        Caller("performance_specialist", seen("reviewCycles", FULL_TIME)),
    ),
    "reviewCycle": reading(
        '{ reviewCycle(code: "2025Q2") { state } }',
        Caller("administrator", seen("reviewCycle", None)),
        Caller("employee", seen("reviewCycle", {"state": "OPEN"})),
        Caller("performance_specialist", seen("reviewCycle", {"state": "OPEN"})),
    ),
    "scorecards": reading(
        f'{{ scorecards(where: {{cycle: {{id: {{eq: "{OPEN}"}}}}}}, orderBy: [{{id: ASC}}]) '
        "{ nodes { employee { code } score draftScore } } }",
        Caller("payroll_specialist", seen("scorecards", NOBODY)),
        Caller("employee", seen("scorecards", nodes(card("E3", None, None)))),
        Caller(
            "department_manager",
            seen("scorecards", nodes(card("E3", None, "80.00"), card("E4", None, "74.00"))),
        ),
    ),
    "scorecard": reading(
        ONE % (OWN, LINES),
        Caller("payroll_specialist", seen("scorecard", None)),
        Caller("employee", seen("scorecard", {"state": "SELF", "lines": OWN_LINES})),
        Caller(
            "department_manager",
            seen(
                "scorecard",
                {
                    "state": "SELF",
                    "lines": nodes(
                        {"value": None, "draftValue": None, "points": None},
                        {"value": "0.80", "draftValue": "0.80", "points": "80.00"},
                    ),
                },
            ),
        ),
    ),
    "scoreDisputes": reading(
        "{ scoreDisputes { nodes { reason employee { code } } } }",
        Caller("payroll_specialist", seen("scoreDisputes", NOBODY)),
        Caller("employee", seen("scoreDisputes", NOBODY)),
        Caller(
            "department_manager",
            seen("scoreDisputes", nodes({"reason": "客户评价登记有误", "employee": {"code": "E4"}})),
        ),
    ),
    "rewardCandidates": reading(
        "{ rewardCandidates { nodes { kind employee { code } } } }",
        Caller("administrator", seen("rewardCandidates", NOBODY)),
        Caller("department_manager", seen("rewardCandidates", NOBODY)),
        Caller(
            "performance_specialist",
            seen("rewardCandidates", nodes({"kind": "PROMOTION", "employee": {"code": "E6"}})),
        ),
    ),
    "ranking": reading(
        f'{{ ranking(cycleId: "{OUT}") {{ rank of employeeCode score }} }}',
        Caller("payroll_specialist", seen("ranking", [])),
        Caller("employee", seen("ranking", [{"rank": 1, "of": 2, "employeeCode": "E3", "score": "86.00"}])),
        Caller(
            "department_manager",
            seen(
                "ranking",
                [
                    {"rank": 1, "of": 2, "employeeCode": "E3", "score": "86.00"},
                    {"rank": 2, "of": 2, "employeeCode": "E4", "score": "50.00"},
                ],
            ),
        ),
    ),
    "scoreProgress": reading(
        f'{{ scoreProgress(cycleId: "{OPEN}") {{ cards withPeople withManagers isScoring }} }}',
        Caller("employee", DENIED),
        Caller("department_manager", DENIED),
        Caller("performance_specialist", seen("scoreProgress", PROGRESS)),
    ),
}

EMPLOYEE, MANAGER = Caller("employee", DENIED), Caller("department_manager", DENIED)


def cycle_step(name: str, cycle: str, state: str) -> CallerCase:
    return change(
        name, {"id": cycle}, {"state": state}, unprivileged=EMPLOYEE, half=MANAGER,
        privileged="performance_specialist", untouched=CYCLES,
    )  # fmt: skip


def hr_step(name: str, given: dict[str, object], shown: dict[str, object]) -> CallerCase:
    return change(
        name,
        given,
        shown,
        unprivileged=EMPLOYEE,
        half=MANAGER,
        privileged="performance_specialist",
        untouched=LOOK,
    )


def own_step(name: str, given: dict[str, object], shown: dict[str, object]) -> CallerCase:
    """Only the person the card is about; to everybody else it is not there."""
    return change(
        name, given, shown, unprivileged=Caller("payroll_specialist", ABSENT),
        half=Caller("department_manager", ABSENT), privileged="employee", untouched=LOOK,
    )  # fmt: skip


CYCLE_MUTATIONS = {
    "createReviewCycle": change(
        "createReviewCycle",
        {"grain": "QUARTER", "startsOn": "2025-07-01"},
        {"code": "2025Q3", "endsOn": "2025-09-30", "managerDueOn": "2025-10-14"},
        unprivileged=EMPLOYEE,
        half=MANAGER,
        privileged="performance_specialist",
        untouched=CYCLES,
    ),
    "scoreReviewCycle": change(
        "scoreReviewCycle",
        {"id": OPEN},
        {"kind": "performance.score_cycle", "state": "QUEUED"},
        unprivileged=EMPLOYEE,
        half=MANAGER,
        privileged="performance_specialist",
        untouched=CYCLES,
    ),
    "startReview": cycle_step("startReview", MAY, "SCORING"),
    "calibrateReviewCycle": cycle_step("calibrateReviewCycle", APRIL, "CALIBRATION"),
    "publishReviewCycle": cycle_step("publishReviewCycle", MARCH, "PUBLISHED"),
    "closeReviewCycle": cycle_step("closeReviewCycle", FEBRUARY, "CLOSED"),
    "saveSelfAssessment": own_step(
        "saveSelfAssessment",
        {"scorecardId": OWN, "values": [{"componentCode": "SERVICE", "value": "95"}], "submit": True},
        {"state": "MANAGER", "selfScore": "89.00", "score": None},
    ),
    "submitScorecard": change(
        "submitScorecard",
        {"id": RATED},
        {"state": "CALIBRATION", "draftScore": "74.00"},
        unprivileged=EMPLOYEE,
        half=Caller("hr_specialist", DENIED),
        privileged="department_manager",
        untouched=LOOK,
    ),
    "returnScorecard": hr_step("returnScorecard", {"id": RATED, "reason": "请补充事例"}, {"state": "SELF"}),
    "publishScorecard": hr_step(
        "publishScorecard", {"id": CORRECTED}, {"state": "PUBLISHED", "score": "62.00"}
    ),
    "acknowledgeScorecard": own_step("acknowledgeScorecard", {"id": PUBLISHED}, {"state": "ACKNOWLEDGED"}),
    "disputeScorecard": own_step(
        "disputeScorecard", {"id": PUBLISHED, "reason": "服务评分与事实不符"}, {"state": "DISPUTED"}
    ),
    "decideDispute": hr_step(
        "decideDispute",
        {"id": DISPUTE, "isUpheld": True, "answer": "已核对，维持原结果"},
        {"state": "UPHELD"},
    ),
    "closeScorecard": hr_step("closeScorecard", {"id": LATE}, {"state": "CLOSED", "score": "66.00"}),
    "correctScorecard": change(
        "correctScorecard",
        {"id": DONE, "reason": "客户反馈登记有误"},
        {"state": "MANAGER", "revision": 2, "correctionReason": "客户反馈登记有误"},
        unprivileged=EMPLOYEE,
        half=MANAGER,
        privileged="hr_manager",
        untouched=LOOK,
    ),
}
