"""Cuts the text of a formula into words, numbers, texts and signs; nothing else gets past this file."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal, NoReturn

from server.metrics.definitions import Label
from server.metrics.lang.problems import refuse

MOST_CHARACTERS = 2000
MOST_TOKENS = 400
MOST_DIGITS = 30
KEYWORDS = frozenset({"and", "or", "not", "in", "is", "null", "true", "false"})

SPACE = re.compile(r"[ \t\r\n]+")
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")
TEXT = re.compile(r"'(?:[^'\x00-\x1f\x7f]|'')*'")
SIGN = re.compile(r"!=|<=|>=|[-+*/()\[\],=<>@%]")
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
WRONG_SIGNS = re.compile(r"==|<>|=<|=>|&&|\|\|")

BETTER = {
    "==": "=", "<>": "!=", "=<": "<=", "=>": ">=", "&&": "and", "||": "or", "×": "*", "✕": "*", "·": "*", "÷": "/",
    "∕": "/", "−": "-", "–": "-", "—": "-", "≤": "<=", "≥": ">=", "≠": "!=", "“": "'", "”": "'", "‘": "'",
    "’": "'", '"': "'", "`": "'", "【": "[", "】": "]", "{": "(", "}": ")", "、": ",", "&": "and", "|": "or",
}  # fmt: skip
"""Signs people write, and what the language calls them."""

Kind = Literal["name", "number", "text", "sign", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the formula; the end is one too, of no length, behind the last character."""

    kind: Kind
    text: str
    at: int

    @property
    def length(self) -> int:
        return len(self.text)


def tokenise(text: str) -> list[Token]:
    """Cut a formula into tokens, the last being its end; raises FormulaError at the first that is none."""
    if len(text) > MOST_CHARACTERS:
        refuse(
            "E_LIMIT",
            MOST_CHARACTERS,
            1,
            Label(
                f"公式超过 {MOST_CHARACTERS} 个字符",
                f"The formula is longer than {MOST_CHARACTERS} characters",
            ),
        )
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if space := SPACE.match(text, at):
            at = space.end()
            continue
        token = next_token(text, at, is_key=bool(tokens) and tokens[-1].text == "@")
        if len(tokens) == MOST_TOKENS:
            message = Label(
                f"公式超过 {MOST_TOKENS} 个词", f"The formula has more than {MOST_TOKENS} words and signs"
            )
            refuse("E_LIMIT", token.at, token.length, message)
        tokens.append(token)
        at += token.length
    return [*tokens, Token("end", "", len(text))]


def next_token(text: str, at: int, *, is_key: bool) -> Token:
    """Read the token at a place; the key of a metric may hold dots (`custom.early_exit`)."""
    if WRONG_SIGNS.match(text, at):
        stray(text, at)
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("name", KEY if is_key else NAME),
        ("number", NUMBER),
        ("text", TEXT),
        ("sign", SIGN),
    )
    matches = ((kind, pattern.match(text, at)) for kind, pattern in patterns)
    token = next((Token(kind, found.group(), at) for kind, found in matches if found), None)
    if token is None:
        stray(text, at)
    if token.kind == "number" and token.length > MOST_DIGITS:
        message = Label(f"数字超过 {MOST_DIGITS} 位", f"A number has at most {MOST_DIGITS} digits")
        refuse("E_LIMIT", at, token.length, message)
    return token


def stray(text: str, at: int) -> NoReturn:
    """Say which character does not belong here, and what stands for it."""
    if text[at] == "'":
        message = Label(
            "引号没有配对,或引号内有控制字符", "The quote is not closed, or holds a control character"
        )
        refuse("E_CHAR", at, 1, message)
    if han := HAN.match(text, at):
        message = Label(
            f"公式里写度量的英文名,不写“{han.group()}”",
            f"A formula names measures by their English names, not '{han.group()}'",
        )
        refuse("E_CHAR", at, len(han.group()), message)
    wrong = WRONG_SIGNS.match(text, at)
    sign = wrong.group() if wrong else text[at]
    better = BETTER.get(sign) or unicodedata.normalize("NFKC", sign)
    if better != sign and better.isascii() and better.isprintable():
        shown = better if better.strip() else "␠"
        message = Label(f"不识别“{sign}”,请写“{shown}”", f"'{sign}' is not known here; write '{shown}'")
        refuse("E_CHAR", at, len(sign), message, (better,))
    shown = sign if sign.isprintable() else f"U+{ord(sign):04X}"
    refuse(
        "E_CHAR", at, 1, Label(f"公式中不能有字符“{shown}”", f"A formula cannot hold the character '{shown}'")
    )
