"""The models and migrations/ agree."""

from __future__ import annotations

from scripts.migration_drift import missing_operations


async def test_the_models_need_no_new_migration():
    assert await missing_operations() == []
