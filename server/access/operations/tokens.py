"""API tokens: each makes them for the own account only, so nobody borrows another's rights; a keeper may revoke."""

from __future__ import annotations

from datetime import datetime, timedelta

from server.access.credentials import HINT, READ, TOKEN_PREFIX, WHOLE, digest, new_secret
from server.access.models import ApiToken
from server.access.operations.accounts import tell
from server.access.settings import read_flag, read_number
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput, not_found
from server.kernel.rights import allow, decide
from server.store.base import stamp
from server.store.idempotency import repeatable

LONGEST_NAME = 100


async def create_token(
    ctx: Context, *, name: str, days: int, moment: datetime, read_only: bool = True
) -> tuple[str, str]:
    """Make a token of the caller's own account; return its id and the secret, which is shown this once."""
    allow(ctx, "Mutation.createToken", own=True)
    await _require_wish(ctx, name, days)
    secret, scope = new_secret(TOKEN_PREFIX), READ if read_only else WHOLE
    mine = ctx.principal.account_id

    async def work() -> str:
        made = await ApiToken.create(
            **stamp(ctx), account_id=mine, digest=digest(secret), hint=secret[:HINT], scopes=scope,
            name=name.strip(), expires_at=moment + timedelta(days=days),
        )  # fmt: skip
        told: dict[str, list[object]] = {
            "hint": [None, made.hint], "name": [None, made.name], "scope": [None, scope], "days": [None, days],
        }  # fmt: skip
        await tell(ctx, "create_token", mine, told)
        return made.id

    return await ctx.store.write(work), secret


async def _require_wish(ctx: Context, name: str, days: int) -> None:
    if ctx.principal.is_read_only:
        raise Denied("只读令牌不能再建令牌。", "A token that only reads makes no tokens.")
    keeps_accounts = decide(ctx, "account", "write").allowed
    if not keeps_accounts and not await read_flag(ctx, "self_tokens"):
        raise Denied(
            "公司已关闭自建令牌，请联系系统管理员。",
            "The company lets nobody make tokens; ask the administrator.",
        )
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise InvalidInput(
            f"请用 1 到 {LONGEST_NAME} 字写明用途。",
            f"Say what it is for, in 1 to {LONGEST_NAME} characters.",
            path=("input", "name"),
        )
    most = await read_number(ctx, "token_days_most")
    if not 0 < days <= most:
        raise InvalidInput(
            f"有效期须为 1 到 {most} 天。", f"It may last 1 to {most} days.", path=("input", "days")
        )


@repeatable
async def revoke_token(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """End a token. One out of the caller's reach is as one that does not exist."""
    row = await ApiToken.get_or_none(id=id)
    owner = str(getattr(row, "account_id", ""))
    if row is None or not decide(ctx, "api_token", "write", own=owner == ctx.principal.account_id).allowed:
        raise not_found()
    await row.delete()
    await tell(ctx, "revoke_token", owner, {"hint": [row.hint, None], "name": [row.name, None]})
    return owner
