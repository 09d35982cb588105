"""Opening, keeping and closing accounts; nothing here gives a right over people's data, that takes two persons."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from server.access import throttle
from server.access.accounts import INVITATION, add_account, close_account, end_access
from server.access.credentials import digest, new_secret
from server.access.models import Account, Invitation, RoleGrant
from server.audit import HIDDEN, record
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.kernel.rights import allow
from server.store.base import change_row, stamp
from server.store.idempotency import repeatable

LONGEST_NAME = 200
LONGEST_USERNAME = 100
LANGUAGES = ("", "zh", "en")


@repeatable
async def create_account(ctx: Context, *, username: str, display_name: str, language: str = "") -> str:
    """Open an account that can do nothing yet: no password, no role, no employee."""
    allow(ctx, "Mutation.createAccount")
    return await add_account(
        ctx, username=_username(username), display_name=_name(display_name), language=_language(language)
    )


@repeatable
async def update_account(
    ctx: Context, *, id: str, changes: Mapping[str, str | None], version: int | None = None  # noqa: A002 (the contract's word)
) -> str:  # fmt: skip
    """Change how an account is called, or the language it is spoken to in."""
    allow(ctx, "Mutation.updateAccount")
    account = await find_account(id)
    clean = {"display_name": _name, "language": _language}
    values = {name: clean[name](text or "") for name, text in changes.items()}
    if not values:
        raise InvalidInput(
            "请至少填写一项变动。", "Name at least one thing that changes.", path=("input", "displayName")
        )
    await change_row(ctx, Account, account.id, version=version, **values)
    await tell(
        ctx, "update_account", account.id, {k: [getattr(account, k), new] for k, new in values.items()}
    )
    return account.id


@repeatable
async def disable_account(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Shut an account; it may be opened again. Not one's own, and not the last that keeps accounts."""
    allow(ctx, "Mutation.disableAccount")
    account = await find_account(id)
    if account.id == ctx.principal.account_id:
        raise InvalidState(
            "不能停用自己的账号，请另一位管理员办理。", "You can't disable your own account; ask another one."
        )
    await require_keeper_besides(ctx, account.id)
    await close_account(ctx, account_id=account.id)
    return account.id


@repeatable
async def enable_account(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Open a shut account again, with the roles it still holds."""
    allow(ctx, "Mutation.enableAccount")
    account = await find_account(id)
    if not account.is_active:
        await change_row(ctx, Account, account.id, is_active=True)
        await tell(ctx, "enable_account", account.id, {"isActive": [False, True]})
    return account.id


async def invite_account(ctx: Context, *, id: str, moment: datetime) -> tuple[str, datetime]:  # noqa: A002 (as above)
    """Return a secret that sets a password once within a week; an older one, and an old password, are void at once.

    So nobody takes over an account unnoticed: its owner finds the own password refused.
    """
    allow(ctx, "Mutation.inviteAccount")
    secret, ends = new_secret(), moment + INVITATION

    async def work() -> None:
        account = await find_account(id)
        if not account.is_active:
            raise InvalidState(
                "账号已停用，请先启用。", "This account is disabled; enable it first.", path=("input", "id")
            )
        await Invitation.filter(account_id=account.id, used_at=None).update(used_at=moment)
        await Invitation.create(**stamp(ctx), account_id=account.id, digest=digest(secret), expires_at=ends)
        had = account.password_hash is not None
        if had:
            await change_row(ctx, Account, account.id, password_hash=None)
            await end_access(account.id)
        await tell(ctx, "invite", account.id, {"password": [HIDDEN, None]} if had else {})

    await ctx.store.write(work)
    return secret, ends


@repeatable
async def unlock_account(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Forget the failed sign-ins, so that the owner need not wait."""
    allow(ctx, "Mutation.unlockAccount")
    account = await find_account(id)
    if await throttle.unlock(account.id):
        await tell(ctx, "unlock_account", account.id, {})
    return account.id


@repeatable
async def unlink_account(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Part an account from its employee; to link it again takes a proposal."""
    allow(ctx, "Mutation.unlinkAccount")
    account = await find_account(id)
    if account.employee_id is not None:
        await change_row(ctx, Account, account.id, employee_id=None)
        await end_access(account.id)
        await tell(ctx, "unlink_account", account.id, {"employeeId": [account.employee_id, None]})
    return account.id


# --- Shared ---


async def find_account(account_id: str) -> Account:
    """Find an account and lock it; inside store.write only."""
    found = await Account.filter(id=account_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    return found


async def require_keeper_besides(ctx: Context, account_id: str) -> None:
    """Refuse what would leave nobody who keeps accounts."""
    keepers = [
        role for role in ctx.policy.roles() if ctx.policy.decide(role, "org", "account", "write").allowed
    ]
    held = await RoleGrant.filter(
        role__in=keepers, valid_from__lte=ctx.today, account__is_active=True
    ).values_list("account_id", "valid_to")
    holders = {holder for holder, until in held if until is None or until > ctx.today}
    if holders == {account_id}:
        raise InvalidState(
            "这是最后一个能管理账号的账号，请先另设一位管理员。",
            "This is the last account that keeps accounts; name another administrator first.",
        )


async def tell(ctx: Context, action: str, account_id: str, changes: Mapping[str, list[object]]) -> None:
    await record(ctx, f"access.{action}", subject_type="Account", subject_id=account_id, changes=changes)


def _username(text: str) -> str:
    name = throttle.fold(text)
    if not 0 < len(name) <= LONGEST_USERNAME or not name.isprintable() or " " in name:
        raise InvalidInput(
            f"用户名须为 1 到 {LONGEST_USERNAME} 字，不含空格。",
            f"A user name has 1 to {LONGEST_USERNAME} characters and no space.",
            path=("input", "username"),
        )
    return name


def _name(text: str) -> str:
    name = text.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise InvalidInput(
            f"显示名须为 1 到 {LONGEST_NAME} 字。",
            f"A display name has 1 to {LONGEST_NAME} characters.",
            path=("input", "displayName"),
        )
    return name


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise InvalidInput("语言须为 zh 或 en。", "The language is zh or en.", path=("input", "language"))
    return text
