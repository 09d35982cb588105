from datetime import date

import pytest

from server.metrics.asked import PeriodAsk
from server.metrics.calendar import PeriodError
from server.metrics.lang.tree import Duration
from server.metrics.periods import (
    Period,
    Window,
    between,
    in_order,
    months_of,
    named,
    of,
    prior,
    resolve,
    rolling,
    same_last_year,
    shift,
    year_to_date,
)
from server.metrics.words import Grain

TODAY = date(2025, 4, 5)


def days(text):
    first, last = text.split("..")
    return Window(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("name", "grain", "window"),
    [
        ("2025-03", Grain.MONTH, "2025-03-01..2025-03-31"),
        ("2024-02", Grain.MONTH, "2024-02-01..2024-02-29"),
        ("2025-Q1", Grain.QUARTER, "2025-01-01..2025-03-31"),
        ("2025-H2", Grain.HALF, "2025-07-01..2025-12-31"),
        ("2025", Grain.YEAR, "2025-01-01..2025-12-31"),
        ("2025-W01", Grain.WEEK, "2024-12-30..2025-01-05"),
        ("2020-W53", Grain.WEEK, "2020-12-28..2021-01-03"),
        ("2025-03-09", Grain.DAY, "2025-03-09..2025-03-09"),
        ("FY2025", Grain.FISCAL_YEAR, "2024-04-01..2025-03-31"),
        ("FY2025-Q4", Grain.FISCAL_QUARTER, "2025-01-01..2025-03-31"),
        ("FY2025-M01", Grain.FISCAL_MONTH, "2024-04-01..2024-04-30"),
        ("2025-01-15..2025-02-14", Grain.CUSTOM, "2025-01-15..2025-02-14"),
    ],
)
def test_a_name_says_its_days(name, grain, window):
    """The fiscal year of this test starts in April."""
    assert named(name, 4) == Period(name, grain, days(window))


def test_two_names_join_into_a_range():
    assert named("2025-02..2025-Q2") == Period(
        "2025-02-01..2025-06-30", Grain.CUSTOM, days("2025-02-01..2025-06-30")
    )


@pytest.mark.parametrize(
    "name",
    [
        "",
        "2025-13",
        "2025-Q5",
        "2025-3",
        "March",
        "2025-02-30",
        "20250301",
        "2025-W54",
        "FY25",
        "0000",
        "9999",
    ],
)
def test_what_is_no_name_is_refused(name):
    with pytest.raises(PeriodError):
        named(name)


def test_a_refused_name_comes_with_examples():
    with pytest.raises(PeriodError) as refused:
        named("last month")

    assert refused.value.allowed[0] == "2025-03"
    assert refused.value.label.zh == "看不懂期间“last month”,请写成 2025-03、2025-Q1 等。"


@pytest.mark.parametrize(
    ("ask", "grain", "names"),
    [
        (PeriodAsk(last=3), Grain.MONTH, ["2025-01", "2025-02", "2025-03"]),
        (PeriodAsk(last=2, complete=False), Grain.MONTH, ["2025-03", "2025-04"]),
        (PeriodAsk(last=1, through=date(2025, 2, 28)), Grain.MONTH, ["2025-02"]),
        (PeriodAsk(last=1, through=date(2025, 2, 27)), Grain.MONTH, ["2025-01"]),
        (PeriodAsk(last=2), Grain.QUARTER, ["2024-Q4", "2025-Q1"]),
        (PeriodAsk(last=1), Grain.WEEK, ["2025-W13"]),
        (PeriodAsk(last=1), Grain.DAY, ["2025-04-04"]),
        (PeriodAsk(last=1), Grain.FISCAL_YEAR, ["FY2025"]),
        (
            PeriodAsk(between=(date(2025, 1, 15), date(2025, 3, 1))),
            Grain.MONTH,
            ["2025-01", "2025-02", "2025-03"],
        ),
        (PeriodAsk(between=(date(2025, 1, 15), date(2025, 3, 1))), None, ["2025-01-15..2025-03-01"]),
        (PeriodAsk(named=("2025",)), Grain.QUARTER, ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]),
        (PeriodAsk(named=("2025-Q1", "2025-02")), Grain.MONTH, ["2025-01", "2025-02", "2025-03"]),
        (PeriodAsk(named=("2025-Q1", "2025-02")), None, ["2025-Q1", "2025-02"]),
        (PeriodAsk(named=("2025-03",)), Grain.CUSTOM, ["2025-03-01..2025-03-31"]),
    ],
)
def test_a_question_names_its_periods(ask, grain, names):
    """Today is 5 April 2025; the fiscal year starts in April."""
    assert [period.name for period in resolve(ask, grain, TODAY, 4)] == names


@pytest.mark.parametrize(
    ("ask", "grain"),
    [
        (PeriodAsk(named=("2025-03",)), Grain.QUARTER),
        (PeriodAsk(last=0), Grain.MONTH),
        (PeriodAsk(last=10**9), Grain.DAY),
        (PeriodAsk(last=3), Grain.CUSTOM),
        (PeriodAsk(between=(date(2025, 3, 2), date(2025, 3, 1))), Grain.DAY),
        (PeriodAsk(between=(date(1950, 1, 1), date(2025, 3, 1))), Grain.DAY),
        (PeriodAsk(named=tuple(str(year) for year in range(2015, 2025))), Grain.DAY),
    ],
)
def test_an_impossible_question_is_refused(ask, grain):
    with pytest.raises(PeriodError):
        resolve(ask, grain, TODAY)


@pytest.mark.parametrize(
    ("window", "grain", "duration", "moved"),
    [
        ("2025-04-01..2025-04-30", Grain.MONTH, Duration(1, "month"), "2025-03-01..2025-03-31"),
        ("2025-04-01..2025-04-30", Grain.MONTH, Duration(1, "period"), "2025-03-01..2025-03-31"),
        ("2025-02-01..2025-02-28", Grain.MONTH, Duration(1, "year"), "2024-02-01..2024-02-29"),
        ("2025-04-01..2025-06-30", Grain.QUARTER, Duration(1, "period"), "2025-01-01..2025-03-31"),
        ("2025-01-01..2025-12-31", Grain.YEAR, Duration(2, "period"), "2023-01-01..2023-12-31"),
        ("2025-04-01..2025-06-30", Grain.CUSTOM, Duration(1, "period"), "2025-01-01..2025-03-31"),
        ("2025-04-15..2025-04-30", Grain.CUSTOM, Duration(1, "month"), "2025-03-15..2025-03-31"),
        ("2025-04-11..2025-04-20", Grain.CUSTOM, Duration(1, "period"), "2025-04-01..2025-04-10"),
        ("2025-03-31..2025-03-31", Grain.DAY, Duration(1, "month"), "2025-02-28..2025-02-28"),
        ("2025-02-28..2025-02-28", Grain.DAY, Duration(1, "year"), "2024-02-28..2024-02-28"),
        ("2025-03-10..2025-03-16", Grain.WEEK, Duration(1, "period"), "2025-03-03..2025-03-09"),
        ("2025-03-10..2025-03-16", Grain.WEEK, Duration(1, "year"), "2024-03-11..2024-03-17"),
        ("2025-03-10..2025-03-16", Grain.WEEK, Duration(1, "month"), "2025-02-10..2025-02-16"),
        ("2025-03-10..2025-03-16", Grain.WEEK, Duration(2, "week"), "2025-02-24..2025-03-02"),
    ],
)
def test_a_window_moves_by_whole_calendar_units(window, grain, duration, moved):
    assert shift(days(window), grain, duration) == days(moved)


def test_a_window_moves_forward_too():
    assert shift(days("2025-02-01..2025-02-28"), Grain.MONTH, Duration(1, "month"), back=False) == days(
        "2025-03-01..2025-03-31"
    )


def test_no_window_moves_by_hours():
    with pytest.raises(PeriodError, match="cannot be moved by hour"):
        shift(days("2025-02-01..2025-02-28"), Grain.MONTH, Duration(1, "hour"))


@pytest.mark.parametrize(
    ("window", "duration", "rolled"),
    [
        ("2025-02-01..2025-02-28", Duration(12, "month"), "2024-03-01..2025-02-28"),
        ("2024-02-01..2024-02-29", Duration(1, "year"), "2023-03-01..2024-02-29"),
        ("2025-03-10..2025-03-16", Duration(12, "month"), "2024-03-17..2025-03-16"),
        ("2025-03-01..2025-03-31", Duration(7, "day"), "2025-03-25..2025-03-31"),
        ("2025-03-01..2025-03-31", Duration(2, "period"), "2025-02-01..2025-03-31"),
    ],
)
def test_a_rolling_window_ends_where_the_period_ends(window, duration, rolled):
    assert rolling(days(window), Grain.MONTH, duration) == days(rolled)


def test_the_year_to_date_starts_with_the_year_of_its_kind():
    march = days("2025-03-01..2025-03-31")

    assert year_to_date(march) == days("2025-01-01..2025-03-31")
    assert year_to_date(march, Grain.FISCAL_MONTH, 7) == days("2024-07-01..2025-03-31")


def test_months_are_cut_to_the_window():
    assert months_of(days("2025-01-15..2025-03-02")) == [
        days("2025-01-15..2025-01-31"),
        days("2025-02-01..2025-02-28"),
        days("2025-03-01..2025-03-02"),
    ]


@pytest.mark.parametrize(
    ("name", "before", "year_before"),
    [
        ("2025-01", "2024-12", "2024-01"),
        ("2025-Q1", "2024-Q4", "2024-Q1"),
        ("2025-W01", "2024-W52", "2024-W01"),
        ("FY2025-Q1", "FY2024-Q4", "FY2024-Q1"),
        ("FY2025-M03", "FY2025-M02", "FY2024-M03"),
        ("FY2025", "FY2024", "FY2024"),
        ("2025-03-01..2025-03-10", "2025-02-19..2025-02-28", "2024-03-01..2024-03-10"),
    ],
)
def test_periods_before_have_names_of_their_own(name, before, year_before):
    """The fiscal year of this test starts in July, which the fiscal periods themselves remember."""
    assert prior(named(name, 7)).name == before
    assert same_last_year(named(name, 7)).name == year_before


def test_periods_sort_by_time():
    periods = [named("2025-03"), named("2025-01")]

    assert [period.name for period in in_order(periods)] == ["2025-01", "2025-03"]


def test_every_day_lies_in_a_period_that_is_named_back_to_itself():
    for grain in (each for each in Grain if each is not Grain.CUSTOM):
        for day in (date(2024, 2, 29), date(2024, 12, 31), date(2025, 1, 1), date(2026, 6, 30)):
            period = of(day, grain, 4)
            assert period.window.first <= day <= period.window.last
            assert named(period.name, 4) == period


def test_between_holds_whole_weeks():
    weeks = between(date(2025, 3, 12), date(2025, 3, 18), Grain.WEEK)

    assert [week.name for week in weeks] == ["2025-W11", "2025-W12"]
