"""A store with the sample world planted, and the callers of attendance."""

from __future__ import annotations

import pytest

from tests.people.town import plant
from tests.plan.world import context


@pytest.fixture
async def town(store):
    await plant(store)
    return store


@pytest.fixture
def hr(town):
    return context(town, "hr_manager")


@pytest.fixture
def staff(town):
    """E3, who works in D2 under E2."""
    return context(town, "employee")
