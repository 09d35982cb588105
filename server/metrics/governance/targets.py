"""Targets of the company's own, and which member of a family answers for its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from server.kernel.context import Context
from server.kernel.errors import not_found
from server.metrics.agreed.registry import Registry
from server.metrics.governance.record import allow, invalid, operation, tell
from server.metrics.models import MetricFamilyDefault, MetricTarget
from server.metrics.words import Grain
from server.store.base import change_row, stamp

OPS = ("<", "<=", "=", ">=", ">")
BUILT_IN = "builtin:"
"""Begins the id of a target that stands in a domain's file."""


@operation
async def set_target(
    ctx: Context,
    registry: Registry,
    *,
    key: str,
    op: str,
    value: Decimal,
    grain: Grain,
    near: Decimal | None = None,
    scope: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
) -> str:
    """Set a target for all or for a part of the company; one for the same grain, part and days is replaced."""
    allow(ctx, "Mutation.setTarget")
    metric = (await registry.current(ctx)).metrics.get(key)
    if metric is None:
        raise not_found()
    if op not in OPS:
        raise invalid("op", f"比较符须为 {' '.join(OPS)} 之一。", f"Compare by one of {' '.join(OPS)}.")
    if grain not in metric.grains:
        allowed = " ".join(metric.grains)
        raise invalid("grain", f"该指标的粒度为 {allowed}。", f"This figure has the grains {allowed}.")
    if first and last and last < first:
        raise invalid("to", "截止日不能早于起始日。", "It can't end before it begins.")
    place = orjson.dumps(sorted(scope)).decode()
    same: dict[str, Any] = {"key": key, "grain": grain, "scope": place, "first_day": first, "last_day": last}
    kept: dict[str, Any] = {"op": op, "value": str(value), "near": None if near is None else str(near)}
    row = await MetricTarget.filter(**same).select_for_update().first()
    if row is None:
        row = await MetricTarget.create(**stamp(ctx), **same, **kept)
        before = None
    else:
        before = f"{row.op} {row.value}"
        await change_row(ctx, MetricTarget, row.id, **kept)
    changes = {"key": (None, key), "grain": (None, grain), "target": (before, f"{op} {value}")}
    await tell(ctx, "set_target", "MetricTarget", row.id, changes)
    return row.id


@operation
async def remove_target(ctx: Context, registry: Registry, *, target_id: str) -> str:
    """Take a target of the company away; one that is built in can only be replaced."""
    del registry
    allow(ctx, "Mutation.removeTarget")
    if target_id.startswith(BUILT_IN):
        raise invalid(
            "id",
            "内置目标不能删除，请为同一粒度另设目标。",
            "A built-in target can't be removed; set your own for the same grain.",
        )
    row = await MetricTarget.filter(id=target_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    await row.delete()
    changes = {"key": (row.key, None), "target": (f"{row.op} {row.value}", None)}
    await tell(ctx, "remove_target", "MetricTarget", row.id, changes)
    return row.key


@operation
async def set_family_default(ctx: Context, registry: Registry, *, family: str, key: str) -> str:
    """Say which member answers when people ask for the family by its common name."""
    allow(ctx, "Mutation.setFamilyDefault")
    known = (await registry.current(ctx)).families.get(family)
    if known is None:
        raise not_found()
    if key not in known.members:
        raise invalid(
            "key",
            f"该指标不属于这一口径族，可选：{'、'.join(known.members)}。",
            f"It is not a member of this family: {', '.join(known.members)}.",
        )
    row = await MetricFamilyDefault.filter(family=family).select_for_update().get_or_none()
    if row is None:
        row = await MetricFamilyDefault.create(**stamp(ctx), family=family, key=key)
    else:
        await change_row(ctx, MetricFamilyDefault, row.id, key=key)
    changes = {"family": (None, family), "default": (known.default, key)}
    await tell(ctx, "set_family_default", "MetricFamilyDefault", row.id, changes)
    return key
