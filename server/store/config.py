"""Which model modules exist, found by looking, and how Tortoise reaches the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from server.kernel.settings import Settings

SERVER = Path(__file__).parents[1]
APP = "models"
MIGRATIONS = "migrations"

MODEL_MODULES = [f"server.{file.parent.name}.models" for file in sorted(SERVER.glob("*/models.py"))]


def tortoise_config(
    settings: Settings,
    *,
    guarded: bool = True,
    modules: list[str] | None = None,
    migrations: str = MIGRATIONS,
) -> dict[str, Any]:
    """Return Tortoise's configuration, a nested mapping of its own making.

    `guarded` connections refuse statements outside of Store.write; only the migration runner asks for the
    other kind, which on SQLite has foreign keys off (see migrate.py).
    """
    name = connection_name(settings)
    return {
        "connections": {name: _connection(settings, guarded=guarded)},
        "apps": {
            APP: {
                "models": MODEL_MODULES if modules is None else modules,
                "default_connection": name,
                "migrations": migrations,
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


def connection_name(settings: Settings) -> str:
    """Name the connection after its dialect: Tortoise caches statements by this name."""
    return "sqlite" if settings.is_sqlite else "postgres"


def _connection(settings: Settings, *, guarded: bool) -> dict[str, Any]:
    if settings.is_sqlite:
        credentials: dict[str, Any] = {"file_path": str(settings.sqlite_path), "guarded": guarded}
        return {"engine": "server.store.sqlite_client", "credentials": credentials}
    return {
        "engine": "server.store.postgres_client",
        "credentials": {"dsn": settings.database_url, "guarded": guarded},
    }
