"""A formula as people read it: chips for measures, signs for operators, marks under what is wrong, and what changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

WORD = re.compile(r"@?[A-Za-z_]\w*(?:@\d+)?|'[^']*'|\d+(?:\.\d+)?%?|[<>!]=|\s+|.", re.DOTALL)
SIGNS = {"*": "×", "/": "÷", "-": "−"}
QUIET = frozenset("()[],")
WORDS = frozenset({"and", "or", "not", "in", "is", "null", "true", "false"})


@dataclass(frozen=True)
class Piece:
    """A part of a formula; `kind` is measure, metric, function, word, number, text, sign, quiet, name or space."""

    kind: str
    text: str
    label: str = ""
    name: str = ""


def tokens(text: str) -> list[str]:
    return [found.group() for found in WORD.finditer(text)]


def pieces(text: str, measures: Mapping[str, str]) -> list[Piece]:
    """Return the parts in order, measures (name to label) as chips; nothing is left out."""
    found = tokens(text)
    return [_piece(word, _next(found, place), measures) for place, word in enumerate(found)]


def _next(found: Sequence[str], place: int) -> str:
    return next((word for word in found[place + 1 :] if not word.isspace()), "")


def _piece(word: str, following: str, measures: Mapping[str, str]) -> Piece:
    kinds = (
        (word.isspace(), "space"),
        (word in measures, "measure"),
        (word[0] == "@", "metric"),
        (word.lower() in WORDS, "word"),
        (word[0].isdigit(), "number"),
        (word[0] == "'", "text"),
        (word in QUIET, "quiet"),
        (word[0].isalpha() and following == "(", "function"),
        (word[0].isalpha(), "name"),
    )
    kind = next((kind for holds, kind in kinds if holds), "sign")
    if kind == "metric":
        return Piece(kind, word, word[1:].partition("@")[0], word[1:].partition("@")[0])
    return Piece(kind, SIGNS.get(word, word) if kind == "sign" else word, measures.get(word, ""), word)


@dataclass(frozen=True)
class Part:
    """A stretch of text that stayed, went or came."""

    kind: str
    text: str


def compared(before: str | None, after: str) -> list[Part]:
    """Return a formula word by word as `same`, `gone` and `new` stretches."""
    old, new = tokens(before or ""), tokens(after)
    parts: list[Part] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            parts.append(Part("same", "".join(old[a:b])))
            continue
        parts += [
            Part(kind, text)
            for kind, text in (("gone", "".join(old[a:b])), ("new", "".join(new[c:d])))
            if text
        ]
    return parts


@dataclass(frozen=True)
class Slip:
    """A problem at its place: what stands before it, what is wrong (a space at the end of the text), what follows."""

    before: str
    wrong: str
    after: str
    at: int
    message: str
    code: str
    suggestions: Sequence[tuple[str, str]]


def slips(text: str, problems: Sequence[Mapping[str, Any]]) -> list[Slip]:
    """Lay each problem over the formula; a suggestion carries the formula that taking it would give."""
    return [_slip(text, one) for one in problems]


def _slip(text: str, problem: Mapping[str, Any]) -> Slip:
    at = min(max(int(problem["position"]), 0), len(text))
    end = min(at + max(int(problem["length"] or 0), 0), len(text))
    offers = [(one, text[:at] + one + text[end:]) for one in problem["suggestions"]]
    return Slip(
        text[:at], text[at:end], text[end:], at, str(problem["message"]), str(problem["code"]), offers
    )
