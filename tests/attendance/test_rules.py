"""Days worked: whose day a shift is, how long it was, what of it is overtime, over clocks and calendars."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from server.attendance.models import AttendanceStatus, CalendarKind
from server.attendance.rules import Shift, beyond, clean_month, clean_note, day_row
from server.kernel.errors import InvalidInput

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def workday(_: date) -> CalendarKind:
    return CalendarKind.WORKDAY


def worked(zone: str, begin: str, end: str, **more):
    place = ZoneInfo(zone)
    started, ended = (datetime.fromisoformat(text).replace(tzinfo=place) for text in (begin, end))
    return day_row(Shift(started_at=started, ended_at=ended, zone=zone, **more), workday, zone=zone, now=NOW)


NIGHTS = (
    # zone, begin, end, the day it belongs to, hundredths of hours with an hour of break
    ("Asia/Shanghai", "2026-01-31T22:00", "2026-02-01T06:00", date(2026, 1, 31), 700),  # over the month's end
    ("Asia/Shanghai", "2028-02-28T22:00", "2028-02-29T06:00", date(2028, 2, 28), 700),  # into the leap day
    ("Asia/Shanghai", "2028-02-29T22:00", "2028-03-01T06:00", date(2028, 2, 29), 700),  # out of the leap day
    ("Asia/Shanghai", "2026-12-31T22:00", "2027-01-01T06:00", date(2026, 12, 31), 700),  # over the year's end
    ("Europe/Berlin", "2026-03-28T22:00", "2026-03-29T06:00", date(2026, 3, 28), 600),  # ahead: 7 h pass
    ("Europe/Berlin", "2026-10-24T22:00", "2026-10-25T06:00", date(2026, 10, 24), 800),  # back: 9 h pass
    ("America/New_York", "2026-03-07T22:00", "2026-03-08T06:00", date(2026, 3, 7), 600),
    ("America/New_York", "2026-10-31T22:00", "2026-11-01T06:00", date(2026, 10, 31), 800),
    ("Australia/Lord_Howe", "2026-10-03T22:00", "2026-10-04T06:00", date(2026, 10, 3), 650),  # half an hour
    ("Pacific/Kiritimati", "2026-06-30T22:00", "2026-07-01T06:00", date(2026, 6, 30), 700),  # UTC+14
)  # fmt: skip


@pytest.mark.parametrize(("zone", "begin", "end", "day", "hours"), NIGHTS)
def test_a_night_shift_belongs_to_the_local_day_on_which_it_begins(zone, begin, end, day, hours):
    row = worked(zone, begin, end)

    assert (row.day, row.month, row.worked_hours, row.is_night) == (day, f"{day:%Y-%m}", hours, True)


@pytest.mark.parametrize(
    ("begin", "end", "is_night"),
    [
        ("2026-06-01T09:00", "2026-06-01T18:00", False),
        ("2026-06-01T14:00", "2026-06-01T23:59", False),
        ("2026-06-01T15:00", "2026-06-02T00:00", True),
        ("2026-06-01T03:30", "2026-06-01T12:00", True),
        ("2026-06-01T04:30", "2026-06-01T12:00", False),
    ],
)
def test_two_hours_at_night_make_a_night_shift(begin, end, is_night):
    assert worked("Asia/Shanghai", begin, end).is_night is is_night


def test_nights_begin_at_the_hour_the_company_says():
    shift = Shift(
        started_at=datetime(2026, 3, 2, 12, tzinfo=UTC), ended_at=datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
    )

    found = [
        day_row(shift, workday, zone="Asia/Shanghai", now=NOW, night_from=hour).is_night
        for hour in (20, 21, 22)
    ]

    assert found == [True, False, False]


def test_overtime_of_a_workday_is_what_goes_beyond_eight_hours():
    row = worked("Asia/Shanghai", "2026-06-01T09:00", "2026-06-01T20:30")  # 11.5 h less an hour of break

    assert (row.worked_hours, row.overtime_hours, row.overtime_kind) == (1050, 250, CalendarKind.WORKDAY)


@pytest.mark.parametrize("kind", [CalendarKind.REST_DAY, CalendarKind.HOLIDAY])
def test_on_any_other_day_all_of_it_is_overtime(kind):
    assert beyond(650, kind) == 650


def test_given_hours_stand_as_given():
    shift = Shift(day=date(2026, 6, 1), worked_hours=900, overtime_hours=0)

    row = day_row(shift, workday, zone="Asia/Shanghai", now=NOW)

    assert (row.worked_hours, row.overtime_hours, row.overtime_kind, row.started_at) == (900, 0, None, None)


def test_a_shift_without_its_end_has_no_hours_yet():
    started = datetime(2026, 6, 1, 1, tzinfo=UTC)

    row = day_row(Shift(started_at=started), workday, zone="Asia/Shanghai", now=NOW)

    assert (row.day, row.worked_hours, row.ended_at) == (date(2026, 6, 1), 0, None)


def test_who_did_not_come_has_no_hours_whatever_else_is_told():
    shift = Shift(day=date(2026, 6, 1), worked_hours=800, status=AttendanceStatus.ABSENT)

    assert day_row(shift, workday, zone="Asia/Shanghai", now=NOW).worked_hours == 0


def test_the_break_is_told_or_an_hour_of_a_long_shift():
    begin, end = "2026-06-01T09:00", "2026-06-01T18:00"

    assert worked("Asia/Shanghai", begin, end).break_minutes == 60
    assert worked("Asia/Shanghai", begin, end, break_minutes=20).worked_hours == 867  # 8 h 40 min
    assert worked("Asia/Shanghai", begin, "2026-06-01T14:00").worked_hours == 500


MOMENT = datetime(2026, 6, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "shift"),
    [
        ("day", Shift()),
        ("startedAt", Shift(day=date(2026, 6, 1))),
        ("startedAt", Shift(day=date(2026, 6, 1), ended_at=MOMENT)),
        ("endedAt", Shift(started_at=MOMENT, ended_at=MOMENT)),
        ("endedAt", Shift(started_at=MOMENT, ended_at=MOMENT.replace(day=3))),
        ("day", Shift(day=date(2026, 6, 2), started_at=MOMENT)),
        ("day", Shift(day=date(2031, 1, 1), worked_hours=800)),
        ("zone", Shift(day=date(2026, 6, 1), worked_hours=800, zone="Mars/Base")),
        ("workedHours", Shift(day=date(2026, 6, 1), worked_hours=2401)),
        ("overtimeHours", Shift(day=date(2026, 6, 1), worked_hours=100, overtime_hours=101)),
        ("lateMinutes", Shift(day=date(2026, 6, 1), worked_hours=100, late_minutes=1440)),
        ("breakMinutes", Shift(day=date(2026, 6, 1), worked_hours=100, break_minutes=-1)),
        ("note", Shift(day=date(2026, 6, 1), worked_hours=100, note="很" * 201)),
    ],
)
def test_what_does_not_add_up_is_refused_at_its_field(field, shift):
    with pytest.raises(InvalidInput) as caught:
        day_row(shift, workday, zone="Asia/Shanghai", now=NOW)

    assert caught.value.path == ("input", field)


@pytest.mark.parametrize("text", ["2026-13", "2026", "六月", "2026-6-1"])
def test_a_month_is_written_one_way(text):
    with pytest.raises(InvalidInput):
        clean_month(text)


def test_a_note_is_trimmed_and_may_be_needed():
    assert clean_note("  补卡 ") == "补卡"
    with pytest.raises(InvalidInput):
        clean_note(" ", "reason", 2)
