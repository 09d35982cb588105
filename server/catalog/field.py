"""What performance hands to the customer domain and takes from it; neither knows the other."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from server.feedback.models import Contact
from server.feedback.operations import write_field_fact
from server.kernel.context import Context
from server.people.operations.access import link
from server.performance.field.operations import deciding
from server.performance.models import FieldReport
from server.performance.quality.jobs import draw_last_week
from server.performance.quality.operations.quality import drawing
from server.performance.quality.rules import Drawable

TOLD = (
    "customer_ref", "amount", "is_key", "is_repeat", "is_personalised", "is_success", "followups_due",
    "followups_done",
)  # fmt: skip


async def write_fact(ctx: Context, report: FieldReport) -> None:
    """Make a confirmed report a fact of the customer domain."""
    told = {name: getattr(report, name) for name in TOLD}
    person = link(report, "employee_id")
    await write_field_fact(ctx, report.kind.value, f"field:{report.id}", person, report.happened_on, told)


async def answered_contacts(ctx: Context, first: date, until: date) -> list[Drawable]:
    """List the contacts that somebody answered on the days from `first` to before `until`, in local days."""
    here = ZoneInfo(ctx.store.settings.zone)
    begins, ends = (datetime.combine(day, time(), here) for day in (first, until))
    rows = Contact.filter(
        opened_at__gte=begins, opened_at__lt=ends, superseded_at=None, is_valid=True, is_abandoned=False,
        agent_id__isnull=False,
    )  # fmt: skip
    return [
        Drawable(row.id, link(row, "agent_id"), row.opened_at.astimezone(here).date(), str(row.channel))
        for row in await rows
    ]


decide_field_report = deciding(write_fact)
draw_quality_checks = drawing(answered_contacts)
draw_quality = draw_last_week(answered_contacts)
