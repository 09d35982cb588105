"""Cells in the spellings that spreadsheets use."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from server.imports import values
from server.imports.result import BadCell
from server.people.models import EmploymentType, LeaveKind


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-01", "2024/3/1", "2024.3.1", "2024年3月1日", "2024年3月1号", "二〇二四年三月一日",
        "20240301", "２０２４－０３－０１", "45352",
        45352.0, " 2024-03-01 00:00:00",
        date(2024, 3, 1), datetime(2024, 3, 1, 9, 30),  # noqa: DTZ001 (as a spreadsheet gives it)
    ],
)  # fmt: skip
def test_a_date_in_any_usual_spelling(cell):
    assert values.day_of(cell) == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("二零二四年十月十日", date(2024, 10, 10)), ("二〇二五年十二月三十一日", date(2025, 12, 31)),
        ("二〇二五年一月二十号", date(2025, 1, 20)),
    ],
)  # fmt: skip
def test_a_date_in_words(cell, day):
    assert values.day_of(cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        "二〇二四年二月三十日",
        "二〇二四年十一二月一日",
        "2024-02-30",
        "01/03/2024",
        "昨天",
        "2024",
        "20241301",
    ],
)
def test_what_is_no_date_is_refused(cell):
    with pytest.raises(BadCell):
        values.day_of(cell)


@pytest.mark.parametrize("cell", ["2024-03", "2024年3月", "202403", "2024/3/15", date(2024, 3, 9)])
def test_a_month_in_any_usual_spelling(cell):
    assert values.month_of(cell) == "2024-03"


def test_numbers_with_signs_and_separators():
    assert values.number_of("¥8,800.50元") == Decimal("8800.50")
    assert values.hundredths_of("7.5") == 750
    assert values.count_of(3.0) == 3
    for read, cell in (
        (values.number_of, "1.234"),
        (values.number_of, "八"),
        (values.count_of, "1.5"),
        (values.hundredths_of, "-1"),
    ):
        with pytest.raises(BadCell):
            read(cell)


def test_choices_in_both_languages():
    assert values.leave_kind_of("主动离职") == LeaveKind.VOLUNTARY
    assert values.leave_kind_of("INVOLUNTARY") == LeaveKind.INVOLUNTARY
    assert values.employment_type_of("实习") == EmploymentType.INTERN
    with pytest.raises(BadCell):
        values.leave_kind_of("失踪")


def test_text_is_narrow_and_whole_numbers_have_no_point():
    assert [values.text_of(cell) for cell in (None, 1001.0, "Ｅ１ ", 1.5)] == ["", "1001", "E1", "1.5"]
