"""A frozen report tells which figures would read otherwise today, by new data and by new definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from server.metrics.agreed.registry import Registry
from server.metrics.asked import PeriodAsk
from server.metrics.governance.agreeing import publish_metric
from server.metrics.governance.drafting import draft_metric, submit_metric
from server.metrics.reporting.drift import Drifted, drift
from server.metrics.reporting.reports import ReportAsk, freeze_report, report_by_id
from server.metrics.words import Side
from server.people.operations import record_leave
from tests.metrics.governance.acts import DRAFT, Hands
from tests.plan.world import context, plant

ASK = ReportAsk("五月", ("headcount_closing",), PeriodAsk(named=("2025-05",)), by=("department",))


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


async def drifted(hr, registry, row_id):
    later = replace(hr, now=hr.now + timedelta(hours=1))
    found = await report_by_id(later, registry, row_id)
    assert found is not None
    return await drift(later, registry, found)


async def test_nothing_drifts_while_nothing_changes(hr, store):
    registry = Registry(store)
    row_id = await freeze_report(hr, registry, ASK)

    assert await drifted(hr, registry, row_id) == []


async def test_a_leaver_recorded_late_is_drift_by_data(hr, store):
    registry = Registry(store)
    row_id = await freeze_report(hr, registry, ASK)
    soon = replace(hr, now=hr.now + timedelta(minutes=5))
    await record_leave(soon, code="E4", left_on=date(2025, 5, 20), leave_kind="VOLUNTARY")

    found = await drifted(hr, registry, row_id)

    one = Decimal(1)
    lost = {"by_data": -one, "by_definition": Decimal(0)}
    assert sorted(found, key=lambda each: each.group) == [
        Drifted("headcount_closing", "2025-05", "", Decimal(5), Decimal(4), **lost),
        Drifted("headcount_closing", "2025-05", "D1", Decimal(5), Decimal(4), **lost),
        Drifted("headcount_closing", "2025-05", "D2", Decimal(3), Decimal(2), **lost),
        Drifted("headcount_closing", "2025-05", "D3", one, None, None, Decimal(0)),  # nobody is left there
    ]


async def test_a_new_definition_is_drift_by_definition(hr, store):
    hands = Hands(store)
    row_id = await freeze_report(hr, hands.registry, replace(ASK, by=()))
    name = (await hands.registry.current(hr)).metrics["headcount_closing"].name
    draft = replace(
        DRAFT, key="headcount_closing", name=name, unit="person", formula="closing(headcount) + hires",
        family="headcount",
        examples=({"given": {"employment": [{"start_date": "2025-03-02"}]}, "period": "2025-03", "value": "2"},),
    )  # fmt: skip
    await draft_metric(hands.author, hands.registry, draft=replace(draft, unit="person"))
    await submit_metric(hands.author, hands.registry, key=draft.key, number=2)
    await hands.sign(hands.hr, Side.HR, draft.key, 2)
    await hands.sign(hands.business, Side.BUSINESS, draft.key, 2)
    await publish_metric(hands.hr, hands.registry, key=draft.key, number=2, effective_from=date(2025, 5, 1))

    (found,) = await drifted(hr, hands.registry, row_id)

    assert (found.frozen, found.now, found.by_data, found.by_definition) == (5, 6, 0, 1)
