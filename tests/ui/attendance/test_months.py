"""Months as pages need them."""

from __future__ import annotations

from datetime import date

import pytest

from ui.attendance.months import Month, cells_of, is_announced, month_of
from ui.masks import Masks
from ui.page import Answer

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "name"), [("2026-02", "2026-02"), (None, "2026-11"), ("soon", "2026-11"), ("1066-10", "2026-11")]
)
def test_a_month_is_named_or_it_is_this_one(text, name):
    assert month_of(text, TODAY).name == name


def test_a_month_knows_its_neighbors_and_its_weeks():
    month = Month(date(2024, 2, 1))

    assert (month.before, month.after, month.last) == ("2024-01", "2024-03", date(2024, 2, 29))
    assert month.weeks()[0][:4] == [None, None, None, date(2024, 2, 1)]
    assert [len(week) for week in month.weeks()] == [7] * 5


def test_what_is_known_of_a_day_stands_on_it():
    data = {
        "workCalendar": [{"day": "2024-02-10", "kind": "HOLIDAY", "name": "春节", "isAnnounced": True}],
        "attendanceDays": {"nodes": [{"day": "2024-02-06", "workedHours": "8.00"}]},
        "absenceDays": {"nodes": [{"day": "2024-02-07"}]},
        "attendanceGaps": {"nodes": [{"day": "2024-02-08", "kind": "NO_RECORD"}]},
    }
    answer = Answer(data, Masks(()))

    cells = cells_of(Month(date(2024, 2, 1)), answer)

    assert cells[date(2024, 2, 10)].name == "春节"
    assert cells[date(2024, 2, 6)].row == {"day": "2024-02-06", "workedHours": "8.00"}
    assert (len(cells[date(2024, 2, 7)].offs), cells[date(2024, 2, 8)].gap) == (1, "NO_RECORD")
    assert is_announced(answer)
