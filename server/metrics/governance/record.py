"""How an act on the dictionary runs: permission, one transaction, run once, one audit entry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any, Protocol

from policies import Decision, unite
from server import audit
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput
from server.metrics.agreed.registry import Registry
from server.store.idempotency import once


class Operation(Protocol):
    """An operation as its callers see it; `given` are the keywords of the function it wraps, of mixed types."""

    def __call__(
        self, ctx: Context, registry: Registry, *, idempotency_key: str | None = None, **given: Any
    ) -> Awaitable[str]: ...


def operation(work: Callable[..., Awaitable[str]]) -> Operation:
    """Run the function in one transaction, once for each idempotency key; it returns what names its result."""

    @wraps(work)
    async def run(
        ctx: Context, registry: Registry, *, idempotency_key: str | None = None, **given: Any
    ) -> str:
        request = {"operation": work.__name__, **given}

        async def whole() -> str:
            return await once(ctx, idempotency_key, request, lambda: work(ctx, registry, **given))

        return await ctx.store.write(whole)

    return run


def decide(ctx: Context, obj: str, act: str = "write") -> Decision:
    """Decide over every relation the caller could stand in: definitions, reports and boards have no departments."""
    return unite(
        ctx.policy.decide(grant.role, relation, obj, act)
        for grant in ctx.principal.grants
        for relation in ("self", "team", "org", "group")
        if relation != "team" or grant.team
    )


def may(ctx: Context, obj: str, act: str = "write") -> bool:
    return decide(ctx, obj, act).allowed


def allow(ctx: Context, obj: str, act: str = "write") -> None:
    """Raise Denied, naming the rule, unless some role of the caller allows the act."""
    decision = decide(ctx, obj, act)
    if decision.allowed:
        return
    rule = decision.rule
    zh, en = (rule.reason("zh"), rule.reason("en")) if rule else ("没有规则允许", "no rule allows it")
    raise Denied(
        f"您没有权限办理此事：{zh}。",
        f"You may not do this: {en}.",
        rule=rule.where if rule else None,
    )


def invalid(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


async def tell(
    ctx: Context,
    action: str,
    subject_type: str,
    subject_id: str,
    changes: Mapping[str, tuple[object, object]],
) -> None:
    """Add the audit entry of an act on the dictionary."""
    await audit.record(
        ctx, f"metrics.{action}", subject_type=subject_type, subject_id=subject_id, changes=changes
    )
