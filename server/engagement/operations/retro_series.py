"""How often a team looks back, and what is said of a week or month that went by without."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from server.access.settings import read_number
from server.delivery.publishing import publish
from server.desk.notices import notify
from server.engagement.models import RetroRhythm, RetroSeries, Retrospective, RetroState
from server.engagement.operations.ground import find_colleague, find_unit, note, wrong
from server.engagement.rules import spans_over
from server.kernel.context import Context
from server.kernel.labels import label
from server.people.operations.access import Place, allow, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp

FARTHEST = timedelta(days=366)


@operation
async def save_retro_series(
    ctx: Context,
    *,
    department_code: str,
    rhythm: RetroRhythm,
    lead_code: str,
    from_on: date | None = None,
    is_active: bool = True,
    version: int | None = None,
) -> str:
    """Let a team look back each week or month from a day on; there is one of each rhythm. Its head decides, or HR."""
    unit = await find_unit(department_code, "departmentCode")
    allow(ctx, Place(None, unit.id), "saveRetroSeries")
    held = await RetroSeries.filter(department_id=unit.id, rhythm=rhythm).select_for_update().get_or_none()
    begins = from_on or (held.from_on if held else ctx.today)
    if abs(begins - ctx.today) > FARTHEST:
        raise wrong("fromOn", "日期应在一年之内。", "The day lies within a year of today.")
    lead = await find_colleague(ctx, lead_code, "lead")
    values: dict[str, Any] = {"lead_id": lead.id, "from_on": begins, "is_active": is_active}
    if held is None:
        row_id = (await RetroSeries.create(**stamp(ctx), department_id=unit.id, rhythm=rhythm, **values)).id
    else:
        row_id = held.id
        await change_row(ctx, RetroSeries, row_id, version=version, **values)
    changes = {"lead": (None, lead.code), "active": (held.is_active if held else None, is_active)}
    await note(ctx, "retro.save_series", row_id, "RetroSeries", changes)
    return row_id


async def miss_late(ctx: Context) -> None:
    """Mark what every rhythm calls for and nobody finished, and tell who sees to it. Inside store.write."""
    grace = await read_number(ctx, "retro_grace_days")
    for series in await RetroSeries.filter(is_active=True).order_by("id"):
        unit = link(series, "department_id")
        for start in spans_over(series.rhythm, series.from_on, ctx.today, grace_days=grace):
            known = Retrospective.filter(department_id=unit, rhythm=series.rhythm, starts_on=start)
            row = await known.select_for_update().get_or_none()
            if row is None or row.state is RetroState.DRAFT:
                await miss(ctx, series, start, row)


async def miss(ctx: Context, series: RetroSeries, start: date, row: Retrospective | None) -> None:
    if row is None:
        row = await Retrospective.create(
            **stamp(ctx), department_id=link(series, "department_id"), rhythm=series.rhythm, starts_on=start,
            lead_id=link(series, "lead_id"), state=RetroState.MISSED,
        )  # fmt: skip
    else:
        await change_row(ctx, Retrospective, row.id, state=RetroState.MISSED)
    title = label(
        "一次复盘没有按时完成，记为未做", "A retrospective was not finished in time and counts as missed"
    )
    place, key = f"/meetings/retros/{row.id}", f"retro:{row.id}:missed"
    await notify(ctx, [link(series, "lead_id")], "retro", title=title, link=place, key=key)
    await note(ctx, "retro.miss", row.id, "Retrospective", {"state": (None, RetroState.MISSED)})
    await publish(ctx, "retro.missed", row.id, {"id": row.id, "startsOn": start.isoformat(), "link": place})
