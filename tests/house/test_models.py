"""Every column says in Chinese and English what it holds."""

from __future__ import annotations

import pytest
from tortoise import Tortoise

from server.kernel.labels import split
from server.kernel.settings import Settings
from server.store.config import tortoise_config


@pytest.fixture
async def columns():
    """(model.field, description) of every column of every table."""
    context = await Tortoise.init(config=tortoise_config(Settings()), init_connections=False)
    assert context.apps is not None
    return [
        (f"{model.__name__}.{name}", model._meta.fields_map[name].description)
        for models in context.apps.values()
        for model in models.values()
        for name in model._meta.fields_db_projection
    ]


def is_bilingual(text: str | None) -> bool:
    try:
        split(text or "")
    except ValueError:
        return False
    return True


async def test_every_column_has_a_label_in_both_languages(columns):
    assert columns
    assert [name for name, description in columns if not is_bilingual(description)] == []
