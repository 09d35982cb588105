"""What HR sets: kinds in days and percent, and days of the calendar."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import open_stage
from ui.leave.settings import kind_given, kind_values

SICK = {
    "id": "t2", "code": "SICK", "name": "病假", "nameEn": "Sick leave", "unit": "HALF_DAY", "paidShare": "0.60",
    "accrual": "NONE", "yearlyHours": "0.00", "carryOverHours": "40.00", "countsRestDays": False, "needsReason": True,
    "isActive": True, "version": 2,
}  # fmt: skip
FOUND: dict[str, Any] = {
    "absenceTypes": {"nodes": [SICK]},
    "workCalendar": [
        {"day": "2026-10-01", "kind": "HOLIDAY", "name": "国庆节", "isAnnounced": True, "isOwn": False}
    ],
}


def test_a_kind_is_shown_in_days_and_percent_and_sent_in_hours_and_shares():
    values = kind_values(SICK)

    assert (values["paidPercent"], values["carryOverDays"], values["needsReason"]) == ("60", "5", "1")
    given = kind_given(values)
    assert (given["paidShare"], given["carryOverHours"], given["isActive"]) == ("0.60", "40", True)


def test_what_is_no_number_goes_as_it_is():
    assert kind_given(kind_values(None) | {"paidPercent": "all"})["paidShare"] == "all"


def test_a_kind_is_changed_with_the_version_that_was_seen():
    lines = {"LeaveSettings": FOUND, "SetLeaveKind": {"setAbsenceType": {"id": "t2"}}}
    browser, api = open_stage("hr_manager", lines=lines)

    assert "国庆节" in browser.get("/leave/settings").text
    assert 'value="60"' in browser.get("/leave/settings/kind?code=SICK").text
    answer = browser.post(
        "/leave/settings/kind?code=SICK", data={"csrf": "token", "version": "2", "name": "病假"}
    )

    assert answer.headers["location"] == "/leave/settings"
    assert (
        api.variables("SetLeaveKind")["input"]["code"],
        api.variables("SetLeaveKind")["input"]["version"],
    ) == ("SICK", 2)


def test_a_day_of_the_calendar_is_set_or_refused_on_the_page():
    extensions = {"code": "MONTH_LOCKED", "zh": "已锁定。", "en": "Locked.", "inputPath": ["input", "day"]}
    no = {"errors": [{"message": "Locked.", "extensions": extensions}]}
    sent = {"csrf": "token", "day": "2026-10-08", "kind": "REST_DAY"}

    browser, _ = open_stage("hr_manager", lines={"SetCalendarDay": {"setCalendarDay": {"day": "2026-10-08"}}})
    assert (
        browser.post("/leave/settings/day", data=sent).headers["location"]
        == "/leave/settings?year=2026#calendar"
    )
    browser, _ = open_stage("hr_manager", lines={"LeaveSettings": FOUND, "SetCalendarDay": no})
    assert "已锁定。" in browser.post("/leave/settings/day", data=sent).text


def test_settings_are_for_who_sets_them():
    browser, _ = open_stage("hr_specialist")

    assert [browser.get(path).status_code for path in ("/leave/settings", "/leave/settings/kind")] == [
        404,
        404,
    ]
