"""Commissions on pages: how far each has vested, proposing one with its deal, stopping one."""

from __future__ import annotations

from tests.ui.incentives.lines import COMMISSION, refused, tallies
from tests.ui.stage import open_stage

STATES = ("Proposed", "Running", "Vested", "Stopped")
LISTED = {"Commissions": tallies("commissions", [COMMISSION], *STATES)}
DEALS = {"deals": {"nodes": [{"code": "KA-1", "name": "大客户", "signedOn": "2026-01-01"}]}}
FORM = {
    "csrf": "token", "key": "k", "dealCode": "KA-2", "dealName": "新客户", "signedOn": "2026-11-01",
    "employeeCode": "R1", "amount": "1200", "startsOn": "2026-11-01", "months": "12", "isAdvanced": "1",
}  # fmt: skip


def test_commissions_are_listed_with_how_far_they_have_vested():
    browser, api = open_stage("hr_manager", lines=LISTED)
    page = browser.get("/incentives/commissions?state=RUNNING").text

    assert api.variables("Commissions")["where"] == {"state": {"eq": "RUNNING"}}
    assert "¥120,000" in page
    assert "5 / 12" in page
    assert "新提成" in page
    hidden = {"Commissions": tallies("commissions", [{**COMMISSION, "amount": None}], *STATES)}
    page = open_stage("payroll_specialist", lines=hidden)[0].get("/incentives/commissions").text
    assert "120,000" not in page
    assert "新提成" not in page
    assert open_stage("performance_specialist")[0].get("/incentives/commissions").status_code == 404


def test_a_commission_is_told_part_by_part():
    browser, _ = open_stage("hr_manager", lines={"Commission": {"commission": COMMISSION}})
    page = browser.get("/incentives/commissions/c1").text

    assert "追回" in page
    assert "−¥70,000" in page
    assert "10.0%" in page
    assert open_stage("hr_manager")[0].get("/incentives/commissions/none").status_code == 404


def test_a_commission_is_proposed_with_the_deal_it_is_of():
    said = {"SaveDeal": {"saveDeal": {"id": "d2"}}, "ProposeCommission": {"proposeCommission": {"id": "c2"}}}
    browser, api = open_stage("hr_manager", lines={"Deals": DEALS, **said})
    assert "KA-1" in browser.get("/incentives/commissions/new").text

    answer = browser.post("/incentives/commissions/new", data=FORM)

    assert answer.headers["location"] == "/incentives/commissions/c2"
    assert api.variables("SaveDeal")["input"]["code"] == "KA-2"
    given = api.variables("ProposeCommission")["input"]
    assert (given["dealCode"], given["months"], given["isAdvanced"]) == ("KA-2", 12, True)


def test_a_refused_proposal_keeps_what_was_typed_and_no_deal_is_asked_for_without_a_name():
    lines = {"Deals": DEALS, "ProposeCommission": refused("months")}
    browser, api = open_stage("hr_manager", lines=lines)

    answer = browser.post("/incentives/commissions/new", data={**FORM, "dealName": "", "months": "many"})

    assert answer.status_code == 422
    assert 'value="many"' in answer.text
    assert "SaveDeal" not in [name for name, _ in api.asked]
    lines = {"Deals": DEALS, "SaveDeal": refused("code")}
    assert (
        open_stage("hr_manager", lines=lines)[0].post("/incentives/commissions/new", data=FORM).status_code
        == 422
    )
    assert open_stage("payroll_specialist")[0].get("/incentives/commissions/new").status_code == 404


def test_a_commission_is_stopped_once_with_its_reason():
    form = {"csrf": "token", "key": "k", "version": "2", "stoppedOn": "2026-05-31", "reason": "CUSTOMER_LOST"}
    browser, api = open_stage("hr_manager", lines={"StopCommission": {"stopCommission": {"id": "c1"}}})
    assert (
        browser.post("/incentives/commissions/c1/stop", data=form).headers["location"]
        == "/incentives/commissions/c1"
    )
    assert api.variables("StopCommission")["input"] == {
        "id": "c1", "idempotencyKey": "k", "version": 2, "stoppedOn": "2026-05-31", "reason": "CUSTOMER_LOST",
    }  # fmt: skip

    lines = {"StopCommission": refused("stoppedOn"), "Commission": {"commission": COMMISSION}}
    answer = open_stage("hr_manager", lines=lines)[0].post("/incentives/commissions/c1/stop", data=form)
    assert answer.status_code == 422
    assert 'id="stoppedOn-error"' in answer.text
