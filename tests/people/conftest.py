"""A store with the sample world planted, on each database."""

from __future__ import annotations

import pytest

from tests.people.town import plant


@pytest.fixture
async def town(store):
    await plant(store)
    return store
