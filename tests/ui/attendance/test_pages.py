"""One's own month and somebody's, day by day."""

from __future__ import annotations

from tests.ui.attendance.lines import LOCKED, MONTH, PERSON
from tests.ui.stage import ME, OTHER, open_stage


def test_ones_own_month_tells_each_day_and_the_sums():
    browser, api = open_stage("employee", lines={"AttendanceMonth": MONTH})

    page = browser.get("/attendance?month=2026-11").text

    assert api.variables("AttendanceMonth")["person"] == ME
    for text in ("超过 30", "+2", "平日 1.5 倍", "年休假", "上午", "缺记录", "09:00–20:00"):
        assert text in page
    assert f"/attendance/{ME}/2026-11-03" not in page


def test_a_closed_month_says_so():
    browser, _ = open_stage("employee", lines={"AttendanceMonth": {**MONTH, **LOCKED}})

    assert "已锁定" in browser.get("/attendance").text


def test_hr_opens_somebodys_days_from_their_month():
    lines = {"AttendanceMonth": MONTH, "AttendancePerson": {"employee": PERSON}}
    browser, _ = open_stage("hr_manager", lines=lines)

    assert f'href="/attendance/{OTHER}/2026-11-03"' in browser.get(f"/attendance/{OTHER}?month=2026-11").text


def test_one_out_of_sight_is_not_there():
    browser, _ = open_stage("employee", lines={"AttendancePerson": {"employee": None}})

    assert browser.get(f"/attendance/{OTHER}").status_code == 404
