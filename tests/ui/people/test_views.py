"""Views and the display of the list: each form does one thing, leads back, and a thrown-away view comes back."""

from __future__ import annotations

from http.cookies import SimpleCookie

import pytest

from tests.ui.people.test_listing import DESK, VIEW
from tests.ui.stage import open_stage
from ui.people.views import conditions, place_of

LINES = {
    "PeopleDesk": DESK,
    "SaveView": {"saveView": {"id": "v9", "name": "新", "address": "status=NOTICE"}},
    "DeleteView": {"deleteView": "v1"},
    "ChooseList": {"saveListChoice": {"columns": []}},
}


def stage():
    return open_stage("hr_manager", lines=LINES)


def test_the_list_is_kept_as_it_stands_when_the_form_is_sent():
    browser, api = stage()
    given = {"csrf": "token", "op": "keep", "name": "离职中", "address": "/people?old=1", "shared": "1"}

    answer = browser.post(
        "/people/views", data=given, headers={"Referer": "http://testserver/people?status=NOTICE&at=26"}
    )

    asked = api.variables("SaveView")["input"]
    assert (asked["name"], asked["address"], asked["isShared"]) == ("离职中", "status=NOTICE&at=26", True)
    assert answer.headers["location"] == "/people?status=NOTICE&view=v9"


def test_a_view_thrown_away_can_be_had_back():
    browser, api = stage()

    answer = browser.post("/people/views", data={"csrf": "token", "op": "delete", "id": "v1"})
    assert api.variables("DeleteView")["input"] == {"id": "v1"}
    assert SimpleCookie(answer.headers["set-cookie"])["said"].value.startswith("view-deleted.")

    browser.post(
        "/people/views/undo", data={"csrf": "token", "name": VIEW["name"], "address": VIEW["address"]}
    )
    assert api.variables("SaveView")["input"] == {
        "page": "people", "isShared": False, "name": "快转正的", "address": "status=PROBATION",
    }  # fmt: skip


@pytest.mark.parametrize(("op", "view"), [("open", "v1"), ("plain", None)])
def test_the_list_opens_with_a_view_or_with_everyone(op, view):
    browser, api = stage()

    browser.post("/people/views", data={"csrf": "token", "op": op, "id": "v1"})

    assert api.variables("ChooseList")["input"] == {"page": "people", "viewId": view}


def test_the_changes_of_a_view_are_kept_under_its_name():
    browser, api = stage()

    browser.post(
        "/people/views",
        data={"csrf": "token", "op": "redraw", "id": "v1"},
        headers={"Referer": "http://testserver/people?status=LEFT&view=v1"},
    )

    asked = api.variables("SaveView")["input"]
    assert (asked["id"], asked["version"], asked["name"]) == ("v1", 1, "快转正的")
    assert conditions(asked["address"]) == [("status", "LEFT")]


def test_a_view_of_nobody_is_not_found_and_nothing_is_sent():
    browser, api = stage()

    assert browser.post("/people/views", data={"csrf": "token", "op": "delete", "id": "x"}).status_code == 404
    assert "DeleteView" not in [name for name, _ in api.asked]


@pytest.mark.parametrize(
    ("op", "columns"), [("up:phone", ["phone", "status"]), ("keep", ["status", "phone"]), ("usual", [])]
)
def test_columns_are_moved_and_kept(op, columns):
    browser, api = stage()
    given = {
        "csrf": "token", "op": op, "column": ["status", "phone"], "density": "compact", "size": "50",
        "next": "/people?q=li&at=26",
    }  # fmt: skip

    answer = browser.post("/people/display", data=given)

    asked = api.variables("ChooseList")["input"]
    assert asked["columns"] == columns
    assert (asked["density"], asked["size"]) == (("", 0) if op == "usual" else ("compact", 50))
    assert ("display=1" in answer.headers["location"]) == op.startswith("up")
    assert answer.headers["location"].startswith("/people?q=li&")


def test_a_view_opens_at_its_own_address():
    assert place_of(VIEW) == "/people?status=PROBATION&view=v1"
