"""Why a value shows as it does: for one caller and row, for a whole type, and for everyone who could look."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from policies import BRANCHES
from policies.masks import HIDDEN
from server.kernel.context import Context, Principal
from server.kernel.errors import not_found
from server.plan.engine import Engine
from server.plan.standing import standing


class Explained(TypedDict):
    role: str
    relation: str
    act: str
    allowed: bool
    view: str
    rule: str | None
    reason: str | None
    chain: list[str]


class Cell(TypedDict):
    field: str
    field_class: str | None
    role: str
    relation: str
    act: str
    view: str
    rule: str | None


class Own(TypedDict):
    field: str
    field_class: str
    class_label: str
    relation: str
    act: str
    view: str
    rule: str | None


class Seer(TypedDict):
    name: str
    role: str
    relation: str
    view: str
    rule: str | None


async def explain_row(
    engine: Engine, ctx: Context, *, type_name: str, field: str, row_id: str
) -> list[Explained]:
    """Explain, for each way the caller sees the row, how the field shows; NotFound when the row is out of sight."""
    pairs = await standing(engine, ctx, type_name=type_name, row_id=row_id)
    if not pairs:
        raise not_found()
    return [explained(ctx, role, relation, f"{type_name}.{field}") for role, relation in pairs]


def explained(ctx: Context, role: str, relation: str, obj: str, act: str = "read") -> Explained:
    found = ctx.policy.explain(role, relation, obj, act, who=ctx.principal.username)
    return {
        "role": role,
        "relation": relation,
        "act": act,
        "allowed": found.decision.allowed,
        "view": found.decision.view,
        "rule": found.rule.where if found.rule else None,
        "reason": ctx.say(found.zh, found.en),
        "chain": list(found.chain),
    }


def matrix_of(ctx: Context, *, type_name: str) -> list[Cell]:
    """Return every (field, role, relation, act) of a type, for those who may read policies."""
    return [
        cell(ctx, field, role, relation, act)
        for field in ctx.policy.fields()
        if field.startswith(f"{type_name}.")
        for role in ctx.policy.roles()
        for relation, act in (*((branch, "read") for branch in BRANCHES), ("group", "aggregate"))
    ]


def cell(ctx: Context, field: str, role: str, relation: str, act: str) -> Cell:
    decision = ctx.policy.decide(role, relation, field, act)
    return {
        "field": field.partition(".")[2],
        "field_class": ctx.policy.field_class(field),
        "role": role,
        "relation": relation,
        "act": act,
        "view": decision.view,
        "rule": decision.rule.where if decision.rule else None,
    }


def own_access(ctx: Context, *, type_name: str) -> list[Own]:
    """Return what the caller's own roles let them do with each field of a type, and of what class the field is.

    The whole company comes first; a narrower relation is told only where it differs, be it by a refusal.
    """
    acts = ("write",) if type_name == "Mutation" else ("read", "write")
    return [
        found
        for field in ctx.policy.fields()
        if field.startswith(f"{type_name}.")
        for act in acts
        for found in own_cells(ctx, field, act, always=act == acts[0])
    ]


def own_cells(ctx: Context, field: str, act: str, *, always: bool) -> list[Own]:
    wide, *narrow = (own_cell(ctx, field, relation, act) for relation in reversed(BRANCHES))
    told = [each for each in narrow if each["view"] != wide["view"]]
    return [wide, *told] if wide["view"] != HIDDEN or (always and not told) else told


def own_cell(ctx: Context, field: str, relation: str, act: str) -> Own:
    decision = ctx.policy.decide_for(ctx.principal.roles, relation, field, act)
    name = ctx.policy.field_class(field) or ""
    return {
        "field": field.partition(".")[2],
        "field_class": name,
        "class_label": ctx.policy.label(name, ctx.language),
        "relation": relation,
        "act": act,
        "view": decision.view if decision.allowed else HIDDEN,
        "rule": decision.rule.where if decision.rule else None,
    }


async def who_sees(
    engine: Engine, ctx: Context, principals: list[Principal], *, type_name: str, field: str, row_id: str
) -> list[Seer]:
    """Name everyone who sees anything of the field of this row, and by which rule."""
    out: list[Seer] = []
    for principal in principals:
        seen = replace(ctx, principal=principal)
        for role, relation in await standing(engine, seen, type_name=type_name, row_id=row_id):
            found = cell(ctx, f"{type_name}.{field}", role, relation, "read")
            if found["view"] != "null":
                out.append(
                    {
                        "name": principal.name,
                        "role": role,
                        "relation": relation,
                        "view": found["view"],
                        "rule": found["rule"],
                    }
                )
    return out
