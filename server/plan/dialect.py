"""The two spellings of SQL: what SQLite and PostgreSQL say differently, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import orjson


def chunks(pairs: Sequence[tuple[str, str]], size: int) -> list[Sequence[tuple[str, str]]]:
    return [pairs[i : i + size] for i in range(0, len(pairs), size)] or [()]


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class Dialect(Protocol):
    name: str
    unindexed: str
    """What before a sort key keeps an index from being walked for it."""

    def param(self, number: int) -> str: ...
    def bind(self, value: object) -> object: ...
    def array(self, values: Sequence[object]) -> object: ...
    def member(self, sql: str, param: str) -> str: ...
    def object(self, pairs: Sequence[tuple[str, str]]) -> str: ...
    def array_of(self, items: Sequence[str]) -> str: ...
    def group(self, item: str, order: str) -> str: ...
    def nested(self, sql: str) -> str: ...
    def stored(self, sql: str) -> str: ...
    def flag(self, sql: str) -> str: ...
    def centi(self, sql: str, *, required: bool) -> str: ...
    def limit(self, param: str) -> str: ...
    def differs(self, left: str, right: str) -> str: ...
    def position(self, text: str, part: str) -> str: ...


class Sqlite:
    """SQLite 3.51 and later, with its JSON functions."""

    name = "sqlite"
    unindexed = "+"

    def param(self, number: int) -> str:
        return f"?{number}"

    def bind(self, value: object) -> object:
        return value.isoformat() if isinstance(value, date) else value

    def array(self, values: Sequence[object]) -> object:
        return orjson.dumps([self.bind(value) for value in values]).decode()

    def member(self, sql: str, param: str) -> str:
        return f"{sql} in (select value from json_each({param}))"

    def object(self, pairs: Sequence[tuple[str, str]]) -> str:
        """A function takes 1000 arguments, more than the limiter lets through."""
        return "json_object(" + ",".join(f"{quoted(key)},{sql}" for key, sql in pairs) + ")"

    def array_of(self, items: Sequence[str]) -> str:
        return f"json_array({','.join(items)})"

    def group(self, item: str, order: str) -> str:  # noqa: ARG002 (the other dialect needs it)
        """Rows arrive in order from the page subselect, so no ORDER BY is spelled here."""
        return f"json_group_array({item})"

    def nested(self, sql: str) -> str:
        return f"json({sql})"

    def stored(self, sql: str) -> str:
        """Spell a text column that holds JSON."""
        return f"json({sql})"

    def flag(self, sql: str) -> str:
        return f"json(case {sql} when 1 then 'true' when 0 then 'false' end)"

    def centi(self, sql: str, *, required: bool) -> str:
        """Spell hundredths with two places; a double holds them exactly up to 15 digits, far above hours and shares."""
        spelled = f"printf('%.2f',{sql}/100.0)"
        return spelled if required else f"case when {sql} is not null then {spelled} end"

    def limit(self, param: str) -> str:
        """A bare parameter in LIMIT makes SQLite prepare the statement anew for every run; an expression does not."""
        return f"{param}+0"

    def differs(self, left: str, right: str) -> str:
        return f"{left} is not {right}"

    def position(self, text: str, part: str) -> str:
        return f"instr(lower({text}),lower({part}))"


class Postgres:
    """PostgreSQL 14 and later; text columns are COLLATE "C", so order is bytewise as on SQLite."""

    name = "postgres"
    unindexed = ""

    def param(self, number: int) -> str:
        return f"${number}"

    def bind(self, value: object) -> object:
        return value

    def array(self, values: Sequence[object]) -> object:
        return list(values)

    def member(self, sql: str, param: str) -> str:
        return f"{sql}=any({param})"

    def object(self, pairs: Sequence[tuple[str, str]]) -> str:
        parts = [
            "json_build_object(" + ",".join(f"{quoted(key)},{sql}" for key, sql in chunk) + ")"
            for chunk in chunks(pairs, 48)
        ]
        whole = parts[0]
        for part in parts[1:]:
            whole = f"(left(({whole})::text,-1)||','||substr(({part})::text,2))::json"
        return whole

    def array_of(self, items: Sequence[str]) -> str:
        return f"json_build_array({','.join(items)})"

    def group(self, item: str, order: str) -> str:
        return f"coalesce(json_agg({item} order by {order}),'[]')"

    def nested(self, sql: str) -> str:
        return sql

    def stored(self, sql: str) -> str:
        return f"cast({sql} as json)"

    def flag(self, sql: str) -> str:
        return sql

    def centi(self, sql: str, *, required: bool) -> str:
        del required  # null stays null by itself here
        return f"to_char({sql}/100.0,'FM9999999999999990.00')"

    def limit(self, param: str) -> str:
        return param

    def differs(self, left: str, right: str) -> str:
        return f"{left} is distinct from {right}"

    def position(self, text: str, part: str) -> str:
        return f'strpos(lower({text}),lower({part} collate "C"))'


def dialect(name: str) -> Dialect:
    return Sqlite() if name == "sqlite" else Postgres()
