"""The policy pages: a matrix for who may read it, a drawer for a cell, and why for every reader."""

from __future__ import annotations

import html
import re

from tests.ui.stage import OTHER, fragment, open_stage

CELLS = {"policyMatrix": [{
    "field": "Employee.phone", "fieldClass": "phone", "role": "department_manager", "relation": "team",
    "act": "read", "view": "phone", "rule": "rules/people.csv:80",
}]}  # fmt: skip
READ = {
    "role": "employee", "relation": "self", "act": "read", "allowed": True, "view": "plain",
    "rule": "rules/people.csv:9", "reason": "员工可看 | Employees see", "chain": ["employee"],
}  # fmt: skip


def test_a_cell_opens_as_a_part_with_its_rule():
    browser, _ = open_stage("auditor", lines={"Matrix": CELLS}, mayReadPolicies=True)

    text = browser.get(
        "/policies?type=Employee&field=phone&role=department_manager&as=team", headers=fragment("drawer")
    ).text

    assert "rules/people.csv:80" in text
    assert "<html" not in text


def test_the_matrix_is_for_who_may_read_it():
    browser, _ = open_stage("employee", lines={"Matrix": CELLS})

    assert browser.get("/policies").status_code == 403


def test_every_type_of_rows_can_be_chosen():
    browser, api = open_stage("auditor", lines={"Matrix": CELLS}, mayReadPolicies=True)

    text = browser.get("/policies?type=AbsenceRequest").text

    assert api.variables("Matrix") == {"type": "AbsenceRequest"}
    for name in ("Employee", "AbsenceRequest", "ApprovalTask", "ImportBatch", "SeveranceDraft", "Account"):
        assert f'<option value="{name}"' in text, name
    assert '<option value="AbsenceRequest" selected>' in text


def test_what_is_hidden_can_be_asked_for():
    hidden = {**READ, "view": "phone", "role": "department_manager", "rule": "rules/people.csv:101"}
    lines = {"Why": {"explainAccess": [hidden]}}
    place = f"/why?type=Employee&field=phone&id={OTHER}"

    browser, _ = open_stage("department_manager", lines=lines)
    asked = re.search(r'href="(/support/new[^"]+)"', browser.get(place).text)
    form = browser.get(html.unescape(asked[1])).text if asked else ""

    assert "想查看：员工 · 手机" in form
    assert f"记录：/people/{OTHER}\n规则：rules/people.csv:101\n用途：" in form

    plain, _ = open_stage("department_manager", lines={"Why": {"explainAccess": [READ]}})
    assert "/support/new" not in plain.get(place).text


def test_why_sums_up_ones_roles():
    masked = {**READ, "view": "phone"}
    for reads, word in (([READ], "您可以看到"), ([masked], "遮盖"), ([], "没有这条记录")):
        browser, _ = open_stage("employee", lines={"Why": {"explainAccess": reads}})

        assert word in browser.get(f"/why?type=Employee&field=phone&id={OTHER}").text
