"""People at a customer's to speak to: kept with sealed contacts, brought in as a list, erased for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from server import audit
from server.feedback.models import AccountPerson, CustomerAccount
from server.feedback.operations.accounts import in_rows, kept_account, require_begun, text_of, wrong
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.ids import new_id
from server.people.operations.record import operation
from server.people.operations.seal import CLEAN
from server.store.base import change_row, stamp
from server.store.keys import erase_key, person_key

LONGEST_NAME, LONGEST_TITLE = 60, 60
CONTACTS = ("phone", "email")


@operation
async def save_account_person(
    ctx: Context,
    *,
    account_id: str,
    name: str,
    since_on: date | None = None,
    until_on: date | None = None,
    person_id: str | None = None,
    version: int | None = None,
    **told: Any,  # job_title, phone, email, is_main: what was not said stays
) -> str:
    """Keep somebody to speak to at a customer's; the account is returned."""
    account = await kept_account(ctx, "saveAccountPerson", id=account_id)
    held = await person_of(account, person_id) if person_id else None
    days = {"since_on": since_on or (held.since_on if held else ctx.today), "until_on": until_on}
    await keep(ctx, account, held, {"name": name, **days, **told}, version)
    return account_id


@operation
async def erase_account_person(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
) -> str:
    """Forget who somebody at a customer's was: their key is destroyed, their name cleared; the account is returned."""
    row = await AccountPerson.filter(id=id).first()
    if row is None:
        raise not_found()
    account = await kept_account(ctx, "eraseAccountPerson", customer_ref=row.customer_ref)
    held = await person_of(account, id)
    await erase_key(ctx, ctx.store.vault, id)
    nothing = dict.fromkeys(("phone", "phone_hash", "email", "email_hash"))
    await change_row(
        ctx, AccountPerson, id, name="", job_title="", is_main=False, until_on=held.until_on or ctx.today,
        erased_at=ctx.now, **nothing,
    )  # fmt: skip
    await note(ctx, "erase_person", id, {})
    return account.id


@operation
async def import_account_persons(ctx: Context, *, persons: Sequence[Mapping[str, Any]]) -> str:
    """Keep a list of people by the accounts' codes, all or none; return how many are new or changed.

    Somebody is known again by phone, else by e-mail, else by name.
    """

    async def bring(each: Mapping[str, Any]) -> bool:
        account = await kept_account(ctx, "importAccountPersons", code=each["account_code"].strip())
        told = {name: value for name, value in each.items() if name != "account_code"}
        held = await known_again(ctx, account, told)
        since = held.since_on if held else ctx.today
        days = {"since_on": told.get("since_on", since), "until_on": held.until_on if held else None}
        return await keep(ctx, account, held, told | days, None)

    return await in_rows(persons, "persons", bring)


async def keep(
    ctx: Context,
    account: CustomerAccount,
    held: AccountPerson | None,
    told: Mapping[str, Any],
    version: int | None,
) -> bool:
    """Insert or change a person; tell whether anything is new. Inside store.write."""
    since_on, until_on = told["since_on"], told["until_on"]
    require_begun(ctx, since_on)
    if until_on is not None and until_on < since_on:
        raise wrong("untilOn", "结束日期不能早于开始日期。", "It cannot end before it starts.")
    values: dict[str, Any] = {  # columns of mixed types
        "name": text_of(told["name"], "name", LONGEST_NAME, 1), "since_on": since_on, "until_on": until_on,
    }  # fmt: skip
    if "job_title" in told:
        values["job_title"] = text_of(told["job_title"], "jobTitle", LONGEST_TITLE)
    if "is_main" in told:
        values["is_main"] = told["is_main"]
    made = held.id if held else new_id()
    sealed = await sealed_of(ctx, made, {name: told[name] for name in CONTACTS if name in told})
    if held is not None and not news(held, values, sealed):
        return False
    if values.get("is_main"):
        await AccountPerson.filter(customer_ref=account.customer_ref, is_main=True).update(is_main=False)
    if held is None:
        await AccountPerson.create(
            **stamp(ctx), **values, **sealed, id=made, customer_ref=account.customer_ref
        )
    else:
        await change_row(ctx, AccountPerson, made, version=version, **values, **sealed)
    await note(ctx, "save_person", made, {"account": (None, account.code)})
    return True


def news(held: AccountPerson, values: Mapping[str, Any], sealed: Mapping[str, Any]) -> bool:
    """Tell whether something differs; sealed values are compared by their hashes."""
    hashes = {name: value for name, value in sealed.items() if name.endswith("_hash")}
    return any(getattr(held, name) != value for name, value in {**values, **hashes}.items())


async def person_of(account: CustomerAccount, person_id: str) -> AccountPerson:
    """Find a person of the account and lock the row."""
    row = (
        await AccountPerson.filter(id=person_id, customer_ref=account.customer_ref)
        .select_for_update()
        .get_or_none()
    )
    if row is None:
        raise not_found()
    if row.erased_at is not None:
        raise InvalidState("这位联系人的资料已抹除。", "The data of this person has been erased.")
    return row


async def known_again(
    ctx: Context, account: CustomerAccount, told: Mapping[str, Any]
) -> AccountPerson | None:
    there = AccountPerson.filter(customer_ref=account.customer_ref, erased_at=None)
    for name in CONTACTS:
        clear = cleaned(name, told.get(name))
        if clear and (found := await there.filter(**{f"{name}_hash": blind(ctx, name, clear)}).first()):
            return found
    return await there.filter(name=told["name"].strip()).order_by("since_on").first()


async def sealed_of(ctx: Context, person_id: str, contacts: Mapping[str, str]) -> dict[str, Any]:
    """Return the sealed columns of contacts with their hashes; an empty text clears one."""
    vault, columns = ctx.store.vault, dict[str, Any]()
    key = await person_key(vault, person_id) if contacts else ""
    for name, text in contacts.items():
        clear = cleaned(name, text)
        columns[name] = vault.seal(key, f"account_person.{name}|{person_id}", clear) if clear else None
        columns[f"{name}_hash"] = blind(ctx, name, clear) if clear else None
    return columns


def cleaned(name: str, text: str | None) -> str | None:
    return CLEAN[name](text.strip()) if text and text.strip() else None


def blind(ctx: Context, name: str, clear: str) -> str:
    return ctx.store.vault.blind(f"account_person.{name}", clear)


async def note(ctx: Context, what: str, row: str, changes: Mapping[str, tuple[object, object]]) -> None:
    await audit.record(
        ctx, f"crm.{what}", subject_type="AccountPerson", subject_id=row, changes=dict(changes)
    )
