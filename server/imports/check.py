"""Checks every row of a table before anything is written: cells are read, codes are unique, references exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from server.imports.columns import Field, Matching
from server.imports.files import Table
from server.imports.result import BadCell, Result, RowError
from server.imports.values import Cell, text_of
from server.kernel.errors import InvalidInput

Values = dict[str, object]
"""One row's fields that hold something, by name; an empty cell says nothing and is not in it."""


@dataclass
class Checker:
    """Reads rows and collects what is wrong with them."""

    table: Table
    fields: Mapping[str, Field]
    matching: Matching
    result: Result
    bad_rows: set[int] = field(default_factory=set)

    def rows(self, key: Sequence[str]) -> list[tuple[int, Values]]:
        """Return the rows in which each cell could be read, with their numbers; a repeated key is refused."""
        out: list[tuple[int, Values]] = []
        seen: dict[tuple[object, ...], int] = {}
        for number, cells in enumerate(self.table.rows, start=self.table.first_row):
            if not any(text_of(cell) for cell in cells):
                continue
            self.result.rows += 1
            values = self.read(number, cells)
            spelled = tuple(values.get(name) for name in key)
            if None not in spelled and (first := seen.setdefault(spelled, number)) != number:
                self.refuse(
                    number,
                    key[0],
                    "DUPLICATE_ROW",
                    f"与第 {first} 行重复，请只保留一行。",
                    f"The same as row {first}; keep only one of them.",
                )
            if number not in self.bad_rows:
                out.append((number, values))
        return out

    def read(self, number: int, cells: Sequence[Cell]) -> Values:
        values: Values = {}
        for name, at in self.matching.fields.items():
            cell = cells[at] if at < len(cells) else None
            if not text_of(cell):
                if self.fields[name].required:
                    self.refuse(
                        number, name, "MISSING_VALUE", "此项必填，请补充。", "This is required; fill it in."
                    )
                continue
            try:
                values[name] = self.fields[name].read(cell)
            except BadCell as error:
                self.refuse(number, name, error.code, error.zh, error.en)
            except InvalidInput as error:
                self.refuse(number, name, "INVALID_VALUE", error.zh, error.en)
        return values

    def refuse(self, number: int, name: str, code: str, zh: str, en: str) -> None:
        """Note an error at a row and field; the row is left out."""
        self.bad_rows.add(number)
        at = self.matching.fields.get(name)
        column = self.table.headers[at] if at is not None else name
        self.result.errors.append(RowError(number, column, code, zh, en))


def require_columns(matching: Matching, fields: Mapping[str, Field]) -> None:
    """Refuse a table without a required column, naming each."""
    if matching.missing:
        zh = "、".join(fields[name].words.split("|")[0] for name in matching.missing)
        en = ", ".join(matching.missing)
        raise InvalidInput(
            f"缺少必需的列：{zh}。请在文件中补充，或把已有的列对应过去。",
            f"Required columns are missing: {en}. Add them to the file, or map a column to each.",
            path=("file",),
        )
