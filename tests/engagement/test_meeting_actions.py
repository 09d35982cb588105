"""What somebody promised: its owner hears of it and ticks it, others who were there see it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from server.engagement.models import RetroRhythm
from server.engagement.operations.meeting_actions import add_meeting_action, tick_meeting_action
from server.engagement.operations.meetings import save_meeting_series
from server.engagement.operations.retros import save_retrospective
from server.kernel.errors import InvalidInput, NotFound
from tests.engagement.test_meetings import SERIES
from tests.people.town import rows
from tests.plan.world import uid

PROMISE: dict[str, Any] = {"text": "补齐新品话术", "owner_code": "E3", "due_on": date(2025, 7, 20)}


async def test_an_action_is_its_owners_to_tick_and_to_open_again(hr, boss, staff, head, town):
    await save_meeting_series(hr, **SERIES)
    ((meeting,),) = await rows(town, "select id from meeting")
    made = await add_meeting_action(boss, meeting_id=meeting, **PROMISE)
    told = f"select employee_id,done_at is null from notice where key='action:{made}:new'"
    assert (await rows(town, told))[0][0] == uid("E3")
    with pytest.raises(NotFound):
        await tick_meeting_action(head, id=made)
    await tick_meeting_action(staff, id=made, version=1)
    assert await rows(town, "select done_on from meeting_action") == [("2025-06-30",)]
    await tick_meeting_action(staff, id=made, done=False)
    assert await rows(town, "select done_on from meeting_action") == [(None,)]


async def test_a_teams_look_back_has_actions_too_and_days_gone_are_refused(boss, staff, head, town):
    retro = await save_retrospective(boss, rhythm=RetroRhythm.WEEKLY, starts_on=date(2025, 6, 30))
    with pytest.raises(InvalidInput):
        await add_meeting_action(staff, retrospective_id=retro, **PROMISE | {"due_on": date(2025, 6, 29)})
    with pytest.raises(NotFound):
        await add_meeting_action(head, retrospective_id=retro, **PROMISE)
    await add_meeting_action(staff, retrospective_id=retro, **PROMISE)
    assert await rows(town, "select retrospective_id,owner_id from meeting_action") == [(retro, uid("E3"))]
