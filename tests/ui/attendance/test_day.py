"""One day's form: shown as the clock there showed it, and nothing typed is lost."""

from __future__ import annotations

import pytest

from tests.ui.attendance.lines import DAY, LOCKED, refused
from tests.ui.stage import OTHER, open_stage


def test_a_day_is_shown_as_the_clock_there_showed_it_and_sent_with_its_offset():
    lines = {"AttendanceDayOf": DAY, "RecordDay": {"recordAttendanceDay": {"id": "a1", "version": 3}}}
    browser, api = open_stage("hr_manager", lines=lines)

    assert 'value="2026-11-03T09:00"' in browser.get(f"/attendance/{OTHER}/2026-11-03").text
    sent = {
        "csrf": "token",
        "version": "2",
        "startedAt": "2026-11-03T09:00",
        "endedAt": "2026-11-03T18:00",
        "key": "k",
    }
    answer = browser.post(f"/attendance/{OTHER}/2026-11-03", data=sent)

    assert answer.headers["location"] == f"/attendance/{OTHER}?month=2026-11"
    given = api.variables("RecordDay")["input"]
    assert (given["startedAt"], given["version"]) == ("2026-11-03T09:00:00+08:00", 2)


@pytest.mark.parametrize(
    ("act", "operation", "field", "text"),
    [("record", "RecordDay", "endedAt", "2026-11-03T08:00"), ("remove", "RemoveDay", "reason", "误"),
     ("adjust", "AdjustDay", "workedHours", "-8")],
)  # fmt: skip
def test_a_refused_day_keeps_what_was_typed(act, operation, field, text):
    lines = {"AttendanceDayOf": {**DAY, **(LOCKED if act == "adjust" else {})}, operation: refused(field)}
    browser, _ = open_stage("hr_manager", lines=lines)

    answer = browser.post(f"/attendance/{OTHER}/2026-11-03", data={"csrf": "token", "act": act, field: text})

    assert answer.status_code == 422
    assert f'value="{text}"' in answer.text


def test_only_hr_opens_a_day_and_only_a_day_that_is_one():
    browser, _ = open_stage("employee", lines={"AttendanceDayOf": DAY})
    assert browser.get(f"/attendance/{OTHER}/2026-11-03").status_code == 403

    browser, _ = open_stage("hr_manager", lines={"AttendanceDayOf": DAY})
    assert browser.get(f"/attendance/{OTHER}/today").status_code == 404
