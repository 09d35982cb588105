"""Customers and their timeline."""

from __future__ import annotations

from tests.ui.leave.lines import refused
from tests.ui.stage import OTHER, open_stage

AGENT = {"id": OTHER, "code": "R1", "name": "王芳"}
NONE = {"totalCount": 0, "nodes": []}
ROW = {
    "id": "a1", "code": "K-1", "name": "企业客户", "customerRef": "c1", "segment": "KEY", "startedOn": "2024-05-01",
    "endedOn": None, "version": 2, "agent": AGENT, "cases": NONE, "feedbacks": NONE,
    "contacts": {"totalCount": 1, "nodes": [
        {"id": "k", "channel": "CHAT", "openedAt": "2026-10-31T18:00:00Z", "resolvedAt": None, "waitSeconds": 9,
         "isAbandoned": False, "isResolvedFirst": True, "agent": AGENT}],
        "pageInfo": {"hasNextPage": True, "endCursor": "c60"}},
    "orders": {"totalCount": 1, "nodes": [
        {"id": "o", "paidOn": "2026-10-31", "amount": "120.00", "refunded": "0.00", "isRepeat": True, "agent": AGENT}]},
    "needs": {"totalCount": 1, "nodes": [
        {"id": "n", "sinceOn": "2025-03-01", "need": "当天送达", "note": "", "toldBy": None}]},
    "segments": {"totalCount": 1, "nodes": [
        {"id": "s", "sinceOn": "2026-02-01", "segment": "KEY", "note": "年框签约", "toldBy": None}]},
    "persons": {"totalCount": 1, "nodes": [
        {"id": "p", "name": "刘经理", "jobTitle": "采购", "phone": "138****8000", "email": None, "isMain": True,
         "sinceOn": "2026-01-05", "untilOn": None, "erasedAt": None, "version": 3}]},
}  # fmt: skip
LIST = {
    "customerAccounts": {
        "totalCount": 1,
        "pageInfo": {"hasNextPage": False, "endCursor": None},
        "nodes": [ROW],
    }
}
LINES = {"Customers": LIST, "Customer": {"customerAccount": ROW}}


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


def test_a_kind_alone_is_read_page_by_page():
    browser, api = open_stage("hr_manager", lines=LINES)
    page = browser.get("/feedback/customers/a1?year=2026&kind=contact").text
    asked = api.variables("Customer")
    assert [asked[name] for name in ("contact", "order", "case", "feedback", "after")] == [
        True, False, False, False, None,
    ]  # fmt: skip
    assert "kind=contact&amp;after=c60" in page
    browser.get("/feedback/customers/a1?year=2026&kind=contact&after=c60")
    assert api.variables("Customer")["after"] == "c60"
    page = browser.get("/feedback/customers/a1?year=2026&kind=nonsense&after=c60").text
    assert api.variables("Customer")["after"] is None
    assert "年框签约" in page
    assert "刘经理" in page


def test_people_and_segments_are_written_down_and_a_masked_phone_is_not_written_back():
    done = {
        "SavePerson": {"saveAccountPerson": {"id": "a1"}},
        "ChangeSegment": {"changeAccountSegment": {"id": "a2"}},
    }
    browser, api = open_stage("hr_manager", lines=LINES | done)
    page = browser.get("/feedback/customers/a1?person=p").text
    assert 'value="刘经理"' in page
    assert 'value="138****8000"' not in page
    given = {
        "csrf": "token",
        "do": "person",
        "person-name": "刘总",
        "person-personId": "p",
        "person-version": "3",
    }
    assert browser.post("/feedback/customers/a1", data=given).status_code == 303
    sent = api.variables("SavePerson")["input"]
    sent.pop("idempotencyKey")
    assert sent == {
        "accountId": "a1", "name": "刘总", "jobTitle": "", "isMain": False, "personId": "p", "version": 3,
    }  # fmt: skip
    given = {"csrf": "token", "do": "segment", "segment-segment": "SMALL", "segment-sinceOn": "2026-11-01"}
    answer = browser.post("/feedback/customers/a1", data=given)
    assert answer.headers["location"] == "/feedback/customers/a2"

    browser, _ = open_stage("hr_manager", lines=LINES | {"SavePerson": refused("phone")})
    refusal = browser.post(
        "/feedback/customers/a1", data={"csrf": "token", "do": "person", "person-phone": "1"}
    )
    assert refusal.status_code == 422
    assert 'id="person-phone-error"' in refusal.text


def test_lists_are_brought_in_and_a_wrong_line_shows_them_again():
    browser, api = open_stage("hr_manager", lines=LINES | {"ImportSegments": {"importAccountSegments": 1}})
    data = {"csrf": "token", "what": "segments", "lines": "客户编码,分层\nK-1,大客户,2026-01-01,签约\n"}
    assert browser.post("/feedback/customers/import", data=data).status_code == 303
    assert api.variables("ImportSegments")["input"]["changes"] == [
        {"accountCode": "K-1", "segment": "KEY", "sinceOn": "2026-01-01", "note": "签约"}
    ]
    wrong = browser.post("/feedback/customers/import", data={**data, "lines": "K-1,VIP,2026-01-01"})
    assert (wrong.status_code, "第 1 行" in wrong.text) == (422, True)
    browser, _ = open_stage("hr_manager", lines=LINES | {"ImportPersons": refused("persons")})
    data = {"csrf": "token", "what": "persons", "lines": "K-1\t刘经理\t采购\t123"}
    answer = browser.post("/feedback/customers/import", data=data)
    assert (answer.status_code, "K-1\t刘经理" in answer.text) == (422, True)
