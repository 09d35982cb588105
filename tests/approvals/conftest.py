"""A store with the sample world and its accounts, on each database."""

from __future__ import annotations

import pytest

from tests.approvals.cast import settle_town


@pytest.fixture
async def town(store):
    await settle_town(store)
    return store
