"""Leaving a field: the form's own operation says what is wrong, at the fields that were left, and writes nothing."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from starlette.routing import Route

from server.kernel.context import Context
from tests.ui import stage
from tests.ui.stage import Api, open_stage
from ui import checks
from ui.app import routes

TYPED = {"csrf": "token", "key": "k", "code": "X 1", "name": "", "departmentId": "", "hiredOn": "2026-11-01"}


def told(code: str, *path: str) -> dict[str, object]:
    extensions = {"code": code, "zh": "不行。", "en": "No.", "inputPath": ["input", *path]}
    return {"hireEmployee": None, "errors": [{"message": "No.", "extensions": extensions}]}


def looked_over(names: str, line: dict[str, object], **typed: str):
    browser, api = open_stage("hr_manager", lines={"Hire": line})
    return browser.post("/people/new", data=TYPED | typed, headers={"X-Check": names}), api


def test_the_operations_sentence_comes_at_the_field_that_was_left():
    answer, api = looked_over("code", told("INVALID_INPUT", "code"))

    assert (answer.status_code, answer.json()) == (200, {"code": "不行。"})
    assert api.rehearsed == ["Hire"]


def test_of_fields_where_nobody_was_yet_nothing_is_said():
    answer, _ = looked_over("code", told("INVALID_INPUT", "phone"))
    assert (answer.status_code, answer.text) == (204, "")

    answer, _ = looked_over("code,name", told("INVALID_INPUT", "code"))
    assert answer.json() == {"name": "这里要填。"}


def test_what_is_right_is_answered_with_nothing_and_told_nowhere():
    answer, _ = looked_over("code", told("REHEARSED"))

    assert (answer.status_code, answer.text) == (204, "")
    assert "set-cookie" not in answer.headers


def test_the_form_sent_in_earnest_is_not_rehearsed():
    browser, api = open_stage("hr_manager", lines={"Hire": {"hireEmployee": {"id": "e9"}}})
    answer = browser.post("/people/new", data=TYPED | {"name": "王芳", "departmentId": "d1", "sure": "1"})

    assert answer.headers["location"] == "/people/e9"
    assert api.rehearsed == []


PAST_DOCUMENTS = {
    "/account/password", "/f/rate/key", "/f/token", "/invitation/fresh", "/login", "/logout", "/preferences",
}  # fmt: skip
WRITING_DOORS = re.compile(
    r"doors\.(sign_in|sign_out|set_session|clear_session|accept_invitation|change_password|send_public|rate)\b"
)


@pytest.mark.parametrize("path", sorted(PAST_DOCUMENTS))
def test_what_writes_through_a_door_of_its_own_is_not_looked_over(path, monkeypatch):
    async def written(*_: object) -> None:
        raise AssertionError("it was sent in earnest")

    for door in ("accept_invitation", "change_password", "rate", "send_public", "sign_in", "sign_out"):
        monkeypatch.setattr(stage.Doors, door, written, raising=False)
    browser, api = open_stage("hr_manager")
    form = {"csrf": "token", "current": "right", "password": "long enough 12"}
    answer = browser.post(path, data=form, headers={"X-Check": "current"})

    assert (answer.status_code, api.asked) == (204, [])


def test_a_stranger_and_a_form_without_its_token_learn_nothing():
    stranger, _ = open_stage()
    assert stranger.post("/people/new", data=TYPED, headers={"X-Check": "code"}).status_code == 204

    browser, api = open_stage("hr_manager", lines={"Hire": told("INVALID_INPUT", "code")})
    answer = browser.post("/people/new", data=TYPED | {"csrf": "no"}, headers={"X-Check": "code"})
    assert (answer.status_code, api.rehearsed) == (204, [])


def test_no_other_page_writes_past_documents():
    found = {str(path) for path in Path("ui").rglob("*.py") if WRITING_DOORS.search(path.read_text("utf-8"))}

    assert found == {
        "ui/intake/public.py", "ui/intake/rating.py", "ui/signin/own_password.py", "ui/signin/pages.py",
    }  # fmt: skip


def test_every_address_that_takes_a_form_knows_a_look_ahead():
    posts = [
        route
        for route in routes(Api({}), stage.Doors())
        if isinstance(route, Route) and "POST" in (route.methods or ())
    ]

    assert len(posts) > 200
    assert [route.path for route in posts if not route.endpoint.__qualname__.startswith("guarded.")] == []


def test_a_look_ahead_that_names_no_field_is_still_none_in_earnest():
    _, api = looked_over("", told("REHEARSED"))
    assert api.rehearsed == ["Hire"]


@pytest.mark.parametrize(
    ("document", "is_rehearsed"),
    [
        ("# Why.\nmutation A { b }", True),
        ("  fragment C on D { e } mutation A { b }", True),
        ("query A { b }", False),
        ("# A mutation does not stand here.\n{ b }", False),
    ],
)
def test_only_changes_are_rehearsed(document, is_rehearsed):
    caller = SimpleNamespace(rehearsing=lambda: None)
    state = SimpleNamespace(looked_over=frozenset({"code"}), ctx=caller)

    runs_as: Any = checks.caller_of(cast("Any", SimpleNamespace(state=state)), document)

    assert (runs_as is None) is is_rehearsed


def test_a_context_knows_how_to_rehearse():
    assert callable(Context.rehearsing)
