"""Ending what a rule asked for a gap in a competency, once the gap has closed: the system waives it and says why."""

from __future__ import annotations

from collections.abc import Iterable

from server.desk import settle_notices
from server.kernel.context import Context
from server.kernel.labels import label
from server.people.operations.outcomes import batched
from server.store.base import change_row
from server.training.models import Enrollment, EnrollmentState, HoursDuty, RuleOccasion, TrainingRule
from server.training.operations.enrolling import end
from server.training.operations.ground import note
from server.training.operations.requirements import Finding
from server.training.rules import OPEN

CLOSED = label("胜任力差距已消除，由系统免修", "The gap has closed; waived by the system")


async def end_answered(ctx: Context, row: TrainingRule, findings: Iterable[Finding]) -> int:
    """Waive what a rule has asked of people whose gap is known to have closed; return how many things that were.

    A gap that is not known any more, as after an assessment was taken back, ends nothing.
    """
    if row.occasion is not RuleOccasion.COMPETENCY_GAP:
        return 0
    closed = [
        each.employee_id
        for each in findings
        if each.occasion is row.occasion
        and each.competency_code == row.competency_code
        and each.gap < row.least_gap
    ]
    done = 0
    for batch in batched(closed):
        courses = await Enrollment.filter(rule_id=row.id, employee_id__in=batch, state__in=OPEN).order_by(
            "id"
        )
        for course in courses:
            await end(ctx, course, EnrollmentState.WAIVED, CLOSED)
        duties = await HoursDuty.filter(
            rule_id=row.id, employee_id__in=batch, met_on=None, waiver_reason=""
        ).order_by("id")
        for duty in duties:
            await change_row(ctx, HoursDuty, duty.id, waiver_reason=CLOSED)
            await note(ctx, "waive_hours", "HoursDuty", duty.id, {"reason": ("", CLOSED)})
            await settle_notices(ctx, f"hours:{duty.id}")
        done += len(courses) + len(duties)
    return done
