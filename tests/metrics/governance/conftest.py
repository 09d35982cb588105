"""The hands a definition passes through, on each database."""

from __future__ import annotations

import pytest

from tests.metrics.governance.acts import Hands


@pytest.fixture
def hands(store) -> Hands:
    return Hands(store)
