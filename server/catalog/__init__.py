"""The only file that knows every domain: its entities and how root fields find their rows."""

from __future__ import annotations

from collections.abc import Iterable

from tortoise import Tortoise

from server.access import entities as access
from server.approvals import entities as approvals
from server.attendance import entities as attendance
from server.audit import entities as audit
from server.desk import entities as desk
from server.imports import entities as imports
from server.jobs import entities as jobs
from server.people import entities as people
from server.people.exit_entities import GAPS
from server.plan.compile import Root
from server.plan.entity import Entity
from server.store.config import APP, MODEL_MODULES

ROOTS = {
    "me": Root("Employee", "me"),
    "employee": Root("Employee", "row"),
    "employees": Root("Employee"),
    "department": Root("Department", "row"),
    "departments": Root("Department"),
    "orgChart": Root("Department", where="{self}.parent_id is null"),
    "positions": Root("Position"),
    "locations": Root("Location"),
    "legalEntities": Root("LegalEntity"),
    "staffingNorms": Root("StaffingNorm"),
    "accounts": Root("Account"),
    "apiTokens": Root("ApiToken"),
    "grantProposals": Root("GrantProposal"),
    "jobs": Root("JobEntry"),
    "deliveries": Root("Delivery"),
    "customFields": Root("CustomField"),
    "approvals": Root("ApprovalTask", where=approvals.DUE),
    "approvalRequest": Root("ApprovalRequest", "row"),
    "approvalRequests": Root("ApprovalRequest"),
    "approvalChains": Root("ApprovalChain"),
    "deputies": Root("Deputy"),
    "resignations": Root("Resignation"),
    "exits": Root("Exit"),
    "exitGaps": Root("ExitGap", where=GAPS),
    "severanceDrafts": Root("SeveranceDraft"),
    "monthlyAttendance": Root("Attendance"),
    "attendanceDays": Root("AttendanceDay"),
    "attendanceGaps": Root("AttendanceGap"),
    "attendanceAdjustments": Root("AttendanceAdjustment"),
    "attendanceMonths": Root("AttendanceMonth"),
    "absenceTypes": Root("AbsenceType"),
    "absenceRequests": Root("AbsenceRequest"),
    "absenceDays": Root("AbsenceDay"),
    "absenceEntries": Root("AbsenceEntry"),
    "absenceBalances": Root("AbsenceBalance"),
    "importSources": Root("ImportSource"),
    "importBatches": Root("ImportBatch"),
    "importBatch": Root("ImportBatch", "row"),
    "conflicts": Root("DataConflict", where="{self}.superseded_at is null"),
    "employeeMerges": Root("EmployeeMerge"),
    "auditEntries": Root("AuditEntry"),
    "accessLog": Root("AccessLogEntry"),
    "notices": Root("Notice"),
}


def entities() -> dict[str, Entity]:
    """Return every entity by its GraphQL name."""
    Tortoise.init_models(MODEL_MODULES, APP)
    return {entity.name: entity for entity in every()}


def every() -> Iterable[Entity]:
    yield from people.entities()
    yield from approvals.entities()
    yield from attendance.entities()
    yield from audit.entities()
    yield from access.entities()
    yield from jobs.entities()
    yield from imports.entities()
    yield from desk.entities()
