"""Who sees amounts, what they are for and how they came about, and who may pay, honor, thank and invite."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import ABSENT, DENIED, SILENCE, Caller, CallerCase, change, deed, reading, seen
from tests.schema.payout_rows import AWARD, CONTEST, DRAFT_RUN, ENTRY, HIDDEN, PAID_LINE, PAID_RUN, THANKS

NONE: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


LINE = "amount basis attainment steps { text value } employee { code }"
E3 = {"employee": {"code": "E3"}}
OWN = {
    "amount": "500.00",
    "basis": "CSAT",
    "attainment": "105.88",
    "steps": [{"text": "满意度 90% 达到 85%", "value": "500.00"}],
    **E3,
}
FOR_MANAGER = OWN | {"amount": None, "steps": None}
FOR_PAYROLL = OWN | {"basis": None, "attainment": None, "steps": None}
RUN = {"state": "PAID", "total": "500.00"}
AWARDED = {"personName": "陈佳", "honor": {"name": "服务之星", "cash": None}}
KUDOS = {"personName": "李娜", "text": "替我顶了两个小时"}
HIKE = {"code": "HIKE", "invited": 1}

PAYOUT_QUERIES = {
    "payouts": reading(
        f'{{ payouts(orderBy: [{{id: ASC}}], where: {{id: {{eq: "{PAID_LINE}"}}}}) {{ nodes {{ {LINE} }} }} }}',
        Caller("performance_specialist", seen("payouts", NONE)),
        Caller("department_manager", seen("payouts", nodes(FOR_MANAGER))),
        Caller("payroll_specialist", seen("payouts", nodes(FOR_PAYROLL))),
    ),
    "payoutRuns": reading(
        "{ payoutRuns(where: {state: {eq: PAID}}) { nodes { state total } } }",
        Caller("employee", seen("payoutRuns", NONE)),
        Caller("department_manager", seen("payoutRuns", NONE)),
        Caller("payroll_specialist", seen("payoutRuns", nodes(RUN))),
    ),
    "payoutRun": reading(
        f'{{ payoutRun(id: "{PAID_RUN}") {{ state total schemeName }} }}',
        Caller("employee", seen("payoutRun", None)),
        Caller("payroll_specialist", seen("payoutRun", {**RUN, "schemeName": None})),
        Caller("hr_manager", seen("payoutRun", {**RUN, "schemeName": None})),
    ),
    "payoutRunChanged": CallerCase(
        "subscription { payoutRunChanged { state total } }",
        Caller("employee", SILENCE),
        Caller("department_manager", SILENCE),
        Caller("payroll_specialist", seen("payoutRunChanged", RUN)),
        stir=deed("PayoutRun", PAID_RUN),
    ),
    "honors": reading(
        "{ honors { nodes { code cash leaveHours } } }",
        Caller("administrator", seen("honors", NONE)),
        Caller("employee", seen("honors", nodes({"code": "STAR", "cash": None, "leaveHours": "4.00"}))),
        Caller("hr_manager", seen("honors", nodes({"code": "STAR", "cash": "500.00", "leaveHours": "4.00"}))),
    ),
    "awards": reading(
        "{ awards { nodes { personName honor { name cash } } } }",
        Caller("administrator", seen("awards", NONE)),
        Caller("employee", seen("awards", nodes(AWARDED))),
        Caller(
            "hr_manager",
            seen("awards", nodes(AWARDED | {"honor": {"name": "服务之星", "cash": "500.00"}})),
        ),
    ),
    "honorCandidates": reading(
        '{ honorCandidates(code: "STAR", period: "2025-05") { code } }',
        Caller("employee", DENIED),
        Caller("payroll_specialist", DENIED),
        Caller("hr_manager", seen("honorCandidates", [])),
    ),
    "kudos": reading(
        "{ kudos { nodes { personName text } } }",
        Caller("administrator", seen("kudos", NONE)),
        Caller("employee", seen("kudos", nodes(KUDOS))),
        Caller("hr_manager", seen("kudos", nodes(KUDOS))),
    ),
    "reportedKudos": reading(
        "{ reportedKudos { nodes { state reports } } }",
        Caller("administrator", seen("reportedKudos", NONE)),
        Caller("employee", seen("reportedKudos", NONE)),
        Caller("hr_manager", seen("reportedKudos", nodes({"state": "HIDDEN", "reports": 1}))),
    ),
    "contests": reading(
        "{ contests { nodes { code invited } } }",
        Caller("administrator", seen("contests", NONE)),
        Caller("employee", seen("contests", nodes(HIKE))),
        Caller("hr_manager", seen("contests", nodes(HIKE))),
    ),
    "contest": reading(
        '{ contest(code: "HIKE") { code invited } }',
        Caller("administrator", seen("contest", None)),
        Caller("employee", seen("contest", HIKE)),
        Caller("hr_manager", seen("contest", HIKE)),
    ),
    "contestEntries": reading(
        "{ contestEntries { nodes { answer personName } } }",
        Caller("administrator", seen("contestEntries", NONE)),
        Caller("employee", seen("contestEntries", nodes({"answer": "INVITED", "personName": "陈佳"}))),
        Caller("hr_manager", seen("contestEntries", nodes({"answer": "INVITED", "personName": "陈佳"}))),
    ),
}

STAFF, MANAGER = Caller("employee", DENIED), Caller("department_manager", DENIED)
RUNS = "{ payoutRuns(orderBy: [{id: ASC}]) { nodes { state version } } }"
WALL = "{ awards { nodes { state version } } honors { nodes { name version } } }"
THANKED = "{ kudos { nodes { text state } } reportedKudos { nodes { state version } } }"
EVENTS = "{ contests { nodes { state version } } contestEntries { nodes { answer attended } } }"


def run(name: str, given: dict[str, Any], shown: dict[str, Any], *, code: str | None = None) -> CallerCase:
    return change(
        name,
        given,
        shown,
        unprivileged=STAFF,
        half=MANAGER,
        privileged="payroll_specialist",
        untouched=RUNS,
        code=code,
    )


PAYOUT_MUTATIONS = {
    "proposePayoutRun": run(
        "proposePayoutRun", {"kind": "HONOR", "period": "2025-05"}, {"state": "PROPOSED", "lineCount": 1}
    ),
    "checkPayoutRun": run("checkPayoutRun", {"id": DRAFT_RUN}, {"state": "PROPOSED"}),
    "releasePayoutRun": run("releasePayoutRun", {"id": PAID_RUN}, {"state": "PAID"}, code="RUN_MOVED_ON"),
    "payPayoutRun": run("payPayoutRun", {"id": PAID_RUN}, {"state": "PAID"}, code="RUN_MOVED_ON"),
    "revokePayoutRun": run("revokePayoutRun", {"id": DRAFT_RUN, "reason": "名单有误"}, {"state": "REVOKED"}),
    "reversePayouts": run(
        "reversePayouts", {"ids": [PAID_LINE], "reason": "重复计奖"}, {"kind": "REVERSAL", "lineCount": 1}
    ),
    "saveHonor": change(
        "saveHonor", {"code": "STAR", "name": "服务明星", "version": 1}, {"name": "服务明星", "version": 2},
        unprivileged=STAFF, half=MANAGER, untouched=WALL,
    ),
    "giveAward": change(
        "giveAward", {"honorCode": "STAR", "period": "2025-04", "employeeCode": "E4"}, {"personName": "赵磊"},
        unprivileged=STAFF, half=Caller("hr_specialist", DENIED), privileged="department_manager", untouched=WALL,
    ),
    "revokeAward": change(
        "revokeAward", {"id": AWARD, "reason": "数据有误"}, {"state": "GIVEN"}, unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED), privileged="hr_manager", untouched=WALL, code="INVALID_STATE",
    ),
    "restoreAward": change(
        "restoreAward", {"id": AWARD}, {"state": "GIVEN"}, unprivileged=STAFF, half=Caller("hr_specialist", DENIED),
        privileged="hr_manager", untouched=WALL, code="INVALID_STATE",
    ),
    "giveKudos": change(
        "giveKudos", {"employeeCode": "E4", "value": "HELPFUL", "text": "谢谢你的帮助"}, {"personName": "赵磊"},
        unprivileged=Caller("administrator", DENIED), half=Caller("auditor", DENIED), privileged="employee",
        untouched=THANKED,
    ),
    "reportKudos": change(
        "reportKudos", {"id": THANKS, "reason": "含客户隐私"}, {"state": "REPORTED"},
        unprivileged=Caller("administrator", DENIED), half=Caller("auditor", DENIED), privileged="employee",
        untouched=THANKED,
    ),
    "settleKudos": change(
        "settleKudos", {"id": HIDDEN, "isHidden": False, "version": 1}, {"state": "SHOWN"}, unprivileged=STAFF,
        half=MANAGER, untouched=THANKED,
    ),
    "saveContest": change(
        "saveContest", {"code": "HIKE", "name": "周末徒步", "version": 1}, {"name": "周末徒步", "version": 2},
        unprivileged=STAFF, half=Caller("hr_specialist", DENIED), privileged="department_manager", untouched=EVENTS,
    ),
    "inviteToContest": change(
        "inviteToContest", {"id": CONTEST, "employeeCodes": ["E4"]}, {"invited": 2}, unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED), privileged="department_manager", untouched=EVENTS,
    ),
    "answerInvitation": change(
        "answerInvitation", {"id": CONTEST, "joins": True}, {"joining": 1},
        unprivileged=Caller("administrator", DENIED), half=Caller("hr_manager", ABSENT), privileged="employee",
        untouched=EVENTS,
    ),
    "markAttendance": change(
        "markAttendance", {"id": CONTEST, "attended": [ENTRY]}, {"attended": 1, "state": "DONE"}, unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED), privileged="department_manager", untouched=EVENTS,
    ),
    "cancelContest": change(
        "cancelContest", {"id": CONTEST}, {"state": "CANCELLED"}, unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED), privileged="department_manager", untouched=EVENTS,
    ),
    "reopenContest": change(
        "reopenContest", {"id": CONTEST}, {"state": "OPEN"}, unprivileged=STAFF, half=Caller("hr_specialist", DENIED),
        privileged="department_manager", untouched=EVENTS, code="INVALID_STATE",
    ),
}  # fmt: skip
