"""How somebody's own record shows to them: each field, worked out from the policy for the roles of their account."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from policies import unite
from server.kernel.context import Context, Principal
from server.kernel.errors import Denied, not_found
from server.plan.engine import Engine
from server.plan.standing import standing

TYPE = "Employee"


class Field(TypedDict):
    """One field of the record as its person sees it."""

    field: str
    field_class: str
    view: str
    rule: str | None
    reason: str | None


async def fields_as(
    engine: Engine, ctx: Context, everyone: Sequence[Principal], *, employee_id: str
) -> list[Field]:
    """Return how each field of the record shows to its person; NotFound when the record is out of the caller's sight.

    Of somebody without an account nothing is said: they see nothing.
    """
    pairs = await standing(engine, ctx, type_name=TYPE, row_id=employee_id)
    if not pairs:
        raise not_found()
    decision = unite(ctx.policy.decide(role, relation, "Query.viewAs", "read") for role, relation in pairs)
    if not decision.allowed:
        rule = decision.rule.where if decision.rule else None
        raise Denied("您没有预览他人所见的权限。", "You may not view this as somebody else.", rule=rule)
    person = next((one for one in everyone if one.employee_id == employee_id), None)
    if person is None:
        return []
    names = [name for name in ctx.policy.fields() if name.startswith(f"{TYPE}.")]
    return [seen(ctx, person, name) for name in names]


def seen(ctx: Context, person: Principal, name: str) -> Field:
    """Say how one field shows to its person, by their own right and by what their roles see of everybody."""
    decision = unite(
        ctx.policy.decide(role, relation, name, "read")
        for role in person.roles
        for relation in ("self", "org")
    )
    rule = decision.rule
    return {
        "field": name.partition(".")[2],
        "field_class": ctx.policy.field_class(name) or "",
        "view": decision.view if decision.allowed else "null",
        "rule": rule.where if rule else None,
        "reason": rule.reason(ctx.language) if rule else None,
    }
