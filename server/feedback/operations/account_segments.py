"""A customer counts differently from a day on: one change, or a list of them from the CRM."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from server import audit
from server.feedback.models import CustomerAccount, Segment
from server.feedback.operations.accounts import (
    LONGEST_NOTE,
    in_rows,
    kept_account,
    replace,
    require_begun,
    tell_anew,
    text_of,
    wrong,
)
from server.feedback.operations.segments import begin_segment, keep_segment, segment_on
from server.kernel.context import Context
from server.people.operations.record import operation


@operation
async def change_account_segment(
    ctx: Context,
    *,
    account_id: str,
    segment: Segment,
    since_on: date,
    note: str = "",
) -> str:
    """Say as what a customer counts from a day on; return the id of the account as it is known now."""
    account = await kept_account(ctx, "changeAccountSegment", id=account_id)
    row_id, _ = await change(ctx, account, segment, since_on, note)
    return row_id


@operation
async def import_account_segments(ctx: Context, *, changes: Sequence[Mapping[str, Any]]) -> str:
    """Keep a list of changes by the accounts' codes, all or none; return how many are new."""

    async def keep(each: Mapping[str, Any]) -> bool:
        account = await kept_account(ctx, "importAccountSegments", code=each["account_code"].strip())
        _, is_new = await change(ctx, account, each["segment"], each["since_on"], each.get("note", ""))
        return is_new

    return await in_rows(changes, "changes", keep)


async def change(
    ctx: Context, account: CustomerAccount, segment: Segment, since_on: date, note: str
) -> tuple[str, bool]:
    """Write the change down; where it is the latest begun, the account is told anew."""
    require_begun(ctx, since_on)
    if since_on < account.started_on:
        raise wrong("sinceOn", "日期早于开户日期。", "The day is before the account was opened.")
    ref, said = account.customer_ref or "", text_of(note, "note", LONGEST_NOTE)
    await begin_segment(ctx, account)
    if not await keep_segment(ctx, ref, segment, since_on, said):
        return account.id, False
    now, row_id = await segment_on(ref, ctx.today) or segment, account.id
    if now is not account.segment:
        await replace(ctx, account, None)
        row_id = await tell_anew(ctx, account, {"segment": now})
    changes: dict[str, tuple[object, object]] = {
        "segment": (account.segment, segment),
        "since": (None, since_on.isoformat()),
    }
    await audit.record(
        ctx, "crm.change_segment", subject_type="CustomerAccount", subject_id=row_id, changes=changes
    )
    return row_id, True
