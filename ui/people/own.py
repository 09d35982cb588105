"""The company's own fields in the people list: as columns, as facets of what has choices, and in the address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ui.offers import may_see_plainly
from ui.people.columns import Column
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from server.kernel.context import Context
    from ui.page import Answer
    from ui.texts import Language

Row = Mapping[str, Any]
Choice = tuple[str, str]
PREFIX: Final = "own_"
KEY: Final = re.compile(r"[a-z][A-Za-z0-9_]{0,39}")
COUNTED: Final = 12
"""Of a field with more choices than these, the choices stand without counts."""
MOST_COUNTS: Final = 48


@dataclass(frozen=True)
class Own:
    """A field the company added, which the reader sees in full of some team or of everybody."""

    key: str
    label: str
    type: str
    choices: tuple[Choice, ...] = ()

    @property
    def name(self) -> str:
        """What the field is called among columns and in the address."""
        return PREFIX + self.key

    def column(self) -> Column:
        kind = "num" if self.type == "NUMBER" else "flag" if self.type == "FLAG" else "text"
        return Column(self.name, self.label, kind=kind, is_usual=False, own=self.key)


def own_of(ctx: Context, rows: Iterable[Row], language: Language) -> list[Own]:
    """Return the fields in use that the reader may see; of those with choices, with the words for them."""
    say = catalogue(language).ugettext
    flags = (("true", say("Yes")), ("false", say("No")))
    found = []
    for row in rows:
        choices = flags if row["type"] == "FLAG" else tuple((one, one) for one in row["choices"] or ())
        if row["key"] and may_see_plainly(ctx, row["dataClass"]):
            found.append(Own(row["key"], row["label"], row["type"], choices))
    return found


def read_own(given: QueryParams) -> dict[str, tuple[str, ...]]:
    """Return what an address narrows own fields to, by key. Who may not see a field narrows by it to nobody."""
    found: dict[str, tuple[str, ...]] = {}
    for name in given:
        key = name.removeprefix(PREFIX)
        if name.startswith(PREFIX) and KEY.fullmatch(key):
            found[key] = tuple(dict.fromkeys(value for value in given.getlist(name) if value))
    return {key: values for key, values in sorted(found.items()) if values}


def counting(fields: Sequence[Own]) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return the document that counts people by choice, and which alias counts which; "" if nothing is counted."""
    asked: dict[str, tuple[str, str]] = {}
    for at, one in enumerate(fields):
        if 0 < len(one.choices) <= COUNTED and len(asked) + len(one.choices) <= MOST_COUNTS:
            asked |= {f"n{at}_{step}": (one.key, value) for step, (value, _) in enumerate(one.choices)}
    lines = [
        f"{alias}: employees(first: 1, where: {{ customField: {{ key: {json.dumps(key)}, eq: {json.dumps(value)} }} }})"
        " { totalCount }"
        for alias, (key, value) in asked.items()
    ]
    return (f"query PeopleOwnCounts {{ {' '.join(lines)} }}" if lines else ""), asked


def counted(answer: Answer, asked: Mapping[str, tuple[str, str]]) -> dict[tuple[str, str], int | None]:
    """Return how many people have each choice."""
    return {pair: (answer[alias] or {}).get("totalCount") for alias, pair in asked.items()}


def facet_rows(field: Own, counts: Mapping[tuple[str, str], int | None]) -> list[dict[str, Any]]:
    return [
        {"id": value, "name": text, "count": counts.get((field.key, value))} for value, text in field.choices
    ]
