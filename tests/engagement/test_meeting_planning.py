"""Planning is done ahead, once a month, and not for a series that is out of use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.engagement.jobs import plan_meetings
from server.engagement.operations.meetings import save_meeting_series
from tests.engagement.test_meetings import SERIES
from tests.people.town import rows


async def test_each_month_is_planned_once_and_nothing_for_a_series_out_of_use(hr, town):
    await save_meeting_series(hr, **SERIES)
    for day in (date(2025, 7, 1), date(2025, 7, 1), date(2025, 8, 10)):
        await plan_meetings(replace(hr, today=day))
    months = "select month from meeting order by month"
    planned = [("2025-07-01",), ("2025-08-01",), ("2025-09-01",)]
    assert await rows(town, months) == planned

    await save_meeting_series(hr, **SERIES, is_active=False)
    await plan_meetings(replace(hr, today=date(2025, 9, 10)))

    assert await rows(town, months) == planned
