"""The pages of leave: balances, asking with a preview, taking back, who is off, and what HR sets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.leave.lines import ANNUAL, BALANCE, KINDS, refused
from tests.ui.stage import ME, OTHER, open_stage
from ui.leave.pages import PEOPLE

REQUEST = {
    "id": "r1", "firstDay": "2026-12-07", "lastDay": "2026-12-08", "startsAtNoon": False, "endsAtNoon": True,
    "days": "1.50", "hours": "12.00", "reason": "", "state": "WAITING", "approvalId": "p1", "version": 1,
    "createdAt": "2026-11-20T01:00:00Z", "type": ANNUAL,
}  # fmt: skip
MINE = {
    "absenceBalances": {"nodes": [BALANCE]},
    "absenceRequests": {"totalCount": 1, "pageInfo": {"hasNextPage": False}, "nodes": [REQUEST]},
}


def test_ones_leave_tells_what_is_left_and_how_far_requests_are():
    browser, api = open_stage("employee", lines={"LeaveMine": MINE})

    page = browser.get("/leave").text

    assert api.variables("LeaveMine")["me"] == ME
    for text in ("6.5", "天可用", "待审批", "撤回", "/approvals/p1"):
        assert text in page


@pytest.mark.parametrize(
    ("path", "operation", "field"),
    [("withdraw", "WithdrawLeave", "withdrawAbsence"), ("return", "ReturnLeave", "returnAbsence")],
)
def test_a_request_is_taken_back_and_days_are_given_back(path, operation, field):
    browser, api = open_stage("employee", lines={operation: {field: {"id": "r1"}}})

    answer = browser.post(f"/leave/{path}", data={"csrf": "token", "id": "r1", "version": "1"})

    assert answer.headers["location"] == "/leave"
    assert api.variables(operation)["input"]["version"] == 1


def test_what_cannot_be_taken_back_is_told_on_the_page():
    browser, _ = open_stage(
        "employee", lines={"LeaveMine": MINE, "WithdrawLeave": refused("id", "INVALID_STATE")}
    )

    answer = browser.post("/leave/withdraw", data={"csrf": "token", "id": "r1"})

    assert (answer.status_code, "不行。" in answer.text) == (409, True)


DAY = {"id": "d", "day": "2026-11-22", "part": "MORNING", "state": "HELD", "type": ANNUAL,
       "employee": {"id": OTHER, "code": "R1", "name": "王芳", "department": None}}  # fmt: skip
CALENDAR = [
    {"day": f"2026-11-{n:02d}", "kind": "WORKDAY", "name": "", "isAnnounced": True} for n in range(1, 31)
]


def test_who_is_off_is_a_table_for_who_may_see_it():
    team = {"workCalendar": CALENDAR, "absenceDays": {"totalCount": 1, "pageInfo": {}, "nodes": [DAY]}}
    browser, _ = open_stage("hr_manager", lines={"LeaveTeam": team})
    page = browser.get("/leave/team").text
    assert "½年?" in page
    assert "今天休假" in page

    browser, _ = open_stage("payroll_specialist")
    assert browser.get("/leave/team").status_code == 404


def off(number: int) -> dict[str, Any]:
    person = {"id": f"e{number}", "code": f"R{number}", "name": f"王{number:02d}", "department": None}
    return {**DAY, "day": "2026-11-20", "employee": person}


def test_everybody_who_is_off_is_reached_page_by_page_in_the_order_of_their_names():
    last = PEOPLE + 1
    days = {"totalCount": last + 1, "pageInfo": {}, "nodes": [off(number) for number in range(last + 1)]}
    named = {"employees": {"nodes": [{"id": f"e{number}"} for number in range(last, -1, -1)]}}
    team = {"workCalendar": CALENDAR, "absenceDays": days, "departments": {"nodes": []}}
    browser, api = open_stage("hr_manager", lines={"LeaveTeam": team, "LeaveOrder": named})

    first = browser.get("/leave/team?month=2026-11&department=d1").text
    second = browser.get(f"/leave/team?month=2026-11&department=d1&from={PEOPLE}").text

    assert api.variables("LeaveTeam")["who"] == {"department": {"id": {"eq": "d1"}}}
    assert first.index(f"王{last}") < first.index("王02")
    assert ("王01" in first, "王01" in second, "王02" in second) == (False, True, False)
    assert f"from={PEOPLE}" in first
    assert f"第 {last}–{last + 1} 人，共 {last + 1} 人" in second
    assert ("from=0" in second, f"from={2 * PEOPLE}" in second) == (True, False)


ENTRY = {"id": "e", "kind": "ACCRUED", "days": "10.00", "hours": "80.00", "enteredOn": "2026-01-01", "note": "",
         "type": ANNUAL}  # fmt: skip
LEDGER = {
    "absenceEntries": {"nodes": [ENTRY]},
    "absenceBalances": {"nodes": [BALANCE]},
    "employee": {"id": OTHER, "code": "R1", "name": "王芳"},
}  # fmt: skip


def test_a_balance_shows_its_entries_and_hr_adjusts_it_there():
    lines = {"LeaveLedger": LEDGER, "LeaveKinds": KINDS, "SetLeaveBalance": refused("hours")}
    browser, api = open_stage("hr_manager", lines=lines)
    place = f"/leave/ledger/{OTHER}/t1"

    assert "+10" in browser.get(place).text
    answer = browser.post(place, data={"csrf": "token", "code": "ANNUAL", "hours": "-99", "note": "多扣"})

    assert (answer.status_code, 'value="-99"' in answer.text) == (422, True)
    assert api.variables("SetLeaveBalance")["input"]["employeeId"] == OTHER
    assert "SetLeaveBalance" not in open_stage("employee", lines=lines)[0].get(f"/leave/ledger/{ME}/t1").text
    assert browser.get(f"/leave/ledger/{OTHER}/t9").status_code == 404
