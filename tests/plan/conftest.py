"""The planted world behind an engine, on each database in turn."""

from __future__ import annotations

import pytest

from server.store.store import Store
from tests.plan.harness import Bench, bench


@pytest.fixture
async def planted(store: Store) -> Bench:
    return await bench(store)
