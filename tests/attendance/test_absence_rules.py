"""Days off: which count, which clash, and what a year of service brings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from server.attendance.absence_rules import (
    Asked,
    Part,
    by_year,
    carried_until,
    clashes,
    lapses,
    parts_of,
    starts_on,
    tier,
    yearly,
)
from server.attendance.models import AbsenceUnit, Accrual, DayPart
from server.kernel.errors import InvalidInput
from server.people.calendar import WorkCalendar


@dataclass(frozen=True)
class Kind:
    unit: AbsenceUnit = AbsenceUnit.HALF_DAY
    accrual: Accrual = Accrual.BY_SERVICE
    yearly_hours: int = 0
    counts_rest_days: bool = False
    needs_reason: bool = False


HOURLY, WHOLE, EVERY = (
    Kind(AbsenceUnit.HOUR),
    Kind(AbsenceUnit.DAY),
    Kind(AbsenceUnit.DAY, counts_rest_days=True),
)
CALENDAR = WorkCalendar()
FRI, MON = date(2025, 5, 30), date(2025, 6, 3)
"""A Friday and the Tuesday after: in between a Saturday, a Sunday and a Monday, all off for the Dragon Boat."""


def test_rest_days_and_holidays_in_between_do_not_count():
    parts = parts_of(Asked(FRI, MON), Kind(), CALENDAR)

    assert [(part.day, part.hours) for part in parts] == [(FRI, 800), (MON, 800)]


def test_some_kinds_count_every_day():
    assert len(parts_of(Asked(FRI, MON), EVERY, CALENDAR)) == 5


def test_half_days_at_either_end():
    parts = parts_of(Asked(FRI, MON, starts_at_noon=True, ends_at_noon=True), Kind(), CALENDAR)

    assert [(part.part, part.hours) for part in parts] == [(DayPart.AFTERNOON, 400), (DayPart.MORNING, 400)]


def test_hours_of_one_day():
    assert parts_of(Asked(FRI, FRI, hours=150), HOURLY, CALENDAR) == [Part(FRI, DayPart.HOURS, 150)]


@pytest.mark.parametrize(
    ("field", "asked", "kind"),
    [
        ("lastDay", Asked(MON, FRI), Kind()),
        ("lastDay", Asked(FRI, date(2026, 5, 31)), Kind()),
        ("startsAtNoon", Asked(FRI, MON, starts_at_noon=True), WHOLE),
        ("endsAtNoon", Asked(FRI, FRI, starts_at_noon=True, ends_at_noon=True), Kind()),
        ("hours", Asked(FRI, FRI, hours=100), Kind()),
        ("hours", Asked(FRI, MON, hours=100), HOURLY),
        ("hours", Asked(FRI, FRI, hours=120), HOURLY),
        ("hours", Asked(FRI, FRI, hours=850), HOURLY),
        ("firstDay", Asked(date(2025, 5, 31), date(2025, 6, 2)), Kind()),
    ],
)
def test_what_cannot_be_asked_for_is_refused_at_its_field(field, asked, kind):
    with pytest.raises(InvalidInput) as caught:
        parts_of(asked, kind, CALENDAR)

    assert caught.value.path == ("input", field)


FULL, AM, PM, HRS = DayPart.FULL, DayPart.MORNING, DayPart.AFTERNOON, DayPart.HOURS


@pytest.mark.parametrize(
    ("wanted", "held", "clash"),
    [
        (Part(FRI, FULL, 800), [(FRI, AM, 400)], True),
        (Part(FRI, PM, 400), [(FRI, AM, 400)], False),
        (Part(FRI, AM, 400), [(FRI, AM, 400)], True),
        (Part(FRI, HRS, 200), [(FRI, HRS, 600)], False),
        (Part(FRI, HRS, 250), [(FRI, HRS, 600)], True),
        (Part(FRI, FULL, 800), [(MON, FULL, 800)], False),
    ],
)
def test_two_halves_share_a_day_and_nothing_is_taken_twice(wanted, held, clash):
    assert clashes([wanted], held) == ([FRI] if clash else [])


def test_hours_are_told_by_year():
    parts = [Part(date(2025, 12, 31), FULL, 800), Part(date(2026, 1, 2), AM, 400)]

    assert by_year(parts) == {2025: 800, 2026: 400}


@pytest.mark.parametrize(
    ("hired", "days"),
    [
        (date(2025, 3, 10), 0),  # not a year here before 2026
        (date(2024, 3, 10), 4),  # 5 days x 297 days left of 365 = 4.07
        (date(2024, 1, 1), 5),
        (date(2020, 6, 1), 5),
        (date(2015, 1, 1), 10),
        (date(2015, 1, 2), 5),  # the tenth year is not full on the first of January
        (date(2004, 5, 5), 15),
    ],
)
def test_annual_leave_of_2025_by_years_of_service(hired, days):
    assert yearly(Kind(), hired, 2025) == days * 800


def test_a_kind_with_a_fixed_number_brings_it_to_whoever_is_here():
    fixed = Kind(accrual=Accrual.YEARLY, yearly_hours=4000)

    assert yearly(fixed, date(2025, 8, 1), 2025) == 4000
    assert yearly(fixed, date(2026, 1, 1), 2025) == 0
    assert yearly(fixed, date(2020, 1, 1), 2025, date(2024, 12, 31)) == 0
    assert yearly(Kind(accrual=Accrual.NONE), date(2020, 1, 1), 2025) == 0


def test_a_leap_day_hire_has_a_full_year_on_the_last_of_february():
    assert (tier(date(2024, 2, 29), date(2025, 2, 27)), tier(date(2024, 2, 29), date(2025, 2, 28))) == (0, 5)


def test_hours_are_there_from_the_day_they_are_due():
    assert starts_on(Kind(), date(2024, 3, 10), 2025) == date(2025, 3, 10)
    assert starts_on(Kind(), date(2020, 3, 10), 2025) == date(2025, 1, 1)
    assert starts_on(Kind(accrual=Accrual.YEARLY), date(2025, 3, 10), 2025) == date(2025, 3, 10)


def test_what_is_carried_over_is_taken_first_and_lapses_at_the_end_of_march():
    assert carried_until(2026) == date(2026, 3, 31)
    assert (lapses(1600, 800), lapses(1600, 2400)) == (800, 0)
