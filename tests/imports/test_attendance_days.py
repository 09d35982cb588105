"""Daily attendance from a file: times read, nights kept on their day, closed months refused, nothing written twice."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from server.attendance import operations
from server.attendance.models import AttendanceStatus
from server.imports import Options, import_file
from server.imports.attendance_days import moment_of, status_of
from server.imports.result import BadCell
from server.kernel.errors import Denied
from tests.people.town import rows
from tests.plan.world import context

DAYS = (
    "select e.code,d.valid_from,d.worked_hours,d.overtime_hours,d.status,d.version from attendance_day d "
    "join employee e on e.id=d.employee_id where d.superseded_at is null order by 1,2"
)
FILE = """工号,日期,上班时间,下班时间,迟到,状态
E3,2025-06-03,09:00,18:00,,
E3,2025-06-04,22:00,06:30,,
E4,2025/6/3,9:05,20:05,5,
E4,2025-06-04,,,,旷工
"""


@pytest.fixture
def bring(operator, tmp_path):
    async def bring(text, *, who=operator):
        file = tmp_path / "days.csv"
        file.write_text(text)
        return await import_file(who, "attendance_days", file, Options("kaoqin"))

    return bring


async def test_days_are_added_then_left_alone_then_corrected(town, bring):
    first, again = await bring(FILE), await bring(FILE)
    third = await bring(FILE.replace("18:00", "19:00"))

    assert [(each.created, each.updated, each.unchanged) for each in (first, again, third)] == [
        (4, 0, 0),
        (0, 0, 4),
        (0, 1, 3),
    ]
    assert await rows(town, DAYS) == [
        ("E3", "2025-06-03", "900", "100", "WORKED", "2"),
        ("E3", "2025-06-04", "750", "0", "WORKED", "1"),
        ("E4", "2025-06-03", "1000", "200", "WORKED", "1"),
        ("E4", "2025-06-04", "0", "0", "ABSENT", "1"),
    ]


BAD = """工号,日期,上班时间,下班时间,工时,时区
E404,2025-06-03,09:00,18:00,,
E3,2025-06-03,9点,18:00,,
E3,2025-06-04,,,25,
E5,2025-06-05,,,8,
E3,2025-07-07,,,8,
E3,2025-06-06,09:00,18:00,,Mars/Base
"""


async def test_each_bad_row_says_what_is_wrong_with_it(town, bring):
    found = await bring(BAD)

    assert [(error.row, error.column, error.code) for error in found.errors] == [
        (2, "工号", "UNKNOWN_EMPLOYEE"),
        (3, "上班时间", "INVALID_TIME"),
        (4, "工时", "INVALID_VALUE"),
        (5, "日期", "NOT_EMPLOYED"),
        (6, "日期", "INVALID_VALUE"),
        (7, "时区", "INVALID_VALUE"),
    ]
    assert await rows(town, DAYS) == []


async def test_a_closed_month_takes_no_row_of_either_kind(town, bring, operator, tmp_path):
    await operations.lock_attendance_month(context(town, "hr_manager"), month="2025-05")
    months = tmp_path / "months.csv"
    months.write_text("工号,月份,出勤工时\nE3,2025-05,1\nE3,2025-06,2\n")

    days = await bring("工号,日期,工时\nE3,2025-05-06,8\n")
    sums = await import_file(operator, "attendance", months, Options("kaoqin"))

    assert [error.code for error in days.errors] == ["MONTH_LOCKED"]
    assert [(error.row, error.code) for error in sums.errors] == [(2, "MONTH_LOCKED")]
    assert sums.created == 1


async def test_only_who_may_record_days_brings_them(town, bring):
    with pytest.raises(Denied):
        await bring(FILE, who=context(town, "department_manager"))


def test_times_are_read_as_the_clock_on_the_wall_shows_them():
    assert moment_of("9:05") == time(9, 5)
    assert moment_of("2025-06-01 22:00") == datetime.fromisoformat("2025-06-01T22:00")
    assert moment_of(time(8)) == time(8)
    for text in ("25:00", "2025-13-01 08:00", "noon"):
        with pytest.raises(BadCell):
            moment_of(text)


def test_a_status_is_known_by_its_usual_words():
    assert [status_of(word) for word in ("出勤", "旷工", "absent")] == [
        AttendanceStatus.WORKED,
        AttendanceStatus.ABSENT,
        AttendanceStatus.ABSENT,
    ]
