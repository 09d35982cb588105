"""A monthly meeting from its series to its minutes: agenda, who came, decisions, and what figures read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from server.engagement.models import MeetingMatter
from server.engagement.operations import meetings as m
from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from tests.people.town import rows
from tests.performance.judged import caller
from tests.plan.world import uid

SERIES: dict[str, Any] = {
    "code": "cross", "name": "跨部门沟通会", "organizer_code": "E1", "department_codes": ["D2", "D4"], "nth": 1,
    "weekday": 3, "starts": "9:30",
}  # fmt: skip
SERIES = {**SERIES, "starts": "09:30"}


async def matters(ctx, departments):
    assert sorted(departments) == [uid("D2"), uid("D4")]
    return [
        m.Matter(MeetingMatter.CLUSTER, "c1", "描述不清 10 条", "Unclear: 10", "/feedback/topics", uid("D2"))
    ]


collect = m.collecting(matters)


@pytest.fixture
async def planned(hr, town):
    await m.save_meeting_series(hr, **SERIES)
    ((meeting,),) = await rows(town, "select id from meeting")
    return meeting


async def test_a_series_plans_months_to_come_and_invites_the_heads(planned, hr, town):
    found = "select month,starts_at,state from meeting"
    assert await rows(town, found) == [("2025-07-01", "2025-07-02T01:30:00.000Z", "PLANNED")]
    people = await rows(town, "select employee_id from meeting_invite order by employee_id")
    assert people == [(uid(code),) for code in ("E1", "E2", "E6")]
    due = "select department_id,month,held_on from meeting_due where superseded_at is null order by 1"
    assert await rows(town, due) == [(uid("D2"), "2025-07-01", None), (uid("D4"), "2025-07-01", None)]
    await m.save_meeting_series(hr, **SERIES, where_to="三楼", version=1)
    assert await rows(town, "select count(*) from meeting") == [("1",)]


async def test_an_agenda_fills_once_and_minutes_hold_the_meeting(planned, hr, boss, town):
    for _ in range(2):
        await collect(boss, id=planned)
    await m.add_meeting_item(boss, meeting_id=planned, title="周末排班", department_code="D4")
    await m.invite_to_meeting(boss, meeting_id=planned, employee_code="E3")
    items = await rows(town, "select id,matter,title from meeting_item order by place")
    assert [item[1:] for item in items] == [("CLUSTER", "描述不清 10 条"), ("OWN", "周末排班")]
    await m.remove_meeting_item(boss, id=items[1][0])
    in_july = replace(boss, today=date(2025, 7, 2))
    said = [m.Decided(items[0][0], "补齐话术")]
    await m.keep_minutes(in_july, id=planned, minutes="草稿", decisions=said)
    with pytest.raises(InvalidInput):
        await m.keep_minutes(
            in_july, id=planned, minutes="讨论了描述不清的反馈", held_on=date(2025, 8, 1), finish=True
        )
    await m.keep_minutes(
        in_july, id=planned, minutes="讨论了描述不清的反馈", present_ids=[uid("E2"), uid("E6")], finish=True
    )

    assert await rows(town, "select state,held_on,minutes_by_id from meeting") == [
        ("HELD", "2025-07-02", uid("E2"))
    ]
    assert await rows(town, "select decision from meeting_item") == [("补齐话术",)]
    held = await rows(town, "select distinct held_on from meeting_due where superseded_at is null")
    assert held == [("2025-07-02",)]
    came = "select count(*) from meeting_invite where is_present"
    assert await rows(town, came) == [("2",)]
    with pytest.raises(InvalidState):
        await m.add_meeting_item(boss, meeting_id=planned, title="晚了")


async def test_who_is_not_invited_finds_no_meeting_and_a_series_makes_sense(planned, hr, staff, boss, town):
    before = await rows(town, "select state,version from meeting")
    for call, trouble in (
        (m.add_meeting_item(staff, meeting_id=planned, title="我也来"), NotFound),
        (m.keep_minutes(staff, id=planned, minutes="代写"), NotFound),
        (collect(caller(town, "E4", "employee"), id=planned), NotFound),
        (m.remove_meeting_item(boss, id=uid("X9")), NotFound),
        (m.save_meeting_series(boss, **SERIES), Denied),
        (m.save_meeting_series(hr, **{**SERIES, "department_codes": ["D2"]}), InvalidInput),
        (m.save_meeting_series(hr, **{**SERIES, "starts": "late"}), InvalidInput),
        (m.save_meeting_series(hr, **{**SERIES, "nth": 6}), InvalidInput),
    ):
        with pytest.raises(trouble):
            await call
    assert await rows(town, "select state,version from meeting") == before
