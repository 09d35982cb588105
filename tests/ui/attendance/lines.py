"""What the server says in the tests of the attendance pages."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import OTHER

PERSON = {"id": OTHER, "code": "R1", "name": "王芳", "department": {"id": "d1", "name": "城西店"}}
CALENDAR = [
    {
        "day": f"2026-11-{day:02d}",
        "kind": "REST_DAY" if day % 7 in (0, 1) else "WORKDAY",
        "name": "",
        "isAnnounced": True,
    }
    for day in range(1, 31)
]
ROW = {
    "id": "a1", "day": "2026-11-03", "status": "WORKED", "startedAt": "2026-11-03T01:00:00Z",
    "endedAt": "2026-11-03T12:00:00Z", "zone": "Asia/Shanghai", "breakMinutes": 60, "workedHours": "10.00",
    "overtimeHours": "2.00", "overtimeKind": "WORKDAY", "isNight": False, "lateMinutes": 5, "note": "", "version": 2,
    "source": "manual", "recordedAt": "2026-11-04T01:00:00Z", "correctedBy": {"name": "任霞"},
}  # fmt: skip
SUMS = {
    "id": "m1", "workedHours": "160.00", "payableHours": "168.00", "overtimeHours": "30.50",
    "workdayOvertimeHours": "14.50", "restDayOvertimeHours": "16.00", "holidayOvertimeHours": "0.00",
    "overtimeSplitGap": None, "absentDays": "0.00",
    "leaveDays": "1.00", "lateCount": 1, "nightShifts": 0, "hasLongOvertime": True,
}  # fmt: skip
OFF = {"id": "o1", "day": "2026-11-05", "part": "MORNING", "hours": "4.00", "state": "TAKEN",
       "type": {"name": "年休假", "nameEn": "Annual leave"}}  # fmt: skip
MONTH: dict[str, Any] = {
    "workCalendar": CALENDAR,
    "attendanceDays": {"nodes": [ROW]},
    "absenceDays": {"nodes": [OFF]},
    "attendanceGaps": {"nodes": [{"id": "g", "day": "2026-11-06", "kind": "NO_RECORD"}]},
    "monthlyAttendance": {"nodes": [SUMS]},
    "attendanceAdjustments": {"nodes": []},
    "attendanceMonths": {"nodes": []},
}
LOCKED = {"attendanceMonths": {"nodes": [{"id": "x", "state": "LOCKED", "lockedAt": "2026-11-02T01:00:00Z"}]}}
DAY: dict[str, Any] = {**MONTH, "employee": PERSON, "workCalendar": CALENDAR[2:3]}


def refused(field: str, code: str = "INVALID_INPUT") -> dict[str, Any]:
    extensions = {"code": code, "zh": "不行。", "en": "No.", "inputPath": ["input", field]}
    return {"errors": [{"message": "No.", "extensions": extensions}]}
