"""The policy matrix as a template shows it: one relation a role, fields by class, an icon and a word a cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from ui.words import WORDS

Row = Mapping[str, Any]
Say = Callable[[str], str]
RELATIONS = ("org", "team", "self", "group", "lead")
KINDS: Mapping[str, tuple[str, str]] = {
    "plain": ("eye", "Visible"),
    "mask": ("eye-off", "Masked"),
    "group": ("sigma", "Aggregate"),
    "none": ("minus", "Hidden"),
}


REFUSED = (None, "", "null")
CLASSES = tuple(WORDS["class"])
PART_OF = {
    "key": "roster",
    "code": "roster",
    "name": "roster",
    "exit_reason": "roster",
    "phone": "contact",
    "email": "contact",
    "payable_hours": "attendance",
}


def kind_of(cell: Row | None) -> str:
    if cell is None or cell["view"] in REFUSED:
        return "none"
    if cell["relation"] == "group" or str(cell["view"]).startswith("k="):
        return "group"
    return "plain" if cell["view"] == "plain" else "mask"


class Matrix:
    """Answers for one type; `relation` fixes the relation shown, else each role shows its widest."""

    def __init__(self, cells: Sequence[Row], relation: str, say: Say) -> None:
        shown = [
            cell for cell in cells if cell["act"] == ("aggregate" if cell["relation"] == "group" else "read")
        ]
        self.relation, self.say = relation, say
        self._classes = {_bare(cell["field"]): cell["fieldClass"] or "" for cell in cells}
        self._cells = {(_bare(cell["field"]), cell["role"], cell["relation"]): cell for cell in shown}
        self.roles = [(role, self._widest(role)) for role in WORDS["role"]]

    def _widest(self, role: str) -> str:
        if self.relation:
            return self.relation
        reached = {key[2] for key, cell in self._cells.items() if key[1] == role and kind_of(cell) != "none"}
        return next((relation for relation in RELATIONS if relation in reached), "")

    def groups(
        self, text: str, differs: bool, chosen: tuple[str, str]
    ) -> list[tuple[str, list[dict[str, Any]]]]:
        """Return (class, rows) of the fields that match."""
        rows = [
            self._row(field, chosen)
            for field, kind in self._classes.items()
            if text.lower() in f"{field} {kind}".lower()
        ]
        kept = [row for row in rows if not differs or len({cell["kind"] for cell in row["cells"]}) > 1]
        ordered = sorted(kept, key=lambda row: _place(_group(row["class"])))
        return [
            (name, list(members)) for name, members in groupby(ordered, key=lambda row: _group(row["class"]))
        ]

    def cell(self, field: str, role: str, relation: str) -> dict[str, Any] | None:
        """Return one cell with what the role gets in each other relation beside it."""
        if field not in self._classes:
            return None
        found = self._cells.get((field, role, relation))
        return {
            **self._shown(found, role, relation),
            "field": field,
            "class": self._classes[field],
            "rule": found["rule"] if found else None,
            "view": found["view"] if found and kind_of(found) in ("mask", "group") else "",
            "steps": [self._step(field, role, one, one == relation) for one in RELATIONS],
        }

    def _row(self, field: str, chosen: tuple[str, str]) -> dict[str, Any]:
        cells = [
            self._shown(self._cells.get((field, role, relation)), role, relation)
            | {"is_chosen": (field, role) == chosen}
            for role, relation in self.roles
        ]
        return {"name": field, "class": self._classes[field], "cells": cells}

    def _shown(self, cell: Row | None, role: str, relation: str) -> dict[str, Any]:
        kind = kind_of(cell)
        icon, text = KINDS[kind]
        return {"kind": kind, "icon": icon, "text": self.say(text), "role": role, "relation": relation}

    def _step(self, field: str, role: str, relation: str, is_this: bool) -> dict[str, Any]:
        cell = self._cells.get((field, role, relation))
        rule = cell["rule"] if cell else None
        text = self.say(KINDS[kind_of(cell)][1])
        return {
            "relation": relation,
            "text": text,
            "where": (rule or "").rpartition("/")[2],
            "is_this": is_this,
        }


def _bare(field: str) -> str:
    """Return `phone` of `Employee.phone`."""
    return field.rpartition(".")[2]


def _group(name: str) -> str:
    """Small classes stand under the heading of the whole they are part of."""
    return PART_OF.get(name, name)


def _place(name: str) -> tuple[int, str]:
    """Order classes as the words list them: open things first, secrets last."""
    return (CLASSES.index(name) if name in CLASSES else len(CLASSES), name)
