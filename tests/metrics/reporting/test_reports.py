"""A report keeps figures as they were, for who made it and for who may see as much; it comes again by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from server.kernel.context import Grant, Principal
from server.kernel.errors import Denied, InvalidInput, NotFound
from server.metrics.agreed.registry import Registry
from server.metrics.asked import PeriodAsk
from server.metrics.models import Schedule
from server.metrics.reckoning import access
from server.metrics.reporting.reports import (
    ReportAsk,
    delete_report,
    freeze_report,
    next_run,
    report_by_id,
    reports_of,
    within,
)
from tests.plan.world import context, plant, uid

ASK = ReportAsk(
    "五月", ("headcount_closing", "hires_count"), PeriodAsk(named=("2025-04", "2025-05")), by=("department",)
)


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


@pytest.fixture
def registry(store):
    return Registry(store)


async def test_a_report_holds_the_figures_of_its_day(hr, registry):
    row_id = await freeze_report(hr, registry, ASK)

    found = await report_by_id(hr, registry, row_id)

    assert found is not None
    assert (found.name, found.keys, found.frozen_by, found.schedule) == ("五月", ASK.keys, "hr_manager", None)
    cells = found.tables[0].cells()
    assert cells[("2025-04", ())].value == Decimal(4)
    assert cells[("2025-05", ("D2",))].value == Decimal(3)
    assert found.tables[0].versions[1][0] == "closing(headcount)"
    assert [each.id for each in await reports_of(hr, registry)] == [row_id]


async def test_the_same_request_is_frozen_once(hr, registry):
    one = await freeze_report(hr, registry, ASK, idempotency_key="k")

    assert await freeze_report(hr, registry, ASK, idempotency_key="k") == one
    assert len(await reports_of(hr, registry)) == 1


@pytest.mark.parametrize("role", ["employee", "department_manager", "general_manager", "administrator"])
async def test_who_may_not_report_freezes_nothing(hr, registry, role):
    with pytest.raises(Denied):
        await freeze_report(context(hr.store, role), registry, ASK)

    assert await reports_of(hr, registry) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"schedule": Schedule.MONTHLY},
        {"keys": ()},
        {"keys": ("离职率",)},
        {"by": ("nope",)},
    ],
)
async def test_a_report_that_makes_no_sense_is_refused(hr, registry, changes):
    with pytest.raises(InvalidInput):
        await freeze_report(hr, registry, replace(ASK, **changes))


async def test_an_unknown_figure_is_not_found(hr, registry):
    with pytest.raises(NotFound):
        await freeze_report(hr, registry, replace(ASK, keys=("nope",)))


async def test_nobody_elses_reports_are_there(hr, registry):
    row_id = await freeze_report(hr, registry, ASK)
    other = replace(hr, principal=replace(hr.principal, account_id="account-other"))

    assert await report_by_id(other, registry, row_id) is None
    assert await reports_of(other, registry) == []
    with pytest.raises(NotFound):
        await delete_report(other, registry, report_id=row_id)
    assert len(await reports_of(hr, registry)) == 1


async def test_who_lost_the_right_to_the_figures_no_longer_sees_them(hr, registry):
    row_id = await freeze_report(hr, registry, ASK)
    who = Principal(
        hr.principal.account_id, "x", "x", uid("E2"), (Grant("department_manager", (uid("D2"),)),)
    )

    found = await report_by_id(replace(hr, principal=who), registry, row_id)

    assert found is not None
    assert found.tables == ()
    assert found.keys == ASK.keys


async def test_a_report_is_thrown_away(hr, registry):
    row_id = await freeze_report(hr, registry, ASK)

    await delete_report(hr, registry, report_id=row_id)

    assert await report_by_id(hr, registry, row_id) is None
    actions = await hr.store.reads.rows("select action from audit_entry order by seq")
    assert actions == [("metrics.freeze_report",), ("metrics.delete_report",)]


async def test_a_scheduled_report_waits_for_its_day(hr, registry):
    asked = replace(ASK, period=PeriodAsk(last=2), schedule=Schedule.MONTHLY)
    row_id = await freeze_report(hr, registry, asked)

    (job,) = await hr.store.reads.rows("select kind, args, next_at from job")
    (row,) = await hr.store.reads.rows("select next_at from metric_report")

    assert job == ("metrics.freeze_report", f'{{"report":"{row_id}"}}', "2025-06-30T22:00:00.000Z")
    assert row == ("2025-06-30T22:00:00.000Z",)


@pytest.mark.parametrize(
    ("schedule", "today", "due"),
    [
        (Schedule.DAILY, date(2024, 2, 28), datetime(2024, 2, 28, 22, tzinfo=UTC)),
        (Schedule.WEEKLY, date(2025, 6, 30), datetime(2025, 7, 6, 22, tzinfo=UTC)),
        (Schedule.WEEKLY, date(2025, 7, 6), datetime(2025, 7, 6, 22, tzinfo=UTC)),
        (Schedule.MONTHLY, date(2025, 12, 31), datetime(2025, 12, 31, 22, tzinfo=UTC)),
        (Schedule.QUARTERLY, date(2025, 5, 20), datetime(2025, 6, 30, 22, tzinfo=UTC)),
        (Schedule.QUARTERLY, date(2025, 11, 1), datetime(2025, 12, 31, 22, tzinfo=UTC)),
    ],
)
def test_the_next_run_is_at_six_on_the_morning_after(schedule, today, due):
    assert next_run(schedule, today, "Asia/Shanghai") == due


def test_a_scope_holds_what_lies_in_it():
    one, two = access.Scope(departments=frozenset({"a"})), access.Scope(departments=frozenset({"a", "b"}))

    assert within(one, two)
    assert not within(two, one)
    assert within(two, access.Scope(everywhere=True))
    assert not within(access.Scope(everywhere=True), two)
    assert not within(access.Scope(person="p"), two)
    assert within(access.NOWHERE, one)
