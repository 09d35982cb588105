"""Staffing norms: how many posts a department is meant to have, from a day on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from server import audit, jobs
from server.kernel.context import Context
from server.kernel.errors import Conflict, not_found
from server.kernel.ids import new_id
from server.people import rules
from server.people.models import StaffingNorm
from server.people.norms import renorm
from server.people.operations.access import Place, allow, allow_anywhere, find_department, find_position
from server.people.operations.record import operation
from server.people.rules import Span
from server.store.base import stamp

MOST_POSTS = 1_000_000


@operation
async def set_staffing_norm(
    ctx: Context,
    *,
    fte: Decimal | None = None,
    department_id: str | None = None,
    department_code: str | None = None,
    position_id: str | None = None,
    position_code: str | None = None,
    effective_on: date | None = None,
    seen: str | None = None,
) -> str:
    """Set the norm of a department, or of one position in it, from a day on, today unless named; None ends it.

    Earlier days keep the norm they had, and later changes stand. `seen` is the id of the norm the caller saw in
    force ("" for none): Conflict if it is another by now. Returns the department's id.
    """
    allow_anywhere(ctx, "setStaffingNorm")
    department = await find_department(department_id, department_code)
    if department is None:
        raise not_found()
    place = Place(department_id=department.id)
    allow(ctx, place, "setStaffingNorm", "StaffingNorm.fte")
    position = await find_position(position_id, position_code)
    day = rules.clean_day(effective_on or ctx.today, "effectiveOn")
    posts = None if fte is None else hundredths(fte)
    held: dict[str, Any] = {"department_id": department.id, "position_id": position.id if position else None}
    known = StaffingNorm.filter(**held, superseded_at=None).order_by("valid_from").select_for_update()
    spans = [Span(row.valid_from, row.valid_to, {"fte": row.fte}, row.id) for row in await known]
    now = next((span for span in spans if span.covers(day)), None)
    require_seen(seen, now)
    if now is not None and now.values["fte"] == posts:
        return department.id
    revision = renorm(spans, day, posts)
    await StaffingNorm.filter(id__in=revision.superseded).update(superseded_at=ctx.now, updated_at=ctx.now)
    for span in revision.made:
        await StaffingNorm.create(
            **stamp(ctx), **held, fte=span.values["fte"],
            valid_from=span.start, valid_to=span.end, recorded_at=ctx.now,
        )  # fmt: skip
    old = now.values["fte"] if now else None
    told = {"position": (None, held["position_id"]), "fte": (old, posts), "effectiveOn": (None, day)}
    await audit.record(
        ctx, "people.set_staffing_norm", subject_type="Department", subject_id=department.id, changes=told
    )
    await jobs.enqueue(ctx, "people.set_staffing_norm", new_id(), {"departmentId": department.id})
    return department.id


def require_seen(seen: str | None, now: Span | None) -> None:
    if seen is not None and seen != (now.key if now else ""):
        raise Conflict(
            "编制已被他人修改，请刷新后重试。",
            "Someone else changed this norm; reload and try again.",
            path=("input", "seen"),
        )


def hundredths(fte: Decimal) -> int:
    """Return the posts in hundredths; none at all is a norm too."""
    count = fte * 100
    if not 0 <= count <= MOST_POSTS or count != int(count):
        raise rules.invalid(
            "fte",
            "编制须为 0 到 10000 之间的数，最多两位小数。",
            "A norm lies between 0 and 10,000, with two places.",
        )
    return int(count)
