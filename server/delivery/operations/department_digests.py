"""Which departments get a digest, when, and on which robot beside the notices of those who lead them."""

from __future__ import annotations

from typing import Any

from server import audit
from server.delivery.digests import ask_digest
from server.delivery.models import DeliveryChannel, DeliveryEndpoint, DepartmentDigest, DigestRhythm
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.kernel.rights import allow
from server.store.base import stamp
from server.store.idempotency import repeatable

LAST_DAY, LAST_HOUR = 7, 23


@repeatable
async def save_department_digest(
    ctx: Context, *, department_code: str, rhythm: DigestRhythm, weekday: int = 1, hour: int = 9,
    webhook_id: str | None = None, is_active: bool = True,
) -> str:  # fmt: skip
    """Set a department's digest, one of each rhythm; setting it anew changes it. Today's comes if its hour is ahead."""
    allow(ctx, "Mutation.saveDepartmentDigest")
    if not 1 <= weekday <= LAST_DAY or not 0 <= hour <= LAST_HOUR:
        raise InvalidInput(
            "请选择周一到周日和 0 到 23 点。",
            "Choose Monday to Sunday and an hour from 0 to 23.",
            path=("input", "hour"),
        )
    department = await _department(ctx, department_code)
    await _require_robot(webhook_id)
    values: dict[str, Any] = {
        "weekday": weekday,
        "hour": hour,
        "endpoint_id": webhook_id,
        "is_active": is_active,
    }
    mine = DepartmentDigest.filter(department_id=department, rhythm=rhythm)
    row = await mine.select_for_update().get_or_none()
    before = {name: getattr(row, name) if row else None for name in values}
    if row is None:
        row = await DepartmentDigest.create(**stamp(ctx), department_id=department, rhythm=rhythm, **values)
    else:
        await mine.update(**values, version=row.version + 1, updated_at=ctx.now)
    changes = {name: (before[name], value) for name, value in values.items() if before[name] != value}
    await audit.record(
        ctx,
        "delivery.save_department_digest",
        subject_type="DepartmentDigest",
        subject_id=row.id,
        changes=changes,
    )
    await ask_digest(ctx, await mine.get(), late=False)
    return row.id


async def _department(ctx: Context, code: str) -> str:
    rows = await ctx.store.ask("select id from department where code={0} and closed_on is null", code)
    if not rows:
        raise InvalidInput(
            f"没有部门 {code}。", f"There is no department {code}.", path=("input", "departmentCode")
        )
    return str(rows[0][0])


async def _require_robot(webhook_id: str | None) -> None:
    row = await DeliveryEndpoint.get_or_none(id=webhook_id, employee_id=None) if webhook_id else None
    if webhook_id and (row is None or row.channel == DeliveryChannel.WEBHOOK):
        raise InvalidInput("请选择一个群机器人。", "Choose a group's robot.", path=("input", "webhookId"))
