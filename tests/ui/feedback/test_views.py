"""The views of the inbox: what each asks for, and who has which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.ui.incentives.test_sections import reader
from tests.ui.stage import ME, NOW
from ui.feedback.views import COUNTED, ORDERS, may_handle, views_of, wheres

AT = "2026-11-22T02:00:00+00:00"
UNANSWERED = {"firstResponseAt": {"isNull": True}, "pausedAt": {"isNull": True}}
OPEN = {"state": {"in": ["RECEIVED", "ROUTED", "RESPONDED"]}}
OWN = ["mine", "team", "close", "late", "about", "done"]
ALL = ["mine", "team", "close", "late", "unrouted", "open", "about", "done", "invalid"]


def test_each_view_asks_for_its_own():
    assert wheres(ME, NOW) == {
        "mine": {"assignee": {"id": {"eq": ME}}, **OPEN},
        "team": {"isMine": {"eq": True}, "assigneeName": {"isNull": True}, **OPEN},
        "close": {
            "state": {"in": ["RECEIVED", "ROUTED"]},
            **UNANSWERED,
            "dueAt": {"gte": AT, "lte": "2026-11-22T06:00:00+00:00"},
        },
        "late": {**OPEN, "or": [{"isBreached": {"eq": True}}, {**UNANSWERED, "dueAt": {"lt": AT}}]},
        "unrouted": {"state": {"eq": "RECEIVED"}},
        "open": OPEN,
        "about": {"agent": {"id": {"eq": ME}}, "not": {"state": {"eq": "INVALID"}}},
        "done": {"not": {"state": {"in": ["RECEIVED", "ROUTED", "RESPONDED", "INVALID"]}}},
        "invalid": {"state": {"eq": "INVALID"}},
    }


def test_what_is_due_this_moment_is_close_and_not_late():
    views = wheres(ME, NOW)

    assert views["close"]["dueAt"]["gte"] == views["late"]["or"][1]["dueAt"]["lt"]


@pytest.mark.parametrize(
    ("role", "views"),
    [("employee", OWN), ("general_manager", OWN), ("department_manager", ALL), ("hr_manager", ALL)],
)
def test_whole_queues_are_for_who_sees_more_than_their_own(role: str, views: list[str]):
    ctx = reader(role)
    assert views_of(ctx) == views

    ctx.principal = replace(ctx.principal, employee_id=None)
    assert views_of(ctx) == [view for view in views if view not in ("mine", "team", "about")]


def test_every_view_and_count_is_one_that_can_be_asked_for():
    known = wheres(ME, NOW)

    assert set(ALL) == set(known)
    assert set(COUNTED) <= set(known)
    assert [list(order[-1]) for order in ORDERS.values()] == [["id"]] * 3


@pytest.mark.parametrize(
    ("role", "row", "may"),
    [
        ("employee", {"isMine": True}, True),
        ("employee", {"department": {"id": "d1"}}, False),
        ("department_manager", {"handlerDepartment": {"id": "d1"}, "department": {"id": "d2"}}, True),
        ("department_manager", {"handlerDepartment": {"id": "d2"}, "department": {"id": "d1"}}, False),
        ("department_manager", {"department": {"id": "d1"}}, True),
        ("department_manager", {}, False),
        ("hr_manager", {"handlerDepartment": {"id": "d1"}}, False),
    ],
    ids=["routed", "no-head", "handles", "another-team", "nobody-yet", "nobody-nowhere", "hr"],
)
def test_a_head_is_offered_what_their_unit_handles(role: str, row: dict[str, Any], may: bool):
    ticket = {"isMine": False, "handlerDepartment": None, "department": None, **row}
    assert may_handle(reader(role), ticket) is may
