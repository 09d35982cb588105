"""A store with the sample town planted, and those of it who ask, answer and meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.people.town import plant
from tests.performance.judged import caller
from tests.plan.world import context


@pytest.fixture
async def town(store):
    await plant(store)
    return store


@pytest.fixture
def hr(town):
    """E1, at the top."""
    return context(town, "hr_manager")


@pytest.fixture
def boss(town):
    """E2, who leads D2."""
    return context(town, "department_manager")


@pytest.fixture
def staff(town):
    """E3, who works in D2."""
    return context(town, "employee")


@pytest.fixture
def head(town):
    """E6, who leads D4 and asks like anybody else."""
    return caller(town, "E6", "employee")


@pytest.fixture
def after():
    """Return what lets hours go by for somebody."""
    return lambda ctx, hours: replace(
        ctx, now=ctx.now + timedelta(hours=hours), today=(ctx.now + timedelta(hours=hours)).date()
    )
