"""Asks the policy about what belongs to the house and not to a person: accounts, settings, jobs."""

from __future__ import annotations

from policies import Decision, unite
from server.kernel.context import Context
from server.kernel.errors import Denied


def decide(ctx: Context, obj: str, act: str, *, own: bool = False) -> Decision:
    """Decide for each role alone, for the whole house and, where it is the caller's own, for that too."""
    relations = ("self", "org") if own else ("org",)
    return unite(
        ctx.policy.decide(role, relation, obj, act) for role in ctx.principal.roles for relation in relations
    )


def allow(ctx: Context, obj: str, act: str = "write", *, own: bool = False) -> None:
    """Raise Denied with the rule unless the caller may."""
    decision = decide(ctx, obj, act, own=own)
    if decision.allowed:
        return
    rule = decision.rule
    zh, en = (rule.reason("zh"), rule.reason("en")) if rule else ("没有规则允许", "no rule allows it")
    raise Denied(
        f"您没有权限办理此事：{zh}。请联系系统管理员。",
        f"You may not do this: {en}. Ask the administrator.",
        rule=rule.where if rule else None,
    )
