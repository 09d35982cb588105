"""A place in the tokens of a formula: looking, taking, and saying what was expected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn

from server.metrics.definitions import Label
from server.metrics.lang.problems import refuse
from server.metrics.lang.tokens import Token, tokenise

DEEPEST = 32
MOST_ROW_OPERATORS = 40


@dataclass
class Cursor:
    """Walks over the tokens once, never back; counts how deep it is, so that no formula is nested without end."""

    tokens: list[Token]
    index: int = 0
    depth: int = 0
    row_operators: int = field(default=0)

    @classmethod
    def over(cls, text: str) -> Cursor:
        return cls(tokenise(text))

    @property
    def here(self) -> Token:
        return self.tokens[self.index]

    @property
    def after(self) -> Token:
        """The token behind this one; the end stays the end."""
        return self.tokens[min(self.index + 1, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.here
        if token.kind != "end":
            self.index += 1
        return token

    def sees(self, *words: str) -> bool:
        """Whether one of these signs or words stands here; a quoted text never counts as a word."""
        return self.here.kind in ("sign", "name") and self.here.text in words

    def accept(self, word: str) -> bool:
        if not self.sees(word):
            return False
        self.index += 1
        return True

    def enter(self, opening: Token) -> None:
        """Go one bracket deeper."""
        self.depth += 1
        if self.depth > DEEPEST:
            message = Label(f"括号嵌套超过 {DEEPEST} 层", f"Brackets are nested more than {DEEPEST} deep")
            refuse("E_LIMIT", opening.at, opening.length, message)

    def leave(self, closing: str) -> None:
        """Come out of a bracket."""
        if not self.accept(closing):
            self.expected(Label(f"“{closing}”", f"'{closing}'"))
        self.depth -= 1

    def count_row_operator(self) -> None:
        self.row_operators += 1
        if self.row_operators > MOST_ROW_OPERATORS:
            message = Label(
                f"条件中的运算超过 {MOST_ROW_OPERATORS} 次",
                f"Conditions hold more than {MOST_ROW_OPERATORS} calculations",
            )
            refuse("E_LIMIT", self.here.at, self.here.length, message)

    def finish(self) -> None:
        """Require that nothing is left."""
        if self.here.kind != "end":
            self.expected(Label("运算符或公式结尾", "an operator or the end"))

    def expected(self, what: Label, suggestions: tuple[str, ...] = ()) -> NoReturn:
        """Give up: something else should stand here."""
        token = self.here
        zh = f"“{token.text}”" if token.text else "公式结尾"
        en = f"'{token.text}'" if token.text else "the end"
        message = Label(f"此处应为{what.zh},而不是{zh}", f"Expected {what.en} here, not {en}")
        refuse("E_SYNTAX", token.at, token.length, message, suggestions)
