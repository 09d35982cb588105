"""The models take turns between the databases, and are worked out once for each."""

from __future__ import annotations

import shutil

from server.access.models import Account
from server.store.base import stamp
from server.store.binding import bind
from server.store.config import APP
from server.store.store import Store
from tests.conftest import make_context


async def written(settings, secrets, username: str) -> tuple[str, list[tuple[object, ...]]]:
    """Open a store, write a row through its models, read it back."""
    store = await Store.open(settings, secrets)
    ctx = make_context(store)
    await store.write(lambda: Account.create(**stamp(ctx), username=username, display_name="甲"))
    found = await store.ask("select username from account where username = {0}", username)
    await store.close()
    return store.dialect, found


async def test_both_databases_take_turns(settings, sqlite_template, postgres_settings, secrets):
    shutil.copy(sqlite_template, settings.sqlite_path)
    for number, each in enumerate([postgres_settings, settings, postgres_settings, settings]):
        dialect = "sqlite" if each.is_sqlite else "postgres"
        assert await written(each, secrets, f"u{number}") == (dialect, [(f"u{number}",)])


async def test_what_a_dialect_needs_is_worked_out_once(settings, postgres_settings):
    first = await bind(settings)
    query = Account._meta.basequery
    await bind(postgres_settings)
    assert Account._meta.basequery is not query
    again = await bind(settings)
    assert Account._meta.basequery is query
    assert first.apps is not None
    assert again.apps is not None
    assert first.apps[APP].keys() == again.apps[APP].keys()
