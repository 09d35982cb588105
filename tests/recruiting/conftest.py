"""An opening in D2, and what enters and tests its candidates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from server.recruiting.operations.candidates import add_candidate
from server.recruiting.operations.openings import save_job_opening
from server.recruiting.operations.testing import record_candidate_test


@pytest.fixture
async def opening(hr):
    return await save_job_opening(
        hr, title="在线客服", department_code="D2", position_code="P1", owner_code="E2", budget=Decimal(6000)
    )


@pytest.fixture
def apply(hr, opening):
    """Return what enters a candidate of the opening."""

    async def enter(name, phone, *, months=0, pay=None, **more):
        return await add_candidate(
            hr, opening_id=opening, name=name, phone=phone, experience_months=months, expected_pay=pay, **more
        )

    return enter


@pytest.fixture
def tested(hr):
    """Return what gives a candidate a written test, an interview and a trait score."""

    async def give(candidate, written, interview, trait):
        for kind, score in (("WRITTEN", written), ("INTERVIEW", interview), ("TRAIT", trait)):
            await record_candidate_test(
                hr, candidate_id=candidate, kind=kind, score=Decimal(score), evidence="按评分表",
                instrument="BIG_FIVE" if kind == "TRAIT" else None,
            )  # fmt: skip

    return give


@pytest.fixture
def later():
    """Return what lets days go by for somebody."""
    return lambda ctx, days: replace(
        ctx, now=ctx.now + timedelta(days=days), today=ctx.today + timedelta(days=days)
    )
