"""Who sees days worked and days off, and who may record, close, grant and ask; filed into `callers.CASES`."""

from __future__ import annotations

from typing import Any

from tests.schema.attendance_rows import APPROVED, WAITING, WORKED
from tests.schema.cases import ABSENT, DENIED, Caller, CallerCase, change, reading, seen

NOBODY: dict[str, Any] = {"nodes": []}


def nodes(*found: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": list(found)}


def listed(
    name: str, fields: str, half: dict[str, Any], full: dict[str, Any], *, none: str = "hr_specialist"
) -> CallerCase:
    """Rows of E3 and E4: HR of another department sees none, E3 their own, the head of both all."""
    return reading(
        f"{{ {name}(orderBy: [{{id: ASC}}]) {{ nodes {{ {fields} }} }} }}",
        Caller(none, seen(name, NOBODY)),
        Caller("employee", seen(name, half)),
        Caller("department_manager", seen(name, full)),
    )


E3, E4 = {"employee": {"code": "E3"}}, {"employee": {"code": "E4"}}
DAY = {"day": "2025-06-03", "workedHours": "8.50"}
OFF = {"day": "2025-07-07", "state": "TAKEN"}
ASKED = {"firstDay": "2025-07-07", "days": "1.00", "state": "APPROVED"}
WAITS = {"firstDay": "2025-07-09", "days": "1.00", "state": "WAITING"}
BALANCE = {"grantedDays": "5.00", "remainingDays": "4.00", "heldDays": "1.00"}
CLOSED = nodes({"month": "2025-04", "state": "LOCKED"})

ATTENDANCE_QUERIES = {
    "attendanceDays": listed(
        "attendanceDays",
        "day workedHours employee { code }",
        nodes({**DAY, **E3}),
        nodes({**DAY, **E3}, {**DAY, **E4}),
    ),
    "attendanceGaps": listed(
        "attendanceGaps", "day kind", NOBODY, nodes({"day": "2025-06-04", "kind": "NO_RECORD"})
    ),
    "attendanceAdjustments": listed(
        "attendanceAdjustments",
        "payableHours",
        nodes({"payableHours": "1.00"}),
        nodes({"payableHours": "1.00"}),
    ),
    "monthlyAttendance": reading(
        "{ monthlyAttendance(orderBy: [{month: ASC}]) { nodes { month payableHours hasLongOvertime } } }",
        Caller("hr_specialist", seen("monthlyAttendance", NOBODY)),
        Caller(
            "payroll_specialist",
            seen(
                "monthlyAttendance",
                nodes(
                    *(
                        {"month": f"2025-0{n}", "payableHours": "0.00", "hasLongOvertime": None}
                        for n in (4, 5)
                    )
                ),
            ),
        ),
        Caller(
            "employee",
            seen(
                "monthlyAttendance",
                nodes(
                    *(
                        {"month": f"2025-0{n}", "payableHours": "0.00", "hasLongOvertime": False}
                        for n in (4, 5)
                    )
                ),
            ),
        ),
    ),
    "attendanceMonths": reading(
        "{ attendanceMonths { nodes { month state lockedBy { code } } } }",
        Caller("administrator", seen("attendanceMonths", NOBODY)),
        Caller(
            "employee",
            seen("attendanceMonths", nodes({"month": "2025-04", "state": "LOCKED", "lockedBy": None})),
        ),
        Caller(
            "hr_manager",
            seen(
                "attendanceMonths", nodes({"month": "2025-04", "state": "LOCKED", "lockedBy": {"code": "E6"}})
            ),
        ),
    ),
    "absenceTypes": reading(
        '{ absenceTypes(where: {code: {eq: "ANNUAL"}}) { nodes { code name unit } } }',
        Caller("administrator", seen("absenceTypes", NOBODY)),
        Caller(
            "employee", seen("absenceTypes", nodes({"code": "ANNUAL", "name": "年休假", "unit": "HALF_DAY"}))
        ),
        Caller(
            "hr_manager",
            seen("absenceTypes", nodes({"code": "ANNUAL", "name": "年休假", "unit": "HALF_DAY"})),
        ),
    ),
    "absenceRequests": listed(
        "absenceRequests", "firstDay days state", nodes(ASKED, WAITS), nodes(ASKED, WAITS)
    ),
    "absenceDays": listed(
        "absenceDays",
        "day state",
        nodes(OFF, {"day": "2025-07-09", "state": "HELD"}),
        nodes(OFF, {"day": "2025-07-09", "state": "HELD"}),
    ),
    "absenceEntries": listed(
        "absenceEntries",
        "kind days",
        nodes({"kind": "ACCRUED", "days": "5.00"}),
        nodes({"kind": "ACCRUED", "days": "5.00"}),
    ),
    "absenceBalances": listed(
        "absenceBalances", "grantedDays remainingDays heldDays", nodes(BALANCE), nodes(BALANCE)
    ),
    "workCalendar": reading(
        '{ workCalendar(since: "2025-06-02", until: "2025-06-03") { day kind name } }',
        *(
            Caller(
                role,
                seen(
                    "workCalendar",
                    [
                        {"day": "2025-06-02", "kind": "REST_DAY", "name": "休息日"},
                        {"day": "2025-06-03", "kind": "WORKDAY", "name": ""},
                    ],
                ),
            )
            for role in ("administrator", "employee", "hr_manager")
        ),
    ),
    "absencePreview": reading(
        '{ absencePreview(input: {typeCode: "ANNUAL", firstDay: "2025-07-04", lastDay: "2025-07-07"}) '
        "{ days remainingDays taken } }",
        Caller("administrator", ABSENT),
        Caller("hr_manager", seen("absencePreview", {"days": "2.00", "remainingDays": "-2.00", "taken": []})),
        Caller(
            "employee",
            seen("absencePreview", {"days": "2.00", "remainingDays": "1.00", "taken": ["2025-07-07"]}),
        ),
    ),
}

STAFF, OUTSIDE, MANAGER = (
    Caller("employee", DENIED),
    Caller("hr_specialist", ABSENT),
    Caller("department_manager", DENIED),
)
DAYS = "{ attendanceDays(orderBy: [{id: ASC}]) { nodes { id day workedHours version } } }"
MONTHS = "{ attendanceMonths { nodes { month state } } }"
TYPES = "{ absenceTypes { nodes { code name } } }"
BALANCES = "{ absenceBalances { nodes { year remainingDays } } }"
REQUESTS = "{ absenceRequests(orderBy: [{id: ASC}]) { nodes { id state } } }"
CALENDAR = '{ workCalendar(since: "2025-06-10", until: "2025-06-10") { day kind } }'

ATTENDANCE_MUTATIONS = {
    "recordAttendanceDay": change(
        "recordAttendanceDay",
        {
            "employeeCode": "E4",
            "startedAt": "2025-06-04T09:00:00+08:00",
            "endedAt": "2025-06-04T19:00:00+08:00",
        },
        {"day": "2025-06-04", "workedHours": "9.00", "overtimeHours": "1.00", "overtimeKind": "WORKDAY"},
        unprivileged=MANAGER,
        half=OUTSIDE,
        untouched=DAYS,
    ),
    "removeAttendanceDay": change(
        "removeAttendanceDay",
        {"id": WORKED, "reason": "登错人了"},
        {"code": "E3"},
        unprivileged=MANAGER,
        half=OUTSIDE,
        untouched=DAYS,
    ),
    "adjustAttendance": change(
        "adjustAttendance",
        {"employeeCode": "E3", "forDay": "2025-04-08", "workedHours": "8", "reason": "漏记一天"},
        {"month": "2025-05", "payableHours": "8.00"},
        unprivileged=MANAGER,
        half=OUTSIDE,
        untouched="{ attendanceAdjustments { totalCount } }",
    ),
    "lockAttendanceMonth": change(
        "lockAttendanceMonth",
        {"month": "2025-05"},
        {"month": "2025-05", "state": "LOCKED"},
        unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED),
        untouched=MONTHS,
    ),
    "unlockAttendanceMonth": change(
        "unlockAttendanceMonth",
        {"month": "2025-04", "reason": "漏了三个人"},
        {"month": "2025-04", "state": "OPEN"},
        unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED),
        untouched=MONTHS,
    ),
    "setCalendarDay": change(
        "setCalendarDay",
        {"day": "2025-06-10", "kind": "HOLIDAY", "name": "店庆"},
        {"day": "2025-06-10", "kind": "HOLIDAY", "name": "店庆", "isOwn": True},
        unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED),
        untouched=CALENDAR,
    ),
    "setAbsenceType": change(
        "setAbsenceType",
        {"code": "VOLUNTEER", "name": "志愿者假", "paidShare": "0.5"},
        {"code": "VOLUNTEER", "paidShare": "0.50", "unit": "HALF_DAY"},
        unprivileged=STAFF,
        half=Caller("hr_specialist", DENIED),
        untouched=TYPES,
    ),
    "adjustAbsenceBalance": change(
        "adjustAbsenceBalance",
        {"employeeCode": "E3", "typeCode": "ANNUAL", "hours": "8", "note": "外单位司龄"},
        {"year": 2025, "remainingDays": "5.00"},
        unprivileged=MANAGER,
        half=OUTSIDE,
        untouched=BALANCES,
    ),
    "requestAbsence": change(
        "requestAbsence",
        {"employeeCode": "E3", "typeCode": "ANNUAL", "firstDay": "2025-07-14"},
        {"firstDay": "2025-07-14", "days": "1.00", "state": "WAITING"},
        unprivileged=MANAGER,
        half=OUTSIDE,
        untouched=REQUESTS,
        privileged="employee",
    ),
    "withdrawAbsence": change(
        "withdrawAbsence",
        {"id": WAITING},
        {"state": "WITHDRAWN"},
        unprivileged=MANAGER,
        half=OUTSIDE,
        untouched=REQUESTS,
        privileged="employee",
    ),
    "returnAbsence": change(
        "returnAbsence",
        {"id": APPROVED},
        {"state": "CANCELLED", "days": "0.00"},
        unprivileged=MANAGER,
        half=OUTSIDE,
        untouched=REQUESTS,
        privileged="employee",
    ),
}
