"""The people list asks only what the reader may, names what is hidden, and downloads what it shows."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import ME, OTHER, PERSON, fragment, open_stage

PAGE = {"totalCount": 1, "pageInfo": {"hasNextPage": True, "endCursor": "c"}, "nodes": [PERSON]}
FACETS = {
    "departments": {"nodes": [
        {"id": "d0", "name": "公司", "parent": None, "employees": {"totalCount": 2}},
        {"id": "d1", "name": "城西店", "parent": {"id": "d0"}, "employees": {"totalCount": 1}},
    ]},
    **{name: {"totalCount": 1} for name in ("all", "active", "probation", "notice", "left")},
}  # fmt: skip
VIEW = {
    "id": "v1", "name": "快转正的", "address": "status=PROBATION", "isShared": False, "isOwn": True,
    "isDefault": True, "version": 1,
}  # fmt: skip
DESK: dict[str, Any] = {
    "savedViews": [VIEW], "listChoice": {"columns": [], "density": "", "size": 0, "viewId": "v1"},
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


def test_the_list_opens_with_the_view_its_reader_has_chosen():
    browser, _ = open_stage("hr_manager", lines={**LINES, "ListDesk": DESK})

    assert browser.get("/people").headers["location"] == "/people?status=PROBATION&view=v1"
    assert browser.get("/people?view=all").status_code == 200


def test_a_view_says_when_it_has_been_changed():
    browser, _ = open_stage("hr_manager", lines={**LINES, "ListDesk": DESK})

    assert "<small>已改</small>" not in browser.get("/people?status=PROBATION&view=v1").text
    assert "<small>已改</small>" in browser.get("/people?status=NOTICE&view=v1").text


def test_only_the_chosen_columns_are_asked_for_and_in_their_order():
    desk = {**DESK, "listChoice": {"columns": ["status", "email"], "density": "compact", "size": 50}}
    browser, api = open_stage("hr_manager", lines={**LINES, "ListDesk": desk}, density="compact")

    text = browser.get("/people?view=all").text

    asked = api.variables("People")
    assert (asked["status"], asked["email"], asked["baseSalary"], asked["first"]) == (True, True, False, 50)
    assert text.index('class="is-status') < text.index('class="is-email')
    assert 'data-rows="compact"' in text


def test_who_may_move_people_may_choose_them_and_others_may_not():
    hr, _ = open_stage("hr_manager", lines=LINES)
    auditor, _ = open_stage("auditor", lines=LINES, mayHire=False)

    assert f'name="pick" value="{OTHER}"' in hr.get("/people").text
    assert 'name="pick"' not in auditor.get("/people").text
    assert "data-edit" not in auditor.get("/people").text
