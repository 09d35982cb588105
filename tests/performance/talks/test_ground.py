"""A talk is for the two who hold it; to everybody else it does not exist."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from server.kernel.errors import NotFound
from server.performance.talks.operations import items as talk_items
from server.performance.talks.operations import talks
from tests.people.town import rows

WHEN = datetime(2025, 7, 2, 2, 0, tzinfo=UTC)


async def test_to_everybody_else_a_talk_does_not_exist(staff, hr, town):
    made = await talks.plan_talk(staff, planned_at=WHEN, agenda=["排班"])
    ((item,),) = await rows(town, "select id from talk_item")

    for act in (
        talks.change_talk(hr, id=made, notes="看看"),
        talks.hold_talk(hr, id=made),
        talks.cancel_talk(hr, id=made),
        talk_items.tick_talk_item(hr, id=item, is_done=True),
        talk_items.keep_talk_note(hr, talk_id=made, text="看看"),
    ):
        with pytest.raises(NotFound):
            await act
    assert await rows(town, "select state,notes from talk") == [("PLANNED", "")]


async def test_the_audit_tells_that_something_was_written_and_never_what(staff, town):
    made = await talks.plan_talk(staff, planned_at=WHEN, agenda=["家里的事"])
    await talks.change_talk(staff, id=made, notes="家里的事")
    await talk_items.keep_talk_note(staff, talk_id=made, text="家里的事")

    assert "家里" not in str(await rows(town, "select * from audit_entry"))
