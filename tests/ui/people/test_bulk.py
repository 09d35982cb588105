"""The chosen people are moved by one form; what is missing is said, and the move can be taken back."""

from __future__ import annotations

from http.cookies import SimpleCookie
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.ui.stage import OTHER, PERSON, open_stage
from ui.said import Said, Undo, told

LINES: dict[str, Any] = {
    "Picked": {"employees": {"nodes": [PERSON]}},
    "OpenChoices": {"departments": {"nodes": [{"id": "d1", "code": "D1", "name": "城西店", "parent": None}]}},
    "MovePeople": {"moveEmployees": {"id": "m1", "count": 1, "jobId": None}},
    "UnmovePeople": {"undoMove": "m1"},
}
GIVEN = {
    "csrf": "token",
    "pick": [OTHER],
    "departmentId": "d1",
    "effectiveOn": "2026-11-22",
    "next": "/people?q=li",
}


def test_the_form_names_whom_it_moves():
    browser, api = open_stage("hr_manager", lines=LINES)

    text = browser.get(f"/people/bulk?pick={OTHER}&pick={OTHER}").text

    assert api.variables("Picked") == {"ids": [OTHER]}
    assert f'name="pick" value="{OTHER}"' in text
    assert "调动 1 人" in text


def test_all_are_moved_and_can_be_had_back():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post("/people/bulk", data=GIVEN)

    asked = api.variables("MovePeople")["input"]
    assert (asked["ids"], asked["departmentId"]) == ([OTHER], "d1")
    assert "positionId" not in asked
    cookie = {"said": SimpleCookie(answer.headers["set-cookie"])["said"].value}
    assert told(cast("Any", SimpleNamespace(cookies=cookie))) == Said(
        "%(num)s moved", 1, Undo("/people/bulk/undo", {"id": "m1"})
    )
    assert browser.post("/people/bulk/undo", data={"csrf": "token", "id": "m1"}).status_code == 303


def test_a_form_without_a_destination_keeps_what_was_typed():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post("/people/bulk", data={**GIVEN, "departmentId": "", "reason": "开新店"})

    assert answer.status_code == 422
    assert 'value="开新店"' in answer.text
    assert "MovePeople" not in [name for name, _ in api.asked]


def test_what_has_changed_since_is_not_taken_back():
    refused = {"errors": [{"extensions": {"code": "INVALID_STATE", "zh": "之后又有变动", "en": "Changed"}}]}
    browser, _ = open_stage("hr_manager", lines={**LINES, "UnmovePeople": refused})

    answer = browser.post("/people/bulk/undo", data={"csrf": "token", "id": "m1"})

    assert answer.status_code == 409
    assert "之后又有变动" in answer.text


def test_who_may_not_move_people_gets_no_form():
    browser, api = open_stage("auditor", lines=LINES, mayHire=False)

    assert browser.get(f"/people/bulk?pick={OTHER}").status_code == 403
    assert browser.post("/people/bulk", data=GIVEN).status_code == 403
    assert "MovePeople" not in [name for name, _ in api.asked]


MANY: dict[str, Any] = {
    "Facets": {"departments": {"nodes": []}},
    "EveryonePicked": lambda given: {"employees": {
        "nodes": [{"id": f"{given['after'] or ''}e{number}"} for number in range(100)],
        "pageInfo": {"hasNextPage": given["after"] is None, "endCursor": "n"},
    }},
}  # fmt: skip


def test_all_the_list_shows_are_moved_by_a_job():
    done = {"moveEmployees": {"id": "m1", "count": 200, "jobId": "j1"}}
    browser, api = open_stage("hr_manager", lines={**LINES, **MANY, "MovePeople": done})

    page = browser.get("/people/bulk?every=1&status=ACTIVE").text
    answer = browser.post("/people/bulk", data={
        "csrf": "token", "every": "every=1&status=ACTIVE", "count": "200", "departmentId": "d1", "next": "/people",
    })  # fmt: skip

    assert 'name="count" value="200"' in page
    assert answer.headers["location"] == "/people/bulk/j1?move=m1&next=%2Fpeople"
    assert len(api.variables("MovePeople")["input"]["ids"]) == 200


def test_a_list_that_has_changed_meanwhile_is_looked_at_again():
    browser, api = open_stage("hr_manager", lines={**LINES, **MANY})

    answer = browser.post(
        "/people/bulk", data={"csrf": "token", "every": "every=1", "count": "199", "departmentId": "d1"}
    )

    assert answer.status_code == 409
    assert "MovePeople" not in [name for name, _ in api.asked]


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ({"state": "RUNNING", "error": None}, 'data-events="/jobs/j1/events"'),
        ({"state": "DONE", "error": None}, 'action="/people/bulk/undo"'),
        ({"state": "FAILED", "error": "InvalidState: 甲已离职 | X has left"}, "甲已离职"),
    ],
    ids=["running", "done", "refused"],
)
def test_a_large_move_is_followed(job, words):
    told = {"id": "j1", "kind": "people.move_many", "progress": 3, "total": 200, **job}
    browser, _ = open_stage("hr_manager", lines={"BulkJob": {"job": told}})

    assert words in browser.get("/people/bulk/j1?move=m1").text


def test_a_large_move_is_taken_back_by_a_job_too():
    browser, _ = open_stage("hr_manager", lines={"UnmovePeople": {"undoMove": "j2"}})

    answer = browser.post("/people/bulk/undo", data={"csrf": "token", "id": "m1", "next": "/people"})

    assert answer.headers["location"] == "/people/bulk/j2?next=%2Fpeople"
