"""Agreeing on a definition: each side signs what it means; signed by both it can be published, and later retired."""

from __future__ import annotations

from datetime import date, timedelta

from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidState, not_found
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Dictionary, Metric
from server.metrics.governance import checks
from server.metrics.governance.drafting import enter_review, find_version, named, row_of
from server.metrics.governance.record import allow, invalid, operation, tell
from server.metrics.models import MetricSignature, MetricVersion
from server.metrics.words import Decision, MetricStatus, Side
from server.store.base import change_row, stamp

SIGNED_IN = (MetricStatus.IN_REVIEW, MetricStatus.AGREED, MetricStatus.PUBLISHED)
SIDE_VERBS = {Side.HR: "metric_sign_hr", Side.BUSINESS: "metric_sign_business"}
"""The policy class that lets somebody speak for a side."""


@operation
async def sign_metric(
    ctx: Context,
    registry: Registry,
    *,
    key: str,
    number: int,
    side: Side,
    decision: Decision,
    remark: str | None = None,
) -> str:
    """Agree for a side, or send the version back to its author.

    The second agreement makes it AGREED. A version in force whose meaning has changed beneath it is signed anew the
    same way; it stays in force meanwhile.
    """
    allow(ctx, SIDE_VERBS[side])
    metric = find_version((await registry.governed(ctx)).dictionary, key, number)
    row = await row_of(ctx, metric)
    if row.status not in SIGNED_IN:
        raise InvalidState(
            f"只有评审中的口径可以签署，当前状态为 {row.status}。",
            f"Only a version in review can be signed; this one is {row.status}.",
        )
    if decision is Decision.REJECT:
        return await reject(ctx, row, metric, side, remark)
    await agree(ctx, row, metric, side, remark)
    return row.id


async def agree(ctx: Context, row: MetricVersion, metric: Metric, side: Side, remark: str | None) -> bool:
    """Keep the agreement of a side; return whether both sides now agree."""
    require_other_hand(ctx, row)
    standing = await agreements(row, metric)
    if any(
        who.account_id == ctx.principal.account_id for other, who in standing.items() if other is not side
    ):
        raise Denied(
            "同一账号不能代表双方签署，请由另一方的同事签署。",
            "One account can't sign for both sides; ask a colleague of the other side.",
        )
    await put_signature(ctx, row, metric, side, Decision.AGREE, remark)
    is_agreed = {*standing, side} == set(Side)
    if is_agreed and row.status is MetricStatus.IN_REVIEW:
        await change_row(ctx, MetricVersion, row.id, status=MetricStatus.AGREED)
        row.status = MetricStatus.AGREED
    return is_agreed


def require_other_hand(ctx: Context, row: MetricVersion) -> None:
    if row.author_id is not None and row.author_id == ctx.principal.account_id:
        raise Denied(
            "起草人不能签署自己的口径，请由他人签署。",
            "The author can't sign their own definition; somebody else must.",
        )


async def reject(ctx: Context, row: MetricVersion, metric: Metric, side: Side, remark: str | None) -> str:
    """Send a version in review back; one in force can only be retired."""
    if row.status is MetricStatus.PUBLISHED:
        raise InvalidState(
            "已发布的口径不能退回，请起草新版本或停用。",
            "A published version can't be sent back; draft a new one or retire it.",
        )
    require_other_hand(ctx, row)
    if not (remark or "").strip():
        raise invalid("note", "退回时请写明理由。", "Say why it is sent back.")
    await put_signature(ctx, row, metric, side, Decision.REJECT, remark)
    await change_row(ctx, MetricVersion, row.id, status=MetricStatus.DRAFT, submitted_at=None)
    return row.id


async def put_signature(
    ctx: Context, row: MetricVersion, metric: Metric, side: Side, decision: Decision, remark: str | None
) -> None:
    who = ctx.principal
    await MetricSignature.create(
        **stamp(ctx), metric_version_id=row.id, side=side, decision=decision, account_id=who.account_id,
        person=who.name, note=remark, hash=metric.hash, at=ctx.now,
    )  # fmt: skip
    changes = {"side": (None, side), "decision": (None, decision), "hash": (None, metric.hash)}
    await tell(ctx, "sign_metric", "MetricVersion", row.id, named(row.key, row.number) | changes)


async def agreements(row: MetricVersion, metric: Metric) -> dict[Side, MetricSignature]:
    """Return the agreements that stand: each side's last word, for the present meaning, since the submission."""
    last: dict[Side, MetricSignature] = {}
    for each in await MetricSignature.filter(metric_version_id=row.id).order_by("at", "id"):
        last[each.side] = each
    return {
        side: each
        for side, each in last.items()
        if each.decision is Decision.AGREE
        and each.hash == metric.hash
        and (row.submitted_at is None or each.at >= row.submitted_at)
    }


@operation
async def publish_metric(
    ctx: Context, registry: Registry, *, key: str, number: int, effective_from: date, lock: int | None = None
) -> str:
    """Put an agreed version in force from a day on; the version before it ends the day before.

    A published version never changes. It must begin after the one before it did.
    """
    allow(ctx, "Mutation.publishMetric")
    known = (await registry.governed(ctx)).dictionary
    metric = find_version(known, key, number)
    row = await row_of(ctx, metric)
    if row.status is not MetricStatus.AGREED or set(await agreements(row, metric)) != set(Side):
        raise InvalidState(
            "须由人力与业务双方签署当前口径后才能发布；口径或其上游变更后须重新签署。",
            "Both sides must have signed what it means now; a change to it or upstream of it calls for new signatures.",
        )
    await end_before(ctx, metric, known, effective_from)
    await put_in_force(ctx, row, effective_from, lock)
    return row.id


async def end_before(ctx: Context, metric: Metric, known: Dictionary, day: date) -> None:
    """Let the version in force until now end on the day before; Raises InvalidState if the days would overlap."""
    rows = await MetricVersion.filter(
        key=metric.key, status__in=[MetricStatus.PUBLISHED, MetricStatus.RETIRED]
    ).select_for_update()
    for other in rows:
        begun = other.effective_from or date.min
        if begun >= day or (other.effective_to is not None and other.effective_to >= day):
            raise overlap(other)
        if other.effective_to is None:
            await change_row(ctx, MetricVersion, other.id, effective_to=day - timedelta(days=1))
    first = next((each for each in known.versions.get(metric.key, ()) if each.is_builtin), None)
    if first is not None and first.version != metric.version and not any(row.is_builtin for row in rows):
        builtin = await row_of(ctx, first)
        await change_row(ctx, MetricVersion, builtin.id, effective_to=day - timedelta(days=1))


def overlap(other: MetricVersion) -> InvalidState:
    since = other.effective_from.isoformat() if other.effective_from else "…"
    until = other.effective_to.isoformat() if other.effective_to else "…"
    return InvalidState(
        f"与版本 {other.number} 的生效期（{since} 至 {until}）重叠，请选择更晚的生效日。",
        f"It would overlap version {other.number} ({since} to {until}); choose a later day.",
        path=("input", "effectiveFrom"),
    )


async def put_in_force(ctx: Context, row: MetricVersion, day: date | None, lock: int | None = None) -> None:
    values = {"status": MetricStatus.PUBLISHED, "published_at": ctx.now, "effective_from": day}
    await change_row(ctx, MetricVersion, row.id, version=lock, **values)
    changes = {"status": (row.status, MetricStatus.PUBLISHED), "effectiveFrom": (None, day)}
    await tell(ctx, "publish_metric", "MetricVersion", row.id, named(row.key, row.number) | changes)


@operation
async def retire_metric(
    ctx: Context,
    registry: Registry,
    *,
    key: str,
    number: int,
    effective_to: date,
    successor: str | None = None,
    lock: int | None = None,
) -> str:
    """End a published version after a day, naming what to use instead; the past keeps it."""
    allow(ctx, "Mutation.retireMetric")
    known = (await registry.governed(ctx)).dictionary
    metric = find_version(known, key, number)
    row = await row_of(ctx, metric)
    if row.status is not MetricStatus.PUBLISHED:
        raise InvalidState(
            f"只有已发布的口径可以停用，当前状态为 {row.status}。",
            f"Only a published version can be retired; this one is {row.status}.",
        )
    if row.effective_from is not None and effective_to < row.effective_from:
        raise invalid("effectiveTo", "失效日不能早于生效日。", "It can't end before it began.")
    checks.require_successor(key, successor, known)
    values = {"status": MetricStatus.RETIRED, "effective_to": effective_to, "successor": successor}
    await change_row(ctx, MetricVersion, row.id, version=lock, **values)
    changes = {"status": (row.status, MetricStatus.RETIRED), "effectiveTo": (row.effective_to, effective_to),
               "successor": (None, successor)}  # fmt: skip
    await tell(ctx, "retire_metric", "MetricVersion", row.id, named(row.key, row.number) | changes)
    return row.id


@operation
async def sign_core_metrics(ctx: Context, registry: Registry, *, side: Side) -> str:
    """Sign the twelve core metrics for one side, once and for all of them; those both sides have signed take effect.

    Meant for the first day: they are taken as built in, and hold for all time.
    """
    allow(ctx, SIDE_VERBS[side])
    known = (await registry.governed(ctx)).dictionary
    twelve = [metric for metric in known.metrics.values() if metric.is_core12]
    if not twelve:
        raise not_found()
    for metric in twelve:
        row = await row_of(ctx, metric)
        if row.status is MetricStatus.DRAFT:
            await enter_review(ctx, row, metric)
            row = await row_of(ctx, metric)
        if row.status not in SIGNED_IN or side in await agreements(row, metric):
            continue
        if await agree(ctx, row, metric, side, None) and row.status is MetricStatus.AGREED:
            await put_in_force(ctx, row, row.effective_from)
    return str(side)
