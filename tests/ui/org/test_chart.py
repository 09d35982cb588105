"""The organization chart: whole where it is small, level by level where it is not, on any day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.schema.world import planted
from tests.ui.stage import fragment, open_stage
from ui.org.chart import Row, grown, in_force, later, standing
from ui.page import read_document

FIGURE = {"value": "3", "display": "3", "status": "OK", "reason": None}


def unit(code: str, parent: str | None = None, below: int = 0, **more: Any) -> dict[str, Any]:
    staffing = {"norm": "4.00", "gap": "1.00", "state": "SHORT", "actual": {**FIGURE, "display": "2.5"}}
    return {
        "id": code, "code": code, "name": f"部门{code}", "kind": "STORE",
        "parent": parent and {"id": parent, "name": parent},
        "manager": {"id": "m", "name": "王芳", "code": "E1"}, "children": {"totalCount": below}, "people": FIGURE,
        "span": {**FIGURE, "display": "7.00"},
        "staffing": staffing, **more,
    }  # fmt: skip


def level(*units: dict[str, Any], total: int | None = None) -> dict[str, Any]:
    return {"departments": {"totalCount": total or len(units), "nodes": list(units)}}


def norm(start: str, end: str | None = None, position: str | None = None) -> dict[str, Any]:
    return {
        "id": start, "fte": "4.00", "validFrom": start, "validTo": end,
        "position": position and {"id": position, "name": position},
    }  # fmt: skip


UNIT = {
    "department": {
        **unit("D2", "D1"), "version": 1, "children": {"totalCount": 1, "nodes": [unit("D3")]}, "span": FIGURE,
        "vacancy": {**FIGURE, "value": None, "status": "NO_DATA"},
        "staffing": {"ownNorm": "4.00", "norm": "4.00", "gap": "0.00", "state": "FULL", "actual": FIGURE},
        "norms": {"nodes": [norm("2026-01-01"), norm("2027-01-01")]},
    }
}  # fmt: skip


def test_a_small_organization_is_one_tree_asked_for_once():
    browser, api = open_stage("hr_manager", lines={"OrgLevel": level(unit("D1", below=1), unit("D2", "D1"))})

    page = browser.get("/org")

    assert page.status_code == 200
    assert page.text.index("部门D1") < page.text.index("部门D2")
    assert "缺 1" in page.text
    assert '<span class="sr">管理幅度</span>7.00</span>' in page.text
    assert '<span class="sr">在岗（全职当量）</span>2.5</span>' in page.text
    assert [name for name, _ in api.asked if name == "OrgLevel"] == ["OrgLevel"]
    assert api.variables("OrgLevel")["period"] == "2026-11-22..2026-11-22"


@pytest.mark.parametrize(
    ("role", "is_counted"),
    [("hr_manager", True), ("general_manager", True), ("employee", False)],
)
def test_a_company_of_oneself_is_no_figure(role, is_counted):
    hidden = {**unit("D1"), "staffing": None}
    browser, _ = open_stage(
        role, lines={"OrgLevel": level(hidden), "OrgUnit": {"department": {**UNIT["department"]}}}
    )

    assert ("管理幅度" in browser.get("/org").text) is is_counted
    assert ("管理幅度" in browser.get("/org/D2").text) is is_counted


@pytest.mark.parametrize(
    ("role", "period"), [("hr_manager", "2026-11-22..2026-11-22"), ("general_manager", "2026-10")]
)
def test_who_sees_totals_alone_is_told_those_of_the_last_whole_month(role, period):
    browser, api = open_stage(role, lines={"OrgLevel": level(unit("D1"))})

    page = browser.get("/org").text

    assert api.variables("OrgLevel")["period"] == period
    assert ("在职人数和管理幅度按 2026-10 计算" in page) is (period == "2026-10")


def test_a_large_one_comes_level_by_level():
    def asked(given: dict[str, Any]) -> dict[str, Any]:
        if {"parent": {"id": {"eq": "D1"}}} in given["where"].get("and", ()):
            return level(unit("D2", "D1", below=3))
        return level(unit("D1", below=1), total=9000)

    browser, _ = open_stage("hr_manager", lines={"OrgLevel": asked})

    page = browser.get("/org").text

    assert 'hx-get="/org/D2/below?on=2026-11-22&amp;depth=2"' in page
    branch = browser.get("/org/D1/below?depth=1", headers=fragment("below-D1")).text
    assert "部门D2" in branch
    assert "<html" not in branch


def test_a_day_of_the_past_is_asked_for_and_said():
    browser, api = open_stage("hr_manager", lines={"OrgLevel": level(unit("D1"))})

    page = browser.get("/org?on=2025-03-31").text

    assert api.variables("OrgLevel")["on"] == "2025-03-31"
    assert api.variables("OrgLevel")["where"] == {
        "or": [{"closedOn": {"isNull": True}}, {"closedOn": {"gt": "2025-03-31"}}]
    }
    assert "2025-03-31 当天的组织" in page
    assert browser.get("/org?on=never").status_code == 200
    assert api.variables("OrgLevel")["on"] == "2026-11-22"


def test_a_search_lists_what_it_finds_and_says_when_there_is_none():
    browser, api = open_stage("hr_manager", lines={"OrgLevel": level()})

    assert "没有符合的部门" in browser.get("/org?q=不存在").text
    assert api.variables("OrgLevel")["search"] == "不存在"


def test_a_reader_without_norms_sees_none():
    rows = [unit("D1", staffing=None)]
    browser, _ = open_stage("employee", lines={"OrgLevel": level(*rows)})

    page = browser.get("/org").text

    assert "差额" not in page
    assert "/org/promotions" not in page


def test_a_department_opens_in_the_drawer():
    browser, _ = open_stage("hr_manager", lines={"OrgUnit": UNIT})

    drawer = browser.get("/org/D2", headers=fragment("drawer")).text

    assert "<html" not in drawer
    assert "满编" in drawer
    assert "2027-01-01 起" in drawer
    assert 'href="/org/D2/norm"' in drawer
    assert browser.get("/org/D2").status_code == 200


def test_a_department_that_is_not_there_is_said_to_be_absent():
    browser, _ = open_stage("hr_manager", lines={"OrgUnit": {"department": None}})

    assert browser.get("/org/D9").status_code == 404


def test_a_tree_grows_from_its_tops_or_from_the_one_asked_for():
    rows: list[Row] = [unit("D1"), unit("D2", "D1"), unit("D3", "D2"), unit("D4", "gone")]

    assert [one["code"] for one in grown(rows)] == ["D1", "D4"]
    assert [one["code"] for one in grown(rows, "D2")[0]["below"]] == ["D3"]


def test_norms_of_a_day_and_those_to_come():
    norms: list[Row] = [
        norm("2026-01-01", "2026-06-01"),
        norm("2026-06-01"),
        norm("2026-01-01", position="店长"),
    ]
    day = date(2026, 3, 1)

    assert [row["position"] for row in in_force(norms, day)] == [None, {"id": "店长", "name": "店长"}]
    assert [row["validFrom"] for row in later(norms, day)] == ["2026-06-01"]


async def test_a_closed_department_is_on_the_chart_and_offered_until_it_closes(store):
    world = await planted(store)
    made = {"input": {"code": "D9", "name": "临时店", "kind": "STORE", "parentCode": "D1"}}
    shut = {"input": {"code": "D9", "closedOn": "2027-01-01"}}
    await world.ask(
        "hr_manager",
        "mutation M($input: CreateDepartmentInput!) { createDepartment(input: $input) { id } }",
        made,
    )
    await world.ask(
        "hr_manager", "mutation M($input: CloseInput!) { closeDepartment(input: $input) { id } }", shut
    )
    seen = {}
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        on = day.isoformat()
        level = {"where": standing(day, None), "first": 60, "on": on, "period": f"{on}..{on}"}
        for document, given in (("org/level", level), ("people/open_choices", {"on": on})):
            found = await world.ask("hr_manager", read_document(document), given)
            assert found["codes"] == []
            seen[document, on] = "D9" in {row["code"] for row in found["data"]["departments"]["nodes"]}

    assert seen == {
        ("org/level", "2026-12-31"): True,
        ("people/open_choices", "2026-12-31"): True,
        ("org/level", "2027-01-01"): False,
        ("people/open_choices", "2027-01-01"): False,
    }
