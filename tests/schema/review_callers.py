"""Who reads what is written about a card, who writes it, and who enters ratings; filed into `callers.CASES`."""

from __future__ import annotations

from typing import Any

from tests.plan.world import uid
from tests.schema.cases import ABSENT, DENIED, Answer, Caller, CallerCase, change, reading, seen
from tests.schema.cycle_rows import CORRECTED, OPEN, OUT, OWN, RATED
from tests.schema.review_rows import ITEM, SESSION

NOBODY: dict[str, Any] = {"nodes": []}
LOOK = "{ scorecards(orderBy: [{id: ASC}]) { nodes { id state version } } }"
WRITTEN = "{ reviews(orderBy: [{id: ASC}]) { nodes { id state version } } }"
EMPLOYEE, HALF = Caller("employee", DENIED), Caller("hr_specialist", DENIED)
OF_E3 = {"kind": "MANAGER", "state": "SUBMITTED", "employee": {"code": "E3"}}
OF_E4 = {"kind": "MANAGER", "state": "DRAFT", "employee": {"code": "E4"}}
OWN_DRAFT = {"kind": "SELF", "state": "DRAFT", "employee": {"code": "E3"}}
PASTED = {"cells": [{"cell": {"outcome": "CHANGED", "value": "70", "typed": "80"}}], "unmatched": []}
SPREAD = [{"raterName": "李娜", "count": 2, "bands": [0, 0, 0, 0, 0], "hint": None}]
"""Both cards of the open quarter, E3's and E4's, of E2's people, neither handed in yet."""

TABLE = "name members { nodes { personName } } items { nodes { personName score ratingBefore } }"
COMPARED = {
    "name": "客服校准会",
    "members": {"nodes": [{"personName": "李娜"}]},
    "items": {"nodes": [{"personName": "孙宁", "score": "62.00", "ratingBefore": "B"}]},
}
SESSIONS = "{ calibrationSessions { nodes { id state waiting version } } }"
SPECIALIST = "performance_specialist"


def held(name: str, given: dict[str, object], shown: dict[str, object]) -> CallerCase:
    """A mutation of who holds sessions."""
    return change(
        name, given, shown, unprivileged=EMPLOYEE, half=Caller("department_manager", DENIED),
        privileged=SPECIALIST, untouched=SESSIONS,
    )  # fmt: skip


def rated(name: str, given: dict[str, object], shown: str, value: object, **rest: Any) -> CallerCase:
    """A mutation that a manager runs about their people, with an answer of any shape."""
    kind = f"{name[0].upper()}{name[1:]}Input"
    return CallerCase(
        f"mutation Try($input: {kind}!) {{ {name}(input: $input) {{ {shown} }} }}",
        EMPLOYEE, HALF, Caller("department_manager", seen(name, value)), {"input": given}, **rest,
    )  # fmt: skip


REVIEW_QUERIES = {
    "reviews": reading(
        "{ reviews(orderBy: [{id: ASC}]) { nodes { kind state employee { code } } } }",
        Caller("payroll_specialist", seen("reviews", NOBODY)),
        Caller("employee", seen("reviews", {"nodes": [OWN_DRAFT, OF_E3]})),
        Caller("department_manager", seen("reviews", {"nodes": [OF_E3, OF_E4]})),
    ),
    "calibrationSession": reading(
        f'{{ calibrationSession(id: "{SESSION}") {{ {TABLE} }} }}',
        Caller("employee", seen("calibrationSession", None)),
        Caller("department_manager", seen("calibrationSession", COMPARED)),
        Caller(SPECIALIST, seen("calibrationSession", COMPARED)),
    ),
    "calibrationSessions": reading(
        f"{{ calibrationSessions {{ nodes {{ {TABLE} }} }} }}",
        Caller("payroll_specialist", seen("calibrationSessions", NOBODY)),
        Caller("department_manager", seen("calibrationSessions", {"nodes": [COMPARED]})),
        Caller("hr_manager", seen("calibrationSessions", {"nodes": [COMPARED]})),
    ),
    "previewScores": CallerCase(
        "query Try($input: PreviewScoresInput!) { previewScores(input: $input) "
        "{ cells { cell { outcome value typed } } unmatched { name } } }",
        EMPLOYEE,
        HALF,
        Caller("department_manager", seen("previewScores", PASTED)),
        {"input": {"cycleId": OPEN, "text": "工号\t服务\nE4\t80"}},
        untouched=LOOK,
    ),
    "raterSpread": reading(
        f'{{ raterSpread(cycleId: "{OPEN}") {{ raterName count bands hint }} }}',
        Caller("payroll_specialist", seen("raterSpread", [])),
        Caller("employee", seen("raterSpread", [])),
        Caller("department_manager", seen("raterSpread", SPREAD)),
    ),
}

REVIEW_MUTATIONS = {
    "openCalibrationSession": held(
        "openCalibrationSession",
        {
            "cycleId": OUT,
            "name": "三组校准",
            "heldOn": "2025-07-01",
            "departmentIds": [uid("D2")],
            "memberIds": [uid("E2")],
        },
        {"name": "三组校准", "state": "OPEN", "cards": 1, "waiting": 1},
    ),
    "keepCalibrationItem": held(
        "keepCalibrationItem", {"id": ITEM, "note": "口径一致"}, {"state": "KEPT", "note": "口径一致"}
    ),
    "closeCalibrationSession": held(
        "closeCalibrationSession",
        {"id": SESSION, "minutes": "维持原评分，下季度统一口径"},
        {"state": "CLOSED", "minutes": "维持原评分，下季度统一口径", "waiting": 1},
    ),
    "setScores": rated(
        "setScores",
        {"cells": [{"scorecardId": RATED, "componentCode": "SERVICE", "value": "80", "version": 1}]},
        "outcome value score",
        [{"outcome": "SAVED", "value": "80", "score": "80.00"}],  # 80 * 0.6 + 80 * 0.4
        untouched=LOOK,
    ),
    "saveReview": rated(
        "saveReview",
        {"scorecardId": RATED, "text": "沟通耐心", "submit": True},
        "kind state text",
        {"kind": "MANAGER", "state": "SUBMITTED", "text": "沟通耐心"},
        untouched=WRITTEN,
    ),
    "saveSelfReview": change(
        "saveSelfReview",
        {"scorecardId": OWN, "text": "按时回复", "version": 1},
        {"kind": "SELF", "state": "DRAFT", "text": "按时回复"},
        unprivileged=Caller("payroll_specialist", ABSENT),
        half=Caller("department_manager", DENIED),
        privileged="employee",
        untouched=WRITTEN,
    ),
    "recallScorecard": CallerCase(
        "mutation Try($input: StepInput!) { recallScorecard(input: $input) { state } }",
        EMPLOYEE,
        HALF,
        Caller("department_manager", Answer(code="INVALID_STATE")),
        {"input": {"id": CORRECTED}},
        untouched=LOOK,
    ),
    "calibrateScorecard": change(
        "calibrateScorecard",
        {
            "scorecardId": CORRECTED,
            "cells": [{"componentCode": "SERVICE", "value": "75"}],
            "reason": "与同组一致",
        },
        {"kind": "CALIBRATION", "scoreBefore": "62.00", "scoreAfter": "65.00"},  # 75 * 0.6 + 50 * 0.4
        unprivileged=EMPLOYEE,
        half=Caller("department_manager", DENIED),
        privileged="performance_specialist",
        untouched=WRITTEN,
    ),
}
