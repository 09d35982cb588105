"""The tabs of the organization; each part of it adds a line of its own."""

from __future__ import annotations

from ui.offers import may_read, may_see
from ui.performance.sections import Section

SECTIONS: tuple[Section, ...] = (
    Section("/org", "Chart", lambda ctx: may_read(ctx, "Department.id")),
    Section("/org/staffing", "Staffing", lambda ctx: may_see(ctx, "StaffingNorm.fte")),
    Section("/org/ladders", "Career ladders", lambda ctx: may_read(ctx, "Department.id")),
    Section("/org/competencies", "Competencies", lambda ctx: may_read(ctx, "Department.id")),
    Section("/org/competencies/gaps", "Gaps of a team", lambda ctx: may_see(ctx, "Employee.competencies")),
    Section("/org/promotions", "Promotions", lambda ctx: may_see(ctx, "Employee.career")),
    Section("/org/entities", "Legal entities", lambda ctx: may_read(ctx, "Department.id")),
)
