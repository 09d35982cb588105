"""A team looks back: once a span, together, and a case goes to the library once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from server.catalog.meeting import share_retro_case
from server.engagement.models import RetroCaseKind, RetroRhythm
from server.engagement.operations.retros import AlreadyShared, add_retro_case, save_retrospective
from server.kernel.errors import Denied, InvalidInput, NotFound
from tests.people.town import rows
from tests.plan.world import uid

SPAN: dict[str, Any] = {"rhythm": RetroRhythm.MONTHLY, "starts_on": date(2025, 6, 15)}
CASE = {"kind": RetroCaseKind.GOOD, "title": "先道歉再查单", "situation": "客户两次催单，语气很急"}


async def test_a_team_writes_one_look_back_and_shares_a_case_once(boss, staff, head, town):
    made = await save_retrospective(boss, **SPAN, went_well="响应快")
    again = await save_retrospective(staff, **SPAN, went_badly="交接慢", finish=True)
    assert made == again
    found = "select department_id,starts_on,lead_id,state,went_well,went_badly from retrospective"
    assert await rows(town, found) == [(uid("D2"), "2025-06-01", uid("E2"), "HELD", "", "交接慢")]
    await add_retro_case(staff, retrospective_id=made, **CASE)
    ((case,),) = await rows(town, "select id from retro_case")
    with pytest.raises(NotFound):
        await share_retro_case(head, id=case)

    await share_retro_case(boss, id=case)

    library = "select title,kind,situation from library_case"
    assert await rows(town, library) == [("先道歉再查单", "RETRO", "客户两次催单，语气很急")]
    with pytest.raises(AlreadyShared):
        await share_retro_case(boss, id=case)


async def test_another_team_and_a_span_to_come_are_refused(staff, head, town):
    with pytest.raises(Denied):
        await save_retrospective(head, **SPAN, department_code="D2")
    with pytest.raises(InvalidInput):
        await save_retrospective(staff, rhythm=RetroRhythm.WEEKLY, starts_on=date(2025, 7, 7))
    assert await rows(town, "select count(*) from retrospective") == [("0",)]
