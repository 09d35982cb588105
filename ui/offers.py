"""Which forms to offer a reader: asked of the policy the server decides by, and decided again on sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.access import may

if TYPE_CHECKING:
    from server.kernel.context import Context


def may_write(ctx: Context, obj: str, *, own: bool) -> bool:
    """Tell whether the reader may write a field, or run a verb, on their own record or on another's."""
    if own:
        return any(ctx.policy.decide(role, "self", obj, "write").allowed for role in ctx.principal.roles)
    return may(ctx, obj, "write")


def sees_totals(ctx: Context) -> bool:
    """Tell whether the reader sees totals of groups."""
    return any(
        ctx.policy.decide(role, "group", "Employee.id", "aggregate").allowed for role in ctx.principal.roles
    )
