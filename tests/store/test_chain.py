"""The product's own chain leads to exactly the product's models."""

from __future__ import annotations

from server.kernel.settings import Settings
from server.store.migrate import drift, migrate
from server.store.store import Store

SQLITE = {
    "columns": """
SELECT m.name, c.name, c.type, c."notnull", c.pk FROM sqlite_master m, pragma_table_info(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'tortoise_migrations' ORDER BY 1, 2
""",
    "indexes": """
SELECT m.name, i."unique", (SELECT group_concat(name) FROM pragma_index_info(i.name))
FROM sqlite_master m, pragma_index_list(m.name) i
WHERE m.type = 'table' AND m.name <> 'tortoise_migrations' ORDER BY 1, 2, 3
""",
    "references": """
SELECT m.name, f."from", f."table", f.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) f
WHERE m.type = 'table' ORDER BY 1, 2
""",
}
POSTGRES = {
    "columns": """
SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, collation_name
FROM information_schema.columns
WHERE table_schema = 'public' AND table_name <> 'tortoise_migrations' ORDER BY 1, 2
""",
    "indexes": """
SELECT tablename, regexp_replace(indexdef, 'INDEX \\S+', 'INDEX') FROM pg_indexes
WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations' ORDER BY 1, 2
""",
    "references": """
SELECT conrelid::regclass::text, contype::text, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'tortoise_migrations' ORDER BY 1, 2, 3
""",
}


async def test_the_models_need_no_migration():
    assert await drift() == []


async def test_the_chain_and_the_models_make_the_same_tables(store, scratch, tmp_path, secrets):
    name = scratch.create() if store.dialect == "postgres" else None
    fresh = Settings(data=tmp_path / "fresh", database_url=scratch.at(name) if name else "")
    await migrate(fresh, by_steps=True)
    migrated = await Store.open(fresh, secrets)
    parts = SQLITE if store.dialect == "sqlite" else POSTGRES

    expected = {part: await store.reads.rows(sql) for part, sql in parts.items()}
    found = {part: await migrated.reads.rows(sql) for part, sql in parts.items()}

    await migrated.close()
    if name:
        scratch.drop(name)
    for part in parts:
        assert found[part] == expected[part], part
