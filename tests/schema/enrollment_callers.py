"""Who sees what is learned, by when and with which result, and who assigns, rates, coaches and plans."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from server.kernel.upload import Upload
from tests.schema.cases import ABSENT, DENIED, Caller, CallerCase, change, reading, seen
from tests.schema.enrollment_rows import (
    BATCH,
    COURSE,
    EXAM,
    FAILED,
    FRESH,
    HOURS,
    PROOF,
    QUESTION,
    RULE,
    SESSION,
    SHOWN,
    TOLD,
    WORK,
)
from tests.schema.judged_callers import nodes

MINE = f'where: {{ course: {{ id: {{ eq: "{COURSE}" }} }} }}'
STATES = (
    "{ enrollments(orderBy: [{id: ASC}]) { nodes { id state attempts version } } "
    "trainingSessions { nodes { state seatsTaken } } }"
)


def listed(name: str, fields: str, where: str, full: dict[str, Any]) -> CallerCase:
    """Rows about E3: HR of another department and payroll see none, the head of the department all."""
    return reading(
        f"{{ {name}({where} orderBy: [{{id: ASC}}]) {{ nodes {{ {fields} }} }} }}",
        Caller("payroll_specialist", seen(name, nodes())),
        Caller("hr_specialist", seen(name, nodes())),
        Caller("department_manager", seen(name, full)),
    )


def public(
    name: str, fields: str, arguments: str, none: Any, full: Any, half: Any = None, who: str = "hr_manager"
) -> CallerCase:
    return reading(
        f"{{ {name}({arguments}) {{ {fields} }} }}",
        Caller("administrator", seen(name, none)),
        Caller("employee", seen(name, half or full)),
        Caller(who, seen(name, full)),
    )


SEAT = {"title": "试课一场", "seatsTaken": 1, "seats": nodes({"state": "SEATED"})}
NEW_RULE = {"code": "NEW", "title": "新要求", "occasion": "YEARLY", "courseType": "UPSKILL"}
ENROLLMENT_QUERIES = {
    "trainingRules": public(
        "trainingRules", "nodes { code occasion months }", 'where: { code: { eq: "TRY" } }', nodes(),
        nodes({"code": "TRY", "occasion": "JOINED", "months": 2}),
    ),
    "previewTrainingRule": CallerCase(
        "query Try($input: SaveTrainingRuleInput!) { previewTrainingRule(input: $input) { asked overdue } }",
        Caller("employee", DENIED), Caller("department_manager", DENIED),
        Caller("hr_manager", seen("previewTrainingRule", {"asked": 4, "overdue": 0})), {"input": NEW_RULE},
    ),
    "enrollments": listed(
        "enrollments", "state isOverdue score", MINE, nodes(
            {"state": "ASSIGNED", "isOverdue": True, "score": None},
            {"state": "EXAM", "isOverdue": False, "score": None},
            {"state": "FAILED", "isOverdue": False, "score": "55.00"},
        ),
    ),
    "enrollment": reading(
        f'{{ enrollment(id: "{FAILED}") {{ attempts exams {{ nodes {{ score isPassed }} }} '
        "coaching { nodes { doneOn } } } }",
        Caller("payroll_specialist", seen("enrollment", None)),
        Caller("hr_specialist", seen("enrollment", None)),
        Caller(
            "employee",
            seen("enrollment", {"attempts": 1, "exams": nodes({"score": "55.00", "isPassed": False}),
                                "coaching": nodes({"doneOn": None})}),
        ),
    ),
    "trainingSessions": public(
        "trainingSessions", "nodes { title roomCode }", f'where: {{ id: {{ eq: "{SESSION}" }} }}', nodes(),
        nodes({"title": "试课一场", "roomCode": "246824"}), nodes({"title": "试课一场", "roomCode": None}),
    ),
    "trainingSession": public(
        "trainingSession", "title roomCode seatsTaken seats { nodes { state } }", f'id: "{SESSION}"', None,
        SEAT | {"roomCode": "246824"}, SEAT | {"roomCode": None}, "department_manager",
    ),
    "certificates": listed("certificates", "number", MINE, nodes({"number": "TRY-1"})),
    "coachingTasks": listed(
        "coachingTasks", "attemptNumber doneOn", "", nodes({"attemptNumber": 1, "doneOn": None})
    ),
    "hoursDuties": listed(
        "hoursDuties", "leastHours doneHours isOverdue", "",
        nodes({"leastHours": "10.00", "doneHours": "4.00", "isOverdue": False}),
    ),
    "outsideLearnings": listed(
        "outsideLearnings", "title state", "", nodes({"title": "公开课", "state": "SENT"})
    ),
}  # fmt: skip

STAFF, HEAD = Caller("employee", DENIED), Caller("department_manager", DENIED)
ELSEWHERE = Caller("hr_specialist", ABSENT)
TIMES = {"startsAt": "2025-07-02T14:00:00+08:00", "endsAt": "2025-07-02T17:00:00+08:00", "capacity": 5}


def run(name: str, given: dict[str, Any], shown: dict[str, Any], untouched: str = STATES) -> CallerCase:
    """What HR does for the whole company, and nobody else."""
    return change(name, given, shown, unprivileged=STAFF, half=HEAD, untouched=untouched)


def team(name: str, given: dict[str, Any], shown: dict[str, Any]) -> CallerCase:
    """What the head of the department does, not the person themselves and not HR of another department."""
    return change(
        name,
        given,
        shown,
        unprivileged=STAFF,
        half=ELSEWHERE,
        privileged="department_manager",
        untouched=STATES,
    )


def own(name: str, given: dict[str, Any], shown: dict[str, Any], none: Any, half: Any = ABSENT) -> CallerCase:
    return change(
        name, given, shown, unprivileged=Caller("administrator", none), half=Caller("department_manager", half),
        privileged="employee", untouched=STATES,
    )  # fmt: skip


PROOFS = "{ outsideLearnings { nodes { files { nodes { fileName } } } } }"
LEARNED = {"title": "读书", "learnedOn": "2025-06-20", "hours": "2.5", "evidence": "笔记"}
ENROLLMENT_MUTATIONS = {
    "saveTrainingRule": run(
        "saveTrainingRule", NEW_RULE, {"code": "NEW", "courseType": "UPSKILL", "validTo": None},
        "{ trainingRules { nodes { code version } } }",
    ),
    "endTrainingRule": run(
        "endTrainingRule", {"id": RULE}, {"code": "TRY", "validTo": "2026-01-01"},
        "{ trainingRules { nodes { code version } } }",
    ),
    "enroll": team("enroll", {"employeeCodes": ["E3"], "courseCode": "FREE"}, {"count": 1}),
    "undoEnrollments": CallerCase(
        "mutation Try($input: UndoEnrollmentsInput!) { undoEnrollments(input: $input) }",
        STAFF, ELSEWHERE, Caller("department_manager", seen("undoEnrollments", BATCH)), {"input": {"id": BATCH}},
        STATES,
    ),
    "waiveEnrollment": run(
        "waiveEnrollment", {"id": FRESH, "reason": "已有同等证书"}, {"state": "WAIVED", "waiverReason": "已有同等证书"}
    ),
    "waiveHoursDuty": run(
        "waiveHoursDuty", {"id": HOURS, "reason": "长期外派"}, {"waiverReason": "长期外派", "isOverdue": False},
        "{ hoursDuties { nodes { id waiverReason version } } }",
    ),
    "withdrawEnrollment": team("withdrawEnrollment", {"id": FRESH}, {"state": "WITHDRAWN"}),
    "completeEnrollment": team("completeEnrollment", {"id": WORK}, {"state": "PASSED", "progress": "100.00"}),
    "rateExam": team(
        "rateExam", {"id": EXAM, "kind": "WRITTEN", "score": "60"}, {"state": "PASSED", "attempts": 1, "score": "60.00"}
    ),
    "takeExam": own(
        "takeExam", {"enrollmentId": EXAM, "answers": [{"questionId": QUESTION, "options": [0]}]},
        {"state": "PASSED", "score": "100.00"}, ABSENT,
    ),
    "recordCoaching": team("recordCoaching", {"id": FAILED, "remark": "讲了退货流程"}, {"state": "EXAM"}),
    "saveTrainingSession": run(
        "saveTrainingSession", {"courseCode": "TRY", **TIMES}, {"title": "试课", "capacity": 5, "hours": "2.00"}
    ),
    "cancelTrainingSession": run("cancelTrainingSession", {"id": SESSION}, {"state": "CANCELED"}),
    "closeTrainingSession": run("closeTrainingSession", {"id": SESSION, "presentIds": []}, {"state": "HELD"}),
    "joinTrainingSession": change(
        "joinTrainingSession", {"id": SESSION, "employeeCodes": ["E3"]}, {"seatsTaken": 1},
        unprivileged=Caller("administrator", ABSENT), half=ELSEWHERE, privileged="employee", untouched=STATES,
    ),
    "leaveTrainingSession": own("leaveTrainingSession", {"id": SESSION}, {"seatsTaken": 0}, DENIED),
    "attendTrainingSession": own(
        "attendTrainingSession", {"id": SESSION, "roomCode": "246824"}, {"seatsTaken": 1}, DENIED
    ),
    "reportOutsideLearning": own(
        "reportOutsideLearning", LEARNED, {"title": "读书", "hours": "2.50", "state": "SENT"}, DENIED,
        seen("reportOutsideLearning", {"title": "读书", "hours": "2.50", "state": "SENT"}),
    ),
    "withdrawOutsideLearning": own("withdrawOutsideLearning", {"id": TOLD}, {"state": "WITHDRAWN"}, ABSENT),
    "addLearningEvidence": CallerCase(
        "mutation Try($input: AddLearningEvidenceInput!) { addLearningEvidence(input: $input) { fileName mediaType } }",
        Caller("performance_specialist", DENIED), ELSEWHERE,
        Caller(
            "department_manager",
            seen("addLearningEvidence", {"fileName": "现场.txt", "mediaType": "text/plain"}),
        ),
        {"input": {"enrollmentId": EXAM, "file": Upload("现场.txt", "演练记录".encode())}}, PROOFS,
    ),
    "openLearningEvidence": CallerCase(
        "mutation Try($input: LearningEvidenceInput!) { openLearningEvidence(input: $input) { fileName base64 } }",
        Caller("performance_specialist", ABSENT), ELSEWHERE,
        Caller(
            "department_manager",
            seen("openLearningEvidence", {"fileName": "证书.pdf", "base64": b64encode(SHOWN).decode()}),
        ),
        {"input": {"id": PROOF}}, PROOFS,
    ),
    "removeLearningEvidence": CallerCase(
        "mutation Try($input: LearningEvidenceInput!) { removeLearningEvidence(input: $input) }",
        Caller("performance_specialist", ABSENT), Caller("department_manager", ABSENT),
        Caller("employee", seen("removeLearningEvidence", PROOF)), {"input": {"id": PROOF}}, PROOFS,
    ),
}  # fmt: skip
