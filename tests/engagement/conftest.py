"""One more who asks like anybody else, and what lets hours go by."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.performance.judged import caller


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
