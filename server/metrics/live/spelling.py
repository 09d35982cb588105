"""What the two databases spell differently in figures: days, instants, lists as tables, JSON; and bound values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

import orjson

Kind = Literal["text", "int", "date", "bool"]
"""How a bound value is typed; instants are texts."""

POSTGRES_TYPES: dict[Kind, str] = {"text": "text", "int": "bigint", "date": "date", "bool": "bool"}


WHOLE_KINDS = frozenset({"int", "bool"})


class Spelling(Protocol):
    """One database's way to say it. Days are ISO text on SQLite, DATE on PostgreSQL; instants UTC text on both."""

    name: str
    nested_join: str
    """Joins the list of windows to the rows so that the list comes first and each window uses the row's index."""

    def bound(self, number: int, kind: Kind) -> str: ...
    def value(self, value: object) -> object: ...
    def table(self, numbers: Sequence[int], columns: Sequence[tuple[str, Kind]]) -> str: ...
    def packed(self, columns: Sequence[Sequence[object]]) -> list[object]: ...
    def integer(self, sql: str) -> str: ...
    def add_days(self, day: str, count: str) -> str: ...
    def add_months(self, day: str, count: str) -> str: ...
    def days_between(self, first: str, last: str) -> str: ...
    def months_between(self, first: str, last: str) -> str: ...
    def millis(self, instant: str) -> str: ...
    def least(self, items: Sequence[str]) -> str: ...
    def greatest(self, items: Sequence[str]) -> str: ...
    def array(self, items: Sequence[str]) -> str: ...
    def collected(self, item: str, condition: str) -> str: ...


class SqliteSpelling:
    """SQLite 3.46 and later (`floor`)."""

    name = "sqlite"
    nested_join = "cross join"

    def bound(self, number: int, kind: Kind) -> str:
        del kind  # SQLite compares by the column's affinity
        return f"?{number}"

    def value(self, value: object) -> object:
        return value.isoformat() if isinstance(value, date) else value

    def table(self, numbers: Sequence[int], columns: Sequence[tuple[str, Kind]]) -> str:
        """Read one JSON list of rows; without a declared type its columns could not be found by an index."""
        taken = ",".join(
            f"cast(value->>{place} as {'integer' if kind in WHOLE_KINDS else 'text'}) as {name}"
            for place, (name, kind) in enumerate(columns)
        )
        return f"select {taken} from json_each(?{numbers[0]})"

    def packed(self, columns: Sequence[Sequence[object]]) -> list[object]:
        rows = [[self.value(value) for value in row] for row in zip(*columns, strict=True)]
        return [orjson.dumps(rows).decode()]

    def integer(self, sql: str) -> str:
        return sql

    def add_days(self, day: str, count: str) -> str:
        return f"date({day},({count})||' days')"

    def add_months(self, day: str, count: str) -> str:
        """Without `floor` SQLite runs over the end of a short month."""
        return f"date({day},({count})||' months','floor')"

    def days_between(self, first: str, last: str) -> str:
        return f"((unixepoch({last})-unixepoch({first}))/86400)"

    def months_between(self, first: str, last: str) -> str:
        whole = f"({_months(last)}-{_months(first)})"
        short = f"strftime('%d',{last})<strftime('%d',{first}) and strftime('%d',{last},'+1 day')<>'01'"
        return f"({whole}-case when {short} then 1 else 0 end)"

    def millis(self, instant: str) -> str:
        return f"(unixepoch(substr({instant},1,19))*1000+cast(substr({instant},21,3) as integer))"

    def least(self, items: Sequence[str]) -> str:
        return f"min({','.join(items)})"

    def greatest(self, items: Sequence[str]) -> str:
        return f"max({','.join(items)})"

    def array(self, items: Sequence[str]) -> str:
        return f"json_array({','.join(items)})"

    def collected(self, item: str, condition: str) -> str:
        return f"json_group_array(distinct {item}) filter (where {condition})"


def _months(day: str) -> str:
    return f"(cast(strftime('%Y',{day}) as integer)*12+cast(strftime('%m',{day}) as integer))"


class PostgresSpelling:
    """PostgreSQL 14 and later."""

    name = "postgres"
    nested_join = "join"

    def bound(self, number: int, kind: Kind) -> str:
        return f"${number}::{POSTGRES_TYPES[kind]}"

    def value(self, value: object) -> object:
        return value

    def table(self, numbers: Sequence[int], columns: Sequence[tuple[str, Kind]]) -> str:
        """Read one array a column; the planner then knows how many rows there are."""
        arrays = [
            f"${number}::{_carried(kind)}[]" for number, (_, kind) in zip(numbers, columns, strict=True)
        ]
        names = ",".join(f"{name}" for name, _ in columns)
        taken = ",".join(
            f"l.{name}::date as {name}" if kind == "date" else f"l.{name}" for name, kind in columns
        )
        return f"select {taken} from unnest({','.join(arrays)}) as l({names})"

    def packed(self, columns: Sequence[Sequence[object]]) -> list[object]:
        return [[str(v) if isinstance(v, date) else v for v in column] for column in columns]

    def integer(self, sql: str) -> str:
        """Products of two 4-byte columns would overflow."""
        return f"({sql})::bigint"

    def add_days(self, day: str, count: str) -> str:
        return f"({day}+({count})::int)"

    def add_months(self, day: str, count: str) -> str:
        return f"({day}+({count})*interval '1 month')::date"

    def days_between(self, first: str, last: str) -> str:
        return f"({last}-{first})"

    def months_between(self, first: str, last: str) -> str:
        def months(day: str) -> str:
            return f"extract(year from {day})*12+extract(month from {day})"

        short = f"extract(day from {last})<extract(day from {first}) and extract(day from {last}+1)<>1"
        return f"({months(last)}-({months(first)})-case when {short} then 1 else 0 end)::bigint"

    def millis(self, instant: str) -> str:
        return f"(extract(epoch from ({instant})::timestamp)*1000)::bigint"

    def least(self, items: Sequence[str]) -> str:
        return f"least({','.join(items)})"

    def greatest(self, items: Sequence[str]) -> str:
        return f"greatest({','.join(items)})"

    def array(self, items: Sequence[str]) -> str:
        return f"json_build_array({','.join(items)})"

    def collected(self, item: str, condition: str) -> str:
        return f"json_agg(distinct {item}) filter (where {condition})"


def _carried(kind: Kind) -> str:
    """Lists of days travel as texts."""
    return "text" if kind == "date" else POSTGRES_TYPES[kind]


def spelling(dialect: str) -> Spelling:
    return SqliteSpelling() if dialect == "sqlite" else PostgresSpelling()


@dataclass
class Binder:
    """Collects the bound values of one statement; the same scalar is bound once."""

    spelling: Spelling
    values: list[object] = field(default_factory=list)
    seen: dict[tuple[Kind, object], str] = field(default_factory=dict)

    def bind(self, value: object, kind: Kind) -> str:
        key = (kind, value)
        if key not in self.seen:
            self.values.append(self.spelling.value(value))
            self.seen[key] = self.spelling.bound(len(self.values), kind)
        return self.seen[key]

    def table(self, columns: Sequence[tuple[str, Kind]], data: Sequence[Sequence[object]]) -> str:
        """Bind rows as a list and return the select that reads them."""
        turned = [[row[place] for row in data] for place in range(len(columns))]
        packed = self.spelling.packed(turned)
        first = len(self.values) + 1
        self.values += packed
        return self.spelling.table(range(first, first + len(packed)), columns)
