"""The parts of a month's overtime: they make its total exactly, from days, adjustments or a sum that is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.attendance import operations
from server.attendance.models import CalendarKind
from server.attendance.overtime import NAMES, TOTAL, by_kind, told_overtime
from server.attendance.rules import Shift, day_row
from server.people.calendar import WorkCalendar
from tests.attendance.days import CHINA, at
from tests.people.town import rows
from tests.plan.world import context, uid

PARTS = (
    "select overtime_hours,workday_overtime_hours,rest_day_overtime_hours,holiday_overtime_hours,night_shifts"
)
MAY = f"{PARTS} from attendance where employee_id='{uid('E3')}' and month='2025-05'"
NOW = datetime(2026, 1, 10, tzinfo=CHINA)

shifts = st.lists(
    st.tuples(
        st.dates(date(2025, 1, 1), date(2025, 12, 31)),
        st.integers(0, 23),
        st.integers(1, 24 * 60),
    ),
    max_size=31,
)
hundredths = st.integers(0, 20_000)


@settings(deadline=None)
@given(shifts)
def test_the_three_parts_of_any_shifts_make_their_overtime(told):
    """Whatever begins when, each shift's overtime is of the kind of the local day on which it began."""
    calendar = WorkCalendar()
    found = [
        day_row(
            Shift(started_at=at(day, hour), ended_at=at(day, hour) + timedelta(minutes=minutes)),
            calendar.kind, zone="Asia/Shanghai", now=NOW,
        )
        for day, hour, minutes in told
    ]  # fmt: skip

    parts = by_kind((row.overtime_kind, row.overtime_hours) for row in found if row.overtime_kind)

    assert list(parts) == list(NAMES)
    assert sum(parts.values()) == sum(row.overtime_hours for row in found)
    assert [row.day for row in found] == [day for day, _, _ in told]
    assert all(row.overtime_kind in (None, calendar.kind(row.day)) for row in found)


@settings(deadline=None)
@given(hundredths, hundredths, hundredths)
def test_parts_that_are_told_make_the_total(workday, rest_day, holiday):
    told = dict(zip(NAMES, (workday, rest_day, holiday), strict=True))

    assert told_overtime(told) == {TOTAL: workday + rest_day + holiday, **told}
    assert told_overtime({TOTAL: workday + rest_day + holiday, **told})[TOTAL] == sum(told.values())
    with pytest.raises(ValueError, match=str(sum(told.values()))):
        told_overtime({TOTAL: workday + rest_day + holiday + 1, **told})


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, {}),
        ({TOTAL: 3600}, {TOTAL: 3600, **dict.fromkeys(NAMES)}),
        ({TOTAL: 0}, {TOTAL: 0, **dict.fromkeys(NAMES, 0)}),
        ({TOTAL: 900, NAMES[0]: 100, NAMES[2]: 800}, {TOTAL: 900, NAMES[0]: 100, NAMES[1]: 0, NAMES[2]: 800}),
    ],
)
def test_a_month_that_is_told_as_a_sum_has_the_parts_it_tells(told, found):
    assert told_overtime(told) == found


def test_some_parts_without_a_total_are_refused():
    with pytest.raises(ValueError, match="900"):
        told_overtime({NAMES[0]: 100, NAMES[2]: 800})


async def record(ctx, day: date, starts: int, hours: float) -> None:
    begins = at(day, starts)
    await operations.record_attendance_day(
        ctx, employee_code="E3", started_at=begins, ended_at=begins + timedelta(hours=hours)
    )


async def test_days_of_each_kind_add_up_in_their_own_part(hr, town):
    """Labor Day, a Sunday made a workday, a Saturday, a Friday night into Saturday: 8 + 1 + 8 + 2 hours.

    27 April 2025 is a make-up workday of April; 10 May a Saturday of rest; 16 May a Friday.
    """
    await record(hr, date(2025, 5, 1), 9, 9)
    await record(hr, date(2025, 5, 10), 9, 9)
    await record(hr, date(2025, 5, 16), 20, 11)
    await record(hr, date(2025, 5, 21), 9, 10)

    assert await rows(town, MAY) == [("1900", "300", "800", "800", "1")]


async def test_the_kind_is_that_of_the_local_day_a_shift_begins_on(hr, town):
    """From Sunday 23:00 to Monday 07:00 where it is worked: an hour's break, seven hours, all of a day of rest."""
    await record(hr, date(2025, 5, 18), 23, 8)

    assert await rows(town, MAY) == [("700", "0", "700", "0", "1")]


async def test_a_correction_moves_the_part_with_the_day(hr, town):
    await record(hr, date(2025, 5, 10), 9, 9)
    await operations.record_attendance_day(
        hr, employee_code="E3", day=date(2025, 5, 10), worked_hours=Decimal(4), version=1
    )

    assert await rows(town, MAY) == [("400", "0", "400", "0", "0")]


async def test_an_adjustment_counts_as_the_kind_of_the_day_it_is_for(hr, town):
    """May is closed: two hours less on Labor Day and three more on a workday count in June."""
    await record(hr, date(2025, 5, 1), 9, 9)
    await operations.lock_attendance_month(hr, month="2025-05", accept_gaps=True)
    for day, hours in ((date(2025, 5, 1), -2), (date(2025, 5, 21), 3)):
        await operations.adjust_attendance(
            hr, employee_code="E3", for_day=day, overtime_hours=Decimal(hours), reason="核对打卡记录"
        )

    june = MAY.replace("2025-05", "2025-06")
    assert await rows(town, june) == [("100", "300", "0", "-200", "0")]
    assert await rows(town, MAY) == [("800", "0", "0", "800", "0")]


async def test_who_sees_the_hours_of_a_month_sees_their_parts(hr, town):
    """Four callers: a stranger, payroll (payable hours and nothing else), the person's manager, the person."""
    await record(hr, date(2025, 5, 10), 9, 9)
    fields = [f"Attendance.{name}" for name in ("overtimeHours", "restDayOvertimeHours", "overtimeSplitGap")]

    seen = {
        role: [context(town, role).policy.decide(role, relation, name, "read").allowed for name in fields]
        for role, relation in (
            ("auditor", "org"), ("payroll_specialist", "org"), ("department_manager", "team"), ("employee", "self"),
        )
    }  # fmt: skip

    assert seen["payroll_specialist"] == [False] * 3
    assert seen["department_manager"] == seen["employee"] == [True] * 3
    assert len(set(seen["auditor"])) == 1


def test_the_kinds_of_the_calendar_each_have_a_part():
    assert len(NAMES) == len(CalendarKind)
