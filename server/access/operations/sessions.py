"""Ending sessions: one's own, or anybody's for those who keep accounts."""

from __future__ import annotations

from server.access.models import Session
from server.access.operations.accounts import find_account, tell
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.rights import allow, decide
from server.store.idempotency import repeatable


@repeatable
async def end_session(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Sign one browser out. A session out of the caller's reach is as one that does not exist."""
    row = await Session.get_or_none(id=id)
    owner = str(getattr(row, "account_id", ""))
    if row is None or not decide(ctx, "session", "write", own=owner == ctx.principal.account_id).allowed:
        raise not_found()
    await row.delete()
    await tell(ctx, "end_session", owner, {"device": [row.device, None]})
    return owner


@repeatable
async def end_other_sessions(ctx: Context) -> str:
    """Sign out everywhere but here."""
    allow(ctx, "session", own=True)
    mine = ctx.principal.account_id
    ended = await Session.filter(account_id=mine).exclude(id=ctx.principal.session or "").delete()
    if ended:
        await tell(ctx, "end_sessions", mine, {"sessions": [ended, 0]})
    return mine


@repeatable
async def end_account_sessions(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Sign an account out everywhere; on one's own, everywhere but here. Its API tokens stay."""
    allow(ctx, "Mutation.endAccountSessions")
    account = await find_account(id)
    ended = await Session.filter(account_id=account.id).exclude(id=ctx.principal.session or "").delete()
    if ended:
        await tell(ctx, "end_sessions", account.id, {"sessions": [ended, 0]})
    return account.id
