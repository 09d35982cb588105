"""Which figures a change may move, said in the transaction of the change; whoever keeps figures asks what moved since.

A change is told under the name of its table (or of the logical source). Tables that nobody has ever told of a change
to are not trusted to: what rests on them is always computed live.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from server.kernel.context import Context
from server.metrics.definitions import Source
from server.metrics.live.rows import PLACEHOLDER
from server.metrics.rollup_models import MetricTouch

ALWAYS = date(1000, 1, 1)
"""Before anything; the databases spell Python's own first day in ways of their own."""
NOWHERE = ""
"""The department of rows that have none."""
MOST_DEPARTMENTS = 20
"""A change to more departments than this counts as one to all."""
LOCK = 0x5A48_4D54  # "ZHMT"
BY_PERSON = frozenset({"spell", "self", "before", "event", "agent"})
JOINED = {"a": "assignment", "p": "position", "e": "employee"}
NAMED = re.compile(r"\b(?:from|join)\s+(\w+)", re.IGNORECASE)


async def touched(
    ctx: Context, source: str, first: date, last: date | None, *, departments: Iterable[str] | None = None
) -> None:
    """Say that rows of a table or logical source changed which bear on the days `first` to `last` (None: for ever).

    Call it inside the `store.write` that changes them. `departments` are all those the rows count for, before and
    after the change (None: any; `NOWHERE` for rows without one at some time). The day after `last` is taken in as
    well, since some events count for where a person was the day before.
    """
    after = None if last is None or last == date.max else last + timedelta(days=1)
    named: set[str | None] = {None} if departments is None else {*departments}
    if len(named) > MOST_DEPARTMENTS:
        named = {None}
    if ctx.store.dialect == "postgres":
        await MetricTouch._meta.db.execute_query("select pg_advisory_xact_lock_shared($1)", [LOCK])
    for department in sorted(named, key=str):
        await MetricTouch.create(source=source, first_day=first, last_day=after, department=department)


async def touched_row(
    ctx: Context,
    source: str,
    *days: date | None,
    departments: Iterable[str] | None = None,
) -> None:
    """Say that one row changed: `days` are all dates it bears, before and after the change; none known: any day."""
    known = [day for day in days if day is not None]
    if known:
        await touched(ctx, source, min(known), max(known), departments=departments)
    else:
        await touched(ctx, source, ALWAYS, None, departments=departments)


async def touched_all(ctx: Context, sources: Iterable[str]) -> None:
    """Say that whole tables were filled or emptied."""
    for source in sorted(set(sources)):
        await touched(ctx, source, ALWAYS, None)


# --- What a source depends on ---


@lru_cache(maxsize=512)
def topics(source: Source) -> frozenset[str]:
    """Return the names under which a change to this source, or to where its rows count, is told."""
    return own_names(source) | joined(source)


def own_names(source: Source) -> frozenset[str]:
    return frozenset({source.name, source.table})


def joined(source: Source) -> frozenset[str]:
    """Return the other tables a row's value or department is taken from."""
    texts = [source.where, *(column.sql for column in source.columns.values())]
    letters = {letter for text in texts for letter in PLACEHOLDER.findall(text)}
    tables = {table for text in texts for table in NAMED.findall(text)}
    moving = {"assignment"} if source.anchor in BY_PERSON else set()
    return frozenset({JOINED[letter] for letter in letters if letter in JOINED} | tables | moving)


def is_told_of(source: Source, told: Mapping[str, object]) -> bool:
    """Whether changes are told of the source itself and of the assignments that place its rows."""
    needed = {"assignment"} if source.anchor in BY_PERSON else set()
    return any(name in told for name in own_names(source)) and needed <= told.keys()


# --- Marks of what is known ---


@dataclass(frozen=True)
class Watermark:
    """How far the changes to some topics are known: the newest, and how many (on PostgreSQL an older may come late)."""

    newest: int = 0
    count: int = 0

    def __add__(self, other: Watermark) -> Watermark:
        return Watermark(max(self.newest, other.newest), self.count + other.count)


NO_CHANGES = Watermark()


def watermark(told: Mapping[str, Watermark], names: Iterable[str]) -> Watermark:
    return sum((told.get(name, NO_CHANGES) for name in names), NO_CHANGES)


@dataclass(frozen=True)
class Touch:
    """One change told: its number, its table, the days and the department it bears on."""

    number: int
    source: str
    first: date
    last: date | None
    department: str | None

    def reaches(self, first: date, last: date) -> bool:
        return self.first <= last and (self.last is None or self.last >= first)
