"""What an import answers: the counts, and each error with its row, column and a sentence in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RowError:
    """One thing wrong; `row` counts as the sheet does, the header being row 1, and `column` is its header."""

    row: int
    column: str
    code: str
    zh: str
    en: str


class BadCell(Exception):
    """A cell that cannot be understood; becomes a RowError where the row is known."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en = code, zh, en


@dataclass
class Result:
    """The outcome, in the shape of the contract; `rows` is always accepted + rejected."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    errors: list[RowError] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)

    @property
    def accepted(self) -> int:
        return self.created + self.updated + self.unchanged

    @property
    def rejected(self) -> int:
        return self.rows - self.accepted

    def as_json(self) -> dict[str, object]:
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "errors": [vars(error) for error in self.errors],
            "unknownColumns": self.unknown_columns,
        }
