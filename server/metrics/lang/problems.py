"""What is wrong with a formula: a stable code, the place in the text, a sentence in both languages, better words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from server.metrics.definitions import Label


@dataclass(frozen=True)
class FormulaProblem:
    """One mistake. `at` counts characters from 0; `suggestions` may be written instead, the likeliest first."""

    code: str
    at: int
    length: int
    message: Label
    suggestions: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = f" ({', '.join(self.suggestions)}?)" if self.suggestions else ""
        return f"{self.code} at {self.at}: {self.message.en}{hint}"


class FormulaError(Exception):
    """A formula that cannot be used; `problems` is never empty."""

    def __init__(self, *problems: FormulaProblem) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def refuse(code: str, at: int, length: int, message: Label, suggestions: tuple[str, ...] = ()) -> NoReturn:
    """Give a formula up for one reason."""
    raise FormulaError(FormulaProblem(code, at, length, message, suggestions))
