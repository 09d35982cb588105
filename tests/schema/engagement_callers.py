"""Who sees requests, suggestions, results, meetings and looks back, and who asks, answers, solves and decides."""

from __future__ import annotations

from typing import Any

from tests.schema.cases import (
    ABSENT,
    DENIED,
    SILENCE,
    Answer,
    Caller,
    CallerCase,
    change,
    reading,
    seen,
)
from tests.schema.engagement_rows import (
    ACTION,
    ASKED,
    CASE,
    ITEM,
    MEETING,
    NAMED,
    QUESTION,
    RETRO,
    SOLVED,
    move_on,
)

NONE: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


def listed(name: str, fields: str, none: str, half: Caller, who: str, full: dict[str, Any]) -> CallerCase:
    document = f"{{ {name}(orderBy: [{{id: ASC}}]) {{ nodes {{ {fields} }} }} }}"
    return reading(document, Caller(none, seen(name, NONE)), half, Caller(who, seen(name, full)))


def one(name: str, row: str, fields: str, half: str, who: str, full: dict[str, Any]) -> CallerCase:
    return reading(
        f'{{ {name}(id: "{row}") {{ {fields} }} }}',
        Caller("administrator", seen(name, None)),
        Caller(half, seen(name, None)),
        Caller(who, seen(name, full)),
    )


REQUESTS = nodes({"title": "请求U1", "state": "ASSIGNED"}, {"title": "请求U2", "state": "SOLVED"})
OWN = nodes({"text": "晨会改短", "authorName": "陈佳"})
WHOLE = {"answers": 20, "mean": "4.00"}
RESULTS = "week results(orderBy: [{answers: DESC}]) { nodes { answers mean } }"

ENGAGEMENT_QUERIES = {
    "supportTopics": listed(
        "supportTopics", "code", "administrator", Caller("auditor", seen("supportTopics", nodes({"code": "HELP"}))),
        "employee", nodes({"code": "HELP"}),
    ),
    "supportRequests": listed(
        "supportRequests", "title state", "hr_specialist", Caller("employee", seen("supportRequests", REQUESTS)),
        "department_manager", REQUESTS,
    ),
    "supportRequest": one(
        "supportRequest", SOLVED, "title requesterName isHandler events { nodes { kind actorName } }", "hr_specialist",
        "department_manager",
        {
            "title": "请求U2", "requesterName": "陈佳", "isHandler": True,
            "events": nodes({"kind": "CONFIRMED", "actorName": "陈佳"}),
        },
    ),
    "suggestions": listed(
        "suggestions", "text authorName", "hr_specialist", Caller("employee", seen("suggestions", OWN)),
        "department_manager", OWN,
    ),
    "pulseQuestions": reading(
        f"{{ pulseQuestions {{ nodes {{ {RESULTS} }} }} }}",
        Caller("administrator", seen("pulseQuestions", NONE)),
        Caller("employee", seen("pulseQuestions", nodes({"week": "2025-06-30", "results": nodes(WHOLE)}))),
        Caller(
            "department_manager",
            seen(
                "pulseQuestions",
                nodes({"week": "2025-06-30", "results": nodes(WHOLE, {"answers": 10, "mean": "4.00"})}),
            ),
        ),
    ),
    "meetingSeries": listed(
        "meetingSeries", "code", "administrator", Caller("auditor", seen("meetingSeries", nodes({"code": "CROSS"}))),
        "employee", nodes({"code": "CROSS"}),
    ),
    "meetings": listed(
        "meetings", "title points", "department_manager",
        Caller("employee", seen("meetings", nodes({"title": "沟通会", "points": 1}))),
        "hr_manager", nodes({"title": "沟通会", "points": 1}),
    ),
    "meeting": one(
        "meeting", MEETING, "title items { nodes { title } } invites { nodes { employeeName employeeCode } }",
        "department_manager", "employee",
        {
            "title": "沟通会", "items": nodes({"title": "描述不清"}),
            "invites": nodes({"employeeName": "陈佳", "employeeCode": "E3"}),
        },
    ),
    "meetingActions": listed(
        "meetingActions", "text ownerName", "hr_specialist",
        Caller("employee", seen("meetingActions", nodes({"text": "补话术", "ownerName": "陈佳"}))),
        "hr_manager", nodes({"text": "补话术", "ownerName": "陈佳"}),
    ),
    "retroSeries": listed(
        "retroSeries", "rhythm leadName", "administrator",
        Caller("auditor", seen("retroSeries", nodes({"rhythm": "WEEKLY", "leadName": "李娜"}))),
        "employee", nodes({"rhythm": "WEEKLY", "leadName": "李娜"}),
    ),
    "retrospectives": listed(
        "retrospectives", "rhythm caseCount", "hr_specialist",
        Caller("employee", seen("retrospectives", nodes({"rhythm": "WEEKLY", "caseCount": 1}))),
        "department_manager", nodes({"rhythm": "WEEKLY", "caseCount": 1}),
    ),
    "retrospective": one(
        "retrospective", RETRO, "leadName cases { nodes { title } }", "hr_specialist", "employee",
        {"leadName": "李娜", "cases": nodes({"title": "先道歉"})},
    ),
}  # fmt: skip

ENGAGEMENT_QUERIES["supportRequestChanged"] = CallerCase(
    "subscription { supportRequestChanged { title requesterName isHandler } }",
    Caller("administrator", SILENCE), Caller("hr_specialist", SILENCE),
    Caller(
        "employee",
        seen("supportRequestChanged", {"title": "请求U1", "requesterName": "陈佳", "isHandler": False}),
    ),
    stir=move_on,
)  # fmt: skip

ADMIN = Caller("administrator", ABSENT)
SEEN = "{ supportRequests(orderBy: [{id: ASC}]) { nodes { state version assigneeName } } }"
VOICES = "{ suggestions { nodes { state answer } } pulseQuestions { nodes { isAnswered } } }"
MET = "{ meetings { nodes { state points version openActions } } meetingActions { nodes { doneOn } } }"
RHYTHMS = "{ retroSeries { nodes { rhythm version } } }"
LOOKED = "{ retrospectives { nodes { state version caseCount } } }"
GIVEN_SERIES = {
    "code": "NEW", "name": "新例会", "organizerCode": "E1", "departmentCodes": ["D2", "D4"],
}  # fmt: skip


def handler(name: str, given: dict[str, Any], shown: dict[str, Any]) -> CallerCase:
    """What who works on E3's request does, and neither E3 nor HR in their stead."""
    return change(
        name, {"id": ASKED, **given}, shown, unprivileged=Caller("hr_specialist", ABSENT),
        half=Caller("employee", DENIED), privileged="department_manager", untouched=SEEN,
    )  # fmt: skip


def asker(name: str, given: dict[str, Any], shown: dict[str, Any]) -> CallerCase:
    """What E3 does with their own request."""
    return change(
        name, {"id": SOLVED, **given}, shown, unprivileged=ADMIN, half=Caller("department_manager", DENIED),
        privileged="employee", untouched=SEEN,
    )  # fmt: skip


def person(name: str, given: dict[str, Any], shown: dict[str, Any], untouched: str) -> CallerCase:
    """What everybody with a record does for themselves."""
    return change(
        name, given, shown, unprivileged=Caller("administrator", DENIED), half=Caller("auditor", DENIED),
        privileged="employee", untouched=untouched,
    )  # fmt: skip


def keeper(name: str, given: dict[str, Any], shown: dict[str, Any], untouched: str) -> CallerCase:
    """What HR sets up, and nobody else."""
    return change(
        name, given, shown, unprivileged=Caller("employee", DENIED), half=Caller("department_manager", DENIED),
        untouched=untouched,
    )  # fmt: skip


def guest(name: str, given: dict[str, Any], shown: dict[str, Any]) -> CallerCase:
    """What E3 does as one who is invited; who is not finds no meeting."""
    return change(
        name, given, shown, unprivileged=ADMIN, half=Caller("department_manager", ABSENT), privileged="employee",
        untouched=MET,
    )  # fmt: skip


def team(name: str, given: dict[str, Any], shown: dict[str, Any], none: Answer = ABSENT) -> CallerCase:
    """What the people of D2 do together."""
    return change(
        name, given, shown, unprivileged=Caller("administrator", none), half=Caller("hr_specialist", none),
        privileged="department_manager", untouched=LOOKED,
    )  # fmt: skip


ENGAGEMENT_MUTATIONS = {
    "createSupportRequest": person(
        "createSupportRequest", {"title": "缺扫码枪", "topicCode": "HELP"}, {"state": "ASSIGNED"}, SEEN
    ),
    "assignSupportRequest": handler("assignSupportRequest", {"employeeCode": "E4"}, {"assigneeName": "赵磊"}),
    "moveSupportRequest": handler("moveSupportRequest", {"departmentCode": "D3"}, {"assigneeName": "李娜"}),
    "replySupportRequest": change(
        "replySupportRequest", {"id": ASKED, "text": "在看了"}, {"state": "WORKING"}, unprivileged=ADMIN,
        half=Caller("hr_manager", DENIED), privileged="department_manager", untouched=SEEN,
    ),
    "solveSupportRequest": handler("solveSupportRequest", {"solution": "已调货"}, {"state": "SOLVED"}),
    "confirmSupportRequest": asker("confirmSupportRequest", {}, {"state": "CONFIRMED"}),
    "reopenSupportRequest": asker("reopenSupportRequest", {"reason": "还没到"}, {"state": "REOPENED"}),
    "takeBackSupportStep": change(
        "takeBackSupportStep", {"id": SOLVED}, {"state": "SOLVED"}, unprivileged=ADMIN,
        half=Caller("hr_manager", DENIED), privileged="employee", untouched=SEEN,
    ),
    "saveSupportTopic": keeper(
        "saveSupportTopic", {"code": "IT", "name": "设备", "departmentCode": "D4"}, {"code": "IT"}, SEEN
    ),
    "sendSuggestion": person("sendSuggestion", {"text": "多一台打印机"}, {"state": "NEW"}, VOICES),
    "sendAnonymousSuggestion": CallerCase(
        "mutation Try($input: SendAnonymousSuggestionInput!) { sendAnonymousSuggestion(input: $input) }",
        Caller("administrator", DENIED),
        Caller("auditor", DENIED),
        Caller("employee", seen("sendAnonymousSuggestion", value=True)),
        {"input": {"text": "多一台打印机"}},
        VOICES,
    ),
    "answerSuggestion": change(
        "answerSuggestion", {"id": NAMED, "state": "ACCEPTED", "answer": "下月试行"}, {"state": "ACCEPTED"},
        unprivileged=Caller("employee", DENIED), half=Caller("hr_specialist", DENIED),
        privileged="department_manager", untouched=VOICES,
    ),
    "savePulseQuestion": keeper(
        "savePulseQuestion", {"week": "2025-07-09", "text": "目标清楚吗？"}, {"week": "2025-07-07"}, VOICES
    ),
    "answerPulse": person("answerPulse", {"id": QUESTION, "rating": 4}, {"isAnswered": True}, VOICES),
    "saveMeetingSeries": keeper("saveMeetingSeries", GIVEN_SERIES, {"code": "NEW"}, MET),
    "collectAgenda": guest("collectAgenda", {"id": MEETING}, {"state": "PLANNED"}),
    "addMeetingItem": guest("addMeetingItem", {"meetingId": MEETING, "title": "排班"}, {"points": 2}),
    "removeMeetingItem": guest("removeMeetingItem", {"id": ITEM}, {"points": 0}),
    "inviteToMeeting": guest("inviteToMeeting", {"meetingId": MEETING, "employeeCode": "E6"}, {"points": 1}),
    "keepMinutes": guest(
        "keepMinutes", {"id": MEETING, "minutes": "逐项讨论并形成决定", "finish": False}, {"state": "PLANNED"}
    ),
    "addMeetingAction": guest(
        "addMeetingAction",
        {"meetingId": MEETING, "text": "补图", "ownerCode": "E3", "dueOn": "2025-07-09"},
        {"ownerName": "陈佳"},
    ),
    "tickMeetingAction": guest("tickMeetingAction", {"id": ACTION}, {"doneOn": "2025-06-30"}),
    "saveRetrospective": team(
        "saveRetrospective", {"rhythm": "MONTHLY", "startsOn": "2025-06-30", "departmentCode": "D2"},
        {"startsOn": "2025-06-01"}, DENIED,
    ),
    "saveRetroSeries": change(
        "saveRetroSeries", {"departmentCode": "D2", "rhythm": "MONTHLY", "leadCode": "E2"}, {"rhythm": "MONTHLY"},
        unprivileged=Caller("employee", DENIED), half=Caller("hr_specialist", DENIED),
        privileged="department_manager", untouched=RHYTHMS,
    ),
    "addRetroCase": team(
        "addRetroCase", {"retrospectiveId": RETRO, "kind": "BAD", "title": "推诿", "situation": "说这不归我管"},
        {"caseCount": 2},
    ),
    "shareRetroCase": team("shareRetroCase", {"id": CASE}, {"caseCount": 1}),
}  # fmt: skip
