"""What a table of these pages shows: cells with a tone, and the buttons of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    """A cell's text; a `tone` makes it a badge, `href` a link; `small` stands beside it, quieter."""

    text: str
    tone: str | None = None
    icon: str = ""
    href: str = ""
    small: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Button:
    """A deed offered at a row; one that cannot be taken back asks first, in the words of `confirm`."""

    deed: str
    text: str
    icon: str
    fields: Mapping[str, str] = field(default_factory=dict)
    confirm: str = ""
    asks: tuple[str, str, str] | None = None
    """An input of the confirmation: its name, words, and type."""
    place: str = ""
    """Where it is sent, if not to the deeds."""


@dataclass(frozen=True)
class Row:
    cells: Sequence[Cell]
    buttons: Sequence[Button] = ()
    key: str = ""
    """What names the row when it is chosen; empty where it can't be."""
