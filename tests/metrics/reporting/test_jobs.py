"""A scheduled report is frozen as its owner, on its day, again and again, until it is deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import orjson
import pytest

from server.jobs.models import Job
from server.jobs.queue import Task
from server.kernel.clock import Clock
from server.kernel.context import Grant
from server.metrics.agreed.registry import Registry
from server.metrics.asked import PeriodAsk
from server.metrics.models import Schedule
from server.metrics.reporting.jobs import handlers
from server.metrics.reporting.reports import JOB, ReportAsk, delete_report, freeze_report, reports_of
from tests.plan.world import NOW, POLICY, context, plant

ASK = ReportAsk("月报", ("headcount_closing",), PeriodAsk(last=1), schedule=Schedule.MONTHLY)


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


async def run(hr, report_id: str, *, everyone=None, task_id: str = "t1") -> str | None:
    async def all_of_them():
        return [hr.principal] if everyone is None else everyone

    registry = Registry(hr.store)
    clock = Clock("Asia/Shanghai", NOW + timedelta(days=1))
    work = handlers(hr.store, registry, clock, lambda: POLICY, all_of_them)[JOB]
    return await work(Task(Job, task_id, JOB, orjson.dumps({"report": report_id}).decode(), 1, "l", None))


async def test_it_is_frozen_anew_and_planned_again(hr):
    registry = Registry(hr.store)
    row_id = await freeze_report(hr, registry, ASK)

    made = await run(hr, row_id)
    assert await run(hr, row_id) == made  # a job may run twice

    found = await reports_of(hr, registry)
    assert [(each.id, each.schedule) for each in found] == [(made, None), (row_id, Schedule.MONTHLY)]
    assert [column.period.name for column in found[0].tables[0].columns] == ["2025-06"]
    assert [column.period.name for column in found[1].tables[0].columns] == ["2025-05"]
    due = await hr.store.reads.rows("select next_at from metric_report where schedule is not null")
    assert due == [("2025-07-31T22:00:00.000Z",)]


async def test_a_deleted_report_ends(hr):
    registry = Registry(hr.store)
    row_id = await freeze_report(hr, registry, ASK)
    await delete_report(hr, registry, report_id=row_id)

    assert await run(hr, row_id) == "the report was deleted"


async def test_without_its_owner_nothing_is_made(hr):
    row_id = await freeze_report(hr, Registry(hr.store), ASK)

    assert await run(hr, row_id, everyone=[]) == "its owner has no account any more"
    assert len(await reports_of(hr, Registry(hr.store))) == 1


async def test_an_owner_who_lost_the_right_gets_none_but_it_stays_planned(hr):
    row_id = await freeze_report(hr, Registry(hr.store), ASK)
    fallen = replace(hr.principal, grants=(Grant("employee"),))

    assert (await run(hr, row_id, everyone=[fallen]) or "").startswith("not frozen")
    assert len(await reports_of(hr, Registry(hr.store))) == 1
