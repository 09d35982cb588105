"""Master data is added, changed, closed and opened by those who keep the organization."""

from __future__ import annotations

from tests.ui.admin.lines import FORM, ID, found
from tests.ui.stage import open_stage

POSITION = {
    "id": ID,
    "code": "P1",
    "name": "导购",
    "family": "shop",
    "grade": 2,
    "isCore": True,
    "isManager": False,
    "ladder": "",
    "closedOn": None,
    "version": 4,
}
DEPARTMENT = {
    "id": ID,
    "code": "D1",
    "name": "城西店",
    "kind": "STORE",
    "closedOn": "2026-12-31",
    "version": 2,
    "parent": {"id": "d0", "name": "零售"},
    "manager": {"id": "e1", "name": "王芳", "code": "E1"},
}
LOCATION = {
    "id": ID,
    "code": "L1",
    "name": "城西",
    "city": "杭州",
    "address": "",
    "closedOn": "2026-01-01",
    "version": 1,
}
NODE = {"id": "d0", "name": "零售", "code": "D0", "parent": None}
CHOICES = {"departments": {"nodes": [NODE]}, "positions": {"nodes": []}, "locations": {"nodes": []}}
LINES = {
    "MasterPositions": found(POSITION),
    "MasterDepartments": found(DEPARTMENT),
    "MasterLocations": found(LOCATION),
    "OpenChoices": CHOICES,
}


def test_each_says_whether_it_is_open_and_offers_the_other():
    browser, _ = open_stage("hr_manager", lines=LINES)

    open_one = browser.get("/settings/positions").text
    closing, closed = browser.get("/settings/departments").text, browser.get("/settings/locations").text

    assert ("使用中" in open_one, "/settings/do/close-position" in open_one) == (True, True)
    assert ("将关闭" in closing, "/settings/do/reopen-department" in closing) == (True, True)
    assert ("已关闭" in closed, "/settings/do/reopen-location" in closed) == (True, True)


def test_closed_ones_are_filtered_by_their_day():
    browser, api = open_stage("hr_manager", lines=LINES)

    browser.get("/settings/positions?state=closed")

    assert api.variables("MasterPositions")["where"] == {"closedOn": {"isNull": False}}


def test_a_position_is_changed_with_the_version_seen():
    browser, api = open_stage("hr_manager", lines=LINES | {"Send": {"updatePosition": {"id": ID}}})
    form = browser.get(f"/settings/positions/{ID}").text
    assert 'name="code"' not in form
    assert 'name="version" value="4"' in form

    answer = browser.post(
        f"/settings/positions/{ID}",
        data=FORM
        | {
            "version": "4",
            "name": "资深导购",
            "family": "",
            "grade": "3",
            "isCore": "true",
            "isManager": "false",
        },
    )

    assert answer.headers["location"] == "/settings/positions"
    assert api.variables("Send")["input"] == {
        "id": ID,
        "name": "资深导购",
        "family": None,
        "grade": 3,
        "isCore": True,
        "isManager": False,
        "version": 4,
        "idempotencyKey": "k",
    }


def test_a_location_is_added():
    browser, api = open_stage("hr_manager", lines=LINES | {"Send": {"createLocation": {"id": ID}}})

    browser.post("/settings/locations/new", data=FORM | {"code": "L9", "name": "城东"})

    assert api.variables("Send")["input"] == {"code": "L9", "name": "城东", "idempotencyKey": "k"}


def test_what_is_not_there_cannot_be_changed():
    browser, _ = open_stage("hr_manager", lines={"MasterLocations": found()})

    assert browser.get(f"/settings/locations/{ID}").status_code == 404
