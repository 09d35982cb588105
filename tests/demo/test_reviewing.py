"""The reviews of the sample worlds as they go on: quarters agree with what figures read, months are under way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random

from server.demo import build
from server.metrics.agreed.registry import Registry
from server.metrics.answers.replay import replay
from tests.plan.world import context

TODAY = date(2025, 6, 18)
STATES = (
    "select c.code,c.state,count(*) from review_cycle c "
    "join scorecard s on s.cycle_id=c.id group by 1,2 order by 1"
)
FIGURES = (
    "from score_line l join scorecard s on s.id=l.scorecard_id where s.state='CLOSED' and not l.is_entered"
)
APART = (
    "select count(*) from scorecard s join (select source_key,sum(weight*score)*1.0/sum(weight) as w "
    "from appraisal_item group by 1) x on x.source_key='scorecard:'||s.id where abs(s.score-x.w)>1"
)


async def one(store, sql: str):
    ((value,),) = await store.reads.rows(sql)
    return value


async def test_eight_quarters_are_closed_and_months_go_on(sqlite_store):
    store = sqlite_store
    await build(store, store.settings, TODAY)

    found = {row[0]: row[1] for row in await store.reads.rows(STATES)}
    assert found == {
        "2023Q2": "CLOSED", "2023Q3": "CLOSED", "2023Q4": "CLOSED", "2024Q1": "CLOSED", "2024Q2": "CLOSED",
        "2024Q3": "CLOSED", "2024Q4": "CLOSED", "2025Q1": "CLOSED", "2025Q2": "OPEN", "2025-04": "PUBLISHED",
        "2025-05": "SCORING", "2025-06": "OPEN",
    }  # fmt: skip
    closed = "select count(*) from scorecard where state='CLOSED' and score is not null"
    assert await one(store, closed) == await one(store, "select count(*) from appraisal")
    assert await one(store, APART) == 0
    months = (
        "select distinct s.state from scorecard s join review_cycle c on c.id=s.cycle_id "
        "where c.code='{}' order by 1"
    )
    assert [row[0] for row in await store.reads.rows(months.format("2025-05"))] == [
        "CALIBRATION",
        "MANAGER",
        "SELF",
    ]
    assert [row[0] for row in await store.reads.rows(months.format("2025-04"))] == [
        "ACKNOWLEDGED", "DISPUTED", "PUBLISHED", "UPHELD",
    ]  # fmt: skip
    assert await one(store, f"select count(*) {FIGURES} and l.receipt=''") == 0
    tables = (
        "select c.code,t.state,i.state,count(*) from calibration_item i "
        "join calibration_session t on t.id=i.session_id join review_cycle c on c.id=t.cycle_id "
        "group by 1,2,3 order by 1,3"
    )
    assert [tuple(row) for row in await store.reads.rows(tables)] == [
        ("2025-04", "CLOSED", "CHANGED", 2), ("2025-04", "CLOSED", "KEPT", 22),
        ("2025-05", "OPEN", "KEPT", 3), ("2025-05", "OPEN", "WAITING", 21),
    ]  # fmt: skip
    as_hr = replace(context(store, "hr_manager"), now=datetime(2025, 6, 18, 4, tzinfo=UTC), today=TODAY)
    kept = await store.reads.rows(f"select l.value,l.receipt {FIGURES} and l.value is not null order by l.id")
    for value, receipt in Random(5).sample([tuple(row) for row in kept], 12):
        again = await replay(as_hr, Registry(store), receipt)
        assert (again.is_same, again.then) == (True, Decimal(value))
