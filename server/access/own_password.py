"""Changing one's own password: with the present one, counted as a sign-in is, and every other browser is signed out."""

from __future__ import annotations

from server.access import throttle
from server.access.accounts import Accounts
from server.access.models import Account, Session
from server.access.passwords import require_strong
from server.audit import HIDDEN, record
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput


async def change_own_password(
    accounts: Accounts, ctx: Context, *, current: str, new: str, network: str
) -> None:
    """Set a new password; API tokens stay, since they were never opened with the old one.

    Raises InvalidInput at `current` or `password`, RateLimited after too many tries.
    """
    name, stored, left = await _counted(accounts, ctx, network)
    if not await accounts.hasher.verify(stored, current):
        raise InvalidInput(
            f"当前密码不正确，还可尝试 {left} 次。",
            f"The present password is wrong; {left} tries left.",
            path=("current",),
        )
    require_strong(new, username=name)
    if new == current:
        raise InvalidInput(
            "新密码与当前密码相同。", "The new password is the present one.", path=("password",)
        )
    hashed = await accounts.hasher.hash(new)

    async def work() -> None:
        found = Account.filter(id=ctx.principal.account_id, password_hash=stored)
        if not await found.update(password_hash=hashed, updated_at=ctx.now):
            raise InvalidInput(
                "密码刚刚已被修改，请重新登录。",
                "It was changed a moment ago; sign in anew.",
                path=("current",),
            )
        await throttle.forgive(throttle.keys_of(accounts.store.secrets, name, network), accounts.wall.now())
        theirs = Session.filter(account_id=ctx.principal.account_id)
        ended = await theirs.exclude(id=ctx.principal.session or "").delete()
        changes = {"password": (HIDDEN, HIDDEN), "sessions": (ended, 0)}
        await record(
            ctx,
            "access.set_password",
            subject_type="Account",
            subject_id=ctx.principal.account_id,
            changes=changes,
        )

    await accounts.store.write(work)


async def _counted(accounts: Accounts, ctx: Context, network: str) -> tuple[str, str, int]:
    """Count the try and return user name, hash and how many are left; an account without a password has no hash."""

    async def work() -> tuple[str, str, int]:
        account = await Account.get(id=ctx.principal.account_id)
        if account.password_hash is None:
            raise Denied("此账号没有密码。", "This account has no password.")
        keys = throttle.keys_of(accounts.store.secrets, account.username, network)
        left = await throttle.count_try(keys, accounts.wall.now())
        return account.username, account.password_hash, left

    return await accounts.store.write(work)
