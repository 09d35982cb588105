"""A setting's changes are told as they were made, the oldest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from server.access.changed import SettingChange, changes_of
from server.access.operations import change_setting
from tests.access.people import CHIEF, as_

HOURS = "onboarding_hours"


async def test_each_change_tells_when_who_and_from_what_to_what(ctx):
    chief = as_(ctx, CHIEF)
    assert await changes_of(ctx.store, HOURS) == []

    await change_setting(chief, name=HOURS, value="15")
    later = replace(chief, now=chief.now + timedelta(days=9))
    await change_setting(later, name=HOURS, value=None)
    await change_setting(chief, name="notice_days", value="20")

    assert await changes_of(ctx.store, HOURS) == [
        SettingChange(ctx.now, CHIEF, "10", "15"),
        SettingChange(later.now, CHIEF, "15", "10"),
    ]
