"""The work calendar: statutory holidays, exchanged days, years not announced, and what HR sets."""

from __future__ import annotations

from datetime import date

import pytest

from server.people.calendar import WorkCalendar, general, is_announced, statutory
from server.people.models import CalendarKind

WORKDAY, REST, HOLIDAY = CalendarKind.WORKDAY, CalendarKind.REST_DAY, CalendarKind.HOLIDAY
DAYS = (
    (date(2025, 1, 26), WORKDAY, "调休上班 | Make-up workday"),  # a Sunday worked for the Spring Festival
    (date(2025, 1, 27), WORKDAY, ""),
    (date(2025, 1, 28), HOLIDAY, "春节 | Spring Festival"),  # the eve, a holiday since 2025
    (date(2025, 1, 31), HOLIDAY, "春节 | Spring Festival"),
    (date(2025, 2, 1), REST, ""),
    (date(2025, 2, 3), REST, "休息日 | Day off"),
    (date(2025, 5, 2), HOLIDAY, "劳动节 | Labor Day"),
    (date(2025, 5, 31), HOLIDAY, "端午节 | Dragon Boat Festival"),  # a Saturday
    (date(2025, 6, 2), REST, "休息日 | Day off"),
    (date(2024, 2, 9), WORKDAY, ""),  # the eve of 2024 was none yet
    (date(2024, 2, 10), HOLIDAY, "春节 | Spring Festival"),
    (date(2026, 10, 10), WORKDAY, "调休上班 | Make-up workday"),
)


@pytest.mark.parametrize(("day", "kind", "name"), DAYS)
def test_a_day_is_what_was_announced(day, kind, name):
    entry = general(day)

    assert (entry.kind, entry.name, entry.is_announced) == (kind, name, True)


def test_a_year_not_announced_has_its_holidays_and_weekends_and_says_so():
    found = [general(day) for day in (date(2035, 2, 8), date(2035, 2, 12), date(2035, 2, 17))]

    assert [(entry.kind, entry.is_announced) for entry in found] == [
        (HOLIDAY, False),
        (WORKDAY, False),
        (REST, False),
    ]
    assert not is_announced(2035)


def test_a_year_beyond_the_table_has_the_holidays_of_fixed_date():
    assert len(statutory(2060)) == 6


def test_eleven_holidays_until_2024_and_thirteen_since():
    assert [len(statutory(year)) for year in (2024, 2025, 2026, 2031)] == [
        11,
        13,
        13,
        12,
    ]  # 2031: two fall together


def test_what_hr_sets_goes_before_all():
    calendar = WorkCalendar({date(2025, 6, 3): (HOLIDAY, "店庆")})

    entry = calendar.of(date(2025, 6, 3))

    assert (entry.kind, entry.name, entry.is_own) == (HOLIDAY, "店庆 | 店庆", True)
    assert calendar.workdays(date(2025, 5, 30), date(2025, 6, 4)) == [date(2025, 5, 30), date(2025, 6, 4)]
