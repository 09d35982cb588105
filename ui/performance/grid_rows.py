"""The grid of scores as a template shows it: columns of a plan, a row a person, and what each cell holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = Mapping[str, Any]
Told = Mapping[tuple[str, str], Row]
ENTERED = ("OPEN", "SELF", "MANAGER")
"""The states of a card in which ratings are entered."""
WRONG = ("OUT_OF_RANGE", "NOT_A_NUMBER", "NOT_ENTERED", "OWN_RESULT", "NOT_ALLOWED", "LOCKED", "UNKNOWN")


@dataclass(frozen=True)
class Column:
    """A component as a column; `is_put` tells whether people enter it."""

    code: str
    name: str
    weight: str
    is_put: bool
    low: str
    high: str
    aim: str = ""
    is_share: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell: its text, its version, the state it is in, and a conflict if there is one."""

    column: Column
    text: str = ""
    was: str = ""
    version: int = 0
    state: str = ""
    receipt: str = ""
    by: str = ""
    at: str = ""
    clash: Row | None = None
    say: str = ""
    is_put: bool = False
    own: str = ""
    few: str = ""

    @property
    def is_gap(self) -> bool:
        return not self.was


@dataclass(frozen=True)
class Line:
    """A person's row and how it stands: `state` and `say` are told at its end."""

    card: str
    person: Row
    cells: Sequence[Cell]
    score: str
    state: str
    is_open: bool
    say: str = ""
    gaps: int = 0
    told: str = ""

    def name(self, cell: Cell) -> str:
        return f"c.{self.card}.{cell.version}.{cell.column.code}"


@dataclass
class Grid:
    """A page of the grid."""

    columns: list[Column] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def gaps(self) -> int:
        return sum(line.gaps for line in self.lines)

    @property
    def cells(self) -> int:
        return sum(1 for line in self.lines for cell in line.cells if cell.column.is_put)

    def count(self, state: str) -> int:
        return sum(cell.state == state for line in self.lines for cell in line.cells)


def columns_of(components: Iterable[Row], language: str) -> list[Column]:
    return [
        Column(
            code=row["code"],
            name=(row["nameEn"] or row["name"]) if language == "en" else row["name"],
            weight=plain(Decimal(row["weight"] or 0) / 100),
            is_put=row["basis"] == "RATING",
            low=plain(row["scaleLow"]),
            high=plain(row["scaleHigh"]),
            aim=aim_of(row),
            is_share=row["scoring"] == "SHARE",
        )
        for row in components
    ]


def aim_of(row: Row) -> str:
    """Return what a component is measured against, with its sign; a rating has its scale."""
    if row["basis"] not in ("METRIC", "TEAM"):
        return f"{plain(row['scaleLow'])}–{plain(row['scaleHigh'])}"
    if not row["target"]:
        return ""
    target = Decimal(str(row["target"]))
    shown = f"{plain(target * 100)}%" if row["scoring"] == "SHARE" and abs(target) <= 1 else plain(target)
    return f"{'≤' if row['direction'] == 'DOWN' else '≥'} {shown}"


def plain(value: object) -> str:
    """Write a number without needless zeros; nothing stays nothing."""
    if value is None or value == "":
        return ""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def figure(value: str, *, is_share: bool) -> str:
    """Write a figure with two places at most, a share as percent."""
    number = Decimal(value) * 100 if is_share else Decimal(value)
    return plain(number.quantize(Decimal("0.01"), ROUND_HALF_UP)) + ("%" if is_share else "")


def line_of(person: Row, card: Row, columns: Sequence[Column], told: Told) -> Line:
    """Return a person's row; `told` holds what was just said about cells of it."""
    lines = {(row["component"] or {}).get("code"): row for row in card["lines"]["nodes"]}
    is_open = card["state"] in ENTERED
    cells = [
        cell_of(column, lines.get(column.code), told.get((card["id"], column.code)), is_open=is_open)
        for column in columns
    ]
    gaps = sum(cell.is_put and cell.is_gap for cell in cells)
    state, say = state_of(cells, gaps, is_open=is_open)
    said = next((cell.say for cell in cells if cell.say), "")
    score = "" if card["draftScore"] is None or gaps else f"{Decimal(card['draftScore']):.1f}"
    return Line(card["id"], person, cells, score, state, is_open, say or said, gaps)


def cell_of(column: Column, line: Row | None, said: Row | None, *, is_open: bool) -> Cell:
    if line is None:
        return Cell(column)
    if not column.is_put:
        points = line["draftPoints"]
        shown = "" if points is None else f"{Decimal(points):.1f}"
        return Cell(
            column, shown, shown, receipt=line["receipt"] or "", few=few_of(line, is_share=column.is_share)
        )
    was = plain(line["draftValue"])
    cell = Cell(
        column, was, was, line["version"], by=(line["enteredBy"] or {}).get("name") or "",
        at=line["enteredAt"] or "", is_put=is_open, own=plain(line["selfValue"]),
    )  # fmt: skip
    return cell if said is None else after(cell, said)


def few_of(line: Row, *, is_share: bool) -> str:
    """Say on how little a figure rests and as what it counts, where few answers were drawn to the group's value."""
    if line["countedValue"] is None:
        return ""
    own, counted = (figure(line[name], is_share=is_share) for name in ("draftValue", "countedValue"))
    return f"n={line['n']} · {own} → {counted}"


def after(cell: Cell, said: Row) -> Cell:
    """Return a cell with what became of what was typed into it."""
    outcome = said["outcome"]
    if outcome == "CONFLICT":
        return Cell(**{**vars(cell), "text": said["typed"], "state": "conflict", "clash": said})
    if outcome in WRONG:
        return Cell(**{**vars(cell), "text": said["typed"], "state": "wrong", "say": said["message"]})
    return Cell(**{**vars(cell), "state": "saved"})


def state_of(cells: Sequence[Cell], gaps: int, *, is_open: bool) -> tuple[str, str]:
    """Return how a row stands: its worst cell speaks for it."""
    states = {cell.state for cell in cells}
    if "wrong" in states:
        return "wrong", next(cell.say for cell in cells if cell.state == "wrong")
    if "conflict" in states:
        return "conflict", ""
    if not is_open:
        return "locked", ""
    return ("gap", "") if gaps else ("saved", "")
