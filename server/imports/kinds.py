"""The kinds of files and the columns each may have, as pages and templates name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.imports import facts
from server.imports.columns import Field
from server.imports.entered import ENTERED
from server.imports.own_fields import NONE, own_of
from server.imports.rights import column_decision, column_problem
from server.imports.run import KINDS, fields_for
from server.kernel.context import Context
from server.metrics.dictionary.load import load_builtin

OWN = {
    "people": ("员工", "People"),
    "attendance": ("月度考勤", "Attendance by month"),
    "attendance_days": ("日出勤", "Attendance by day"),
    "scores": ("绩效评分", "Ratings"),
    "departments": ("部门", "Departments"),
    "positions": ("岗位", "Positions"),
    "locations": ("工作地点", "Locations"),
} | {kind: entry.labels for kind, entry in ENTERED.items()}


@dataclass(frozen=True)
class Kind:
    """A kind: its name, its label in both languages, and its fields as (name, 中文, English, required)."""

    name: str
    labels: tuple[str, str]
    fields: tuple[tuple[str, str, str, bool], ...]
    may_import: bool = True


async def every(ctx: Context) -> list[Kind]:
    """List every kind once, people first, the others by label."""
    known = load_builtin().sources
    labels = OWN | {
        name: (known[name].label.zh, known[name].label.en)
        for name in sorted(known)
        if name not in facts.OWN_IMPORTS
    }
    ordered = [*OWN, *sorted(labels.keys() - OWN.keys(), key=lambda name: labels[name][1])]
    return [await one(ctx, name, labels[name]) for name in ordered]


async def fields_offered(ctx: Context, kind: str) -> tuple[Field, ...]:
    """Return the columns of a kind, of the company's own fields those that the caller may fill."""
    own = await own_of(ctx, kind)
    may = [each for each in own.values() if column_problem(ctx, kind, each.name, own) is None]
    return (*fields_for(kind, ctx.store.settings.zone), *may)


async def one(ctx: Context, name: str, labels: tuple[str, str]) -> Kind:
    fields = await fields_offered(ctx, name)
    told = tuple((each.name, *words_of(each, name), each.required) for each in fields)
    return Kind(name, labels, told, may_bring(ctx, name, fields))


def may_bring(ctx: Context, kind: str, fields: Sequence[Field]) -> bool:
    """Tell whether the caller may bring in a kind: some column of it that writes anything is theirs to write."""
    own = {each.name: each for each in fields if each.own}
    decided = (column_decision(ctx, kind, each.name, own) for each in fields)
    return any(decision is not None and decision.allowed for decision in decided)


def label_of(ctx: Context, kind: str, name: str, own: Mapping[str, Field] = NONE) -> str:
    """Return what a field is called in the reader's language; the name itself for one nobody knows."""
    fields = {**own, **{each.name: each for each in fields_for(kind, ctx.store.settings.zone)}}
    return ctx.say(*words_of(fields[name], kind)) if name in fields else name


def words_of(field: Field, kind: str) -> tuple[str, str]:
    """Return a field's first Chinese wording, and its name in words."""
    if field.own is not None:
        return field.own.labels
    zh = next((word for word in field.words.split("|") if not word.isascii()), field.name)
    en = field.name.replace("_", " ")
    return zh, (en[:1].upper() + en[1:]) if kind in KINDS or en else field.name
