"""Questions answered end to end, on both databases, for callers of different reach."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import answer, cell, cells
from server.metrics.asked import Ambiguous, Ask, Denied, DimFilter, Invalid, NotFound, PeriodAsk, Table
from server.metrics.dictionary.load import load_builtin
from server.metrics.models import MetricFamilyDefault
from server.metrics.words import CellStatus, Compare, Grain, TargetState, VersionRule
from server.store.base import stamp
from tests.metrics.company import department, employee, found, people, seen_by, staffed

OK = CellStatus.OK
SMALL, ALSO = CellStatus.SUPPRESSED_SMALL_GROUP, CellStatus.SUPPRESSED_COMPLEMENTARY
MARCH = PeriodAsk(named=("2025-03",))
APRIL_END = date(2025, 4, 30)
CORE = [metric.key for metric in load_builtin().metrics.values() if metric.is_core12]
DISPUTE: dict[str, Any] = {
    "employment": [
        {"repeat": 17, "spell_id": "stay{i}", "start_date": date(2021, 5, 1)},
        {"repeat": 3, "spell_id": "gone{i}", "start_date": date(2021, 5, 1), "end_date": date(2025, 3, 12),
         "exit_type": "voluntary"},
        {"repeat": 23, "spell_id": "new{i}", "start_date": date(2025, 3, 3)},
    ]
}  # fmt: skip
"""Twenty at the start of March, three go, twenty-three come."""
TREE: dict[str, Any] = {
    "department": [
        {"code": "CO", "parent": None},
        {"code": "N", "parent": "CO"},
        {"code": "S", "parent": "CO"},
        {"code": "N1", "parent": "N"},
        {"code": "N2", "parent": "N"},
    ]
}
FIRM: dict[str, Any] = TREE | staffed(
    people("a", 12, "N1"), people("b", 8, "N2"), people("c", 3, "S"), people("d", 6, "S", gender="F")
)
"""N holds 12 + 8, S holds 9 (6 of them women), the company 29."""


@contextmanager
def counted(store):
    statements: list[str] = []
    store.reads.on_statement = statements.append
    yield statements
    store.reads.on_statement = None


async def ask(ctx, key, period=MARCH, **more) -> Any:
    (got,) = await answer(ctx, Registry(ctx.store), [Ask(key, period, **more)])
    return got


def figures(table):
    return {tuple(each.key for each in row.group): [cell.value for cell in row.cells] for row in table.rows}


def statuses(table):
    return {"/".join(each.key for each in row.group): row.cells[-1].status for row in table.rows}


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


async def test_a_manager_is_clamped_to_the_team_and_told_so(store):
    ctx = await found(store, APRIL_END, FIRM)
    team = [await department(store, code) for code in ("N", "N1", "N2")]
    manager = seen_by(ctx, "department_manager", team=team)

    table = await ask(manager, "headcount_closing", by=("department",), compare=(Compare.ORG_TOTAL,))

    assert figures(table) == {("N",): [20], ("N1",): [12], ("N2",): [8]}
    assert table.total.cells[0].value == 20
    assert [note.en for note in table.notes] == ["Limited to the departments you may see."]
    assert table.total.cells[0].compare[0].status is CellStatus.NOT_PERMITTED


async def test_small_groups_are_hidden_from_who_sees_totals_only(store):
    ctx = await found(
        store, APRIL_END, TREE | staffed(people("a", 12, "N1"), people("b", 8, "N2"), people("c", 3, "S"))
    )
    general = seen_by(ctx, "general_manager")

    table = await ask(general, "headcount_closing", by=("department",))

    assert statuses(table) == {"CO": OK, "N": ALSO, "N1": OK, "N2": ALSO, "S": SMALL}
    hidden = next(row.cells[0] for row in table.rows if row.group[0].key == "S")
    assert (hidden.value, hidden.people, hidden.parts, hidden.receipt) == (None, None, {}, "")
    assert table.suppressed == 3
    assert table.notes[-1].zh == "有 3 个单元格因人数过少(少于 5 人)或为防止推算而隐去。"


async def test_who_reads_everybody_sees_small_groups(store):
    ctx = await found(store, APRIL_END, TREE | staffed(people("a", 12, "N1"), people("c", 3, "S")))

    table = await ask(seen_by(ctx, "hr_manager"), "headcount_closing", by=("department",))

    assert figures(table)[("S",)] == [3]
    assert table.suppressed == 0


async def test_a_narrowed_figure_that_would_give_one_person_away_is_refused(store):
    """20 people, 19 of them permanent: with the total known, the figure without the one tells of that one."""
    stays = staffed(people("a", 19, "N1"), people("b", 1, "N1", employment_type="fixed_term"))
    general = seen_by(await found(store, APRIL_END, TREE | stays), "general_manager")
    regular = DimFilter("employment_type", ("regular",))

    whole = await ask(general, "headcount_closing")
    narrowed = await ask(general, "headcount_closing", where=(regular,))

    assert whole.total.cells[0].value == 20
    assert narrowed.total.cells[0].status is CellStatus.SUPPRESSED_DIFFERENCING


async def test_strangers_are_denied(store):
    ctx = await found(store, APRIL_END, FIRM)

    denied = await ask(seen_by(ctx, "administrator"), "headcount_closing")

    assert isinstance(denied, Denied)
    assert (denied.key, denied.grains) == ("headcount_closing", ())


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


async def test_a_department_out_of_reach_is_not_permitted(store):
    ctx = await found(store, APRIL_END, FIRM)
    team = [await department(store, code) for code in ("N", "N1", "N2")]
    manager = seen_by(ctx, "department_manager", team=team)

    mine: Any = await cell(manager, Registry(store), "headcount_closing", "2025-03", department=team[0])
    theirs = await cell(
        manager, Registry(store), "headcount_closing", "2025-03", department=await department(store, "S")
    )

    assert (mine.value, mine.status) == (20, OK)
    assert (theirs.value, theirs.status) == (None, CellStatus.NOT_PERMITTED)


SCORES: dict[str, Any] = {
    "employment": [{"repeat": 2, "spell_id": "p{i}", "start_date": date(2022, 1, 1)}],
    "appraisal_item": [
        {"person_id": who, "cycle": "2025-Q1", "closed_on": date(2025, 3, 31), "component": part, "weight": weight,
         "score": score}
        for who, part, weight, score in (
            ("p1", "sales", 0.6, 90), ("p1", "csat", 0.4, 80), ("p2", "sales", 0.6, 70), ("p2", "csat", 0.4, None),
        )
    ],
}  # fmt: skip


async def test_people_see_their_own_figures_and_nobody_elses(store):
    ctx = await found(store, APRIL_END, SCORES)
    one, other = [await employee(store, code) for code in ("p1", "p2")]
    key, quarter = "appraisal_score_weighted", "2025-Q1"

    own: Any = await cells(
        seen_by(ctx, "employee", employee=one), Registry(store), key, quarter, employees=[one, other]
    )
    all_of_them = await cells(ctx, Registry(store), key, quarter, employees=[one, other])

    assert (own[one].value, own[one].numerator, own[one].denominator) == (86, 86, 1)
    assert own[other].status is CellStatus.NOT_PERMITTED
    assert all_of_them[other].status is CellStatus.INCOMPLETE_INPUT


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
