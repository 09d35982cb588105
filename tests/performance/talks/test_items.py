"""What a talk is about: actions with an owner and a day, and a note for oneself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.kernel.errors import InvalidInput
from server.performance.talks.models import TalkItemKind
from server.performance.talks.operations import items as talk_items
from server.performance.talks.operations import talks
from tests.people.town import rows
from tests.plan.world import uid

WHEN = datetime(2025, 7, 2, 2, 0, tzinfo=UTC)


async def test_an_action_has_one_of_the_two_as_owner_and_a_day(staff, town):
    made = await talks.plan_talk(staff, planned_at=WHEN)
    action = {"talk_id": made, "kind": TalkItemKind.ACTION, "text": "旁听三通电话"}
    for wrong in ({}, {"owner_id": uid("E1"), "due_on": date(2025, 7, 9)}, {"owner_id": uid("E3")}):
        with pytest.raises(InvalidInput):
            await talk_items.add_talk_item(staff, **action, **wrong)

    await talk_items.add_talk_item(staff, **action, owner_id=uid("E3"), due_on=date(2025, 7, 9))

    ((item,),) = await rows(town, "select id from talk_item")
    await talk_items.tick_talk_item(staff, id=item, is_done=True)
    assert await rows(town, "select count(*) from talk_item where done_at is not null") == [("1",)]


async def test_each_keeps_a_note_of_their_own(staff, boss, town):
    made = await talks.plan_talk(staff, planned_at=WHEN)

    for ctx, text in ((staff, "想谈调岗"), (boss, "关注状态"), (staff, "想谈学习")):
        await talk_items.keep_talk_note(ctx, talk_id=made, text=text)

    kept = await rows(town, "select author_id,text from talk_note order by author_id")
    assert kept == [(uid("E2"), "关注状态"), (uid("E3"), "想谈学习")]
