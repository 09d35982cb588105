"""Customers and what they need."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from server.feedback import models as m
from server.feedback.operations.accounts import AccountExists, record_account_need, save_customer_account
from server.kernel.errors import Conflict, InvalidInput, NotFound
from tests.people.town import plant, rows
from tests.plan.world import context, uid


@pytest.fixture
async def hr(store):
    await plant(store)
    return context(store, "hr_manager")


async def test_an_account_is_told_anew_and_what_was_known_stays(hr, store):
    staff = context(store, "employee")
    given: dict[str, Any] = {
        "code": "K-1",
        "name": "客户一",
        "customer_ref": "c1",
        "started_on": date(2025, 1, 5),
    }
    first = await save_customer_account(staff, segment=m.Segment.SMALL, **given)
    second = await save_customer_account(staff, segment=m.Segment.KEY, version=1, **given)
    with pytest.raises(Conflict):
        await save_customer_account(staff, segment=m.Segment.KEY, version=1, **given)
    with pytest.raises(AccountExists):
        await save_customer_account(staff, segment=m.Segment.KEY, **given | {"code": "K-2"})
    with pytest.raises(InvalidInput):
        await save_customer_account(staff, segment=m.Segment.KEY, ended_on=date(2024, 1, 1), **given)
    with pytest.raises(NotFound):
        await record_account_need(staff, account_id=first, need="已被取代", since_on=date(2025, 2, 1))
    await record_account_need(staff, account_id=second, need="当天送达", since_on=date(2025, 2, 1))

    told = "select id,segment,agent_id,superseded_at is null,version from customer_account order by version"
    assert await rows(store, told) == [
        (first, "SMALL", uid("E3"), str(False if store.dialect == "postgres" else 0), "1"),
        (second, "KEY", uid("E3"), str(True if store.dialect == "postgres" else 1), "2"),
    ]  # fmt: skip
    assert await rows(store, "select customer_ref,need from account_need") == [("c1", "当天送达")]
    assert ("2025-01-05",) in await rows(
        store, "select first_day from metric_touch where source='customer_account'"
    )
