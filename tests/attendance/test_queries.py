"""What is worked out without writing: the calendar as HR set it, and what a request would take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.attendance import operations
from server.attendance.absence_rules import Asked
from server.attendance.models import CalendarKind
from server.attendance.queries import calendar_between, preview_of
from server.kernel.errors import InvalidInput
from tests.plan.world import uid

FRI, TUE = date(2025, 5, 30), date(2025, 6, 3)


async def test_the_calendar_shows_what_hr_set(hr):
    await operations.set_calendar_day(hr, day=TUE, kind=CalendarKind.HOLIDAY, name="店庆")

    found = await calendar_between(hr, FRI, TUE)

    assert [entry.kind.name[0] for entry in found] == ["W", "H", "R", "R", "H"]
    assert [entry.is_own for entry in found] == [False, False, False, False, True]


async def test_a_span_without_end_is_refused(hr):
    for since, until in ((TUE, FRI), (date(2020, 1, 1), TUE)):
        with pytest.raises(InvalidInput):
            await calendar_between(hr, since, until)


async def test_a_preview_tells_what_counts_what_is_left_and_what_is_taken(hr, staff):
    await operations.adjust_absence_balance(
        hr, employee_code="E3", type_code="ANNUAL", hours=Decimal(24), note="期初"
    )
    await operations.request_absence(staff, type_code="ANNUAL", first_day=TUE)

    found = await preview_of(staff, uid("E3"), "ANNUAL", Asked(FRI, TUE))

    assert (found.hours, found.left, found.taken) == (1600, 0, (TUE,))
    assert [entry.day.day for entry in found.skipped] == [31, 1, 2]


async def test_a_kind_without_balance_leaves_nothing_to_tell(staff):
    assert (await preview_of(staff, uid("E3"), "SICK", Asked(FRI, FRI))).left is None
    with pytest.raises(InvalidInput):
        await preview_of(staff, uid("E3"), "SPA", Asked(FRI, FRI))
