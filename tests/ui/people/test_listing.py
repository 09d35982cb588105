"""The people list asks only what the reader may, names what is hidden, and downloads what it shows."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import ME, OTHER, PERSON, fragment, open_stage
from ui.masks import Masks
from ui.page import Answer
from ui.people.listing import COLUMNS, split

PAGE = {"totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "c"}, "nodes": [PERSON]}
FACETS = {
    "departments": {"nodes": [
        {"id": "d0", "name": "公司", "parent": None, "employees": {"totalCount": 2}},
        {"id": "d1", "name": "城西店", "parent": {"id": "d0"}, "employees": {"totalCount": 1}},
    ]},
    **{name: {"totalCount": 1} for name in ("all", "active", "probation", "notice", "left")},
}  # fmt: skip
LINES: dict[str, Any] = {"PeopleFacets": FACETS, "People": {"employees": PAGE}}
BLIND: dict[str, Any] = {
    "PeopleFacets": {"all": {"totalCount": 1}},
    "Reach": lambda _: {"errors": [{"extensions": {"code": "FIELD_NOT_FILTERABLE"}}]},
}


def test_the_list_holds_rows_counts_and_the_way_on():
    browser, api = open_stage("hr_manager", lines=LINES)

    text = browser.get("/people?department=d0").text

    assert "王芳" in text
    assert "¥5,000" in text
    assert "after=c" in text
    assert api.variables("People")["where"] == {"department": {"id": {"in": ["d0", "d1"]}}}


def test_a_part_is_answered_as_a_part():
    browser, _ = open_stage("hr_manager", lines=LINES)

    text = browser.get("/people", headers=fragment("results")).text

    assert text.lstrip().startswith('<div id="results"')


def test_who_may_narrow_by_nothing_still_gets_a_list():
    browser, api = open_stage("auditor", lines={**LINES, **BLIND}, mayHire=False)

    text = browser.get("/people?q=li&status=ACTIVE&sort=status").text

    asked = api.variables("People")
    assert (asked["where"], asked["orderBy"], asked["search"]) == (None, None, None)
    assert 'id="q"' not in text
    assert 'class="facets"' not in text


def test_who_sees_only_themselves_is_led_there_and_who_sees_none_is_told():
    alone, _ = open_stage("employee", mayListPeople=False)
    keeper, _ = open_stage("administrator", mayListPeople=False, employee=None)

    assert alone.get("/people").headers["location"] == f"/people/{ME}"
    assert keeper.get("/people").status_code == 403


def test_the_download_is_of_the_list_and_nothing_else():
    browser, _ = open_stage("hr_manager", lines=LINES)

    answer = browser.get("/people/export?format=csv&status=ACTIVE")

    assert "filename*=UTF-8''%E5%91%98%E5%B7%A5.csv" in answer.headers["content-disposition"]
    assert "ACTIVE" in answer.text
    assert browser.get("/people/export?format=pdf").status_code == 404


def test_many_columns_no_one_may_see_are_named_once_instead_of_locked_in_each_row():
    names = ("position", "department", "status")
    masks = [{"path": f"employees.nodes.{name}", "rule": "r"} for name in (*names, "phone")]
    row = {**PERSON, "phone": "138****0001", **dict.fromkeys(names)}

    shown, locked = split(Answer({}, Masks(masks)), [row, {**row, "id": OTHER}])

    assert [column.field for column in locked] == list(names)
    assert [*shown, *locked] != list(COLUMNS)
    assert split(Answer({}, Masks(masks[:2])), [row]) == (list(COLUMNS), [])
