"""The reviews of the sample worlds as they go on: quarters agree with what figures read, months are under way."""

from __future__ import annotations

from datetime import date

from server.demo import build

TODAY = date(2025, 6, 18)
STATES = (
    "select c.code,c.state,count(*) from review_cycle c "
    "join scorecard s on s.cycle_id=c.id group by 1,2 order by 1"
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
    closed = "select count(*) from scorecard where state='CLOSED'"
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
    assert await one(store, "select count(*) from score_line where receipt<>''") > 0
