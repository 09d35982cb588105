"""What comes first, and where one goes on."""

from __future__ import annotations

from typing import Any

from tests.ui.learning.lines import COURSE, LESSON
from tests.ui.stage import ME, open_stage
from ui.learning.mine import clock, next_lesson, urgency


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


FILM: dict[str, Any] = LESSON | {
    "kind": "VIDEO", "videoUrl": "https://v.example.com/talks/a.MP4?t=1", "watchSeconds": 300,
}  # fmt: skip
KEPT: dict[str, Any] = {
    "position": 500, "videoSeconds": 75, "watchedSeconds": 80, "score": None, "tries": 0, "isDone": False,
    "updatedAt": "2026-11-20T02:00:00Z", "wrong": [], "explained": [], "lesson": {"id": "l1"},
}  # fmt: skip
ROW: dict[str, Any] = {
    "id": "n1", "state": "STARTED", "progress": "0.00", "dueOn": None, "isOverdue": False, "attempts": 0, "score": None,
    "finishedOn": None, "employee": {"id": ME}, "exams": {"nodes": []}, "coaching": {"nodes": []},
    "files": {"nodes": []}, "course": COURSE | {"lessons": {"nodes": [FILM]}},
}  # fmt: skip


def lines(film: dict[str, Any]) -> dict[str, Any]:
    return {
        "Learn": {"enrollment": ROW, "lessonProgress": {"nodes": [KEPT]}}, "Lesson": {"lesson": film},
        "KeepLesson": {"keepLesson": {"id": "g1", "isDone": False}},
    }  # fmt: skip


def test_a_video_plays_in_the_page_and_goes_on_where_it_stopped():
    browser, api = open_stage("employee", lines=lines(FILM))

    page = browser.get("/learn/n1/l1").text

    for part in ('data-at="75"', 'data-watched="80"', "已看 1:20，共 5:00", "请在本页启用脚本", "观看视频"):
        assert part in page, part
    assert "看到 1:15" in browser.get("/learn/n1").text
    sent = {"csrf": "token", "do": "place", "videoSeconds": "90", "watchedSeconds": "95"}
    browser.post("/learn/n1/l1", data=sent, follow_redirects=False)
    given = api.variables("KeepLesson")["input"]
    assert (given["videoSeconds"], given["watchedSeconds"], "position" in given) == (90, 95, False)


def test_a_video_of_another_kind_opens_by_itself_and_asks_for_nothing():
    browser, _ = open_stage(
        "employee", lines=lines(FILM | {"videoUrl": "https://v.example.com/1", "watchSeconds": 0})
    )

    page = browser.get("/learn/n1/l1").text

    assert ("<video" in page, "已看" in page, "观看视频" in page) == (False, False, True)


def test_seconds_are_spelled_as_a_clock():
    assert [clock(each) for each in (0, 59, 61, 3600)] == ["0:00", "0:59", "1:01", "60:00"]


def test_the_words_of_a_lesson_can_be_kept_and_the_questions_of_a_quiz_cannot():
    browser, _ = open_stage("employee", lines=lines(LESSON))

    page = browser.get("/learn/n1/l1").text

    assert '<template id="away">' in page
    quiz = lines(LESSON) | {"Lesson": {"lesson": LESSON | {"kind": "QUIZ"}}}
    assert '<template id="away">' not in open_stage("employee", lines=quiz)[0].get("/learn/n1/l1").text
    empty = lines(LESSON) | {"Lesson": {"lesson": LESSON | {"body": ""}}}
    assert '<template id="away">' not in open_stage("employee", lines=empty)[0].get("/learn/n1/l1").text
