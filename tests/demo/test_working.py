"""The daily rows of the sample worlds agree with their months and ledgers, and some requests are open."""

from __future__ import annotations

from datetime import date

import pytest

from server.demo import build

TODAY = date(2025, 4, 5)


@pytest.fixture
async def demo(sqlite_store):
    await build(sqlite_store, sqlite_store.settings, TODAY)
    return sqlite_store


async def test_days_months_and_balances_agree(demo):
    rows = demo.reads.rows
    assert len(await rows("select 1 from attendance_day")) > 3000
    apart = (
        "select 1 from attendance a join (select employee_id,month,sum(worked_hours) worked from attendance_day "
        "group by 1,2) d on d.employee_id=a.employee_id and d.month=a.month where d.worked<>a.worked_hours"
    )
    assert await rows(apart) == []
    unsummed = (
        "select 1 from absence_balance b join (select employee_id,type_id,year,sum(hours) hours from absence_entry "
        "group by 1,2,3) e on e.employee_id=b.employee_id and e.type_id=b.type_id and e.year=b.year "
        "where e.hours<>b.remaining_hours or b.remaining_hours<0"
    )
    assert await rows(unsummed) == []
    assert await rows("select month,state from attendance_month") == [("2025-02", "LOCKED")]
