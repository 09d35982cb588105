"""Customers' accounts and what they need: kept by who looks after them, told anew and never overwritten."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from server import audit
from server.feedback.models import AccountNeed, CustomerAccount, Segment
from server.feedback.operations.segments import begin_segment, keep_segment
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, NotFound, not_found
from server.kernel.ids import new_id
from server.metrics.kept.dirty import touched
from server.people.operations.access import Target, allow, allow_anywhere, find_target, link
from server.people.operations.record import operation
from server.store.base import stamp

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
LONGEST_NAME, LONGEST_REF, LONGEST_NEED, LONGEST_NOTE = 80, 64, 200, 500
OLDEST = timedelta(days=3660)
MOST_AT_ONCE = 2000


class AccountExists(InvalidInput):
    """Another account has this code or speaks of this customer."""

    code = "ACCOUNT_EXISTS"


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


@operation
async def save_customer_account(
    ctx: Context,
    *,
    code: str,
    name: str,
    customer_ref: str,
    segment: Segment,
    started_on: date,
    ended_on: date | None = None,
    agent_code: str | None = None,
    version: int | None = None,
) -> str:
    """Open an account or say anew what is known of it; return the id of the version known now."""
    key = code.strip()
    held = await CustomerAccount.filter(code=key, superseded_at=None).select_for_update().get_or_none()
    target = await agent_of(ctx, agent_code, held)
    allow(ctx, target.place, "saveCustomerAccount")
    if held is not None and link(held, "agent_id") != target.person.id and link(held, "agent_id"):
        before = await find_target(ctx, link(held, "agent_id"), None)
        allow(ctx, before.place, "saveCustomerAccount")
    values: dict[str, Any] = {  # columns of mixed types
        "code": clean_code(key),
        "name": text_of(name, "name", LONGEST_NAME, 1),
        "customer_ref": text_of(customer_ref, "customerRef", LONGEST_REF, 1),
        "segment": segment,
        "started_on": started_on,
        "ended_on": days_of(started_on, ended_on),
        "agent_id": target.person.id,
    }
    if held is not None:
        await replace(ctx, held, version)
    await require_free(values["customer_ref"], key)
    row_id = await tell_anew(ctx, held, values)
    if held is None:
        await keep_segment(ctx, values["customer_ref"], segment, started_on)
    elif held.segment is not segment:
        await begin_segment(ctx, held)
        await keep_segment(ctx, values["customer_ref"], segment, ctx.today)
    changes = {"segment": (held.segment if held else None, segment), "agent": (None, target.person.code)}
    await audit.record(
        ctx, "crm.save_account", subject_type="CustomerAccount", subject_id=row_id, changes=changes
    )
    return row_id


@operation
async def record_account_need(
    ctx: Context,
    *,
    account_id: str,
    need: str,
    since_on: date,
    note: str = "",
) -> str:
    """Write down what a customer needs from a day on; the account is returned."""
    account = await kept_account(ctx, "recordAccountNeed", id=account_id)
    require_begun(ctx, since_on)
    row = await AccountNeed.create(
        **stamp(ctx), customer_ref=account.customer_ref, since_on=since_on, told_by_id=ctx.principal.employee_id,
        need=text_of(need, "need", LONGEST_NEED, 2), note=text_of(note, "note", LONGEST_NOTE),
    )  # fmt: skip
    changes: dict[str, tuple[object, object]] = {"since": (None, since_on.isoformat())}
    await audit.record(ctx, "crm.record_need", subject_type="AccountNeed", subject_id=row.id, changes=changes)
    return account_id


async def kept_account(ctx: Context, verb: str, **key: str) -> CustomerAccount:
    """Find an account as it is known now, that the caller may do the verb for, and lock it."""
    allow_anywhere_or_own(ctx, verb)
    account = await CustomerAccount.filter(superseded_at=None, **key).select_for_update().first()
    if account is None or not account.customer_ref or not link(account, "agent_id"):
        raise not_found()
    target = await find_target(ctx, link(account, "agent_id"), None)
    allow(ctx, target.place, verb)
    return account


def require_begun(ctx: Context, since_on: date) -> None:
    if not ctx.today - OLDEST <= since_on <= ctx.today:
        raise wrong("sinceOn", "日期不能在今天之后。", "The day is not after today.")


async def in_rows(
    rows: Sequence[Mapping[str, Any]], field: str, keep: Callable[[Mapping[str, Any]], Awaitable[bool]]
) -> str:
    """Keep each row of a list and return how many were new; what is wrong names its row."""
    if not 1 <= len(rows) <= MOST_AT_ONCE:
        raise wrong(field, f"一次 1 至 {MOST_AT_ONCE} 行。", f"Give 1 to {MOST_AT_ONCE} rows at once.")
    kept = 0
    for number, each in enumerate(rows, start=1):
        try:
            kept += await keep(each)
        except NotFound as error:
            raise wrong(
                field, f"第 {number} 行：没有这个客户。", f"Row {number}: no such customer."
            ) from error
        except InvalidInput as error:
            path = ("input", field)
            raise InvalidInput(
                f"第 {number} 行：{error.zh}", f"Row {number}: {error.en}", path=path
            ) from error
    return str(kept)


async def tell_anew(ctx: Context, held: CustomerAccount | None, values: Mapping[str, Any]) -> str:
    """Insert what is known of an account from now on; what was known before stays. Inside store.write."""
    row_id = new_id()
    known = {name: getattr(held, name) for name in held._meta.db_fields} if held else {}
    fresh = {**stamp(ctx), "id": row_id, "recorded_at": ctx.now, "superseded_at": None}
    fresh |= {
        "version": held.version + 1 if held else 1,
        "source_key": held.source_key if held else f"crm:{values['code']}",
    }
    row = await CustomerAccount.create(**{**known, **values, **fresh})
    since = min(row.started_on, held.started_on) if held else row.started_on
    await touched(ctx, "customer_account", since, None)
    return row_id


def allow_anywhere_or_own(ctx: Context, verb: str) -> None:
    if ctx.principal.employee_id is None:
        allow_anywhere(ctx, verb)


async def agent_of(ctx: Context, code: str | None, held: CustomerAccount | None) -> Target:
    """Find who looks after the account: who was named, who did so far, else the caller."""
    if code:
        return await find_target(ctx, None, code.strip())
    own = ctx.principal.employee_id
    found = (link(held, "agent_id") if held else "") or own
    if found is None:
        raise wrong("agentCode", "请填写负责客服的工号。", "Name who looks after the customer.")
    return await find_target(ctx, found, None)


async def replace(ctx: Context, held: CustomerAccount, version: int | None) -> None:
    if version is not None and version != held.version:
        raise Conflict(
            f"记录已被他人修改，当前版本为 {held.version}，请刷新后重试。",
            f"Someone else changed this record (version {held.version}); reload and try again.",
            path=("version",),
        )
    await CustomerAccount.filter(id=held.id).update(superseded_at=ctx.now, updated_at=ctx.now)


async def require_free(customer_ref: str, code: str) -> None:
    taken = await CustomerAccount.filter(customer_ref=customer_ref, superseded_at=None).first()
    if taken is not None and taken.code != code:
        raise AccountExists(
            "这个客户已有账户，请打开已有的账户。",
            "This customer has an account already; open that one.",
            path=("input", "customerRef"),
        )


def clean_code(code: str) -> str:
    if not CODE.fullmatch(code):
        raise wrong("code", "编码用字母、数字、横线。", "A code has letters, digits and dashes.")
    return code


def days_of(started_on: date, ended_on: date | None) -> date | None:
    if ended_on is not None and ended_on < started_on:
        raise wrong("endedOn", "结束日期不能早于开始日期。", "It cannot end before it starts.")
    return ended_on


def text_of(text: str, field: str, most: int, least: int = 0) -> str:
    found = text.strip()
    if not least <= len(found) <= most:
        raise wrong(field, f"请填写 {least} 至 {most} 字。", f"Write {least} to {most} characters.")
    return found
