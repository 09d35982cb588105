"""Idempotency: the same key with the same request runs once; with another request it is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import wraps
from typing import Any, Protocol

import orjson

from server.kernel.context import Context
from server.kernel.errors import IdempotencyMismatch
from server.store.models import IdempotencyKey

KEPT = timedelta(hours=24)


class Repeatable(Protocol):
    """An operation as its callers see it; `given` are the keywords of the function it wraps, of mixed types."""

    def __call__(
        self, ctx: Context, *, idempotency_key: str | None = None, **given: Any
    ) -> Awaitable[str]: ...


def repeatable(work: Callable[..., Awaitable[str]]) -> Repeatable:
    """Run the function in one transaction, once for each idempotency key; it returns the id of what it changed."""

    @wraps(work)
    async def run(ctx: Context, *, idempotency_key: str | None = None, **given: Any) -> str:
        request = {"operation": work.__name__, **given}

        async def whole() -> str:
            return await once(ctx, idempotency_key, request, lambda: work(ctx, **given))

        return await ctx.store.write(whole)

    return run


async def once(ctx: Context, key: str | None, request: object, work: Callable[[], Awaitable[str]]) -> str:
    """Run `work` and remember the id it returns, or return what it returned before. Use inside store.write.

    The row is claimed before the work runs, so a second request on PostgreSQL waits for the first's commit.
    Raises IdempotencyMismatch if the key came with another request.
    """
    if not key:
        return await work()
    claim = IdempotencyKey(
        account_id=ctx.principal.account_id,
        key=key,
        request_hash=digest(request),
        result="",
        created_at=ctx.now,
    )
    await IdempotencyKey.bulk_create([claim], ignore_conflicts=True)
    kept = await IdempotencyKey.get(account_id=claim.account_id, key=key)
    if kept.request_hash != claim.request_hash:
        raise IdempotencyMismatch(
            "这个幂等键已用于另一个请求，请换一个新的。",
            "This idempotency key was used for another request; send a new one.",
            path=("idempotencyKey",),
        )
    if kept.id != claim.id:
        return kept.result
    result = await work()
    await IdempotencyKey.filter(id=claim.id).update(result=result)
    return result


async def forget_old_keys(ctx: Context) -> int:
    """Delete the keys older than a day and return how many there were. Use inside store.write."""
    return await IdempotencyKey.filter(created_at__lt=ctx.now - KEPT).delete()


def digest(request: object) -> str:
    """Return the hash of a request's content, whatever the order of its fields."""
    return hashlib.sha256(orjson.dumps(request, default=str, option=orjson.OPT_SORT_KEYS)).hexdigest()
