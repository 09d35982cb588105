"""Who sees openings, candidates and their ranking, who refers, and who enters, moves, tests and hires."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import ABSENT, DENIED, Caller, CallerCase, change, reading, seen
from tests.schema.recruiting_rows import CANDIDATE, CLOSED, OFFERED, OPENING

NONE: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


def listed(
    name: str, fields: str, half: Caller, who: str, *full: dict[str, Any], none: str = "auditor"
) -> CallerCase:
    document = f"{{ {name}(orderBy: [{{id: ASC}}]) {{ nodes {{ {fields} }} }} }}"
    return reading(document, Caller(none, seen(name, NONE)), half, Caller(who, seen(name, nodes(*full))))


def one(
    name: str, row: str, fields: str, half: Caller, who: str, full: dict[str, Any], none: str = "auditor"
) -> CallerCase:
    return reading(
        f'{{ {name}(id: "{row}") {{ {fields} }} }}',
        Caller(none, seen(name, None)),
        half,
        Caller(who, seen(name, full)),
    )


OPEN = {"code": "J2025-001", "state": "OPEN", "appliedCount": 1}
SHUT = {"code": "J2025-002", "state": "CLOSED", "appliedCount": 0}
MASKED = {"phone": "139****0003", "expectedPay": None}
PLAIN = {"phone": "13900000003", "expectedPay": "5500.00"}
MANY = "jobOpenings(orderBy: [{code: ASC}]) { nodes { code title state offeredCount version } }"
PEOPLE = "candidates(orderBy: [{id: ASC}]) { nodes { name state version tests { nodes { score } } } }"
SEEN = f"{{ {MANY} {PEOPLE} }}"
RANKING = "{ countsPay ranks { rank points total isOverBudget missing } }"


def told(**places: Any) -> dict[str, Any]:
    return {"rank": None, "points": None, "total": None, "isOverBudget": None, "missing": [], **places}


UNTESTED = told(missing=["WRITTEN", "INTERVIEW", "TRAIT"])


def ranked(*, pay: bool, points: str) -> dict[str, Any]:
    over = False if pay else None
    first = told(rank=1, points=points, total="82.0", isOverBudget=over)
    return {"countsPay": pay, "ranks": [first, UNTESTED | {"isOverBudget": over}]}


RECRUITING_QUERIES = {
    "jobOpenings": listed(
        "jobOpenings", "code state appliedCount", Caller("employee", seen("jobOpenings", NONE)),
        "department_manager", OPEN, SHUT,
    ),
    "jobOpening": one(
        "jobOpening", OPENING, "ownerName budget candidates { totalCount }",
        Caller(
            "department_manager",
            seen("jobOpening", {"ownerName": "李娜", "budget": None, "candidates": {"totalCount": 2}}),
        ),
        "hr_manager", {"ownerName": "李娜", "budget": "6000.00", "candidates": {"totalCount": 2}},
    ),
    "candidates": listed(
        "candidates", "name state", Caller("employee", seen("candidates", NONE)), "hr_manager",
        {"name": "周航", "state": "APPLIED"}, {"name": "何苗", "state": "OFFERED"}, none="payroll_specialist",
    ),
    "candidate": one(
        "candidate", CANDIDATE, "phone expectedPay",
        Caller("department_manager", seen("candidate", MASKED)), "hr_manager", PLAIN, none="payroll_specialist",
    ),
    "vacancies": listed(
        "vacancies", "title departmentName", Caller("administrator", seen("vacancies", NONE)), "employee",
        {"title": "在线客服", "departmentName": "部门D2"},
    ),
    "vacancy": one(
        "vacancy", OPENING, "title wanted", Caller("administrator", seen("vacancy", None)), "employee",
        {"title": "在线客服", "wanted": 1},
    ),
    "referrals": listed(
        "referrals", "name openingTitle state", Caller("department_manager", seen("referrals", NONE)), "employee",
        {"name": "周航", "openingTitle": "在线客服", "state": "APPLIED"},
    ),
    "candidateRanking": reading(
        f'{{ candidateRanking(openingId: "{OPENING}") {RANKING} }}',
        Caller("employee", seen("candidateRanking", None)),
        Caller("department_manager", seen("candidateRanking", ranked(pay=False, points="76.6"))),
        Caller("hr_manager", seen("candidateRanking", ranked(pay=True, points="79.5"))),
    ),
}  # fmt: skip


def recruiter(name: str, given: dict[str, Any], shown: dict[str, Any]) -> CallerCase:
    """Return the case of what the manager of the department does too; an employee finds nothing there."""
    return change(
        name, given, shown, unprivileged=Caller("employee", ABSENT), half=Caller("payroll_specialist", ABSENT),
        privileged="department_manager", untouched=SEEN,
    )  # fmt: skip


RECRUITING_MUTATIONS = {
    "saveJobOpening": change(
        "saveJobOpening", {"title": "客服主管", "departmentCode": "D2"}, {"code": "J2025-003", "ownerName": "李娜"},
        unprivileged=Caller("employee", DENIED), half=Caller("payroll_specialist", DENIED),
        privileged="department_manager", untouched=SEEN,
    ),
    "closeJobOpening": recruiter("closeJobOpening", {"id": OPENING}, {"state": "CLOSED"}),
    "reopenJobOpening": recruiter("reopenJobOpening", {"id": CLOSED}, {"state": "OPEN"}),
    "addCandidate": recruiter(
        "addCandidate", {"openingId": OPENING, "name": "钱多", "phone": "13900000009"}, {"phone": "139****0009"}
    ),
    "referCandidate": change(
        "referCandidate",
        {"openingId": OPENING, "name": "钱多", "phone": "13900000009", "hasConsent": True}, {"name": "钱多"},
        unprivileged=Caller("administrator", DENIED), half=Caller("auditor", DENIED), privileged="employee",
        untouched=SEEN,
    ),
    "changeCandidate": recruiter("changeCandidate", {"id": CANDIDATE, "note": "可夜班"}, {"note": "可夜班"}),
    "moveCandidate": recruiter("moveCandidate", {"id": CANDIDATE, "state": "TESTING"}, {"state": "TESTING"}),
    "recordCandidateTest": recruiter(
        "recordCandidateTest",
        {"candidateId": CANDIDATE, "kind": "WRITTEN", "score": "80", "evidence": "答到要点"}, {"name": "周航"},
    ),
    "hireCandidate": change(
        "hireCandidate", {"id": OFFERED, "code": "E90", "hiredOn": "2025-07-01"}, {"state": "HIRED"},
        unprivileged=Caller("employee", ABSENT), half=Caller("department_manager", DENIED), untouched=SEEN,
    ),
}  # fmt: skip
