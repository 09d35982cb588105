from datetime import date

import pytest

from server.metrics.calendar import (
    PeriodError,
    by_days,
    ends_month,
    first_of,
    first_of_fiscal_year,
    fiscal_year_of,
    last_of,
    month_end,
    moved,
    next_first,
    same_week,
)
from server.metrics.words import Grain


@pytest.mark.parametrize(
    ("grain", "first", "last"),
    [
        (Grain.DAY, date(2025, 8, 13), date(2025, 8, 13)),
        (Grain.WEEK, date(2025, 8, 11), date(2025, 8, 17)),
        (Grain.MONTH, date(2025, 8, 1), date(2025, 8, 31)),
        (Grain.QUARTER, date(2025, 7, 1), date(2025, 9, 30)),
        (Grain.HALF, date(2025, 7, 1), date(2025, 12, 31)),
        (Grain.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        (Grain.FISCAL_MONTH, date(2025, 8, 1), date(2025, 8, 31)),
        (Grain.FISCAL_QUARTER, date(2025, 8, 1), date(2025, 10, 31)),
        (Grain.FISCAL_YEAR, date(2025, 2, 1), date(2026, 1, 31)),
    ],
)
def test_a_day_lies_in_its_unit(grain, first, last):
    """The fiscal year of this test starts in February."""
    assert first_of(date(2025, 8, 13), grain, 2) == first
    assert last_of(first, grain) == last


def test_months_keep_the_day_or_take_the_last_one():
    assert moved(date(2023, 11, 30), 3) == date(2024, 2, 29)
    assert moved(date(2024, 1, 31), -2) == date(2023, 11, 30)
    assert month_end(date(2024, 2, 3)) == date(2024, 2, 29)
    assert ends_month(date(2025, 2, 28))
    assert not ends_month(date(2024, 2, 28))


def test_the_next_unit_begins_the_day_after():
    assert next_first(date(2025, 12, 1), Grain.MONTH) == date(2026, 1, 1)
    assert next_first(date(2025, 12, 29), Grain.WEEK) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("day", "start", "year"),
    [(date(2025, 3, 31), 4, 2025), (date(2025, 4, 1), 4, 2026), (date(2025, 4, 1), 1, 2025)],
)
def test_a_fiscal_year_is_named_by_the_year_it_ends_in(day, start, year):
    assert fiscal_year_of(day, start) == year
    assert first_of_fiscal_year(year, start) <= day


def test_week_53_meets_a_year_of_52():
    assert same_week(date(2020, 12, 28), -1) == date(2019, 12, 23)
    assert same_week(date(2025, 2, 10), -1) == date(2024, 2, 12)


def test_days_far_away_are_refused():
    with pytest.raises(PeriodError, match="between 1900 and 2200"):
        moved(date(2025, 1, 1), -12 * 200)
    with pytest.raises(PeriodError):
        by_days(date(2025, 1, 1), 10**9)
    with pytest.raises(PeriodError):
        by_days(date(2025, 1, 1), -(10**5))
