"""What comes first, and where one goes on."""

from __future__ import annotations

from typing import Any

from ui.learning.mine import next_lesson, urgency


def test_one_goes_on_where_one_left_off():
    done, begun = {"isDone": True, "updatedAt": "3"}, {"isDone": False, "updatedAt": "2"}
    lessons: list[dict[str, Any]] = [
        {"id": "a", "kept": done},
        {"id": "b", "kept": None},
        {"id": "c", "kept": begun},
    ]
    assert (next_lesson(lessons) or {})["id"] == "c"
    assert (next_lesson(lessons[:2]) or {})["id"] == "b"
    assert next_lesson(lessons[:1]) is None


def test_what_is_due_first_stands_first_and_what_is_done_last():
    rows: list[dict[str, Any]] = [
        {"state": "PASSED", "dueOn": "2026-01-01", "assignedOn": ""},
        {"state": "STARTED", "dueOn": None, "assignedOn": ""},
        {"state": "ASSIGNED", "dueOn": "2026-12-01", "assignedOn": ""},
    ]
    assert [row["state"] for row in sorted(rows, key=urgency)] == ["ASSIGNED", "STARTED", "PASSED"]
