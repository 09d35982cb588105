"""Who sees checks, feedback, reports and disputes, and who may rate, answer, confirm and decide."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import ABSENT, DENIED, Caller, CallerCase, change, reading, seen
from tests.schema.judged_rows import (
    ANSWER,
    DISPUTED,
    DRAFT,
    EXCLUDED,
    INVITE,
    KEPT,
    NAMING,
    OPEN,
    QUESTION,
    RATED,
    SENT,
    SHEET,
    TO_RATE,
    WAITING,
)

NOBODY: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


def listed(name: str, fields: str, full: dict[str, Any], none: str = "hr_specialist") -> CallerCase:
    """Rows about E3: HR of another department and payroll see none, E3 and the head of the department all."""
    return reading(
        f"{{ {name}(orderBy: [{{id: ASC}}]) {{ nodes {{ {fields} }} }} }}",
        Caller("payroll_specialist", seen(name, NOBODY)),
        Caller(none, seen(name, NOBODY)),
        Caller("department_manager", seen(name, full)),
    )


def public(name: str, fields: str, full: dict[str, Any]) -> CallerCase:
    return reading(
        f"{{ {name}(orderBy: [{{id: ASC}}]) {{ nodes {{ {fields} }} }} }}",
        Caller("administrator", seen(name, NOBODY)),
        Caller("employee", seen(name, full)),
        Caller("hr_manager", seen(name, full)),
    )


def one(name: str, row: str, fields: str, full: dict[str, Any], none: str, half: str, who: str) -> CallerCase:
    return reading(
        f'{{ {name}(id: "{row}") {{ {fields} }} }}',
        Caller(none, seen(name, None)),
        Caller(half, seen(name, None)),
        Caller(who, seen(name, full)),
    )


CHECK = {
    "state": "RATED",
    "score": "100.00",
    "ratings": nodes({"score": "100.00", "marks": nodes({"answer": "YES"})}),
}
REPORT = {"customerRef": "cX1", "state": "SENT"}
PRIVATE = nodes({"relation": "SELF", "isAnswered": False}, {"relation": "SELF", "isAnswered": False})

JUDGED_QUERIES = {
    "qualitySheets": public(
        "qualitySheets", "code revision state", nodes(
            {"code": "SERVICE", "revision": 1, "state": "IN_USE"}, {"code": "SERVICE", "revision": 2, "state": "DRAFT"}
        )
    ),
    "qualitySheet": reading(
        f'{{ qualitySheet(id: "{SHEET}") {{ code questions {{ nodes {{ text weight }} }} }} }}',
        Caller("administrator", seen("qualitySheet", None)),
        *(
            Caller(
                role,
                seen("qualitySheet", {"code": "SERVICE", "questions": nodes({"text": "解答准确", "weight": "100.00"})}),
            )
            for role in ("employee", "hr_manager")
        ),
    ),
    "qualityChecks": listed(
        "qualityChecks", "state score", nodes(
            {"state": "WAITING", "score": None}, {"state": "RATED", "score": "100.00"},
            {"state": "DISPUTED", "score": "50.00"},
        )
    ),
    "qualityCheck": one(
        "qualityCheck", RATED, "state score ratings { nodes { score marks { nodes { answer } } } }", CHECK,
        "payroll_specialist", "hr_specialist", "employee",
    ),
    "fieldReports": listed(
        "fieldReports", "customerRef state", nodes(REPORT, {"customerRef": "cX2", "state": "DRAFT"})
    ),
    "fieldReport": one(
        "fieldReport", SENT, "customerRef state", REPORT, "payroll_specialist", "hr_specialist", "employee"
    ),
    "customerAnswers": listed(
        "customerAnswers", "score isValid", nodes(
            {"score": 2, "isValid": True}, {"score": 2, "isValid": True}, {"score": 2, "isValid": False}
        )
    ),
    "answerDisputes": listed("answerDisputes", "state", nodes({"state": "WAITING"}, {"state": "EXCLUDED"})),
    "peerRounds": public(
        "peerRounds", "code state asked answered", nodes(
            {"code": "G1", "state": "NOMINATING", "asked": 1, "answered": 0},
            {"code": "G2", "state": "OPEN", "asked": 2, "answered": 0},
            {"code": "G3", "state": "CLOSED", "asked": 0, "answered": 0},
        )
    ),
    "peerRound": reading(
        f'{{ peerRound(id: "{OPEN}") {{ code questions }} }}',
        Caller("administrator", seen("peerRound", None)),
        *(
            Caller(role, seen("peerRound", {"code": "G2", "questions": ["守信 | Keeps promises"]}))
            for role in ("employee", "hr_manager")
        ),
    ),
    "peerInvites": reading(
        "{ peerInvites(orderBy: [{id: ASC}]) { nodes { relation isAnswered } } }",
        Caller("hr_manager", seen("peerInvites", NOBODY)),
        Caller("department_manager", seen("peerInvites", NOBODY)),
        Caller("employee", seen("peerInvites", PRIVATE)),
    ),
    "peerInvite": one(
        "peerInvite", INVITE, "relation subjectName", {"relation": "SELF", "subjectName": "陈佳"},
        "hr_manager", "department_manager", "employee",
    ),
    "peerNominations": listed(
        "peerNominations", "relation raterName", nodes(
            {"relation": "SELF", "raterName": "陈佳"}, {"relation": "PEER", "raterName": "周明"},
            {"relation": "SELF", "raterName": "陈佳"},
        )
    ),
    "peerResults": listed(
        "peerResults", "relation mean answers", nodes({"relation": "PEER", "mean": "4.50", "answers": 4})
    ),
    "peerComments": listed("peerComments", "text", nodes({"text": "很可靠"})),
    "partnerRatings": public("partnerRatings", "mean answers", nodes({"mean": "4.00", "answers": 4})),
}  # fmt: skip

STAFF, OTHERS = Caller("employee", DENIED), Caller("hr_specialist", DENIED)
HEAD = Caller("department_manager", DENIED)
SHEETS = "{ qualitySheets { nodes { id state version } } }"
CHECKS = "{ qualityChecks(orderBy: [{id: ASC}]) { nodes { state score version } } }"
REPORTS = "{ fieldReports(orderBy: [{id: ASC}]) { nodes { state customerRef version } } }"
DISPUTES = (
    "{ answerDisputes(orderBy: [{id: ASC}]) { nodes { state } } customerAnswers { nodes { isValid } } }"
)
ROUNDS = "{ peerRounds(orderBy: [{id: ASC}]) { nodes { name state asked answered } } }"
WORDS = {"code": "NEW", "name": "新表", "questions": [{"text": "解答准确", "weight": "100"}]}
ROUND = {
    "code": "H2", "name": "下半年", "startsOn": "2025-07-01", "endsOn": "2025-07-31", "questions": [{"zh": "守信"}],
}  # fmt: skip


def run(name: str, given: dict[str, Any], shown: dict[str, Any], untouched: str = ROUNDS) -> CallerCase:
    """What HR and performance specialists of the whole company do, and nobody else."""
    return change(name, given, shown, unprivileged=STAFF, half=HEAD, untouched=untouched)


def own(
    name: str,
    given: dict[str, Any],
    shown: dict[str, Any],
    untouched: str,
    half: Any = DENIED,
    none: Any = DENIED,
) -> CallerCase:
    """What E3 does, and not their manager or HR in their stead."""
    return change(
        name, given, shown, unprivileged=Caller("administrator", none), half=Caller("department_manager", half),
        privileged="employee", untouched=untouched,
    )  # fmt: skip


JUDGED_MUTATIONS = {
    "saveQualitySheet": run("saveQualitySheet", WORDS, {"code": "NEW", "revision": 1, "state": "DRAFT"}, SHEETS),
    "useQualitySheet": run("useQualitySheet", {"id": DRAFT}, {"revision": 2, "state": "IN_USE"}, SHEETS),
    "drawQualityChecks": CallerCase(
        "mutation Try($input: DrawQualityChecksInput!) { drawQualityChecks(input: $input) }",
        STAFF,
        HEAD,
        Caller("hr_manager", seen("drawQualityChecks", "2025-06-16")),
        {"input": {"week": "2025-06-18"}},
        CHECKS,
    ),
    "rateQualityCheck": change(
        "rateQualityCheck",
        {"id": TO_RATE, "answers": [{"questionId": QUESTION, "answer": "PARTLY"}]},
        {"state": "RATED", "score": "50.00"},
        unprivileged=STAFF,
        half=OTHERS,
        untouched=CHECKS,
    ),
    "disputeQualityCheck": own(
        "disputeQualityCheck", {"id": RATED, "reason": "问的是别的事"}, {"state": "DISPUTED"}, CHECKS, none=ABSENT
    ),
    "decideQualityCheck": run(
        "decideQualityCheck", {"id": DISPUTED, "decision": "理由成立", "score": "80"},
        {"state": "DECIDED", "score": "80.00"}, CHECKS,
    ),
    "saveFieldReport": own(
        "saveFieldReport", {"id": KEPT, "kind": "VISIT", "happenedOn": "2025-06-27", "customerRef": "c9", "send": True},
        {"state": "SENT", "customerRef": "c9"}, REPORTS, ABSENT,
    ),
    "withdrawFieldReport": own("withdrawFieldReport", {"id": SENT}, {"state": "WITHDRAWN"}, REPORTS, ABSENT),
    "decideFieldReport": change(
        "decideFieldReport", {"id": SENT, "confirm": True}, {"state": "CONFIRMED"}, unprivileged=STAFF, half=OTHERS,
        privileged="department_manager", untouched=REPORTS,
    ),
    "disputeAnswer": own(
        "disputeAnswer", {"answerId": ANSWER, "reason": "不是我的服务"}, {"state": "WAITING"}, DISPUTES, ABSENT
    ),
    "withdrawAnswerDispute": own(
        "withdrawAnswerDispute", {"id": WAITING}, {"state": "WITHDRAWN"}, DISPUTES, none=ABSENT
    ),
    "decideAnswerDispute": run(
        "decideAnswerDispute", {"id": WAITING, "exclude": True, "decision": "确系误评"}, {"state": "EXCLUDED"}, DISPUTES
    ),
    "reverseAnswerExclusion": run(
        "reverseAnswerExclusion", {"id": EXCLUDED, "reason": "核实后有关"}, {"state": "REVERSED"}, DISPUTES
    ),
    "savePeerRound": run("savePeerRound", ROUND, {"code": "H2", "state": "NOMINATING", "leastAnswers": 4}),
    "includeInPeerRound": run("includeInPeerRound", {"roundId": NAMING, "employeeCodes": ["E4"]}, {"asked": 3}),
    "nominatePeers": change(
        "nominatePeers", {"roundId": NAMING, "raterCodes": ["E4"], "employeeCode": "E3"}, {"asked": 2},
        unprivileged=Caller("administrator", ABSENT), half=Caller("hr_specialist", ABSENT), privileged="employee",
        untouched=ROUNDS,
    ),
    "openPeerRound": run("openPeerRound", {"id": NAMING}, {"state": "OPEN"}),
    "answerPeerInvite": own(
        "answerPeerInvite", {"id": INVITE, "ratings": [{"key": "q1", "rating": 4}]}, {"isAnswered": True},
        ROUNDS, ABSENT,
    ),
    "declinePeerInvite": own("declinePeerInvite", {"id": INVITE}, {"isDeclined": True}, ROUNDS, ABSENT),
    "closePeerRound": run("closePeerRound", {"id": OPEN}, {"state": "CLOSED"}),
}  # fmt: skip
