"""What the two databases spell differently comes to the same."""

from __future__ import annotations

from datetime import date

import pytest

from server.metrics.live.spelling import Binder, spelling


@pytest.fixture
def said(store):
    """Work out an expression over bound values."""

    async def work_out(write, *given):
        binder = Binder(spelling(store.dialect))
        sql = write(binder.spelling, *(binder.bind(value, kind) for value, kind in given))
        ((found,),) = await store.reads.rows(f"select {sql}", binder.values)
        return str(found)

    return work_out


@pytest.mark.parametrize(
    ("day", "months", "moved"),
    [
        ("2023-11-30", 3, "2024-02-29"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2025-01-15", 0, "2025-01-15"),
        ("2024-12-31", 2, "2025-02-28"),
    ],
)
async def test_months_are_added_with_the_clamp(said, day, months, moved):
    given = (date.fromisoformat(day), "date"), (months, "int")

    assert await said(lambda spelled, a, b: f"cast({spelled.add_months(a, b)} as text)", *given) == moved


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2023-11-30", "2024-02-29", "3"),
        ("2023-11-30", "2024-02-28", "2"),
        ("2024-01-15", "2024-01-14", "-1"),
        ("2024-03-31", "2024-02-29", "-1"),
        ("2024-12-31", "2025-03-31", "3"),
    ],
)
async def test_whole_months_are_counted(said, first, last, months):
    given = [(date.fromisoformat(each), "date") for each in (first, last)]

    assert await said(lambda spelled, a, b: spelled.months_between(a, b), *given) == months


async def test_days_and_moments_are_counted(said):
    days = [(date(2024, 2, 28), "date"), (date(2024, 3, 1), "date")]
    moment = ("2025-05-10T02:00:00.999Z", "text")

    assert await said(lambda spelled, a, b: spelled.days_between(a, b), *days) == "2"
    assert await said(lambda spelled, a: spelled.millis(a), moment) == "1746842400999"
    assert (
        await said(lambda s, a, b: f"cast({s.least([s.greatest([a, b]), b])} as text)", *days) == "2024-03-01"
    )
    assert await said(lambda s, a: f"cast({s.add_days(a, '-1')} as text)", days[1]) == "2024-02-29"


async def test_a_list_becomes_a_table(store):
    binder = Binder(spelling(store.dialect))
    table = binder.table(
        [("n", "int"), ("d", "date"), ("k", "text")],
        [(1, date(2025, 1, 2), "中"), (2, date(2025, 1, 3), None)],
    )

    rows = await store.reads.rows(f"select n,cast(d as text),k from ({table}) t order by n", binder.values)

    assert rows == [(1, "2025-01-02", "中"), (2, "2025-01-03", None)]


def test_a_value_is_bound_once_for_each_kind():
    binder = Binder(spelling("postgres"))

    assert [binder.bind(1, "int"), binder.bind(1, "int"), binder.bind("1", "text")] == [
        "$1::bigint", "$1::bigint", "$2::text"
    ]  # fmt: skip
