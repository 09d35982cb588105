"""The week that is over is drawn, and drawing again changes nothing."""

from __future__ import annotations

from server.catalog.field import draw_quality
from tests.people.town import rows
from tests.performance.judged import town_with_contacts, used_sheet
from tests.plan.world import context


async def test_the_week_that_is_over_is_drawn_where_a_sheet_is_in_use(store):
    await town_with_contacts(store)
    hr = context(store, "hr_manager")
    await draw_quality(hr)
    assert await rows(store, "select count(*) from quality_check") == [("0",)]
    await used_sheet(hr)
    await draw_quality(hr)
    await draw_quality(hr)

    assert await rows(store, "select week,state from quality_check") == [("2025-06-23", "WAITING")]
