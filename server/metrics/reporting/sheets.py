"""The sheets of an exported file, one shape for CSV, XLSX and JSON: written, read back, and hashed as they read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import orjson
import python_calamine
import xlsxwriter

from server.kernel.cells import harmless
from server.metrics.reporting.frozen import content_hash, spelled

Kind = Literal["csv", "xlsx", "json"]
MEDIA: Mapping[Kind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
Value = str | Decimal | int | None
BOM = "\ufeff"
WIDEST, NARROWEST = 60, 10
DIGITS = 15
"""What a spreadsheet keeps of a number for certain; longer ones are written and hashed rounded to it."""


class UnreadableFile(ValueError):
    """The file is none of ours, or is damaged."""


@dataclass
class Sheet:
    """A table of a file: `formats` are the number formats of cells, by (row, column)."""

    name: str
    head: Sequence[str]
    rows: list[list[Value]]
    formats: dict[tuple[int, int], str] = field(default_factory=dict)


def write(sheets: Sequence[Sheet], kind: Kind, mark: str) -> bytes:
    """Spell the sheets; `mark` says in a workbook's footer who took it."""
    match kind:
        case "json":
            return as_json(sheets)
        case "csv":
            return as_csv(sheets)
        case "xlsx":
            return as_xlsx(sheets, mark)


def as_json(sheets: Sequence[Sheet]) -> bytes:
    content = {
        sheet.name: [dict(zip(sheet.head, map(plain, row), strict=True)) for row in sheet.rows]
        for sheet in sheets
    }
    return orjson.dumps(content, option=orjson.OPT_INDENT_2)


def plain(value: Value) -> object:
    return spelled(round_to(value)) if isinstance(value, Decimal) else value


def as_csv(sheets: Sequence[Sheet]) -> bytes:
    """Spell the first sheet as a plain table, the others below it, each under a line with its name in brackets."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for number, sheet in enumerate(sheets):
        if number:
            writer.writerow([])
            writer.writerow([f"[{sheet.name}]"])
        writer.writerow(sheet.head)
        writer.writerows([[text_of(value) for value in row] for row in sheet.rows])
    return (BOM + out.getvalue()).encode()


def text_of(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return str(plain(value))


def as_xlsx(sheets: Sequence[Sheet], mark: str) -> bytes:
    """Spell a workbook; numbers are numbers, texts are texts and never formulas."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"comments": mark})
        bold = book.add_format({"bold": True})
        formats: dict[str, Any] = {}  # xlsxwriter carries no types
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.set_footer(f"&L{mark.replace('&', '&&')}")
            page.freeze_panes(1, 0)
            for place, text in enumerate(sheet.head):
                page.write_string(0, place, text, bold)
                page.set_column(place, place, width(sheet, place))
            for number, row in enumerate(sheet.rows):
                for place, value in enumerate(row):
                    if isinstance(value, Decimal | int):
                        name = sheet.formats.get((number, place), "General")
                        if name not in formats:
                            formats[name] = book.add_format({"num_format": name})
                        page.write_number(number + 1, place, float(value), formats[name])
                    elif value is not None:
                        page.write_string(number + 1, place, harmless(value))
    return out.getvalue()


def width(sheet: Sheet, place: int) -> int:
    longest = max((len(text_of(row[place])) for row in sheet.rows[:200]), default=0)
    return max(NARROWEST, min(WIDEST, max(longest, len(sheet.head[place])) + 2))


# --- Reading back ---


def read(path: Path) -> list[Sheet]:
    """Read a file of ours; raises UnreadableFile for any other."""
    content = path.read_bytes()
    try:
        if content.startswith(b"PK"):
            return read_xlsx(content)
        if content.lstrip()[:1] == b"{":
            return read_json(content)
        return read_csv(content.decode("utf-8-sig"))
    except (
        ValueError,
        KeyError,
        IndexError,
        AttributeError,
        csv.Error,
        python_calamine.CalamineError,
    ) as error:
        raise UnreadableFile("the file cannot be read as an export of figures") from error


def read_xlsx(content: bytes) -> list[Sheet]:
    book = python_calamine.load_workbook(io.BytesIO(content))
    found = []
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found.append(Sheet(name, [str(each) for each in head], [list(map(read_cell, row)) for row in rows]))
    return found


def read_cell(value: object) -> Value:
    if isinstance(value, float | int) and not isinstance(value, bool):
        return Decimal(repr(value))
    return str(value) if value != "" else None


def read_json(content: bytes) -> list[Sheet]:
    return [
        Sheet(name, list(rows[0]) if rows else [], [list(row.values()) for row in rows])
        for name, rows in orjson.loads(content).items()
    ]


def read_csv(text: str) -> list[Sheet]:
    found: list[Sheet] = []
    name, lines = "", iter(csv.reader(io.StringIO(text, newline="")))
    for line in lines:
        if len(line) == 1 and line[0].startswith("[") and line[0].endswith("]"):
            name = line[0][1:-1]
            found.append(Sheet(name, next(lines), []))
        elif not found:
            found.append(Sheet("", line, []))
        elif line:
            found[-1].rows.append([each or None for each in line])
    return found


# --- What the hash is taken of ---


def hash_of(sheets: Iterable[Sheet]) -> str:
    """Hash the cells as they read, so that the same figures hash alike in every kind of file."""
    return content_hash([[[normal(cell) for cell in row] for row in sheet.rows] for sheet in sheets])


def normal(value: Value) -> str:
    """Spell a cell for the hash: numbers to fifteen digits, texts without the quote that keeps them harmless."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value[1:] if value.startswith("'") and harmless(value[1:]) == value else value
    return spelled(round_to(Decimal(value))) or ""


def round_to(number: Decimal) -> Decimal:
    if not number:
        return Decimal(0)
    return number.quantize(Decimal(1).scaleb(number.adjusted() - DIGITS + 1))
