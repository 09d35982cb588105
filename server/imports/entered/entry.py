"""What such a kind is: its columns, the operation behind it, and the row that may be there already."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from tortoise.models import Model

from server.imports.check import Values
from server.imports.columns import Field
from server.kernel.context import Context
from server.people.operations.record import Operation

NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True)
class Ground:
    """What rows stand on: the source of the file, and what the kind has read before the transaction."""

    source: str
    known: Any = None  # the kind's own


Find = Callable[[Context, Values, Ground], Awaitable[Any]]  # the row of the model, or None
Enter = Callable[[Context, Values, Any, Ground], Awaitable[str]]  # that row goes in; the id comes out


@dataclass(frozen=True)
class Entry:
    """A kind: `find` returns the row that a line speaks of, `enter` makes or changes it and returns its id.

    `columns` are what a file may change of a row that is there. `parts` are rows of other tables that its first entry
    makes as well. `shows` names the field of the contract whose reading shows a column. `names` says what a column is
    called by the operation's refusals, where that is not its own name.
    """

    labels: tuple[str, str]
    verb: str
    model: type[Model]
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    shows: Mapping[str, str]
    find: Find
    enter: Enter
    prepare: Callable[[Context], Awaitable[Any]] | None = None
    parts: tuple[tuple[type[Model], str], ...] = ()
    names: Mapping[str, str] = field(default_factory=lambda: NONE)
    sealed: frozenset[str] = frozenset()
    """Columns whose old value is shown to nobody."""
    guarded: Mapping[str, str] = field(default_factory=lambda: NONE)
    """Columns on which a field of the contract decides as well as the verb."""

    def picture(self, row: Any) -> dict[str, Any]:  # values as JSON has them
        """Return what a row holds in the columns a file may change."""
        return {name: plain(getattr(row, name)) for name in self.columns}


def inside(operation: Operation) -> Callable[..., Awaitable[str]]:
    """Return an operation's work itself, for a transaction that is open already."""
    work: Callable[..., Awaitable[str]] = inspect.unwrap(operation)
    return work


def plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str | Decimal) else value
