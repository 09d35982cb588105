"""Which models there are, found by looking."""

from __future__ import annotations

from server.kernel.settings import Settings
from server.store.config import MODEL_MODULES, connection_name, tortoise_config

POSTGRES = Settings(database_url="postgresql://x/y")


def test_every_folder_with_models_is_found():
    assert {"server.audit.models", "server.jobs.models", "server.store.models"} <= set(MODEL_MODULES)
    assert sorted(MODEL_MODULES) == MODEL_MODULES


def test_each_dialect_has_its_own_client_and_name():
    assert (connection_name(Settings()), connection_name(POSTGRES)) == ("sqlite", "postgres")
    assert tortoise_config(Settings())["connections"] == {
        "sqlite": {
            "engine": "server.store.sqlite_client",
            "credentials": {"file_path": "data/zhiren.db", "guarded": True},
        }
    }
    assert tortoise_config(POSTGRES, guarded=False)["connections"] == {
        "postgres": {
            "engine": "server.store.postgres_client",
            "credentials": {"dsn": "postgresql://x/y", "guarded": False},
        }
    }


def test_models_and_chain_may_be_named():
    app = tortoise_config(Settings(), modules=["a.models"], migrations="chain")["apps"]["models"]

    assert app == {"models": ["a.models"], "default_connection": "sqlite", "migrations": "chain"}
