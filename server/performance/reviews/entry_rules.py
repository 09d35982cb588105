"""How ratings are entered: what a typed text means, what fits a scale, and what a table pasted from elsewhere says."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from server.kernel.money import from_minor
from server.performance.plans.points import Component

CODE_WORDS = frozenset({"工号", "员工编号", "编号", "code", "employeenumber", "employeecode", "id", "no"})
NAME_WORDS = frozenset({"姓名", "员工", "名字", "name", "employee"})
MOST_ROWS = 500
PLACES = Decimal("0.01")


class CellOutcome(StrEnum):
    """What became of a cell, or what would: NEW and CHANGED are only foreseen, the others also happen."""

    NEW = "NEW"
    CHANGED = "CHANGED"
    SAVED = "SAVED"
    UNCHANGED = "UNCHANGED"
    CONFLICT = "CONFLICT"
    OUT_OF_RANGE = "OUT_OF_RANGE"
    NOT_A_NUMBER = "NOT_A_NUMBER"
    NOT_ENTERED = "NOT_ENTERED"
    OWN_RESULT = "OWN_RESULT"
    NOT_ALLOWED = "NOT_ALLOWED"
    LOCKED = "LOCKED"
    UNKNOWN = "UNKNOWN"


REFUSED = frozenset(CellOutcome) - {
    CellOutcome.NEW,
    CellOutcome.CHANGED,
    CellOutcome.SAVED,
    CellOutcome.UNCHANGED,
}
"""A cell with one of these is left as it was."""
SAID: Mapping[CellOutcome, tuple[str, str]] = {
    CellOutcome.CONFLICT: (
        "没保存：别人刚改过，请选用哪一个。",
        "Not saved: somebody just changed it; choose which one to use.",
    ),
    CellOutcome.NOT_A_NUMBER: (
        "请填写数字，最多两位小数。",
        "Enter a number with two places at most.",
    ),
    CellOutcome.NOT_ENTERED: (
        "这一项由数据算出，不能填写。",
        "This comes from figures and can't be entered.",
    ),
    CellOutcome.OWN_RESULT: (
        "不能给自己评分，请由上级填写。",
        "Nobody scores themselves; your manager enters this.",
    ),
    CellOutcome.NOT_ALLOWED: (
        "您不能给此人评分，请联系绩效专员。",
        "You may not score this person; ask the performance specialist.",
    ),
    CellOutcome.LOCKED: (
        "此人的评分已提交，不能再改。",
        "This person's scores are handed in and can't be changed here.",
    ),
    CellOutcome.UNKNOWN: ("没有这条记录。", "No such record."),
}


def said(outcome: CellOutcome, component: Component | None = None) -> tuple[str, str]:
    """Return what to tell about a cell in both languages; nothing where all is well."""
    if outcome is CellOutcome.OUT_OF_RANGE and component is not None:
        low, high = shown(component.scale_low), shown(component.scale_high)
        return f"请填 {low}–{high} 之间的数。", f"Enter a number from {low} to {high}."
    return SAID.get(outcome, ("", ""))


def shown(minor: int) -> str:
    """Spell hundredths without needless zeros."""
    text = from_minor(minor)
    return text.rstrip("0").rstrip(".")


def read_number(text: str) -> Decimal | None:
    """Read a typed number, also one typed with full-width digits or a percent sign; None if it is none."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("%").removesuffix("分").strip()
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    if not value.is_finite() or value != value.quantize(PLACES) or "e" in plain.lower():
        return None
    return value


def spell(value: Decimal) -> str:
    """Spell a value as lines keep it: with no needless zeros, never with an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def judge(component: Component, text: str) -> tuple[CellOutcome | None, str | None]:
    """Return what is wrong with a typed text, else the value to keep; an empty text clears the cell."""
    if not text.strip():
        return None, None
    value = read_number(text)
    if value is None:
        return CellOutcome.NOT_A_NUMBER, None
    if not component.scale_low <= value * 100 <= component.scale_high:
        return CellOutcome.OUT_OF_RANGE, None
    return None, spell(value)


# --- A table from elsewhere ---


@dataclass(frozen=True)
class Pasted:
    """One cell of a pasted table: the number of its row, who and what it is about as the table has it."""

    row: int
    code: str
    name: str
    component: str
    text: str
    at: tuple[int, int] | None = None


@dataclass
class Sheet:
    """A pasted table as it was understood; `unknown` are headings that name no component."""

    cells: list[Pasted] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def table_of(text: str) -> list[list[str]]:
    """Part a text into rows and cells: by tabs, as spreadsheets copy, else by commas."""
    lines = [line for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()]
    mark = "\t" if any("\t" in line for line in lines) else ","
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)]


def fold(text: str) -> str:
    return re.sub(r"[\s_()（）%·:：-]+", "", unicodedata.normalize("NFKC", text)).casefold()


def naming(components: Sequence[Component]) -> dict[str, str]:
    """Return how a heading may name each component: by code, name, or name in English."""
    return {
        fold(word): each.code for each in components for word in (each.code, each.name, each.name_en) if word
    }


def read_sheet(text: str, components: Sequence[Component]) -> Sheet:
    """Read a table. With headings, rows name people by code or name; without, cells only know their place."""
    rows = table_of(text)[: MOST_ROWS + 1]
    names = naming(components)
    heads = [fold(cell) for cell in rows[0]] if rows else []
    if any(head in names for head in heads):
        return headed(rows, heads, names)
    return Sheet(
        [
            Pasted(number + 1, "", "", "", cell, (number, at))
            for number, row in enumerate(rows)
            for at, cell in enumerate(row)
        ]
    )


def headed(rows: Sequence[Sequence[str]], heads: Sequence[str], names: Mapping[str, str]) -> Sheet:
    by = {at: names[head] for at, head in enumerate(heads) if head in names}
    code = next((at for at, head in enumerate(heads) if head in CODE_WORDS), None)
    name = next((at for at, head in enumerate(heads) if head in NAME_WORDS), None)
    if code is None and name is None:
        name = next((at for at in range(len(heads)) if at not in by), None)
    sheet = Sheet(
        unknown=[rows[0][at] for at, head in enumerate(heads) if at not in (*by, code, name) and head]
    )
    for number, row in enumerate(rows[1:], start=2):
        sheet.cells += [
            Pasted(number, cell_at(row, code), cell_at(row, name), component, cell_at(row, at))
            for at, component in by.items()
            if cell_at(row, at)
        ]
    return sheet


def cell_at(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""
