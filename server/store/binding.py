"""Binding the models to a connection: what depends on the dialect alone is worked out once a process.

Tortoise does it anew for every store opened, which costs a fifth of a second for all our tables. The models hold
one dialect at a time, so what was worked out is put back when a store of the other dialect is opened.
"""

from __future__ import annotations

from typing import Any

from tortoise.context import TortoiseContext
from tortoise.models import Model

from server.kernel.settings import Settings
from server.store.config import APP, connection_name, tortoise_config

WORKED_OUT = (
    "default_connection",
    "filters",
    "db_native_fields",
    "db_default_fields",
    "db_complex_fields",
    "basetable",
    "basequery",
    "basequery_all_fields",
)
"""What a model's description holds for one dialect."""

_kept: dict[tuple[str, ...], dict[type[Model], dict[str, Any]]] = {}


async def bind(settings: Settings) -> TortoiseContext:
    """Return a context in which the models speak to the database of the settings; nothing is connected yet."""
    config = tortoise_config(settings)
    key = (connection_name(settings), *config["apps"][APP]["models"])
    tortoise = TortoiseContext()
    with tortoise:
        await tortoise.init(config, init_connections=key not in _kept)
    if tortoise.apps is None:
        raise RuntimeError("Tortoise has bound no models")
    models = tortoise.apps[APP].values()
    if key not in _kept:
        _kept[key] = {model: _worked_out(model) for model in models}
    for model, values in _kept[key].items():
        for attribute, value in values.items():
            setattr(model._meta, attribute, _own(value))
    return tortoise


def _worked_out(model: type[Model]) -> dict[str, Any]:
    return {attribute: _own(getattr(model._meta, attribute)) for attribute in WORKED_OUT}


def _own(value: Any) -> Any:
    """Copy what Tortoise fills in place when it binds the other dialect."""
    return value.copy() if isinstance(value, dict | list) else value
