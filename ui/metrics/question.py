"""A question to the metric engine as an address spells it: a page's query string is its document's variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

LAST = re.compile(r"(?:last:)?(\d{1,3})(\+?)")
BETWEEN = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
USUAL_PERIOD: Final = "12"
PERIODS: Final = ("1", "1+", "6", "12", "12+", "24", "36")
GRAINS: Final = ("DAY", "WEEK", "MONTH", "QUARTER", "HALF", "YEAR")
COMPARES: Final = ("PRIOR_PERIOD", "PRIOR_YEAR", "TARGET", "ORG_TOTAL", "PARENT_UNIT")
MOST_KEYS: Final = 4
MOST_DIMENSIONS: Final = 2
PAGE: Final = 200


def read_period(text: str) -> dict[str, Any]:
    """Return the PeriodInput of its short spelling: `12`, `12+` (with the current one), `A..B` or names."""
    if found := LAST.fullmatch(text):
        return {"last": {"count": int(found[1]), "complete": not found[2]}}
    if found := BETWEEN.fullmatch(text):
        return {"between": {"from": found[1], "to": found[2]}}
    names = [name for name in re.split(r"[,，\s]+", text) if name]
    return {"named": names} if names else read_period(USUAL_PERIOD)


@dataclass(frozen=True)
class Narrowing:
    """One condition: a dimension is one of these values, or lies beneath one."""

    dimension: str
    values: tuple[str, ...]
    under: bool = False

    @property
    def text(self) -> str:
        return f"{self.dimension}:{','.join(self.values)}"

    @property
    def variable(self) -> dict[str, Any]:
        if self.under:
            return {"dimension": self.dimension, "under": self.values[0]}
        return {"dimension": self.dimension, "in": list(self.values)}


@dataclass(frozen=True)
class Question:
    """What is asked; `opened` names the groups whose children are shown, `sort` the column rows are ordered by."""

    keys: tuple[str, ...] = ()
    period: str = USUAL_PERIOD
    grain: str = ""
    by: tuple[str, ...] = ()
    where: tuple[Narrowing, ...] = ()
    compare: tuple[str, ...] = ()
    org_view: str = "AS_WAS"
    version: str = ""
    known: str = ""
    opened: tuple[str, ...] = ()
    after: str = ""

    @classmethod
    def read(cls, given: QueryParams) -> Question:
        """Take what is spelled right; the rest falls back to the usual, and the server judges the names."""
        return cls(
            keys=_some(given.getlist("key"), MOST_KEYS),
            period=_span(given) or given.get("period", "").strip()[:200] or USUAL_PERIOD,
            grain=given.get("grain", "") if given.get("grain") in GRAINS else "",
            by=_some(given.getlist("by"), MOST_DIMENSIONS),
            where=_narrowings(given),
            compare=tuple(one for one in COMPARES if one in given.getlist("compare")),
            org_view="AS_IS" if given.get("org") == "AS_IS" else "AS_WAS",
            version=given.get("version", "") if given.get("version", "").isascii() else "",
            known=given.get("known", "")[:30],
            opened=_some(given.getlist("open"), 200),
            after=given.get("after", "") if given.get("after", "").isdecimal() else "",
        )

    def variables(self) -> dict[str, Any]:
        return {
            "keys": list(self.keys),
            "period": read_period(self.period),
            "grain": self.grain or None,
            "by": list(self.by),
            "where": [one.variable for one in self.where],
            "compare": list(self.compare),
            "orgView": self.org_view,
            "version": _version(self.version),
            "asKnownAt": _moment(self.known),
            "first": PAGE,
            "after": self.after or None,
        }

    def pairs(self) -> list[tuple[str, str]]:
        """Spell it for an address, the usual left out."""
        said = [
            ("period", self.period, USUAL_PERIOD),
            ("grain", self.grain, ""),
            ("org", self.org_view, "AS_WAS"),
        ]
        said += [("version", self.version, ""), ("known", self.known, ""), ("after", self.after, "")]
        return [
            *(("key", key) for key in self.keys),
            *((name, value) for name, value, usual in said if value != usual),
            *(("by", one) for one in self.by),
            *(("under" if one.under else "is", one.text) for one in self.where),
            *(("compare", one) for one in self.compare),
            *(("open", one) for one in self.opened),
        ]

    def link(self, place: str = "/metrics/explore", **changes: Any) -> str:
        return f"{place}?{urlencode(replace(self, after='', **changes).pairs())}"

    def turned(self, key: str) -> str:
        """Return the link that opens a group, or closes it again."""
        rest = tuple(one for one in self.opened if one != key)
        return self.link(opened=rest if key in self.opened else (*self.opened, key))

    def narrowed(self, dimension: str, key: str, *, under: bool = False) -> Question:
        """Return the question for one group only."""
        others = tuple(one for one in self.where if one.dimension != dimension)
        return replace(self, where=(*others, Narrowing(dimension, (key,), under)), opened=(), after="")

    def without(self, dimension: str) -> str:
        return self.link(where=tuple(one for one in self.where if one.dimension != dimension))

    def exported(self, kind: str) -> str:
        """Return the address of the file that holds the same figures."""
        given: Mapping[str, str] = {"keys": ",".join(self.keys), "format": kind}
        plain = replace(self, opened=(), after="", known=_moment(self.known) or "")
        rest = [pair for pair in plain.pairs() if pair[0] not in ("key", "by")]
        by = [("by", ",".join(self.by))] if self.by else []
        usual = [] if any(name == "period" for name, _ in rest) else [("period", self.period)]
        return f"/metrics/export?{urlencode([*given.items(), *usual, *rest, *by])}"


def _some(values: list[str], most: int) -> tuple[str, ...]:
    """Return distinct words; one field may hold several, parted by commas."""
    words = [word.strip()[:120] for value in values for word in value.split(",")]
    return tuple(dict.fromkeys(word for word in words if word))[:most]


def _narrowings(given: QueryParams) -> tuple[Narrowing, ...]:
    found: dict[str, Narrowing] = {}
    for name in ("is", "under"):
        for text in given.getlist(name):
            dimension, _, value = text.partition(":")
            values = tuple(one for one in value.split(",") if one)
            if dimension and values:
                found[dimension] = Narrowing(dimension, values, under=name == "under")
    return tuple(found.values())


def _span(given: QueryParams) -> str:
    """Return two days typed into fields as one period."""
    first, last = given.get("from", ""), given.get("to", "")
    try:
        return f"{date.fromisoformat(first)}..{date.fromisoformat(last)}"
    except ValueError:
        return ""


def _version(text: str) -> dict[str, Any] | None:
    if text.isdigit():
        return {"number": int(text)}
    return {"rule": "LATEST"} if text == "LATEST" else None


def _moment(text: str) -> str | None:
    """Return the close of a day as an instant; what is no day is left out."""
    try:
        return f"{date.fromisoformat(text)}T23:59:59Z"
    except ValueError:
        return None
