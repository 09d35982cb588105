"""What can be asked for: its owner, its hours, and who answers where there is none."""

from __future__ import annotations

import pytest

from server.engagement.operations.support import create_support_request
from server.engagement.operations.support_topics import save_support_topic
from server.kernel.errors import Denied, InvalidInput
from tests.people.town import rows
from tests.plan.world import uid


async def test_the_owner_answers_within_the_topics_hours_and_the_head_without_one(hr, staff, boss, town):
    given = {"code": "it", "name": "设备", "department_code": "D4"}
    await save_support_topic(hr, **given, owner_code="E4", answer_hours=8)
    made = await create_support_request(staff, title="扫码枪坏了", topic_code="IT")
    found = "select assignee_id,answer_due_at,solve_due_at from support_request"
    assert await rows(town, found) == [(uid("E4"), "2025-06-30T16:00:00.000Z", "2025-07-03T08:00:00.000Z")]
    await save_support_topic(hr, **given, is_active=False, version=1)
    with pytest.raises(InvalidInput):
        await create_support_request(staff, title="扫码枪坏了", topic_code="IT")
    await create_support_request(boss, title="求支援", department_code="D2")

    own = f"select assignee_id from support_request where id<>'{made}'"
    assert await rows(town, own) == [(uid("E1"),)]  # a head's own request goes to the head above


async def test_only_hr_keeps_topics_and_hours_make_sense(hr, boss, town):
    given = {"code": "it", "name": "设备", "department_code": "D4"}
    with pytest.raises(Denied):
        await save_support_topic(boss, **given)
    with pytest.raises(InvalidInput):
        await save_support_topic(hr, **given, answer_hours=0)
    assert await rows(town, "select count(*) from support_topic") == [("0",)]
