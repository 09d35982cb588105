"""Who sees what positions ask and what was found of people, and who keeps, assesses and takes back."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import DENIED, Caller, CallerCase, change, reading, seen
from tests.schema.competency_rows import CALM, FOUND

NONE: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


def public(name: str, fields: str, full: dict[str, Any]) -> CallerCase:
    """What is the same for everybody inside; the administrator has no part in it."""
    return reading(
        f"{{ {name} {{ nodes {{ {fields} }} }} }}",
        Caller("administrator", seen(name, NONE)), Caller("employee", seen(name, full)),
        Caller("hr_manager", seen(name, full)),
    )  # fmt: skip


ASKED = {"level": 4, "competency": {"code": "TALK"}}
OWN = {"level": "3.50", "assessorName": "李娜", "employee": {"code": "E3"}}
THEIRS = {"level": "2.50", "assessorName": "李娜", "employee": {"code": "E4"}}
COMPETENCY_QUERIES = {
    "competencies": public("competencies", "code", nodes({"code": "CALM"}, {"code": "TALK"})),
    "competencyProfiles": public(
        "competencyProfiles", "position { code } requirements { nodes { level } }",
        nodes({"position": {"code": "P1"}, "requirements": nodes({"level": 4})}),
    ),
    "competencyRequirements": public("competencyRequirements", "level competency { code }", nodes(ASKED)),
    "competencyAssessments": reading(
        "{ competencyAssessments(orderBy: [{ level: DESC }]) { nodes { level assessorName employee { code } } } }",
        Caller("administrator", seen("competencyAssessments", NONE)),
        Caller("employee", seen("competencyAssessments", nodes(OWN))),
        Caller("department_manager", seen("competencyAssessments", nodes(OWN, THEIRS))),
    ),
}  # fmt: skip

STAFF, HEAD, ELSEWHERE = (
    Caller("employee", DENIED),
    Caller("department_manager", DENIED),
    Caller("hr_specialist", DENIED),
)
ALL = "{ competencies { nodes { code version isInUse } } }"
PROFILES = "{ competencyProfiles { nodes { version requirements { nodes { level validFrom } } } } }"
FOUNDS = "{ competencyAssessments { nodes { id level } } }"
TEXTS = ["说不清", "说得清", "说到点上", "能安抚", "能教人"]
LINE = {"competencyCode": "CALM", "level": 3}
SEEN_OF_E4 = {"employeeCode": "E4", "competencyCode": "TALK", "source": "MANAGER", "evidence": "旁听两次通话"}
COMPETENCY_MUTATIONS = {
    "saveCompetency": change(
        "saveCompetency", {"code": "data_use", "name": "用数据", "anchors": TEXTS},
        {"code": "DATA_USE", "anchors": TEXTS, "version": 1}, unprivileged=STAFF, half=HEAD, untouched=ALL,
    ),
    "retireCompetency": change(
        "retireCompetency", {"id": CALM}, {"code": "CALM", "isInUse": False, "retiredOn": "2025-06-30"},
        unprivileged=STAFF, half=HEAD, untouched=ALL,
    ),
    "setCompetencyProfile": change(
        "setCompetencyProfile", {"positionCode": "P1", "lines": [LINE], "version": 1}, {"version": 2},
        unprivileged=STAFF, half=HEAD, untouched=PROFILES,
    ),
    "assessCompetency": change(
        "assessCompetency", {**SEEN_OF_E4, "level": "3"},
        {"level": "3.00", "assessedOn": "2025-06-30", "assessorName": "李娜"}, unprivileged=STAFF, half=ELSEWHERE,
        privileged="department_manager", untouched=FOUNDS,
    ),
    "withdrawAssessment": CallerCase(
        "mutation Try($input: WithdrawAssessmentInput!) { withdrawAssessment(input: $input) { level } }",
        STAFF, Caller("hr_specialist", DENIED), Caller("department_manager", seen("withdrawAssessment", None)),
        {"input": {"id": FOUND, "reason": "记错了人"}}, FOUNDS,
    ),
}  # fmt: skip
