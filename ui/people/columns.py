"""The columns of the people list: which there are, which a reader has chosen, and how each value is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ui.page import Answer, word
from ui.texts import filters

if TYPE_CHECKING:
    from ui.texts import Language

Row = Mapping[str, Any]
MOST_LOCKED = 2


@dataclass(frozen=True)
class Column:
    """A column after the name: its field, heading, how it sorts, how a value is written, and whether it is usual."""

    field: str
    text: str
    sort: str = ""
    kind: str = ""
    is_usual: bool = True


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
)
KNOWN: Final = {one.field: one for one in COLUMNS}
USUAL: Final = tuple(one for one in COLUMNS if one.is_usual)


def chosen(names: Iterable[str]) -> list[Column]:
    """Return the columns a reader has chosen, in their order; the usual ones where none is known."""
    return [KNOWN[name] for name in names if name in KNOWN] or list(USUAL)


def offered(shown: Sequence[Column]) -> list[tuple[Column, bool]]:
    """Return every column, those shown first and in their order, each with whether it is shown."""
    rest = [one for one in COLUMNS if one not in shown]
    return [*((one, True) for one in shown), *((one, False) for one in rest)]


def moved(names: Sequence[str], name: str, step: int) -> list[str]:
    """Return the names with one moved a step; at the ends it stays."""
    out = list(names)
    if name in out and 0 <= (place := out.index(name) + step) < len(out):
        out.remove(name)
        out.insert(place, name)
    return out


def wanted(columns: Iterable[Column]) -> dict[str, bool]:
    """Return the variables by which the document asks for the shown columns and no others."""
    names = {one.field for one in columns}
    return {one.field: one.field in names for one in COLUMNS}


def split(found: Answer, rows: Sequence[Row], columns: Sequence[Column]) -> tuple[list[Column], list[Column]]:
    """Part the columns into those shown and those no value of which may be seen, when the latter are many."""
    locked = [
        column
        for column in columns
        if rows
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
    value = row[column.field]
    if value is None:
        return None
    writers: Mapping[str, Callable[[], str]] = {
        "name": lambda: value["name"],
        "type": lambda: word(language, "employment_type", value),
        "money": lambda: filters(language, zone)["money"](value, row["currency"]),
    }
    return writers.get(column.kind, lambda: str(value))()
