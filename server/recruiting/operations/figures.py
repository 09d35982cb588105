"""What figures read of recruiting: each opening as a requisition, each offer with its answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.kernel.context import Context
from server.metrics.kept.dirty import touched_row
from server.people.event_models import FilledBy, Offer, OfferResult, Requisition
from server.people.operations.access import link
from server.recruiting.models import JobOpening, OpeningState
from server.store.base import Event, stamp


async def keep_requisition(ctx: Context, opening: JobOpening) -> None:
    """Record anew what figures read of an opening, so that what was known before stays readable."""
    filled = opening.closed_on if opening.state == OpeningState.FILLED else None
    await keep(
        ctx, Requisition, f"opening:{opening.id}", link(opening, "department_id"), opening.opened_on, filled,
        opened_on=opening.opened_on, filled_on=filled, filled_by=FilledBy.EXTERNAL if filled else None,
        cancelled_on=opening.closed_on if opening.state == OpeningState.CLOSED else None,
    )  # fmt: skip


async def keep_offer(
    ctx: Context,
    candidate_id: str,
    opening: JobOpening,
    made_on: date,
    result: OfferResult | None,
    day: date | None,
) -> None:
    await keep(
        ctx, Offer, f"candidate:{candidate_id}", link(opening, "department_id"), made_on, day,
        made_on=made_on, decided_on=day, result=result,
    )  # fmt: skip


async def keep(
    ctx: Context,
    model: type[Event],
    key: str,
    department_id: str,
    *days: date | None,
    **values: Any,  # columns
) -> None:
    live = model.filter(source_key=key, superseded_at=None)
    old = [link(each, "department_id") for each in await live]
    await live.update(superseded_at=ctx.now, updated_at=ctx.now)
    await model.create(
        **stamp(ctx), source_key=key, recorded_at=ctx.now, department_id=department_id, **values
    )
    await touched_row(ctx, model._meta.db_table, *days, departments=[*old, department_id])
