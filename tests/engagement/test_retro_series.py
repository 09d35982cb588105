"""How often a team looks back, and weeks and months that went by without."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from server.engagement import jobs
from server.engagement.models import RetroRhythm
from server.engagement.operations.retro_series import save_retro_series
from server.engagement.operations.retros import save_retrospective
from server.kernel.errors import Conflict, Denied, InvalidInput
from tests.people.town import rows
from tests.plan.world import uid

WEEKLY, MONTHLY = RetroRhythm.WEEKLY, RetroRhythm.MONTHLY
STATES = "select rhythm,starts_on,state from retrospective order by rhythm,starts_on"


def on(ctx, day: date):
    return replace(ctx, today=day, now=datetime(day.year, day.month, day.day, 1, tzinfo=UTC))


async def test_a_week_without_its_look_back_is_missed_after_the_days_of_grace_and_may_be_held_later(hr, town):
    first = on(hr, date(2025, 7, 7))
    await save_retro_series(first, department_code="D4", rhythm=WEEKLY, lead_code="E6")

    await jobs.miss_retros(on(hr, date(2025, 7, 16)))
    assert await rows(town, STATES) == []
    for _ in range(2):
        await jobs.miss_retros(on(hr, date(2025, 7, 17)))
    assert await rows(town, STATES) == [("WEEKLY", "2025-07-07", "MISSED")]
    told = "select employee_id from notice where key like 'retro:%:missed'"
    assert await rows(town, told) == [(uid("E6"),)]
    heard = "select count(*) from outbox_message where topic='delivery.publish' and key like 'retro.missed:%'"
    assert await rows(town, heard) == [("1",)]

    late = on(hr, date(2025, 7, 18))
    await save_retrospective(
        late, rhythm=WEEKLY, starts_on=date(2025, 7, 8), department_code="D4", went_well="快"
    )
    assert await rows(town, STATES) == [("WEEKLY", "2025-07-07", "MISSED")]
    await save_retrospective(
        late, rhythm=WEEKLY, starts_on=date(2025, 7, 8), department_code="D4", finish=True
    )
    await jobs.miss_retros(on(hr, date(2025, 7, 19)))
    assert await rows(town, STATES) == [("WEEKLY", "2025-07-07", "HELD")]


async def test_a_draft_left_lying_is_missed_and_a_rhythm_at_rest_misses_nothing(hr, town):
    ctx = on(hr, date(2025, 7, 1))
    await save_retro_series(ctx, department_code="D4", rhythm=MONTHLY, lead_code="E6")
    await save_retrospective(ctx, rhythm=MONTHLY, starts_on=date(2025, 7, 1), department_code="D4")
    await save_retro_series(
        ctx, department_code="D4", rhythm=MONTHLY, lead_code="E6", is_active=False, version=1
    )
    await jobs.miss_retros(on(hr, date(2025, 8, 20)))
    assert await rows(town, STATES) == [("MONTHLY", "2025-07-01", "DRAFT")]
    await save_retro_series(ctx, department_code="D4", rhythm=MONTHLY, lead_code="E6", version=2)
    with pytest.raises(Conflict):
        await save_retro_series(ctx, department_code="D4", rhythm=MONTHLY, lead_code="E6", version=2)
    await jobs.miss_retros(on(hr, date(2025, 8, 4)))
    assert await rows(town, STATES) == [("MONTHLY", "2025-07-01", "MISSED")]


async def test_only_the_head_or_hr_say_how_often_and_only_what_can_be(hr, staff, town):
    with pytest.raises(Denied):
        await save_retro_series(staff, department_code="D2", rhythm=WEEKLY, lead_code="E2")
    with pytest.raises(InvalidInput):
        await save_retro_series(hr, department_code="D9", rhythm=WEEKLY, lead_code="E2")
    with pytest.raises(InvalidInput):
        await save_retro_series(hr, department_code="D2", rhythm=WEEKLY, lead_code="E99")
    with pytest.raises(InvalidInput):
        await save_retro_series(
            hr, department_code="D2", rhythm=WEEKLY, lead_code="E2", from_on=date(2020, 1, 1)
        )
    assert await rows(town, "select count(*) from retro_series") == [("0",)]
