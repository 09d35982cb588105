"""Teams and rules are kept by HR; a try tells what would happen, and nothing does."""

from __future__ import annotations

import pytest

from server.feedback.models import FeedbackChannel
from server.feedback.operations.teams import (
    preview,
    remove_routing_rule,
    route_unrouted,
    save_feedback_team,
    save_routing_rule,
)
from server.kernel.errors import Denied, InvalidInput, NotFound
from tests.feedback.ticketing import came, later, ticket, town
from tests.people.town import rows
from tests.plan.world import context

MEMBERS = (
    "select e.code,m.valid_from,m.valid_to from feedback_team_member m join employee e on e.id=m.employee_id "
    "join feedback_team t on t.id=m.team_id where t.code='CARE' order by e.code,m.valid_from"
)
PLACES = "select place,name from routing_rule order by place"


async def test_members_come_and_go_with_their_dates(store):
    hr = await town(store)
    await save_feedback_team(later(hr, days=3), code="CARE", name="售后组", member_codes=["E4", "E2"])
    found = await rows(store, MEMBERS)
    assert found == [
        ("E2", "2025-07-03", None), ("E3", "2025-06-30", "2025-07-03"), ("E4", "2025-06-30", None),
    ]  # fmt: skip
    await save_feedback_team(hr, code="NEW", name="新组", is_fallback=True)
    assert await rows(store, "select code from feedback_team where is_fallback") == [("NEW",)]


@pytest.mark.parametrize(
    "given",
    [
        {"name": ""}, {"lead_code": "E5"}, {"member_codes": ["ZZ"]}, {"zone": "Mars/Base"}, {"workdays": "8"},
        {"opens_at": 540}, {"opens_at": 600, "closes_at": 540}, {"answer_hours": 0}, {"lead_percent": 100},
    ],
    ids=["name", "left", "nobody", "zone", "days", "half", "backwards", "at-once", "too-late"],
)  # fmt: skip
async def test_a_team_that_cannot_be_is_refused(sqlite_store, given):
    hr = await town(sqlite_store)
    with pytest.raises(InvalidInput):
        await save_feedback_team(hr, **{"code": "CARE", "name": "售后组", **given})
    assert await rows(sqlite_store, "select version from feedback_team where code='CARE'") == [("1",)]


async def test_rules_stand_in_their_order(store):
    hr = await town(store)
    ids = {}
    for place, name in ((1, "one"), (1, "two"), (9, "three")):
        ids[name] = await save_routing_rule(hr, place=place, name=name, team_code="CARE", max_score=2)
    assert await rows(store, PLACES) == [("1", "two"), ("2", "one"), ("3", "three")]
    await save_routing_rule(
        hr, id=ids["three"], place=1, name="three", team_code="REST", channel=FeedbackChannel.PHONE
    )
    await remove_routing_rule(hr, id=ids["two"])
    assert await rows(store, PLACES) == [("1", "three"), ("2", "one")]
    with pytest.raises(NotFound):
        await remove_routing_rule(hr, id=ids["two"])
    for wrong in ({}, {"team_code": "ZZ"}, {"team_code": "CARE", "max_score": 6}):
        with pytest.raises(InvalidInput):
            await save_routing_rule(hr, place=1, **wrong)

    before = await rows(store, "select count(*) from feedback_ticket")
    found = await preview(hr, channel=FeedbackChannel.PHONE, score=5)
    assert (found.by, found.rule_name, found.team_name) == ("RULE", "1. three", "兜底组")
    found = await preview(hr, score=5, agent_code="E3")
    assert (found.by, found.team_name, found.person_name) == ("DEPARTMENT", "售后组", "陈佳")
    assert (await preview(hr, score=5)).by == "FALLBACK"
    assert await rows(store, "select count(*) from feedback_ticket") == before


async def test_only_hr_keeps_them_and_nothing_happens(store):
    hr = await town(store)
    await save_feedback_team(hr, code="REST", name="兜底组", is_fallback=False)
    found = await came(store, "N1", text="你好")
    tables = ("select * from feedback_team order by id", "select * from feedback_ticket", PLACES)
    before = [await rows(store, sql) for sql in tables]
    for role in ("employee", "department_manager", "performance_specialist", "administrator"):
        who = context(store, role)
        for work in (
            lambda who=who: save_feedback_team(who, code="X", name="X"),
            lambda who=who: save_routing_rule(who, place=1, team_code="CARE"),
            lambda who=who: remove_routing_rule(who, id=found),
            lambda who=who: route_unrouted(who),
        ):
            with pytest.raises(Denied):
                await work()
    assert [await rows(store, sql) for sql in tables] == before

    await save_feedback_team(hr, code="REST", name="兜底组", is_fallback=True)
    assert await route_unrouted(hr) == "1"
    assert (await ticket(store, found)).state == "ROUTED"
