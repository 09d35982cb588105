"""A manager's people: attainment and honors; an amount is neither asked for nor shown."""

from __future__ import annotations

import pytest

from tests.ui.payouts.lines import ENDS, ENGLISH
from tests.ui.stage import ME, open_stage
from ui.page import read_document

HONOR = {"name": "服务之星", "nameEn": "Service star", "icon": "star"}
PEOPLE = [
    {
        "id": "e1", "code": "R1", "name": "王芳", "department": {"name": "城西店"},
        "awards": {"totalCount": 7, "nodes": [{"id": "a1", "period": "2026-10", "honor": HONOR}]},
        "payouts": {
            "nodes": [
                {"id": "p1", "period": "2026-Q3", "basis": "CSAT", "attainment": "105.80"},
                {"id": "p2", "period": "2026-Q2", "basis": "CSAT", "attainment": "90.00"},
                {"id": "p3", "period": "2026-Q1", "basis": "CSAT", "attainment": None},
            ]
        },
    },
    {"id": "e2", "code": "R2", "name": "李娜", "department": None, "awards": None, "payouts": None},
]  # fmt: skip
TEAM = {"TeamIncentives": {"employees": {**ENDS, "nodes": PEOPLE}}}


def test_each_person_stands_with_the_latest_attainment_the_earlier_ones_and_honors():
    browser, _ = open_stage("performance_specialist", lines=TEAM)
    page = browser.get("/incentives/team").text

    assert "<b>105.8%</b></span> <small" in page.replace("\n", "")
    assert "2026-Q2 90%" in page
    assert "服务之星 2026-10" in page
    assert '<td class="num" data-label="荣誉次数">7</td>' in page
    assert '<td class="num" data-label="荣誉次数">0</td>' in page
    assert "¥" not in page
    assert "Service star 2026-10" in browser.get("/incentives/team", headers=ENGLISH).text


def test_oneself_is_left_out_and_a_department_is_kept_while_turning_pages():
    browser, api = open_stage("performance_specialist", lines=TEAM)
    page = browser.get("/incentives/team?department=R-OPS&after=last").text

    assert api.variables("TeamIncentives") == {
        "where": {"id": {"ne": ME}, "department": {"code": {"eq": "R-OPS"}}}, "after": "last",
    }  # fmt: skip
    assert 'href="/incentives/team?department=R-OPS&amp;after=next"' in page
    browser.get("/incentives/team")
    assert api.variables("TeamIncentives") == {"where": {"id": {"ne": ME}}, "after": None}


def test_a_team_of_nobody_says_so():
    page = open_stage("hr_manager")[0].get("/incentives/team").text
    assert "没有人员" in page
    assert "<table" not in page


@pytest.mark.parametrize("role", ["employee", "payroll_specialist", "hr_specialist"])
def test_who_sees_no_attainment_finds_no_page(role):
    assert open_stage(role, lines=TEAM)[0].get("/incentives/team").status_code == 404


def test_no_amount_is_ever_asked_for():
    words = read_document("payouts/team").partition("query")[2]
    assert not {each for each in ("amount", "cash", "currency", "steps") if each in words}
