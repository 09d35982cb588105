"""Reading a table from a file: CSV in any usual encoding, XLSX and its kin; limits are checked before parsing."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import python_calamine

from server.imports.headings import FIRST, heading
from server.imports.values import Cell, text_of
from server.kernel.errors import InvalidInput

MOST_ROWS = 200_000
MOST_COLUMNS = 300
MOST_CELLS = 6_000_000
MOST_UNPACKED = 40
"""How many times its packed size a spreadsheet may unpack to, beyond the first few megabytes."""
FREE_BYTES = 32 << 20
SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Table:
    """The header and the rows below it; `first_row` is the sheet's number of the first of them."""

    headers: tuple[str, ...]
    rows: list[list[Cell]]
    first_row: int


def read_table(content: bytes, is_known: Callable[[str], bool]) -> Table:
    """Read the table; titles above the header are skipped. Raises InvalidInput with what to do."""
    grid = read_sheet(content) if content.startswith(SHEETS) else read_csv(content)
    return below_header(grid, is_known)


def load(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` bytes."""
    if not path.is_file():
        raise refuse("找不到文件，请检查路径。", "There is no such file; check the path.")
    if path.stat().st_size > limit:
        raise refuse(
            f"文件超过 {limit >> 20} MB 上限，请拆分后导入。", f"The file is over {limit >> 20} MB; split it."
        )
    return path.read_bytes()


def load_mapping(path: Path) -> dict[str, str | None]:
    """Read a mapping file: a JSON object from header to field name, null to leave a column out."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise refuse("映射文件须为 JSON 对象。", "The mapping file must be a JSON object.") from error
    if not isinstance(found, dict) or not all(isinstance(name, str | None) for name in found.values()):
        raise refuse("映射文件须把表头对应到字段名。", "The mapping file must map headers to field names.")
    return found


def read_csv(content: bytes) -> list[list[Cell]]:
    text = decode(content)
    lines = text.splitlines()
    header = max(lines[:FIRST], key=lambda line: max(map(line.count, ",;\t")), default="")
    delimiter = max(",;\t", key=header.count)
    grid: list[list[Cell]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            check_size(len(grid), len(row))
            grid.append(list(row))
    except csv.Error as error:
        raise refuse(
            "CSV 格式有误，请另存为 CSV 或 XLSX 后重试。", "The CSV is malformed; save it again."
        ) from error
    return grid


def decode(content: bytes) -> str:
    """Decode UTF-8, UTF-16 or GB18030, with or without a mark; anything else is refused."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    elif (even := content[:400:2].count(0)) + (odd := content[1:400:2].count(0)) > len(content[:400]) // 8:
        candidates = ["utf-16-le" if odd > even else "utf-16-be"]
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse("无法识别文件编码，请另存为 UTF-8。", "The encoding is unknown; save the file as UTF-8.")


def read_sheet(content: bytes) -> list[list[Cell]]:
    """Read the first sheet; formulas count as the text or value they show."""
    if content.startswith(b"PK"):
        check_packing(content)
    try:
        rows = (
            python_calamine.load_workbook(io.BytesIO(content))
            .get_sheet_by_index(0)
            .to_python(nrows=MOST_ROWS + 20)
        )
    except (python_calamine.CalamineError, zipfile.BadZipFile, OSError) as error:
        raise refuse(
            "无法打开表格文件，请另存为 XLSX。", "The spreadsheet cannot be opened; save it as XLSX."
        ) from error
    check_size(len(rows), len(rows[0]) if rows else 0)
    return [[spelled(cell) for cell in row] for row in rows]


def spelled(cell: object) -> Cell:
    """Keep what has a meaning of its own; a time of day is text."""
    return cell if isinstance(cell, str | float | bool | date) else text_of(str(cell))


def check_packing(content: bytes) -> None:
    """Refuse a file that unpacks to far more than it shows."""
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())
    except zipfile.BadZipFile as error:
        raise refuse(
            "无法打开表格文件，请另存为 XLSX。", "The spreadsheet cannot be opened; save it as XLSX."
        ) from error
    if unpacked > FREE_BYTES + MOST_UNPACKED * len(content):
        raise refuse("文件解压后过大，已拒绝。", "The file unpacks to too much and is refused.")


def check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise refuse(
            f"表格过大：最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列，请拆分后导入。",
            f"The table is too large: at most {MOST_ROWS} rows and {MOST_COLUMNS} columns; split it.",
        )


def below_header(grid: Sequence[Sequence[Cell]], is_known: Callable[[str], bool]) -> Table:
    """Take the header to be the row, among the first ten, that holds most known words, or two of them."""
    found = heading(grid, is_known)
    if found is None:
        raise refuse("文件为空。", "The file is empty.")
    headers, above = found
    return Table(headers, [list(row) for row in grid[above:]], above + 1)


def refuse(zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("file",))
