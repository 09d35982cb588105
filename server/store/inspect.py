"""What a database really holds beside what the models say: indexes, and of a SQLite file all there is to check."""

# ruff: noqa: SLF001 (Tortoise documents a model's `_meta` as the place to look)

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.fields.relational import ForeignKeyFieldInstance
from tortoise.indexes import Index
from tortoise.models import Model

Indexes = set[tuple[str, bool, tuple[str, ...]]]
"""(table, unique, columns)"""
References = set[tuple[str, str, str]]
"""(table, column, referenced table)"""

LEDGER = "tortoise_migrations"
POSTGRES_INDEXES = """
SELECT t.relname AS "table", i.indisunique AS "unique", string_agg(a.attname, ' ' ORDER BY k.place) AS columns
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
CROSS JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY AS k(number, place)
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
GROUP BY i.indexrelid, t.relname, i.indisunique
"""


class SchemaDamaged(Exception):
    """A migration lost rows, indexes or references, the message says which; the data are as before."""


async def row_counts(client: BaseDBAsyncClient) -> dict[str, int]:
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> ?"
    names = [row["name"] for row in await client.execute_query_dict(sql, [LEDGER])]
    return {name: (await _ask(client, f'SELECT count(*) AS n FROM "{name}"'))[0]["n"] for name in names}


async def restore_indexes(client: BaseDBAsyncClient, models: Iterable[type[Model]]) -> None:
    """Make the missing indexes: Tortoise loses those of a rebuilt table and forgets those of a new column."""
    present = await _indexes(client, models)
    generator = client.schema_generator(client)
    for table, unique, columns in sorted(wanted_indexes(models) - present):
        name = generator._get_index_name("uid" if unique else "idx", table, columns)
        spelled = ", ".join(f'"{column}"' for column in columns)
        await client.execute_script(
            f'CREATE {"UNIQUE " if unique else ""}INDEX "{name}" ON "{table}" ({spelled})'
        )


async def check_file(
    client: BaseDBAsyncClient, models: Iterable[type[Model]], before: Mapping[str, int]
) -> None:
    """Compare the file with what it was and with the models; SchemaDamaged names what is wrong."""
    found = list(models)
    after = await row_counts(client)
    wrong = [f"{t}: {n} rows became {after[t]}" for t, n in before.items() if t in after and after[t] != n]
    missing = wanted_indexes(found) - await _indexes(client, found)
    wrong += [f"{t}: index on {', '.join(columns)} is missing" for t, _, columns in sorted(missing)]
    lost = wanted_references(found) - await _references(client, found)
    wrong += [f"{t}.{column}: reference to {target} is missing" for t, column, target in sorted(lost)]
    wrong += [
        f"{row['table']}: a reference leads nowhere" for row in await _ask(client, "PRAGMA foreign_key_check")
    ]
    wrong += [
        text
        for row in await _ask(client, "PRAGMA integrity_check")
        if (text := next(iter(row.values()))) != "ok"
    ]
    if wrong:
        raise SchemaDamaged("; ".join(wrong[:10]))


def wanted_indexes(models: Iterable[type[Model]]) -> Indexes:
    """List the indexes that the models ask for."""
    wanted: Indexes = set()
    for model in models:
        table, meta = model._meta.db_table, model._meta
        for name, column in meta.fields_db_projection.items():
            field = meta.fields_map[name]
            if not field.pk and (field.unique or field.index):
                wanted.add((table, field.unique, (column,)))
        for index in meta.indexes:
            names = index.field_names if isinstance(index, Index) else index
            wanted.add((table, False, _columns(model, names)))
        wanted |= {(table, True, _columns(model, names)) for names in meta.unique_together}
    return wanted


def wanted_references(models: Iterable[type[Model]]) -> References:
    """List the foreign keys that the models ask for."""
    wanted: References = set()
    for model in models:
        for name in model._meta.fk_fields | model._meta.o2o_fields:
            field = model._meta.fields_map[name]
            assert isinstance(field, ForeignKeyFieldInstance)  # noqa: S101 (by the name of the set)
            column = model._meta.fields_db_projection[str(field.source_field)]
            wanted.add((model._meta.db_table, column, field.related_model._meta.db_table))
    return wanted


def _columns(model: type[Model], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(model._meta.fields_db_projection.get(name, name) for name in names)


async def _indexes(client: BaseDBAsyncClient, models: Iterable[type[Model]]) -> Indexes:
    present: Indexes = set()
    if client.capabilities.dialect == "postgres":
        rows = await _ask(client, POSTGRES_INDEXES)
        return {(row["table"], row["unique"], tuple(row["columns"].split())) for row in rows}
    for table in {model._meta.db_table for model in models}:
        for index in await _ask(client, f'PRAGMA index_list("{table}")'):
            columns = await _ask(client, f'PRAGMA index_info("{index["name"]}")')
            present.add((table, bool(index["unique"]), tuple(row["name"] for row in columns)))
    return present


async def _references(client: BaseDBAsyncClient, models: Iterable[type[Model]]) -> References:
    tables = {model._meta.db_table for model in models}
    return {
        (table, row["from"], row["table"])
        for table in tables
        for row in await _ask(client, f'PRAGMA foreign_key_list("{table}")')
    }


async def _ask(client: BaseDBAsyncClient, sql: str) -> list[dict[str, Any]]:  # columns of any type
    return await client.execute_query_dict(sql)
