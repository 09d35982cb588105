"""What engagement does each day: agendas filled, months missed, promises reminded of; again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from server.engagement import jobs
from server.engagement.operations.meeting_actions import add_meeting_action
from server.engagement.operations.meetings import save_meeting_series
from server.engagement.operations.support import create_support_request
from server.engagement.operations.support_ground import DUE
from server.jobs import Task
from server.jobs.models import OutboxMessage
from server.kernel.clock import Clock
from tests.engagement.test_meetings import SERIES, matters
from tests.people.town import rows
from tests.plan.world import POLICY, uid


def on(ctx, day: date):
    return replace(ctx, today=day, now=datetime(day.year, day.month, day.day, 1, tzinfo=UTC))


async def test_a_month_runs_its_course(hr, boss, town):
    await save_meeting_series(hr, **SERIES)
    ((meeting,),) = await rows(town, "select id from meeting")
    await add_meeting_action(
        boss, meeting_id=meeting, text="补齐话术", owner_code="E3", due_on=date(2025, 7, 2)
    )
    for day in (date(2025, 6, 30), date(2025, 6, 30), date(2025, 7, 3), date(2025, 7, 31)):
        for work in jobs.daily_works(matters):
            await work(on(hr, day))
    assert await rows(town, "select state from meeting where month='2025-07-01'") == [("PLANNED",)]
    assert await rows(town, "select count(*) from meeting_item") == [("1",)]
    told = "select key from notice where employee_id='{}' and key like 'action:%' order by key"
    assert [key.rpartition(":")[2] for (key,) in await rows(town, told.format(uid("E3")))] == [
        "new",
        "over",
        "soon",
    ]

    for _ in range(2):
        await jobs.miss_meetings(on(hr, date(2025, 8, 1)))

    assert await rows(town, "select state from meeting where month='2025-07-01'") == [("MISSED",)]
    missed = f"select employee_id from notice where key='meeting:{meeting}:missed'"
    assert await rows(town, missed) == [(uid("E1"),)]
    published = "select key from outbox_message where topic='delivery.publish' and key like 'meeting.missed%'"
    assert await rows(town, published) == [(f"meeting.missed:{meeting}",)]


async def test_a_request_is_looked_at_right_after_its_limit(staff, town):
    await create_support_request(staff, title="新品参数不全", department_code="D4")
    messages = await town.write(lambda: OutboxMessage.filter(topic=DUE).order_by("next_at"))
    assert [f"{each.next_at:%d %H:%M:%S}" for each in messages] == ["01 08:00:01", "03 08:00:01"]
    run = jobs.handlers(town, Clock("UTC", messages[0].next_at), lambda: POLICY)[DUE]
    task = Task(OutboxMessage, messages[0].id, DUE, messages[0].payload, 1, "lease", None)
    assert [await run(task), await run(task)] == ["escalated", "in time"]
