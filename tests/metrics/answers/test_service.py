"""Questions answered end to end, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import answer, cell, cells
from server.metrics.asked import Ambiguous, Ask, DimFilter, Invalid, NotFound, PeriodAsk, Table
from server.metrics.models import MetricFamilyDefault
from server.metrics.words import Compare, Grain, TargetState, VersionRule
from server.store.base import stamp
from tests.metrics.answers.firm import (
    APRIL_END,
    CORE,
    DISPUTE,
    FIRM,
    MARCH,
    OK,
    ask,
    counted,
    figures,
)
from tests.metrics.company import department, found


async def test_one_team_has_as_many_rates_as_there_are_definitions(store):
    ctx = await found(store, APRIL_END, DISPUTE)
    keys = ["attrition_rate_opening", "attrition_rate_average", "attrition_rate_closing"]

    tables: list[Any] = await answer(ctx, Registry(store), [Ask(key, MARCH) for key in keys])

    cells = [table.total.cells[0] for table in tables]
    assert [(cell.value, cell.numerator, cell.denominator) for cell in cells] == [
        (Decimal("0.15"), 3, 20),
        (Decimal("0.1"), 3, 30),
        (Decimal("0.075"), 3, 40),
    ]
    assert cells[1].parts == {"leavers": 3, "opening(headcount)": 20, "closing(headcount)": 40}
    assert (cells[1].people, cells[1].pending, cells[1].status) == (40, None, OK)


async def test_departments_come_with_their_subtrees_parents_first(store):
    ctx = await found(store, APRIL_END, FIRM)

    table = await ask(ctx, "headcount_closing", by=("dept",))

    assert figures(table) == {("CO",): [29], ("N",): [20], ("N1",): [12], ("N2",): [8], ("S",): [9]}
    assert [row.group[0].depth for row in table.rows] == [0, 1, 2, 2, 1]
    assert list(figures(table)) == [("CO",), ("N",), ("N1",), ("N2",), ("S",)]
    assert (table.total.cells[0].value, table.row_count, table.dimensions) == (29, 5, ("department",))


async def test_rows_come_by_the_page(store):
    ctx = await found(store, APRIL_END, FIRM)

    table = await ask(ctx, "headcount_closing", by=("department",), first=2, after=1)

    assert (list(figures(table)), table.row_count) == ([("N",), ("N1",)], 5)


async def test_a_filter_leaves_only_rows_it_holds_whole(store):
    ctx = await found(store, APRIL_END, FIRM)
    north = DimFilter("department", ("N",), under=True)

    table = await ask(ctx, "headcount_closing", by=("department",), where=(north,))

    assert figures(table) == {("N",): [20], ("N1",): [12], ("N2",): [8]}
    assert table.total.cells[0].value == 20


async def test_a_name_with_rival_definitions_is_never_settled_silently(store):
    ctx = await found(store, APRIL_END, DISPUTE)

    got = await ask(ctx, "离职率")

    assert isinstance(got, Ambiguous)
    values = {metric.key: cell.value for metric, cell in got.candidates if cell}
    assert (values["attrition_rate_opening"], values["attrition_rate_average"]) == (
        Decimal("0.15"),
        Decimal("0.1"),
    )


async def test_the_companys_own_default_answers_with_a_note(store):
    ctx = await found(store, APRIL_END, DISPUTE)

    async def choose():
        await MetricFamilyDefault.create(**stamp(ctx), family="attrition", key="attrition_rate_opening")

    await store.write(choose)
    table = await ask(ctx, "离职率")

    assert isinstance(table, Table)
    assert (table.metric.key, table.rows[0].cells[0].value) == ("attrition_rate_opening", Decimal("0.15"))
    assert "默认口径" in table.notes[0].zh


async def test_an_unknown_name_gets_suggestions(store):
    ctx = await found(store, APRIL_END, {})

    got = await ask(ctx, "headcount_closng")

    assert isinstance(got, NotFound)
    assert "headcount_closing" in got.suggestions


@pytest.mark.parametrize(
    ("key", "more", "code", "path"),
    [
        (
            "headcount_closing",
            {"grain": Grain.DAY, "period": PeriodAsk(named=("2025-03-01",))},
            "E_GRAIN",
            "grain",
        ),
        ("headcount_closing", {"period": PeriodAsk(named=("lately",))}, "E_PERIOD", "period"),
        ("headcount_closing", {"by": ("channel",)}, "E_DIMENSION", "by"),
        ("headcount_closing", {"by": ("zodiac",)}, "E_DIMENSION", "by"),
        ("headcount_closing", {"where": (DimFilter("segment", ("x",)),)}, "E_FILTER", "where.0.dimension"),
        (
            "headcount_closing",
            {"where": (DimFilter("gender", ("F",), under=True),)},
            "E_FILTER",
            "where.0.under",
        ),
        ("headcount_closing", {"version": 7}, "E_VERSION", "version"),
        ("headcount_closing", {"first": 0}, "E_PAGE", "first"),
    ],
)
async def test_a_bad_question_is_told_what_would_be_right(sqlite_store, key, more, code, path):
    ctx = await found(sqlite_store, APRIL_END, {})

    got = await ask(ctx, key, **more)

    assert isinstance(got, Invalid)
    assert [(problem.code, problem.path) for problem in got.problems] == [(code, path)]


async def test_a_question_that_is_too_large_is_refused(sqlite_store, monkeypatch):
    ctx = await found(sqlite_store, APRIL_END, FIRM)
    monkeypatch.setattr("server.metrics.answers.work.MOST_CELLS", 17)

    split = await ask(ctx, "attrition_rate_average", by=("department",))
    whole = await ask(ctx, "attrition_rate_average")

    assert isinstance(split, Invalid)
    assert split.problems[0].code == "E_TOO_LARGE"
    assert isinstance(whole, Table)


async def test_comparisons_use_whole_calendar_periods(store):
    rows = [
        {
            "repeat": 2,
            "feedback_id": "x{i}",
            "customer_id": "x{i}",
            "received_at": "2025-03-31T03:00:00Z",
            "score": 5,
        },
        {
            "repeat": 6,
            "feedback_id": "y{i}",
            "customer_id": "y{i}",
            "received_at": "2025-04-30T03:00:00Z",
            "score": 5,
        },
    ]
    ctx = await found(store, APRIL_END, {"feedback": rows})
    kinds = (Compare.PRIOR_PERIOD, Compare.PRIOR_YEAR, Compare.BASELINE, Compare.TARGET)

    table = await ask(ctx, "valid_feedback_count", PeriodAsk(named=("2025-03", "2025-04")), compare=kinds)

    prior, year, first, target = table.total.cells[1].compare
    assert (prior.period, prior.value, prior.difference, prior.pct_change) == ("2025-03", 2, 4, 2)
    assert (year.period, year.value, year.pct_change) == ("2024-04", 0, None)
    assert (first.period, first.value) == ("2025-03", 2)
    assert (target.value, target.difference) == (100, -94)
    assert table.total.cells[1].target is TargetState.MISSED


async def test_a_row_is_compared_with_the_unit_above_and_the_whole(store):
    ctx = await found(store, APRIL_END, FIRM)

    table = await ask(
        ctx, "headcount_closing", by=("department",), compare=(Compare.PARENT_UNIT, Compare.ORG_TOTAL)
    )

    compared = {row.group[0].key: [each.value for each in row.cells[0].compare] for row in table.rows}
    assert compared == {"CO": [None, 29], "N": [29, 29], "N1": [20, 29], "N2": [20, 29], "S": [29, 29]}


async def test_columns_say_whether_their_period_is_over(store):
    ctx = await found(store, date(2025, 4, 15), DISPUTE)

    table = await ask(ctx, "headcount_closing", PeriodAsk(last=2, complete=False))

    assert [(column.period.name, column.is_complete, column.version) for column in table.columns] == [
        ("2025-03", True, 1),
        ("2025-04", False, 1),
    ]
    assert (table.grain, table.breaks) == (Grain.MONTH, ())


async def test_twelve_figures_cost_hardly_more_than_one(store):
    ctx = await found(store, APRIL_END, FIRM)
    registry = Registry(store)
    await answer(ctx, registry, [Ask("headcount_closing", MARCH)])
    last_year = PeriodAsk(last=12)

    with counted(store) as one:
        await answer(ctx, registry, [Ask("attrition_rate_average", last_year, by=("department",))])
    with counted(store) as twelve:
        await answer(ctx, registry, [Ask(key, last_year, by=("department",)) for key in CORE])

    assert len(CORE) == 12
    assert len(twelve) <= len(one) + 4


async def test_many_departments_are_one_question(store):
    ctx = await found(store, APRIL_END, FIRM)
    ids = {code: await department(store, code) for code in ("CO", "N", "S")}
    registry = Registry(store)

    with counted(store) as one:
        await cells(ctx, registry, "headcount_closing", "2025-03", departments=[ids["N"]])
    with counted(store) as three:
        got = await cells(ctx, registry, "headcount_closing", "2025-03", departments=list(ids.values()))

    assert {code: got[key].value for code, key in ids.items()} == {"CO": 29, "N": 20, "S": 9}
    assert len(three) <= len(one)


async def test_single_figures_do_not_settle_a_disputed_name_either(sqlite_store):
    ctx = await found(sqlite_store, APRIL_END, FIRM)
    root = await department(sqlite_store, "CO")

    for key in ("离职率", "no_such_thing_at_all"):
        with pytest.raises(InvalidInput):
            await cell(ctx, Registry(sqlite_store), key, "2025-03", department=root)


async def test_figures_can_be_asked_as_known_earlier(store):
    ctx = await found(store, APRIL_END, DISPUTE)
    before = datetime(1999, 1, 1, tzinfo=UTC)

    now = await ask(ctx, "headcount_closing")
    then = await ask(ctx, "headcount_closing", as_known_at=before)

    assert (now.total.cells[0].value, then.total.cells[0].value) == (40, 0)
    assert then.data_through == before


async def test_the_latest_definition_can_be_asked_for(store):
    ctx = await found(store, APRIL_END, DISPUTE)

    latest = await ask(ctx, "attrition_rate_average", version=VersionRule.LATEST)
    first = await ask(ctx, "attrition_rate_average", version=1)

    assert latest.total.cells[0].value == first.total.cells[0].value == Decimal("0.1")


async def test_fiscal_years_start_where_the_company_says(sqlite_store):
    ctx = await found(sqlite_store, APRIL_END, DISPUTE)
    sqlite_store.settings = replace_settings(sqlite_store.settings)

    table = await ask(ctx, "attrition_rate_average", PeriodAsk(named=("FY2025",)))

    assert table.columns[0].period.window.first == date(2024, 4, 1)


def replace_settings(settings):
    return settings.model_copy(update={"fiscal_year_starts": 4})


async def test_the_whole_is_the_only_row_of_an_unsplit_answer(store):
    ctx = await found(store, APRIL_END, DISPUTE)

    table = await ask(replace(ctx), "headcount_closing")

    assert (len(table.rows), table.rows[0].group, table.rows[0], table.row_count) == (1, (), table.total, 1)
