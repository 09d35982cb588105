"""Commissions of long sales: proposing one, its approval, its end, and what falls due day by day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from server import audit
from server.feedback.models import CustomerAccount
from server.incentives.commissions.vesting import MOST_MONTHS, WHOLE, Part, Terms, claw_back, last_day, plan
from server.incentives.scheme_models import (
    Commission,
    CommissionLine,
    CommissionState,
    Deal,
    LineKind,
    LineState,
    StopReason,
)
from server.incentives.schemes.operations.asking import ask_second
from server.incentives.schemes.operations.ground import clean_code, clean_name, wrong
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.kernel.money import from_minor, to_minor
from server.people.operations.access import Place, allow, find_target, link, present_department
from server.people.operations.record import operation
from server.store.base import change_row, stamp
from server.store.keys import person_key

KIND = "commission"
PLACE = "incentive_commission.amount"
LINE_PLACE = "incentive_commission_line.amount"
MOST_CENTS = 10**13


class CommissionExists(Conflict):
    """The person has a commission of this deal from the same day already."""

    code = "COMMISSION_EXISTS"


# --- Deals ---


@operation
async def save_deal(
    ctx: Context,
    *,
    code: str,
    name: str,
    signed_on: date,
    customer_key: str | None = None,
    version: int | None = None,
) -> str:
    """Record a deal, or change it by its code; `customer_key` is how the customer's own system names the account."""
    allow(ctx, Place(), "saveDeal")
    key, clean = clean_code(code), clean_name(name)
    customer = await find_customer(customer_key) if customer_key else None
    values: dict[str, Any] = {"name": clean, "signed_on": signed_on, "customer_id": customer}
    held = await Deal.filter(code=key).select_for_update().get_or_none()
    if held is None:
        row_id = (await Deal.create(**stamp(ctx), id=new_id(), code=key, **values)).id
    else:
        row_id = held.id
        await change_row(ctx, Deal, row_id, version=version, **values)
    changes = {column: (getattr(held, column, None), value) for column, value in values.items()}
    await audit.record(ctx, "incentives.save_deal", subject_type="Deal", subject_id=row_id, changes=changes)
    return row_id


async def find_customer(key: str) -> str:
    found = await CustomerAccount.filter(source_key=key, superseded_at=None).first()
    if found is None:
        raise wrong(
            "customerKey", "没有这个客户，请核对客户编号。", "There is no such customer; check the key."
        )
    return found.id


# --- Proposing ---


@operation
async def propose_commission(
    ctx: Context,
    *,
    deal_code: str,
    amount: Decimal,
    starts_on: date,
    months: int,
    employee_id: str | None = None,
    employee_code: str | None = None,
    retained_percent: Decimal | None = None,
    is_advanced: bool = False,
) -> str:
    """Ask a second person for somebody's commission of a deal; return its id. Nobody asks for their own."""
    target = await find_target(ctx, employee_id, employee_code)
    allow(ctx, target.place, "proposeCommission")
    deal = await Deal.get_or_none(code=deal_code.strip().upper())
    if deal is None:
        raise wrong("dealCode", "没有这个合同，请先登记。", "There is no such deal; record it first.")
    terms = clean_terms(amount, starts_on, months, retained_percent, is_advanced=is_advanced)
    person = target.person.id
    if await Commission.exists(deal_id=deal.id, employee_id=person, starts_on=starts_on):
        raise CommissionExists(
            "此人在这个合同下已有同日起算的提成。",
            "This person has a commission of the deal from the same day already.",
            path=("input", "startsOn"),
        )
    row_id = new_id()
    said = label(f"{deal.name}的提成，{months} 个月归属", f"Commission of {deal.name}, over {months} months")
    approval = await ask_second(
        ctx, KIND, subject_type="Commission", subject_id=row_id, employee_id=person, summary=said
    )
    key = await person_key(ctx.store.vault, person)
    await Commission.create(
        **stamp(ctx), id=row_id, deal_id=deal.id, employee_id=person, months=months, starts_on=starts_on,
        amount=ctx.store.vault.seal(key, f"{PLACE}|{row_id}", from_minor(terms.amount)), approval_id=approval,
        retained_share=terms.retained_share, is_advanced=is_advanced,
    )  # fmt: skip
    changes = {"deal": (None, deal.code), "months": (None, months), "amount": (None, audit.HIDDEN)}
    await note_commission(ctx, row_id, "propose_commission", dict(changes))
    return row_id


def clean_terms(
    amount: Decimal, starts_on: date, months: int, retained_percent: Decimal | None, *, is_advanced: bool
) -> Terms:
    try:
        cents = to_minor(amount)
    except ValueError:
        cents = 0
    if not 0 < cents < MOST_CENTS:
        raise wrong(
            "amount", "金额须大于 0，最多两位小数。", "An amount is above 0 and has at most two places."
        )
    if not 1 <= months <= MOST_MONTHS:
        raise wrong(
            "months", f"归属期为 1 至 {MOST_MONTHS} 个月。", f"It vests over 1 to {MOST_MONTHS} months."
        )
    share = int((retained_percent or Decimal(0)) * 100)
    if not 0 <= share < WHOLE:
        raise wrong(
            "retainedPercent", "留存部分在 0 至 99.99% 之间。", "The part kept back is 0 to 99.99 per cent."
        )
    return Terms(cents, starts_on, months, share, is_advanced)


# --- Running and ending ---


async def begin(ctx: Context, commission: Commission) -> None:
    """Make the lines of an approved commission; those whose day has come are due at once."""
    parts = plan(await terms_of(ctx, commission))
    await add_lines(ctx, commission, parts)
    await change_row(ctx, Commission, commission.id, state=CommissionState.RUNNING)
    await fall_due(ctx, [commission.id])


async def add_lines(ctx: Context, commission: Commission, parts: Iterable[Part], after: int = 0) -> None:
    person = link(commission, "employee_id")
    key = await person_key(ctx.store.vault, person)
    made = []
    for place, part in enumerate(parts, start=after + 1):
        row_id = new_id()
        sealed = ctx.store.vault.seal(key, f"{LINE_PLACE}|{row_id}", from_minor(part.amount))
        made.append(
            CommissionLine(
                **stamp(ctx), id=row_id, commission_id=commission.id, employee_id=person, place=place,
                kind=part.kind, due_on=part.due_on, amount=sealed, state=part.state,
            )
        )  # fmt: skip
    await CommissionLine.bulk_create(made)


async def terms_of(ctx: Context, commission: Commission) -> Terms:
    key = await person_key(ctx.store.vault, link(commission, "employee_id"))
    clear = ctx.store.vault.open(key, f"{PLACE}|{commission.id}", commission.amount)
    return Terms(
        to_minor(clear),
        commission.starts_on,
        commission.months,
        commission.retained_share,
        commission.is_advanced,
    )


async def lines_of(ctx: Context, commission: Commission) -> list[Part]:
    key = await person_key(ctx.store.vault, link(commission, "employee_id"))
    rows = await CommissionLine.filter(commission_id=commission.id).order_by("place").select_for_update()
    vault = ctx.store.vault
    return [
        Part(
            LineKind(row.kind), row.due_on, to_minor(vault.open(key, f"{LINE_PLACE}|{row.id}", row.amount)),
            LineState(row.state),
        )
        for row in rows
    ]  # fmt: skip


async def fall_due(ctx: Context, commissions: Iterable[str] | None = None) -> int:
    """Let the lines whose day has come fall due, and call vested what has run its whole time; return how many did."""
    lines = CommissionLine.filter(state=LineState.PLANNED, due_on__lte=ctx.today)
    running = Commission.filter(state=CommissionState.RUNNING, starts_on__lte=ctx.today)
    if commissions is not None:
        among = list(commissions)
        lines, running = lines.filter(commission_id__in=among), running.filter(id__in=among)
    count = await lines.update(state=LineState.DUE, updated_at=ctx.now)
    for row in await running:
        if last_day(row.starts_on, row.months) <= ctx.today:
            await change_row(ctx, Commission, row.id, state=CommissionState.VESTED)
    return count


@operation
async def stop_commission(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    stopped_on: date,
    reason: StopReason,
    version: int | None = None,
) -> str:
    """End a commission on its last day; what has not vested lapses, and what was paid beyond is taken back."""
    row = await find_commission(id)
    person = link(row, "employee_id")
    allow(ctx, Place(person, await present_department(ctx, person)), "stopCommission")
    if stopped_on > ctx.today:
        raise wrong("stoppedOn", "中止日期不能晚于今天。", "It can't have stopped after today.")
    if row.state not in (CommissionState.RUNNING, CommissionState.VESTED):
        raise InvalidState(
            "只有进行中的提成可以中止。", "Only a running commission can be stopped.", path=("input", "id")
        )
    await stop(ctx, row, stopped_on, reason, version=version)
    return id


async def stop(
    ctx: Context, row: Commission, ended_on: date, reason: StopReason, *, version: int | None = None
) -> None:
    """Let the planned lines lapse; those due for days after the last are taken back by one line below zero."""
    await fall_due_by(ctx, row.id, ended_on)
    terms, lines = await terms_of(ctx, row), await lines_of(ctx, row)
    back = claw_back(terms, lines, ended_on)
    await CommissionLine.filter(commission_id=row.id, state=LineState.PLANNED).update(
        state=LineState.LAPSED, updated_at=ctx.now
    )
    if back:
        part = Part(LineKind.CLAW_BACK, ctx.today, back, LineState.DUE)
        await add_lines(ctx, row, [part], after=len(lines))
    await change_row(
        ctx, Commission, row.id, version=version, state=CommissionState.STOPPED, stopped_on=ended_on,
        stop_reason=reason,
    )  # fmt: skip
    changes = {
        "state": (row.state, CommissionState.STOPPED),
        "stoppedOn": (None, ended_on),
        "reason": (None, reason),
    }
    await note_commission(ctx, row.id, "stop_commission", dict(changes))


async def fall_due_by(ctx: Context, commission_id: str, day: date) -> None:
    """Let fall due what vests by a day that lies before today but was not yet worked."""
    lines = CommissionLine.filter(commission_id=commission_id, state=LineState.PLANNED, due_on__lte=day)
    await lines.update(state=LineState.DUE, updated_at=ctx.now)


async def find_commission(commission_id: str) -> Commission:
    found = await Commission.filter(id=commission_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    return found


async def note_commission(
    ctx: Context, row_id: str, action: str, changes: dict[str, tuple[object, object]]
) -> None:
    await audit.record(
        ctx, f"incentives.{action}", subject_type="Commission", subject_id=row_id, changes=changes
    )
