"""What figures and quarters the tests of performance stand on."""

from __future__ import annotations

import pytest

from server.metrics.agreed.registry import Registry
from tests.performance.aiming import plant_checks
from tests.performance.improving import plant_quarter


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
