"""Reports from the field: kept as a draft, sent, and counted once somebody else has confirmed them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from server import audit
from server.desk.notices import notify, settle_notices
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.labels import label
from server.kernel.money import to_minor
from server.people.operations.access import Target, allow, allow_anywhere, find_target, link
from server.people.operations.approving import line_manager
from server.people.operations.record import operation
from server.performance.field.models import FieldReport, FieldReportKind, FieldReportState
from server.store.base import change_row, stamp

LONGEST_REF, LONGEST_NOTE, LONGEST_ANSWER, SHORTEST = 64, 500, 300, 2
OLDEST = timedelta(days=60)
MOST_AMOUNT, MOST_FOLLOWUPS = 10**13, 99

Writer = Callable[[Context, FieldReport], Awaitable[None]]
"""What makes a confirmed report a fact of its own domain; the floor above hands it in."""


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


@operation
async def save_field_report(
    ctx: Context,
    *,
    kind: FieldReportKind,
    happened_on: date,
    customer_ref: str,
    id: str | None = None,  # noqa: A002 (the contract's word)
    note: str = "",
    amount: Decimal | None = None,
    is_key: bool = False,
    is_repeat: bool = False,
    is_personalised: bool = False,
    is_success: bool = False,
    followups_due: int = 0,
    followups_done: int = 0,
    send: bool = False,
    version: int | None = None,
) -> str:
    """Keep what one did on the way as a draft, or send it to be confirmed; return the report's id."""
    row = await own_report(ctx, id, "saveFieldReport") if id else None
    target = await find_target(ctx, ctx.principal.employee_id, None) if row is None else None
    if target is not None:
        allow(ctx, target.place, "saveFieldReport")
    if row is not None:
        require_state(row, FieldReportState.DRAFT, FieldReportState.RETURNED)
    values: dict[str, Any] = {  # columns of mixed types
        "kind": kind,
        "happened_on": day_of(ctx, happened_on),
        "customer_ref": text_of(customer_ref, "customerRef", LONGEST_REF, 1),
        "note": text_of(note, "note", LONGEST_NOTE),
        "amount": amount_of(amount, needed=kind is FieldReportKind.DEAL),
        "is_key": is_key,
        "is_repeat": is_repeat,
        "is_personalised": is_personalised,
        "is_success": is_success,
        **followups(followups_due, followups_done),
    }
    if row is None:
        row = await FieldReport.create(**stamp(ctx), employee_id=ctx.principal.employee_id, **values)
    else:
        await change_row(ctx, FieldReport, row.id, version=version, **values, state=FieldReportState.DRAFT)
    await note_change(ctx, row, "save", {"kind": (None, kind), "happenedOn": (None, happened_on)})
    if send:
        await send_row(ctx, row.id)
    return row.id


@operation
async def withdraw_field_report(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Take back a report that nobody has confirmed."""
    row = await own_report(ctx, id, "withdrawFieldReport")
    require_state(row, FieldReportState.DRAFT, FieldReportState.SENT, FieldReportState.RETURNED)
    await change_row(ctx, FieldReport, id, version=version, state=FieldReportState.WITHDRAWN)
    await settle_notices(ctx, f"field:{id}")
    await note_change(ctx, row, "withdraw", {"state": (row.state, FieldReportState.WITHDRAWN)})
    return id


async def send_row(ctx: Context, report_id: str) -> None:
    row = await FieldReport.get(id=report_id)
    await change_row(ctx, FieldReport, report_id, state=FieldReportState.SENT, sent_at=ctx.now)
    manager = await line_manager(ctx, link(row, "employee_id"))
    title = label("有一条外勤填报待您确认", "A report from the field awaits your confirmation")
    await notify(
        ctx,
        [manager] if manager else [],
        "field",
        title=title,
        link="/field?view=team",
        key=f"field:{report_id}",
    )
    await note_change(ctx, row, "send", {"state": (row.state, FieldReportState.SENT)})


def deciding(write: Writer) -> Callable[..., Awaitable[str]]:
    """Return the operation that confirms a report, or returns it, making a confirmed one a fact by `write`."""

    @operation
    async def decide_field_report(
        ctx: Context,
        *,
        id: str,  # noqa: A002 (the contract's word)
        confirm: bool,
        decision: str = "",
        version: int | None = None,
    ) -> str:
        """Confirm what somebody else reported, so that it counts, or return it with the reason."""
        allow_anywhere(ctx, "decideFieldReport")
        row = await FieldReport.filter(id=id).select_for_update().get_or_none()
        if row is None or row.state is FieldReportState.DRAFT:
            raise not_found()
        target = await find_target(ctx, link(row, "employee_id"), None)
        allow(ctx, target.place, "decideFieldReport")
        require_state(row, FieldReportState.SENT)
        why = text_of(decision, "decision", LONGEST_ANSWER, 0 if confirm else SHORTEST)
        state = FieldReportState.CONFIRMED if confirm else FieldReportState.RETURNED
        await change_row(
            ctx, FieldReport, id, version=version, state=state, decision=why, decided_at=ctx.now,
            decided_by_id=ctx.principal.employee_id,
        )  # fmt: skip
        if confirm:
            await write(ctx, row)
        await tell(ctx, row, target, confirm=confirm)
        return id

    return decide_field_report


async def tell(ctx: Context, row: FieldReport, target: Target, *, confirm: bool) -> None:
    title = (
        label("您的外勤填报已确认", "Your report from the field is confirmed")
        if confirm
        else label("您的外勤填报被退回，请补充", "Your report from the field came back; complete it")
    )
    await settle_notices(ctx, f"field:{row.id}")
    key = f"field-told:{row.id}:{row.version}"
    await notify(ctx, [target.person.id], "field", title=title, link="/field", key=key)
    state = FieldReportState.CONFIRMED if confirm else FieldReportState.RETURNED
    await note_change(ctx, row, "decide", {"state": (row.state, state)})


# --- Ground ---


async def own_report(ctx: Context, report_id: str, verb: str) -> FieldReport:
    """Find a report of one's own; another's is as one that does not exist."""
    row = await FieldReport.filter(id=report_id).select_for_update().get_or_none()
    me = ctx.principal.employee_id
    if me is None:
        allow_anywhere(ctx, verb)
        raise not_found()
    target = await find_target(ctx, me, None)
    allow(ctx, target.place, verb)
    if row is None or link(row, "employee_id") != me:
        raise not_found()
    return row


def require_state(row: FieldReport, *states: FieldReportState) -> None:
    if row.state not in states:
        raise InvalidState(
            "这条填报的状态已变，请刷新后重试。",
            "This report is in another state by now; reload and try again.",
        )


def day_of(ctx: Context, day: date) -> date:
    if not ctx.today - OLDEST <= day <= ctx.today:
        raise wrong(
            "happenedOn",
            f"只能填最近 {OLDEST.days} 天内的日期。",
            f"Give a day of the last {OLDEST.days}.",
        )
    return day


def text_of(text: str, field: str, most: int, least: int = 0) -> str:
    found = text.strip()
    if not least <= len(found) <= most:
        raise wrong(
            field,
            f"请填写 {least} 至 {most} 字。" if least else f"最多 {most} 字。",
            f"Write {least} to {most} characters." if least else f"At most {most} characters.",
        )
    return found


def amount_of(amount: Decimal | None, *, needed: bool) -> int | None:
    if amount is None or not needed:
        if needed:
            raise wrong("amount", "成交须填金额。", "A deal needs its amount.")
        return None
    try:
        found = to_minor(amount)
    except ValueError as error:
        raise wrong("amount", "金额最多两位小数。", "An amount has at most two places.") from error
    if not 0 < found < MOST_AMOUNT:
        raise wrong("amount", "金额须大于 0。", "An amount is more than 0.")
    return found


def followups(due: int, done: int) -> dict[str, int]:
    if not 0 <= done <= due <= MOST_FOLLOWUPS:
        raise wrong("followupsDone", "已随访不能多于应随访。", "No more follow-ups can be done than are due.")
    return {"followups_due": due, "followups_done": done}


async def note_change(
    ctx: Context, row: FieldReport, action: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"field.{action}", subject_type="FieldReport", subject_id=row.id, changes=dict(changes)
    )
