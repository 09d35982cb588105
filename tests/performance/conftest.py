"""A store with the sample world planted, and the HR manager who calls."""

from __future__ import annotations

import pytest

from server.metrics.agreed.registry import Registry
from tests.people.town import plant
from tests.performance.aiming import plant_checks
from tests.performance.improving import plant_quarter
from tests.plan.world import context


@pytest.fixture
async def town(store):
    await plant(store)
    return store


@pytest.fixture
def hr(town):
    return context(town, "hr_manager")


@pytest.fixture
def boss(town):
    """E2, who leads D2."""
    return context(town, "department_manager")


@pytest.fixture
def staff(town):
    """E3, who works in D2 under E2."""
    return context(town, "employee")


@pytest.fixture
def registry(town):
    return Registry(town)


@pytest.fixture
async def checked(town):
    """E3's checks of this quarter mean 84, E4's 70; so D2 with all beneath it comes to 77."""
    await town.write(plant_checks)
    return town


@pytest.fixture
async def quarter(town):
    """A published plan with a standard of 60, and a quarter whose cards the tests plant."""
    await town.write(plant_quarter)
    return town
