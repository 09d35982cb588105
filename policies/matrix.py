"""The whole policy as one table, for review: field or class × act × relation, and what each role gets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policies.engine import Policy
from policies.words import ACTS, RELATIONS


@dataclass(frozen=True, slots=True)
class Row:
    """What each role gets for one field, act and relation: a view for each role, "" where it is refused."""

    obj: str
    field_class: str
    act: str
    relation: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs between two policies."""

    role: str
    relation: str
    obj: str
    act: str
    before: str
    after: str

    @property
    def opens(self) -> bool:
        return not self.before


def matrix(policy: Policy, objects: Iterable[str] | None = None) -> Iterator[Row]:
    """Yield the rows in which some role gets something: of the objects given, else of all."""
    for obj in objects if objects is not None else [*policy.classes(), *policy.fields()]:
        for act in ACTS:
            for relation in RELATIONS:
                cells = tuple(cell(policy, role, relation, obj, act) for role in policy.roles())
                if any(cells):
                    yield Row(obj, policy.field_class(obj) or "", act, relation, cells)


def cell(policy: Policy, role: str, relation: str, obj: str, act: str) -> str:
    decision = policy.decide(role, relation, obj, act)
    return decision.view if decision.allowed else ""


def as_csv(policy: Policy, objects: Iterable[str] | None = None) -> str:
    """Write the matrix as CSV text, the same for the same policy on every machine."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["object", "class", "act", "relation", *policy.roles()])
    for row in matrix(policy, objects):
        writer.writerow([row.obj, row.field_class, row.act, row.relation, *row.cells])
    return out.getvalue()


def diff(before: Policy, after: Policy) -> list[Change]:
    """List each field's cell that a new policy opens, closes or shows otherwise: it rehearses a change."""
    return [
        Change(role, relation, obj, act, old, new)
        for obj in sorted({*before.fields(), *after.fields()})
        for act in ACTS
        for relation in RELATIONS
        for role in after.roles()
        if (old := cell(before, role, relation, obj, act) if role in before.roles() else "")
        != (new := cell(after, role, relation, obj, act))
    ]
