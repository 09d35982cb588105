"""The tabs of a person's page: which there are, who is shown which, and those that are one table each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.offers import may_see_any

if TYPE_CHECKING:
    from server.kernel.context import Context

TABS = (
    ("", "Overview"),
    ("assignments", "Assignments"),
    ("employment", "Employment"),
    ("attendance", "Attendance"),
    ("pay", "Pay"),
    ("documents", "Documents"),
    ("notes", "Notes"),
    ("performance", "Performance"),
    ("training", "Training"),
    ("competencies", "Competencies"),
    ("career", "Career"),
    ("history", "History"),
    ("seen", "Who saw it"),
)
OPEN_TO: Mapping[str, tuple[str, ...]] = {
    "documents": ("document_contract", "document_certificate", "document_other"),
    "notes": ("note_hr", "note_manager"),
    "history": ("Employment.id",),
    "performance": ("Scorecard.id",),
    "training": ("Enrollment.id",),
    "competencies": ("CompetencyAssessment.id",),
}
"""Tabs that only some readers have, by what one of them must be able to read."""
LAZY = frozenset(
    {"", "assignments", "employment", "attendance", "pay", "documents", "notes", "history", "seen"}
)
"""Tabs that come without the frame; another one has styles of its own and is a page."""
IN_VIEW = 7
"""So many tabs stand in the row; the others are behind it."""


@dataclass(frozen=True)
class Column:
    """One column of a tab: the field, its heading, and how its value is written."""

    field: str
    text: str
    kind: str = ""


@dataclass(frozen=True)
class Tab:
    """A tab that is one table of a person's connection."""

    field: str
    type: str
    title: str
    empty: str
    columns: tuple[Column, ...]


TABLES: Mapping[str, Tab] = {
    "assignments": Tab(
        "assignments",
        "Assignment",
        "Assignments",
        "No assignment you may see.",
        (
            Column("validFrom", "From"),
            Column("validTo", "Until"),
            Column("department", "Department", "name"),
            Column("position", "Position", "name"),
            Column("location", "Location", "name"),
            Column("manager", "Manager", "name"),
            Column("fte", "FTE", "num"),
            Column("recordedAt", "Recorded", "datetime"),
        ),
    ),
    "employment": Tab(
        "employments",
        "Employment",
        "Employment",
        "No employment you may see.",
        (
            Column("hiredOn", "Hired"),
            Column("type", "Employment", "employment_type"),
            Column("probationEndsOn", "Probation ends"),
            Column("confirmedOn", "Confirmed"),
            Column("noticeOn", "Notice given"),
            Column("leftOn", "Left"),
            Column("leaveKind", "Leave kind", "leave_kind"),
            Column("leaveReason", "Reason"),
            Column("recordedAt", "Recorded", "datetime"),
        ),
    ),
    "attendance": Tab(
        "attendance",
        "Attendance",
        "Attendance",
        "No attendance recorded yet.",
        (
            Column("month", "Month", "month"),
            Column("workedHours", "Worked, h", "num"),
            Column("payableHours", "Payable, h", "num"),
            Column("overtimeHours", "Overtime, h", "num"),
            Column("workdayOvertimeHours", "on workdays", "num"),
            Column("restDayOvertimeHours", "on rest days", "num"),
            Column("holidayOvertimeHours", "on holidays", "num"),
            Column("overtimeSplitGap", "Why not split", "overtime_split_gap"),
            Column("absentDays", "Absent, d", "num"),
            Column("leaveDays", "Leave, d", "num"),
            Column("lateCount", "Late", "num"),
            Column("nightShifts", "Nights", "num"),
        ),
    ),
    "pay": Tab(
        "compensations",
        "Compensation",
        "Pay",
        "No pay you may see.",
        (
            Column("validFrom", "From"),
            Column("validTo", "Until"),
            Column("baseSalary", "Monthly pay", "money"),
            Column("marketSalary", "Market median", "money"),
            Column("recordedAt", "Recorded", "datetime"),
        ),
    ),
}
SEEN = (
    Column("at", "Time", "datetime"),
    Column("actorName", "Who"),
    Column("roles", "As", "roles"),
    Column("fieldGroup", "What", "class"),
    Column("rule", "Rule"),
    Column("purpose", "Purpose"),
)


def open_tabs(
    ctx: Context, current: str, *, own: bool
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the tabs in the row and those behind it; the open one is always in the row."""
    found = [
        tab
        for tab in TABS
        if tab[0] not in OPEN_TO or may_see_any(ctx, OPEN_TO[tab[0]], own=own) or tab[0] == current
    ]
    shown, behind = found[:IN_VIEW], found[IN_VIEW:]
    if any(name == current for name, _ in behind):
        last = shown.pop()
        shown += [tab for tab in behind if tab[0] == current]
        behind = [last, *(tab for tab in behind if tab[0] != current)]
    return shown, behind
