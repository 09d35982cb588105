"""Everyone reads what is kept about them and who looked, rule by rule, and takes it along."""

from __future__ import annotations

from tests.ui.stage import ME, open_stage
from ui.admin.privacy import by_rule, text_of

LOOK = {
    "at": "2026-11-20T02:00:00Z",
    "actorName": "任霞",
    "roles": "hr_manager",
    "fieldGroup": "pay contact",
    "rule": "r1",
    "purpose": "",
}
OTHER = LOOK | {"at": "2026-11-21T02:00:00Z", "actorName": "孙宁", "fieldGroup": "pay"}
MONEY = LOOK | {"roles": "payroll_specialist", "rule": "r2"}
RECORD = {
    "id": ME,
    "code": "R1",
    "name": "任霞",
    "department": {"name": "人力"},
    "baseSalary": "9000.00",
    "currency": "CNY",
    "gender": "F",
    "contract": "FIXED_TERM",
    "status": "ACTIVE",
    "employmentType": "FULL_TIME",
    "attendance": {"totalCount": 24},
}
LOG = {"totalCount": 3, "nodes": [LOOK, OTHER, MONEY]}


def test_looks_are_gathered_by_rule_the_latest_first():
    rows = by_rule([MONEY, LOOK, OTHER])

    assert [(row["rule"], row["times"], row["who"], row["what"]) for row in rows] == [
        ("r1", 2, ["任霞", "孙宁"], "contact pay"),
        ("r2", 1, ["任霞"], "contact pay"),
    ]


def test_the_page_shows_it_in_words():
    browser, api = open_stage("employee", lines={"Privacy": {"me": RECORD, "accessLog": LOG}})

    text = browser.get("/privacy").text

    assert api.variables("Privacy") == {"id": ME}
    for word in ("¥9,000", "固定期限", "薪资专员", "人力", "共 24 条"):
        assert word in text


def test_it_is_taken_along_as_a_file():
    browser, _ = open_stage("employee", lines={"Taken": {"me": RECORD, "accessLog": LOG}})

    answer = browser.get("/privacy/export")

    assert answer.headers["content-disposition"] == 'attachment; filename="my-data-2026-11-22.json"'
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.json()["me"] == RECORD


def test_an_account_of_no_employee_has_nothing_kept():
    browser, _ = open_stage("administrator", employee=None)

    assert browser.get("/privacy").status_code == 404


def test_a_linked_row_is_told_by_its_name():
    assert [text_of(value) for value in ({"name": "人力"}, {"name": None}, None, 3)] == [
        "人力",
        None,
        None,
        "3",
    ]
