"""Who may bring in what: the verb, each column, and newcomers, as the policy has it for the whole company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policies import Decision, unite
from server.imports import facts
from server.imports.columns import OWN_PREFIX, Field
from server.imports.entered import ENTERED
from server.imports.own_fields import NONE, own_decision
from server.imports.run import CAMEL, KINDS, MAKING, camel
from server.kernel.context import SYSTEM, Context
from server.metrics.dictionary.load import load_builtin
from server.people.operations.access import Place, allow, decide, require
from server.people.operations.hire import ENTERED_AT_HIRE

NOTHING: frozenset[str] = frozenset()
VERBS = {
    **dict.fromkeys(("attendance", "attendance_days"), "recordAttendanceDay"),
    "scores": "setScores",
    **MAKING,
} | {kind: entry.verb for kind, entry in ENTERED.items()}
"""Kinds of which every column is written by one verb."""


def allow_import(ctx: Context, verb: str) -> None:
    """Raise Denied unless the caller may take this step; the operator's commands act as the system."""
    if ctx.principal != SYSTEM:
        allow(ctx, Place(), verb)


def allow_somewhere(ctx: Context, verb: str) -> None:
    """Raise Denied if the caller may do the verb to nobody, themselves included, before anything is looked up."""
    require(
        unite(
            ctx.policy.decide(grant.role, relation, f"Mutation.{verb}", "write")
            for grant in ctx.principal.grants
            for relation in ("self", "team", "org")
            if relation != "team" or grant.team
        )
    )


def column_decision(ctx: Context, kind: str, name: str, own: Mapping[str, Field] = NONE) -> Decision | None:
    """Decide on writing one column; None for a column that writes nothing of its own."""
    if kind not in KINDS:
        return fact_decision(ctx, facts.kinds()[kind])
    if kind in VERBS:
        verb, guard = decide(ctx, Place(), f"Mutation.{VERBS[kind]}", "write"), guard_of(kind, name)
        return decide(ctx, Place(), guard, "write") if guard and verb.allowed else verb
    field = CAMEL.get(name)
    if field is None or field == "code":
        return own_decision(ctx, name, own, "write") if name.startswith(OWN_PREFIX) else None
    if field in ENTERED_AT_HIRE:
        return decide(ctx, Place(), "Mutation.hireEmployee", "write")
    return decide(ctx, Place(), field if "." in field else f"Employee.{field}", "write")


def guard_of(kind: str, name: str) -> str | None:
    """Name the field whose own class decides on a column as well as the verb's."""
    return ENTERED[kind].guarded.get(name) if kind in ENTERED else None


def fact_decision(ctx: Context, source: str) -> Decision:
    """Decide on bringing in facts of a source."""
    return ctx.policy.decide_for(
        ctx.principal.roles, "org", load_builtin().sources[source].import_class, "write"
    )


def column_problem(
    ctx: Context, kind: str, name: str, own: Mapping[str, Field] = NONE
) -> tuple[str, str] | None:
    """Say in both languages why the caller may not bring in a column; None if they may."""
    if ctx.principal == SYSTEM:
        return None
    decision = column_decision(ctx, kind, name, own)
    if decision is None or decision.allowed:
        return None
    rule = decision.rule
    zh, en = (rule.reason("zh"), rule.reason("en")) if rule else ("没有规则允许", "no rule allows it")
    return f"您无权导入此列：{zh}。", f"You may not bring this column in: {en}."


def frozen(ctx: Context, names: Iterable[str]) -> frozenset[str]:
    """Name the contacts that come in with newcomers only: of people known already the caller may not change them."""
    if ctx.principal == SYSTEM:
        return NOTHING
    entered = [name for name in names if CAMEL.get(name) in ENTERED_AT_HIRE]
    return frozenset(
        name for name in entered if not decide(ctx, Place(), f"Employee.{CAMEL[name]}", "write").allowed
    )


def may_add(ctx: Context) -> bool:
    """Tell whether newcomers may come in."""
    return ctx.principal == SYSTEM or decide(ctx, Place(), "Mutation.hireEmployee", "write").allowed


def may_read(ctx: Context, kind: str, name: str, own: Mapping[str, Field] = NONE) -> bool:
    """Tell whether the caller sees the values of a column plainly."""
    if name.startswith(OWN_PREFIX):
        decision = own_decision(ctx, name, own, "read")
    elif kind not in KINDS:
        data_class = load_builtin().sources[facts.kinds()[kind]].data_class
        decision = ctx.policy.decide_for(ctx.principal.roles, "org", data_class, "read")
    elif kind in ("attendance", "attendance_days"):
        hours = "Attendance.workedHours" if kind == "attendance_days" else f"Attendance.{camel(name)}"
        decision = decide(ctx, Place(), "Employee.code" if name == "code" else hours, "read")
    elif kind == "scores":
        decision = decide(
            ctx, Place(), "ScoreLine.draftValue" if name == "value" else "Employee.code", "read"
        )
    elif kind in ENTERED:
        decision = decide(ctx, Place(), ENTERED[kind].shows[name], "read")
    elif kind in MAKING:
        shown = "Employee.code" if name == "manager" else "Department.name"
        decision = decide(ctx, Place(), shown, "read")
    else:
        field = CAMEL.get(name, "code")
        decision = decide(ctx, Place(), field if "." in field else f"Employee.{field}", "read")
    return decision.allowed and decision.view == "plain"
