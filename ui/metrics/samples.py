"""A worked example as a person types or pastes it: a source's name, a line of columns, then rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

SOURCE = re.compile(r"[a-z][a-z0-9_]*")
WHOLE = re.compile(r"-?\d{1,15}")
FLAGS = {"true": True, "false": False}
Rows = dict[str, list[dict[str, Any]]]


class Unreadable(ValueError):
    """A line that is no row; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


def read(text: str) -> Rows:
    """Return rows by source; blocks are parted by empty lines, cells by tabs or commas, an empty cell is left out."""
    found: Rows = {}
    source = ""
    columns: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = _cells(line)
        if not any(cells):
            source, columns = "", []
        elif not source:
            source = _source(cells, number)
            found.setdefault(source, [])
        elif not columns:
            columns = cells
        elif len(cells) > len(columns):
            raise Unreadable(number)
        else:
            found[source].append(
                {name: _value(cell) for name, cell in zip(columns, cells, strict=False) if cell}
            )
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"\t|,|，", line)]


def _source(cells: Sequence[str], number: int) -> str:
    names = [cell for cell in cells if cell]
    if len(names) != 1 or not SOURCE.fullmatch(names[0]):
        raise Unreadable(number)
    return names[0]


def _value(text: str) -> Any:
    """Return a flag or a whole number as such; anything else as it was written."""
    if text.lower() in FLAGS:
        return FLAGS[text.lower()]
    return int(text) if WHOLE.fullmatch(text) and not (len(text) > 1 and text.startswith("0")) else text


def write(given: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Spell rows the way `read` takes them."""
    return "\n\n".join(_block(source, rows) for source, rows in given.items())


def _block(source: str, rows: Sequence[Mapping[str, Any]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    lines = [", ".join(_text(row.get(name)) for name in columns) for row in rows]
    return "\n".join([source, ", ".join(columns), *lines])


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def outline(columns: Sequence[str]) -> str:
    """Return the sources and columns a formula stands on ("source.column"), ready to be filled with rows."""
    found: dict[str, list[str]] = {}
    for one in columns:
        source, _, name = one.partition(".")
        found.setdefault(source, []).append(name)
    return "\n\n".join(f"{source}\n{', '.join(names)}\n" for source, names in found.items())
