"""The PostgreSQL sessions of the store have their limits set."""

from __future__ import annotations

from server.store.models import PersonKey


async def setting(name: str) -> str:
    (row,) = await PersonKey._meta.db.execute_query_dict(f"SELECT current_setting('{name}') AS value")
    return str(row["value"])


async def test_sessions_are_limited_in_time_and_speak_utc(postgres_store):
    for name, value in (
        ("statement_timeout", "1min"),
        ("idle_in_transaction_session_timeout", "1min"),
        ("TimeZone", "UTC"),
        ("application_name", "zhiren"),
    ):
        assert await postgres_store.write(lambda name=name: setting(name)) == value


async def test_reading_sessions_cannot_write(postgres_store):
    assert await postgres_store.reads.rows("SELECT current_setting('default_transaction_read_only')") == [
        ("on",)
    ]
