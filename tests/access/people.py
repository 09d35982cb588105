"""Three accounts to try operations with: who keeps accounts, a clerk, and who decides for HR."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from server.access.models import Account, RoleGrant
from server.kernel.context import Context, Grant, Principal
from server.store.base import stamp

KEEPER, CLERK, CHIEF = "account-keeper", "account-clerk", "account-chief"
ROLES = {KEEPER: "administrator", CHIEF: "hr_manager"}


async def settle(ctx: Context) -> None:
    """Plant the accounts with their roles."""

    async def work() -> None:
        for key in (KEEPER, CLERK, CHIEF):
            name = key.removeprefix("account-")
            await Account.create(**stamp(ctx), id=key, username=name, display_name=name, password_hash="x")
        for key, role in ROLES.items():
            await RoleGrant.create(
                **stamp(ctx), id=f"grant-{role}", account_id=key, role=role, valid_from=date(2025, 1, 1)
            )

    await ctx.store.write(work)


def as_(ctx: Context, account: str, **more: Any) -> Context:
    """Return the context of one of them."""
    grants = (Grant(ROLES[account]),) if account in ROLES else ()
    return replace(ctx, principal=Principal(account, account, account, grants=grants, **more))


async def rows(ctx: Context, sql: str) -> list[tuple[Any, ...]]:
    return await ctx.store.reads.rows(sql)
