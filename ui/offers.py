"""Which forms to offer a reader: asked of the policy the server decides by, and decided again on sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schema.access import may

if TYPE_CHECKING:
    from collections.abc import Iterable

    from server.kernel.context import Context


def may_write(ctx: Context, obj: str, *, own: bool) -> bool:
    """Tell whether the reader may write a field, or run a verb, on their own record or on another's."""
    if own:
        return any(ctx.policy.decide(role, "self", obj, "write").allowed for role in ctx.principal.roles)
    return may(ctx, obj, "write")


def units_led(ctx: Context, verb: str) -> frozenset[str]:
    """Return the departments in whose matters the reader may run a verb, because they head them."""
    return frozenset(
        unit
        for grant in ctx.principal.grants
        if ctx.policy.decide(grant.role, "team", verb, "write").allowed
        for unit in grant.team
    )


def may_reveal(ctx: Context, obj: str) -> bool:
    """Tell whether the reader may have a field shown in full, of some team or of everybody."""
    return may(ctx, obj, "reveal")


def sees_totals(ctx: Context) -> bool:
    """Tell whether the reader sees totals of groups."""
    return any(
        ctx.policy.decide(role, "group", "Employee.id", "aggregate").allowed for role in ctx.principal.roles
    )


def may_read(ctx: Context, obj: str) -> bool:
    """Tell whether the reader may read what belongs to the whole company: definitions, reports."""
    return ctx.policy.decide_for(ctx.principal.roles, "org", obj, "read").allowed


def may_see(ctx: Context, obj: str) -> bool:
    """Tell whether the reader may read a field of some team or of everybody."""
    return may(ctx, obj, "read")


def may_see_plainly(ctx: Context, obj: str) -> bool:
    """Tell whether the reader may read a field in full, of some team or of everybody."""
    return any(
        decision.allowed and decision.view == "plain"
        for grant in ctx.principal.grants
        for relation in ("team", "org")
        if relation == "org" or grant.team
        for decision in (ctx.policy.decide(grant.role, relation, obj, "read"),)
    )


def may_keep(ctx: Context) -> bool:
    """Tell whether the reader keeps anything of the house: settings, accounts, master data, queues."""
    return may(ctx, "org_change", "write") or any(
        may_read(ctx, of) for of in ("setting", "account", "grant_proposal", "system")
    )


def may_take_out(ctx: Context) -> bool:
    """Tell whether the reader may take figures out as a file."""
    return any(
        ctx.policy.decide(role, relation, "metric_export", "export").allowed
        for role in ctx.principal.roles
        for relation in ("self", "team", "org", "group")
    )


def may_see_any(ctx: Context, objects: Iterable[str], *, own: bool) -> bool:
    """Tell whether the reader may read one of these, on their own record or on another's."""
    if own:
        roles = ctx.principal.roles
        return any(ctx.policy.decide(role, "self", obj, "read").allowed for role in roles for obj in objects)
    return any(may(ctx, obj, "read") for obj in objects)
