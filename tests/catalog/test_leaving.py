"""Whoever has left and is still somebody somewhere is named with every such place, until each is put right."""

from __future__ import annotations

from datetime import date
from typing import Any

from server.catalog import ROOTS, entities
from server.delivery.models import CalendarFeed
from server.feedback.ticket_models import FeedbackTeam, RoutingRule
from server.people.models import Assignment, Department, PayrollMonth
from server.performance.goals.models import Goal, GoalState
from server.plan.engine import Engine
from tests.plan.world import PAST, plant, row, uid
from tests.schema.world import SCHEMA, World

GONE = "E5"
ASKED = "{ exitGaps { totalCount nodes { activeIn employee { code } } } }"


async def keep_them_busy():
    gone: dict[str, Any] = {"employee_id": uid(GONE)}
    await PayrollMonth.create(**row("Y1"), **gone, source_key="p", recorded_at=PAST, month=date(2025, 4, 1))
    await Department.filter(id=uid("D3")).update(manager_id=uid(GONE))
    await Assignment.filter(employee_id=uid("E3")).update(manager_id=uid(GONE))
    await CalendarFeed.create(**row("C1"), **gone, digest="d", hint="h")
    await FeedbackTeam.create(**row("F1"), code="F1", name="一组", lead_id=uid(GONE))
    await RoutingRule.create(**row("R1"), **gone, place=1, name="x")
    await Goal.create(
        **row("G1"), **gone, level="PERSON", title="目标", state=GoalState.ACTIVE, starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
    )  # fmt: skip


async def put_right():
    await PayrollMonth.filter(employee_id=uid(GONE)).update(superseded_at=PAST)
    await Department.filter(manager_id=uid(GONE)).update(manager_id=uid("E2"))
    await Assignment.filter(manager_id=uid(GONE)).update(manager_id=uid("E2"))
    await CalendarFeed.filter(employee_id=uid(GONE)).update(revoked_at=PAST)
    await FeedbackTeam.filter(lead_id=uid(GONE)).update(lead_id=None)
    await RoutingRule.filter(employee_id=uid(GONE)).update(is_active=False)
    await Goal.filter(employee_id=uid(GONE)).update(state=GoalState.CANCELLED)


async def test_every_place_is_named_until_it_is_put_right(store):
    await plant(store)
    world = World(store, Engine(SCHEMA._schema, entities(), ROOTS, store))
    assert (await world.ask("hr_manager", ASKED))["data"]["exitGaps"]["totalCount"] == 0

    await store.write(keep_them_busy)

    found = await world.ask("hr_manager", ASKED)
    assert found["data"]["exitGaps"]["nodes"] == [
        {"activeIn": "PAYROLL HEAD MANAGER CALENDAR FEEDBACK ROUTING GOAL", "employee": {"code": GONE}}
    ]
    assert (await world.ask("employee", ASKED))["data"]["exitGaps"]["totalCount"] == 0

    await store.write(put_right)

    assert (await world.ask("hr_manager", ASKED))["data"]["exitGaps"]["totalCount"] == 0
