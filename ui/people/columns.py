"""The columns of the people list: which there are, which a reader has chosen, and how each value is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ui.page import Answer, word
from ui.texts import catalogue, filters

if TYPE_CHECKING:
    from ui.texts import Language

Row = Mapping[str, Any]
MOST_LOCKED = 2


@dataclass(frozen=True)
class Column:
    """A column after the name: its field, heading, how it sorts, how a value is written, and whether it is usual.

    `own` is the key of a field the company added; its heading is in the reader's language already.
    """

    field: str
    text: str
    sort: str = ""
    kind: str = ""
    is_usual: bool = True
    own: str = ""


COLUMNS: Final = (
    Column("position", "Position", kind="name"),
    Column("department", "Department", kind="name"),
    Column("hiredOn", "Hired", "hired"),
    Column("status", "Status", "status"),
    Column("employmentType", "Employment", kind="type"),
    Column("phone", "Phone"),
    Column("baseSalary", "Monthly pay", kind="money"),
    Column("manager", "Manager", kind="name", is_usual=False),
    Column("location", "Location", kind="name", is_usual=False),
    Column("email", "Email", is_usual=False),
    Column("probationEndsOn", "Probation ends", is_usual=False),
    Column("leftOn", "Left", is_usual=False),
    Column("fte", "FTE", kind="num", is_usual=False),
    Column("legalEntity", "Legal entity", kind="name", is_usual=False),
)
KNOWN: Final = {one.field: one for one in COLUMNS}
USUAL: Final = tuple(one for one in COLUMNS if one.is_usual)


def chosen(names: Iterable[str], own: Iterable[Column] = ()) -> list[Column]:
    """Return the columns a reader has chosen, in their order; the usual ones where none is known."""
    known = {**KNOWN, **{one.field: one for one in own}}
    return [known[name] for name in names if name in known] or list(USUAL)


def wanted(columns: Iterable[Column]) -> dict[str, Any]:
    """Return the variables by which the document asks for the shown columns and no others."""
    shown = list(columns)
    names, own = {one.field for one in shown}, [one.own for one in shown if one.own]
    return {**{one.field: one.field in names for one in COLUMNS}, "own": own, "anyOwn": bool(own)}


def split(found: Answer, rows: Sequence[Row], columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """Part the columns into those shown and those no value of which may be seen, when the latter are many."""
    locked = [
        column
        for column in columns
        if rows
        and not column.own
        and found.masks.at("employees", "nodes", column.field)
        and sum(row[column.field] is not None for row in rows) <= 1
    ]
    if len(locked) <= MOST_LOCKED:
        return list(columns), []
    return [column for column in columns if column not in locked], locked


def cells(
    row: Row, columns: Iterable[Column], found: Answer, language: Language, zone: str
) -> list[dict[str, Any]]:
    return [
        {
            "column": column,
            "text": written(row, column, language, zone),
            "mask": found.masks.at("employees", "nodes", column.field),
        }
        for column in columns
    ]


def written(row: Row, column: Column, language: Language, zone: str) -> str | None:
    """Return a value as the list shows it."""
    value: Any = own_value(row, column.own) if column.own else row[column.field]
    if value is None:
        return None
    say = catalogue(language).ugettext
    writers: Mapping[str, Callable[[], str]] = {
        "name": lambda: value["name"],
        "type": lambda: word(language, "employment_type", value),
        "flag": lambda: say("Yes") if value == "true" else say("No"),
        "money": lambda: filters(language, zone)["money"](value, row["currency"]),
    }
    return writers.get(column.kind, lambda: str(value))()


def own_value(row: Row, key: str) -> str | None:
    nodes = (row.get("customFields") or {}).get("nodes") or ()
    return next((each["value"] for each in nodes if each["key"] == key), None)
