"""The sample world with a ladder of two rungs and scores of a quarter, on each database."""

from __future__ import annotations

from datetime import date

import pytest

from server.performance.models import AppraisalItem
from tests.people.town import plant
from tests.plan.world import NOW, row, uid


@pytest.fixture
async def town(store):
    """A ladder P1 → P2; E4 on P1 scored 85 in the first quarter, E6 65."""
    await plant(store)

    async def scores() -> None:
        for number, (code, score) in enumerate((("E4", 8500), ("E6", 6500)), start=1):
            await AppraisalItem.create(
                **(row("S1") | {"id": uid(f"S{number}")}), employee_id=uid(code), cycle="2025Q1",
                closed_on=date(2025, 3, 31), component="CSAT", weight=10000, score=score, recorded_at=NOW,
            )  # fmt: skip

    await store.write(scores)
    return store
