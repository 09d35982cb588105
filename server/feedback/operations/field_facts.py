"""Facts that were told from the field and confirmed by somebody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from server.feedback.models import Consult, SalesOrder, Segment, ServiceCase
from server.kernel.context import Context
from server.metrics.kept.dirty import touched_row
from server.store.base import stamp


async def write_field_fact(
    ctx: Context, kind: str, key: str, agent_id: str, day: date, told: Mapping[str, Any]
) -> None:
    """Write a visit, a deal or a case as what it is; `key` names the report, `told` its columns of mixed types.

    Inside store.write. A deal is an order and nothing else: whether the customer had asked before is told by a visit.
    """
    known = {**stamp(ctx), "recorded_at": ctx.now, "source_key": key, "agent_id": agent_id}
    if kind == "VISIT":
        await Consult.create(**known, customer_ref=told["customer_ref"], consulted_on=day)
        await touched_row(ctx, "consult", day)
    elif kind == "DEAL":
        segment = Segment.KEY if told["is_key"] else Segment.SMALL
        await SalesOrder.create(
            **known, customer_ref=told["customer_ref"], paid_on=day, amount=told["amount"], segment=segment,
            is_repeat=told["is_repeat"], is_personalised=told["is_personalised"],
        )  # fmt: skip
        await touched_row(ctx, "sales_order", day)
    else:
        await ServiceCase.create(
            **known, closed_on=day, is_success=told["is_success"], followups_due=told["followups_due"],
            followups_done=told["followups_done"],
        )  # fmt: skip
        await touched_row(ctx, "service_case", day)
