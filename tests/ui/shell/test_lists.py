"""Views and the display of any list: each form does one thing, leads back, and a thrown-away view comes back."""

from __future__ import annotations

from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.requests import Request

from server.desk.views import PAGES
from server.kernel.context import Principal
from tests.ui.people.test_listing import DESK, VIEW
from tests.ui.stage import ME, POLICY, open_stage
from ui.shell.lists import LISTS, desk_of, moved

LINES = {
    "ListDesk": DESK,
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
        "/lists/people/views", data=given, headers={"Referer": "http://testserver/people?status=NOTICE&at=26"}
    )

    asked = api.variables("SaveView")["input"]
    assert (asked["name"], asked["address"], asked["isShared"]) == ("离职中", "status=NOTICE&at=26", True)
    assert answer.headers["location"] == "/people?status=NOTICE&view=v9"


def test_a_view_thrown_away_can_be_had_back():
    browser, api = stage()

    answer = browser.post("/lists/people/views", data={"csrf": "token", "op": "delete", "id": "v1"})
    assert api.variables("DeleteView")["input"] == {"id": "v1"}
    assert SimpleCookie(answer.headers["set-cookie"])["said"].value.startswith("view-deleted.")

    browser.post(
        "/lists/people/views/undo", data={"csrf": "token", "name": VIEW["name"], "address": VIEW["address"]}
    )
    assert api.variables("SaveView")["input"] == {
        "page": "people", "isShared": False, "name": "快转正的", "address": "status=PROBATION",
    }  # fmt: skip


@pytest.mark.parametrize(("op", "view"), [("open", "v1"), ("plain", None)])
def test_the_list_opens_with_a_view_or_with_everyone(op, view):
    browser, api = stage()

    browser.post("/lists/people/views", data={"csrf": "token", "op": op, "id": "v1"})

    assert api.variables("ChooseList")["input"] == {"page": "people", "viewId": view}


def test_the_changes_of_a_view_are_kept_under_its_name():
    browser, api = stage()

    browser.post(
        "/lists/people/views",
        data={"csrf": "token", "op": "redraw", "id": "v1"},
        headers={"Referer": "http://testserver/people?status=LEFT&view=v1"},
    )

    asked = api.variables("SaveView")["input"]
    assert (asked["id"], asked["version"], asked["name"]) == ("v1", 1, "快转正的")
    assert LISTS["people"].conditions(asked["address"]) == [("status", "LEFT")]


def test_a_view_of_nobody_is_not_found_and_nothing_is_sent():
    browser, api = stage()

    assert (
        browser.post("/lists/people/views", data={"csrf": "token", "op": "delete", "id": "x"}).status_code
        == 404
    )
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

    answer = browser.post("/lists/people/display", data=given)

    asked = api.variables("ChooseList")["input"]
    assert asked["columns"] == columns
    assert (asked["density"], asked["size"]) == (("", 0) if op == "usual" else ("compact", 50))
    assert ("display=1" in answer.headers["location"]) == op.startswith("up")
    assert answer.headers["location"].startswith("/people?q=li&")


def test_a_view_opens_at_its_own_address():
    assert LISTS["people"].place_of(VIEW) == "/people?status=PROBATION&view=v1"
    assert LISTS["feedback"].place_of({"id": "v2", "address": "view=late"}) == "/feedback?view=late&kept=v2"


def test_every_list_keeps_its_views_under_its_own_address():
    browser, api = stage()

    answer = browser.post(
        "/lists/audit/views",
        data={"csrf": "token", "op": "keep", "name": "新", "address": "?who=li"},
        headers={"Referer": "http://testserver/people?status=LEFT"},
    )

    assert (api.variables("SaveView")["input"]["page"], api.variables("SaveView")["input"]["address"]) == (
        "audit",
        "?who=li",
    )
    assert answer.headers["location"] == "/audit?status=NOTICE&kept=v9"
    assert browser.post("/lists/pay/views", data={"csrf": "token"}).status_code == 404


def test_the_lists_are_those_the_server_keeps():
    assert {*LISTS, "lists"} == set(PAGES)


def test_a_column_moves_a_step_and_stays_at_the_ends():
    assert moved(["a", "b", "c"], "c", -1) == ["a", "c", "b"]
    assert moved(["a", "b"], "a", -1) == ["a", "b"]
    assert moved(["a", "b"], "x", 1) == ["a", "b"]


@pytest.mark.parametrize(
    ("chosen", "usual", "shown"),
    [
        (["c", "gone", "a"], (), ["c", "a"]),
        ([], ("b",), ["b"]),
        ([], (), ["a", "b", "c"]),
        (["gone"], (), ["a", "b", "c"]),
    ],
)
async def test_columns_are_those_chosen_in_their_order_else_the_usual(chosen, usual, shown):
    choice = {"columns": chosen, "density": "compact", "size": 0, "viewId": None}

    class Asked:
        """A door that says what a reader has chosen."""

        async def ask(self, _request: Any, _document: str, **_given: Any) -> dict[str, Any]:
            return {"listChoice": choice, "savedViews": [VIEW]}

    ctx = SimpleNamespace(principal=Principal("a", "r", "任", ME, ()), policy=POLICY)
    request = Request({"type": "http", "query_string": b"kept=v1", "state": {"ctx": ctx}, "path": "/audit",
                       "headers": [], "server": ("x", 80)})  # fmt: skip

    desk = await desk_of(
        cast("Any", Asked()), request, "audit", [(name, name.upper()) for name in "abc"], usual=usual
    )

    assert [name for name, _ in desk.columns] == shown
    assert {name for name, _, _ in desk.offered} == set("abc")
    assert [is_shown for _, _, is_shown in desk.offered].count(True) == len(shown)
    assert (desk.density, desk.opens) == ("compact", "/audit?status=PROBATION&kept=v1")
    assert desk.view is not None
    assert desk.view["is_changed"] is True
