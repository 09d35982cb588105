"""Contests and activities: who was invited, what they answered, who came, and the share that took part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from server.incentives.models import ContestKind
from server.incentives.recognition.operations import contests
from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from tests.incentives.fair import as_role, hr, set_up
from tests.people.town import one, rows
from tests.plan.world import context

ENTRIES = (
    "select e.code,c.answer,c.attended from contest_entry c join employee e on e.id=c.employee_id order by 1"
)


@pytest.fixture
async def fair(store):
    await set_up(store)
    return store


async def planned(store, **given):
    usual: dict[str, Any] = {
        "code": "HIKE",
        "kind": ContestKind.TEAM_BUILDING,
        "name": "春季徒步",
        "starts_on": date(2025, 6, 30),
    }
    return await contests.save_contest(hr(store), **(usual | given))


async def test_an_activity_is_planned_answered_and_attended(fair):
    row = await planned(fair)
    await contests.invite_to_contest(hr(fair), id=row, employee_codes=["E2", "E3", "E4"])
    await contests.invite_to_contest(hr(fair), id=row, employee_codes=["E3"])
    await contests.answer_invitation(as_role(fair, "E3"), id=row, joins=True)
    await contests.answer_invitation(as_role(fair, "E4"), id=row, joins=False)
    came = [str(each) for (each,) in await rows(fair, "select id from contest_entry where answer='JOINS'")]

    await contests.mark_attendance(hr(fair), id=row, attended=came)

    true, false = (await rows(fair, "select 1=1,1=0"))[0]
    assert await rows(fair, ENTRIES) == [
        ("E2", "INVITED", false),
        ("E3", "JOINS", true),
        ("E4", "DECLINED", false),
    ]
    assert await rows(fair, "select state from contest") == [("DONE",)]
    assert await one(fair, "select count(*) from notice where kind='contest'") == 3


async def test_a_page_of_the_list_leaves_the_others_as_they_are(fair):
    row = await planned(fair)
    await contests.invite_to_contest(hr(fair), id=row, employee_codes=["E2", "E3", "E4"])
    entry = {
        str(code): str(each)
        for code, each in await rows(
            fair, "select e.code,c.id from contest_entry c join employee e on e.id=c.employee_id"
        )
    }

    first = [entry["E2"], entry["E3"]]
    await contests.mark_attendance(hr(fair), id=row, attended=[entry["E2"]], listed=first)
    await contests.mark_attendance(hr(fair), id=row, attended=[entry["E4"]], listed=[entry["E4"]])

    true, false = (await rows(fair, "select 1=1,1=0"))[0]
    assert [came for _, _, came in await rows(fair, ENTRIES)] == [true, false, true]


async def test_a_whole_department_is_invited_by_its_manager(fair):
    manager = context(fair, "department_manager")
    with pytest.raises(Denied):
        await contests.save_contest(
            manager, code="HIKE", kind=ContestKind.CONTEST, name="全公司比赛", starts_on=date(2025, 7, 5)
        )
    row = await contests.save_contest(
        manager,
        code="HIKE",
        kind=ContestKind.CONTEST,
        name="部门比赛",
        starts_on=date(2025, 7, 5),
        department_code="D2",
    )

    await contests.invite_to_contest(manager, id=row, department_code="D2")

    assert [code for code, _, _ in await rows(fair, ENTRIES)] == ["E2", "E3"]
    with pytest.raises((Denied, InvalidInput)):
        await contests.invite_to_contest(manager, id=row, department_code="D4")


async def test_nobody_answers_who_was_not_asked(fair):
    row = await planned(fair)
    with pytest.raises(NotFound):
        await contests.answer_invitation(as_role(fair, "E3"), id=row, joins=True)


async def test_the_list_holds_only_who_was_invited_and_is_taken_on_the_day(fair):
    row = await planned(fair)
    with pytest.raises(InvalidInput):
        await contests.mark_attendance(hr(fair), id=row, attended=["somebody"])
    early = replace(hr(fair), today=date(2025, 6, 29))
    with pytest.raises(InvalidState):
        await contests.mark_attendance(early, id=row, attended=[])
    with pytest.raises(Denied):
        await contests.mark_attendance(as_role(fair, "E3"), id=row, attended=[])


async def test_what_was_called_off_takes_no_answers(fair):
    row = await planned(fair)
    await contests.invite_to_contest(hr(fair), id=row, employee_codes=["E3"])

    await contests.cancel_contest(hr(fair), id=row)

    with pytest.raises(InvalidState):
        await contests.answer_invitation(as_role(fair, "E3"), id=row, joins=True)
    with pytest.raises(InvalidState):
        await contests.mark_attendance(hr(fair), id=row, attended=[])
    assert await rows(fair, "select state from contest") == [("CANCELLED",)]


async def test_what_was_called_off_by_mistake_takes_place_and_all_hear_of_it_each_time(fair):
    row = await planned(fair)
    await contests.invite_to_contest(hr(fair), id=row, employee_codes=["E3"])
    for version in (1, 3):
        await contests.cancel_contest(hr(fair), id=row, version=version)
        with pytest.raises(Conflict):
            await contests.reopen_contest(hr(fair), id=row, version=version)
        await contests.reopen_contest(hr(fair), id=row, version=version + 1)

    await contests.answer_invitation(as_role(fair, "E3"), id=row, joins=True)
    assert await rows(fair, "select state,closed_at from contest") == [("OPEN", None)]
    assert await one(fair, "select count(*) from notice where kind='contest'") == 5


async def test_only_what_was_called_off_and_is_to_come_takes_place_again(fair):
    row = await planned(fair)
    with pytest.raises(InvalidState):
        await contests.reopen_contest(hr(fair), id=row)
    await contests.cancel_contest(hr(fair), id=row)

    with pytest.raises(InvalidState):
        await contests.reopen_contest(replace(hr(fair), today=date(2027, 1, 1)), id=row)
    with pytest.raises(Denied):
        await contests.reopen_contest(as_role(fair, "E3"), id=row)
    assert await rows(fair, "select state from contest") == [("CANCELLED",)]


@pytest.mark.parametrize(
    "given",
    [{"code": "春季"}, {"name": "走"}, {"ends_on": date(2025, 6, 1)}, {"starts_on": None}],
    ids=["code", "name", "ends_before", "no_day"],
)
async def test_an_activity_is_refused_for(sqlite_store, given):
    await set_up(sqlite_store)
    with pytest.raises(InvalidInput):
        await planned(sqlite_store, **given)
