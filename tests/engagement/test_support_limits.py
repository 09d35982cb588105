"""What follows when a limit is past: up one step, once a limit, and nothing while it is in time."""

from __future__ import annotations

from datetime import timedelta

from server.engagement.operations.support import create_support_request, reply_support_request
from server.engagement.operations.support_limits import look_at_limit
from tests.people.town import rows
from tests.plan.world import NOW, uid

SEEN = "select escalation,escalated_to_id,assignee_id from support_request"


async def test_a_late_request_goes_to_the_manager_of_the_head_once_a_limit(
    hr, staff, boss, head, town, after
):
    made = await create_support_request(staff, title="新品参数不全", department_code="D4")
    answer, solve = NOW + timedelta(hours=24), NOW + timedelta(hours=72)

    async def look(hours: float, due):
        at = after(hr, hours)
        return await town.write(lambda: look_at_limit(at, made, due))

    assert await look(24, answer) is False  # exactly on the limit
    assert await look(24.001, answer) is True
    assert await look(24.002, answer) is False  # told once
    assert await rows(town, SEEN) == [("1", uid("E1"), uid("E6"))]
    told = "select employee_id from notice where key like 'support:%:late%'"
    assert await rows(town, told) == [(uid("E1"),)]
    assert await look(73, solve) is True
    assert (await rows(town, SEEN))[0][0] == "2"
    late = await rows(town, "select is_late from support_request where id is not null")
    assert late[0][0] in {"1", "True"}


async def test_what_was_answered_in_time_waits_for_the_next_limit(hr, staff, head, town, after):
    made = await create_support_request(staff, title="新品参数不全", department_code="D4")
    await reply_support_request(after(head, 2), id=made, text="在看了")
    late = after(hr, 25)
    assert await town.write(lambda: look_at_limit(late, made, NOW + timedelta(hours=24))) is False
    assert await rows(town, SEEN) == [("0", None, uid("E6"))]
