"""The work calendar: statutory holidays by rule, days off and make-up workdays as announced, and what HR sets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

from server.kernel.labels import label
from server.people.models import CalendarKind

SPRING, TOMB, DRAGON, AUTUMN = (
    label("春节", "Spring Festival"),
    label("清明节", "Tomb-Sweeping Day"),
    label("端午节", "Dragon Boat Festival"),
    label("中秋节", "Mid-Autumn Festival"),
)
NEW_YEAR, LABOR, NATIONAL = (
    label("元旦", "New Year"),
    label("劳动节", "Labor Day"),
    label("国庆节", "National Day"),
)
REST, MADE_UP = label("休息日", "Day off"), label("调休上班", "Make-up workday")
MORE_SINCE = 2025
"""From this year on the eve of the Spring Festival and the second of May are holidays too."""
SATURDAY = 5
FESTIVALS: Mapping[int, tuple[str, str, str, str]] = {
    # by the moon and the sun: Spring Festival, Tomb-Sweeping, Dragon Boat, Mid-Autumn
    2020: ("0125", "0404", "0625", "1001"), 2021: ("0212", "0404", "0614", "0921"),
    2022: ("0201", "0405", "0603", "0910"), 2023: ("0122", "0405", "0622", "0929"),
    2024: ("0210", "0404", "0610", "0917"), 2025: ("0129", "0404", "0531", "1006"),
    2026: ("0217", "0405", "0619", "0925"), 2027: ("0206", "0405", "0609", "0915"),
    2028: ("0126", "0404", "0528", "1003"), 2029: ("0213", "0404", "0616", "0922"),
    2030: ("0203", "0405", "0605", "0912"), 2031: ("0123", "0405", "0624", "1001"),
    2032: ("0211", "0404", "0612", "0919"), 2033: ("0131", "0404", "0601", "0908"),
    2034: ("0219", "0405", "0620", "0927"), 2035: ("0208", "0405", "0610", "0916"),
    2036: ("0128", "0404", "0530", "1004"), 2037: ("0215", "0404", "0618", "0924"),
    2038: ("0204", "0405", "0607", "0913"), 2039: ("0124", "0405", "0527", "1002"),
    2040: ("0212", "0404", "0614", "0920"),
}  # fmt: skip


@dataclass(frozen=True)
class CalendarEntry:
    """What a day is. `is_announced` is False in a year whose exchanges of days off are not yet known."""

    day: date
    kind: CalendarKind
    name: str = ""
    is_announced: bool = True
    is_own: bool = False


@dataclass(frozen=True)
class WorkCalendar:
    """The calendar of a company: `own` are the days that HR has set."""

    own: Mapping[date, tuple[CalendarKind, str]] = field(default_factory=dict)

    def of(self, day: date) -> CalendarEntry:
        if day in self.own:
            kind, name = self.own[day]
            return CalendarEntry(day, kind, name and label(name, name), is_own=True)
        return general(day)

    def kind(self, day: date) -> CalendarKind:
        return self.of(day).kind

    def turn(self, day: date) -> bool | None:
        """Tell on which day the calendar turns from every week: True works, False rests, None is a day as ever."""
        kind = self.kind(day)
        if kind is CalendarKind.HOLIDAY:
            return False
        works = kind is CalendarKind.WORKDAY
        return None if works == (day.weekday() < SATURDAY) else works

    def entries(self, first: date, last: date) -> Iterator[CalendarEntry]:
        return (self.of(day) for day in days_of(first, last))

    def workdays(self, first: date, last: date) -> list[date]:
        return [day for day in days_of(first, last) if self.kind(day) is CalendarKind.WORKDAY]


def days_of(first: date, last: date) -> Iterator[date]:
    """Yield every day from `first` to `last`, both included."""
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def general(day: date) -> CalendarEntry:
    """Return what a day is for everybody; a year not announced falls back on weekends and statutory holidays."""
    if name := statutory(day.year).get(day):
        return CalendarEntry(day, CalendarKind.HOLIDAY, name, is_announced(day.year))
    is_weekend = day.weekday() >= SATURDAY
    if not is_announced(day.year):
        return CalendarEntry(
            day, CalendarKind.REST_DAY if is_weekend else CalendarKind.WORKDAY, "", is_announced=False
        )
    works = chinese_calendar.is_workday(day)
    name = MADE_UP if works and is_weekend else REST if not works and not is_weekend else ""
    return CalendarEntry(day, CalendarKind.WORKDAY if works else CalendarKind.REST_DAY, name)


@lru_cache(maxsize=64)
def is_announced(year: int) -> bool:
    """Tell whether the year's exchanges of days off are known."""
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
        chinese_calendar.is_workday(date(year, 12, 31))
    except NotImplementedError:
        return False
    return True


@lru_cache(maxsize=64)
def statutory(year: int) -> Mapping[date, str]:
    """Return the statutory holidays of a year, each with its label; of a year without a table those of fixed date."""
    more = year >= MORE_SINCE
    days = {date(year, 1, 1): NEW_YEAR, date(year, 5, 1): LABOR}
    days |= {date(year, 5, 2): LABOR} if more else {}
    days |= {date(year, 10, number): NATIONAL for number in (1, 2, 3)}
    if year not in FESTIVALS:
        return days
    spring, tomb, dragon, autumn = (date(year, int(text[:2]), int(text[2:])) for text in FESTIVALS[year])
    first = -1 if more else 0
    days |= {spring + timedelta(days=step): SPRING for step in range(first, 3)}
    return days | {tomb: TOMB, dragon: DRAGON} | ({} if autumn in days else {autumn: AUTUMN})
