"""Customers and their timeline."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from tests.ui.leave.lines import refused
from tests.ui.stage import OTHER, open_stage
from ui.library.customers import timeline

AGENT = {"id": OTHER, "code": "R1", "name": "王芳"}
NONE = {"totalCount": 0, "nodes": []}
ROW = {
    "id": "a1", "code": "K-1", "name": "企业客户", "customerRef": "c1", "segment": "KEY", "startedOn": "2024-05-01",
    "endedOn": None, "version": 2, "agent": AGENT, "cases": NONE, "feedbacks": NONE,
    "contacts": {"totalCount": 1, "nodes": [
        {"id": "k", "channel": "CHAT", "openedAt": "2026-10-31T18:00:00Z", "resolvedAt": None, "waitSeconds": 9,
         "isAbandoned": False, "isResolvedFirst": True, "agent": AGENT}]},
    "orders": {"totalCount": 1, "nodes": [
        {"id": "o", "paidOn": "2026-10-31", "amount": "120.00", "refunded": "0.00", "isRepeat": True, "agent": AGENT}]},
    "needs": {"totalCount": 1, "nodes": [
        {"id": "n", "sinceOn": "2025-03-01", "need": "当天送达", "note": "", "toldBy": None}]},
}  # fmt: skip
LIST = {
    "customerAccounts": {
        "totalCount": 1,
        "pageInfo": {"hasNextPage": False, "endCursor": None},
        "nodes": [ROW],
    }
}
LINES = {"Customers": LIST, "Customer": {"customerAccount": ROW}}


def test_a_timeline_goes_by_local_months_newest_first_and_has_the_needs_of_its_year():
    found = timeline(ROW, 2026, ZoneInfo("Asia/Shanghai"))

    assert [(month, [each["kind"] for each in rows]) for month, rows in found] == [
        ("2026-11", ["contact"]), ("2026-10", ["order"]),
    ]  # fmt: skip
    assert timeline(ROW, 2025, ZoneInfo("UTC"))[-1][1][0]["kind"] == "need"


def test_staff_see_their_own_customers_and_hr_those_who_are_still_there():
    browser, api = open_stage("employee", lines=LINES)
    assert "企业客户" in browser.get("/feedback/customers?q=K&segment=KEY").text
    assert set(api.variables("Customers")["where"]) == {"agent", "segment"}
    browser, api = open_stage("hr_manager", lines=LINES)
    browser.get("/feedback/customers")
    assert api.variables("Customers")["where"] == {"endedOn": {"isNull": True}}
    browser, _ = open_stage("payroll_specialist", lines=LINES)
    assert browser.get("/feedback/customers?view=all").status_code in (200, 404)


def test_a_need_is_written_down_and_a_refusal_shows_the_form_again():
    browser, api = open_stage("hr_manager", lines=LINES | {"Need": {"recordAccountNeed": {"id": "a1"}}})
    assert "当天送达" in browser.get("/feedback/customers/a1?year=2025").text
    data = {"csrf": "token", "need": "每月对账", "sinceOn": "2026-11-01", "note": ""}
    assert browser.post("/feedback/customers/a1", data=data).status_code == 303
    assert "note" not in api.variables("Need")["input"]

    browser, _ = open_stage("hr_manager", lines=LINES | {"Need": refused("need")})
    assert browser.post("/feedback/customers/a1", data=data).status_code == 422
    browser, _ = open_stage("hr_manager", lines={"Customer": {"customerAccount": None}})
    assert browser.get("/feedback/customers/none").status_code == 404


def test_an_account_is_kept():
    saved = {"saveCustomerAccount": {"id": "a2"}}
    browser, api = open_stage("hr_manager", lines=LINES | {"SaveCustomer": saved})
    assert 'value="K-1"' in browser.get("/feedback/customers/a1/edit").text
    data = {
        "csrf": "token",
        "code": "K-1",
        "name": "企业客户",
        "customerRef": "c1",
        "segment": "KEY",
        "version": "2",
    }
    answer = browser.post("/feedback/customers/a1/edit", data=data)
    assert answer.headers["location"] == "/feedback/customers/a2"
    assert api.variables("SaveCustomer")["input"]["version"] == 2

    browser, _ = open_stage(
        "hr_manager", lines=LINES | {"SaveCustomer": refused("customerRef", "ACCOUNT_EXISTS")}
    )
    assert browser.post("/feedback/customers/new", data=data).status_code == 422
    browser, _ = open_stage("performance_specialist", lines=LINES)
    assert browser.get("/feedback/customers").status_code == 200
