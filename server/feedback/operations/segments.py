"""As what a customer counted from which day on: one row a day, kept beside what the account says now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from server.feedback.models import AccountSegment, CustomerAccount, Segment
from server.kernel.context import Context
from server.store.base import change_row, stamp

BATCH = 500


async def begin_segment(ctx: Context, account: CustomerAccount) -> None:
    """Let the first change have a before: what the account said so far, from its first day on. Inside store.write."""
    ref = account.customer_ref or ""
    if not await AccountSegment.exists(customer_ref=ref):
        await keep_segment(ctx, ref, account.segment, account.started_on)


async def keep_segment(
    ctx: Context, customer_ref: str, segment: Segment, since_on: date, note: str | None = None
) -> bool:
    """Write down as what a customer counts from a day on, anew for a day told before; tell whether anything is new.

    Without a note the one of that day stays. Inside store.write.
    """
    values: dict[str, Any] = {"segment": segment} | ({} if note is None else {"note": note})
    held = (
        await AccountSegment.filter(customer_ref=customer_ref, since_on=since_on)
        .select_for_update()
        .get_or_none()
    )
    if held is None:
        who: dict[str, Any] = {
            "customer_ref": customer_ref,
            "since_on": since_on,
            "told_by_id": ctx.principal.employee_id,
        }
        await AccountSegment.create(**stamp(ctx), **who, **values)
        return True
    if all(getattr(held, name) == value for name, value in values.items()):
        return False
    await change_row(ctx, AccountSegment, held.id, told_by_id=ctx.principal.employee_id, **values)
    return True


async def follow_file(ctx: Context, rows: Iterable[object], replaced: Sequence[str]) -> None:
    """Write down, from today on, what accounts of a file count as now and did not; inside store.write.

    `rows` are facts just written, `replaced` the ids of those they took the place of.
    """
    told = [each for each in rows if isinstance(each, CustomerAccount) and each.customer_ref]
    before = {row.source_key: row for row in await accounts(replaced)} if told else {}
    for account in told:
        held = before.get(account.source_key)
        if held is None or held.segment == account.segment:
            continue
        if held.customer_ref == account.customer_ref:
            await begin_segment(ctx, held)
        await keep_segment(ctx, account.customer_ref or "", Segment(account.segment), ctx.today)


async def forget_file(made: Sequence[str]) -> None:
    """Take back the changes that came with these accounts, once their file is taken back. Inside store.write."""
    for account in await accounts(made):
        written = {"customer_ref": account.customer_ref, "created_at": account.recorded_at}
        await AccountSegment.filter(**written, segment=account.segment).delete()


async def accounts(ids: Sequence[str]) -> list[CustomerAccount]:
    found: list[CustomerAccount] = []
    for at in range(0, len(ids), BATCH):
        found += await CustomerAccount.filter(id__in=list(ids[at : at + BATCH]))
    return found


async def segment_on(customer_ref: str, day: date) -> Segment | None:
    """Return as what a customer counted on a day; None if nobody wrote it down."""
    known = AccountSegment.filter(customer_ref=customer_ref, since_on__lte=day)
    found = await known.order_by("-since_on").first()
    return found.segment if found else None
