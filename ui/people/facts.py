"""The facts about one person as lines to read: what each says, and how two states of knowledge differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ui.page import word
from ui.people.steps import Input
from ui.texts import Language

Row = Mapping[str, Any]
Say = Callable[[str], str]
Write = Callable[..., str]


@dataclass(frozen=True)
class Group:
    """One kind of fact: the connection it comes from, its words, its fields, and what may be corrected of it."""

    name: str
    type: str
    text: str
    inputs: tuple[Input, ...]


GROUPS: Final = (
    Group(
        "assignments", "Assignment", "Where they worked",
        (
            Input("departmentId", "Department", "department", must=False),
            Input("positionId", "Position", "position", must=False),
            Input("locationId", "Location", "location", must=False),
            Input("fte", "FTE", must=False), Input("validFrom", "From", "date", must=False),
        ),
    ),
    Group(
        "employments", "Employment", "Employment",
        (
            Input("hiredOn", "Hired", "date", must=False), Input("type", "Employment", "employment_type", must=False),
            Input("contract", "Contract", "contract", must=False),
            Input("contractEndsOn", "Contract ends", "date", must=False),
            Input("probationEndsOn", "Probation ends", "date", must=False),
            Input("confirmedOn", "Confirmed", "date", must=False),
        ),
    ),
    Group(
        "compensations", "Compensation", "Pay",
        (
            Input("baseSalary", "Monthly pay", must=False), Input("marketSalary", "Market median", must=False),
            Input("validFrom", "From", "date", must=False),
        ),
    ),
)  # fmt: skip
"""The kinds in the order they are shown."""
LEFT: Final = (
    Input("leaveKind", "Leave kind", "leave_kind", must=False),
    Input("leaveReason", "Reason", must=False),
)
"""What besides may be corrected of an employment that ended."""
SAME, ADDED, GONE = "same", "added", "gone"


def inputs_of(group: Group, row: Row) -> tuple[Input, ...]:
    return (*group.inputs, *(LEFT if row.get("leftOn") else ()))


def value_of(row: Row, name: str) -> str:
    """Return what a form starts with for a member of a fact."""
    if name.endswith("Id"):
        return str((row.get(name.removesuffix("Id")) or {}).get("id") or "")
    found = row.get(name)
    return "" if found is None else str(found)


def says(group: Group, row: Row, language: Language, write: Mapping[str, Write], say: Say) -> str:
    """Put what a fact says into one line."""
    parts: Iterable[str | None]
    if group.name == "assignments":
        parts = [(row[name] or {}).get("name") for name in ("department", "position", "location")]
        parts = [*parts, f"FTE {row['fte']}" if row["fte"] not in (None, "1.00") else None]
    elif group.name == "employments":
        parts = employment(row, language, say)
    else:
        parts = [
            write["money"](row["baseSalary"], row["currency"])
            if row["baseSalary"]
            else say("amount masked by policy")
        ]
    return " · ".join(part for part in parts if part)


def employment(row: Row, language: Language, say: Say) -> list[str | None]:
    days = (
        ("probationEndsOn", "Probation ends"),
        ("confirmedOn", "Confirmed"),
        ("contractEndsOn", "Contract ends"),
    )
    return [
        f"{say('Hired')} {row['hiredOn']}",
        word(language, "employment_type", row["type"]) if row["type"] else None,
        word(language, "contract", row["contract"]) if row["contract"] else None,
        *(f"{say(text)} {row[name]}" for name, text in days if row[name]),
        f"{say('Left')} {row['leftOn']}" if row["leftOn"] else None,
        word(language, "leave_kind", row["leaveKind"]) if row["leaveKind"] else None,
        row["leaveReason"],
    ]


def compared(now: Iterable[Row], then: Iterable[Row] | None) -> list[tuple[str, Row]]:
    """List the facts of both states, newest first: in both, learned since, or no longer held to be so."""
    mine = {row["id"]: row for row in now}
    if then is None:
        found = [(SAME, row) for row in mine.values()]
    else:
        theirs = {row["id"]: row for row in then}
        found = [(SAME if key in theirs else ADDED, row) for key, row in mine.items()]
        found += [(GONE, row) for key, row in theirs.items() if key not in mine]
    order = {GONE: 0, SAME: 1, ADDED: 2}
    return sorted(found, key=lambda pair: (pair[1]["validFrom"] or "", order[pair[0]]), reverse=True)
