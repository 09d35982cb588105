"""Writing the catalogue: a course, its lessons in order, and questions; nothing typed is lost or left out."""

from __future__ import annotations

import pytest

from tests.ui.learning.lines import COURSE, QUESTION
from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage
from ui.learning.writing import began, began_quiz, whole, written

HERE = "/training/courses/c1"
WRITING = {"WritingCourse": {"course": COURSE}}
TYPED = {
    "csrf": "token", "key": "k", "version": "7", "code": "RETURNS", "title": "退换货二", "titleEn": "", "summary": "",
    "courseType": "UPSKILL", "mode": "ONLINE", "hours": "2", "industry": "", "ownerCode": "R9", "passScore": "90",
    "certificateMonths": "", "hasExam": "1", "tags": ["AFTER_SALES", "PRODUCT"], "rubric": "倾听 / 5\r\n方案 / 5",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"), [("60", 60), ("0", 0), ("8O", -1), ("-5", -1), ("1.5", -1), ("²", -1)]
)
def test_what_is_no_whole_number_is_one_the_server_refuses(text: str, number: int):
    assert whole(text) == number


def test_questions_are_written_without_what_was_left_empty():
    began_as = began_quiz([QUESTION, QUESTION | {"rightOptions": [0, 1], "explanation": None}])
    assert written(began_as) == [
        {"text": "几天内可退？", "options": ["7 天", "30 天"], "rightOptions": [0], "explanation": "店规"},
        {"text": "几天内可退？", "options": ["7 天", "30 天"], "rightOptions": [0, 1], "explanation": ""},
    ]
    gaps = {"t-2": "甲", "o-2-1": "是", "o-2-3": "否", "r-2-3": "1", "r-2-0": "1", "t-10": "乙", "t-1": ""}
    assert written(gaps) == [
        {"text": "甲", "options": ["是", "否"], "rightOptions": [1], "explanation": ""},
        {"text": "乙", "options": [], "rightOptions": [], "explanation": ""},
    ]


def test_a_course_begins_as_it_stands():
    assert began(None) == {"mode": "ONLINE", "courseType": "UPSKILL", "passScore": "60", "hours": "1"}
    assert began(COURSE) == {
        "code": "RETURNS", "title": "退换货", "titleEn": "Returns", "summary": "怎样退", "courseType": "UPSKILL",
        "mode": "ONLINE", "hours": "1.5", "industry": "", "ownerCode": "R9", "passScore": "80",
        "certificateMonths": "", "hasExam": "1", "tags": "AFTER_SALES", "rubric": "倾听 / 5",
    }  # fmt: skip


def test_a_course_is_saved_and_what_was_typed_is_kept():
    saved = {"SaveCourse": {"saveCourse": {"id": "c1"}}}
    browser, api = open_stage("hr_manager", lines=WRITING | saved)
    assert browser.post(f"{HERE}/edit", data=TYPED).headers["location"] == HERE
    assert api.variables("SaveCourse")["input"] == {
        "id": "c1", "version": 7, "code": "RETURNS", "title": "退换货二", "titleEn": "", "summary": "",
        "courseType": "UPSKILL", "mode": "ONLINE", "hours": "2", "industry": "", "ownerCode": "R9",
        "tags": ["AFTER_SALES", "PRODUCT"], "hasExam": True, "passScore": 90,
        "rubric": ["倾听 / 5", "方案 / 5"], "idempotencyKey": "k",
    }  # fmt: skip
    answer = browser.post("/training/courses/new", data=TYPED | {"version": ""})
    assert (answer.headers["location"], "id" in api.variables("SaveCourse")["input"]) == (
        f"{HERE}/lessons",
        False,
    )

    browser, api = open_stage("hr_manager", lines=WRITING | {"SaveCourse": refused("passScore")})
    answer = browser.post(f"{HERE}/edit", data=TYPED | {"passScore": "8O", "certificateMonths": "一年"})
    given = api.variables("SaveCourse")["input"]
    assert (answer.status_code, given["passScore"], given["certificateMonths"]) == (422, -1, -1)
    for part in (
        'value="退换货二"',
        'value="8O"',
        'value="一年"',
        'value="PRODUCT" checked',
        'id="passScore-error"',
    ):
        assert part in answer.text, part


def test_lessons_are_put_in_order_taken_out_and_put_back():
    done = {"RemoveLesson": {"removeLesson": {"id": "c1"}}, "MoveLesson": {"moveLesson": {"id": "c1"}}}
    browser, api = open_stage("hr_manager", lines=WRITING | done)
    for do, up in (("up", True), ("down", False)):
        browser.post(f"{HERE}/lessons", data={"csrf": "token", "do": do, "id": "l1", "key": "k"})
        assert api.variables("MoveLesson")["input"] == {"id": "l1", "up": up, "idempotencyKey": "k"}
    browser.post(f"{HERE}/lessons", data={"csrf": "token", "do": "remove", "id": "l1"})
    assert "isRemoved" not in api.variables("RemoveLesson")["input"]
    text = browser.get(f"{HERE}/lessons").text
    assert (f'action="{HERE}/lessons/undo"' in text, ">1 题</a>" in text) == (True, True)
    answer = browser.post(f"{HERE}/lessons/undo", data={"csrf": "token", "id": "l1"})
    assert (api.variables("RemoveLesson")["input"]["isRemoved"], answer.cookies["said"]) == (False, "undone")

    lines = WRITING | {"RemoveLesson": refused("id"), "MoveLesson": refused("id")}
    browser, _ = open_stage("hr_manager", lines=lines)
    for do in ("up", "remove"):
        answer = browser.post(f"{HERE}/lessons", data={"csrf": "token", "do": do, "id": "l1"})
        assert (answer.status_code, "不行。" in answer.text) == (422, True), do
    answer = browser.post(f"{HERE}/lessons/undo", data={"csrf": "token", "id": "l1"})
    assert answer.cookies["said"] == "too-late"


def test_a_lesson_is_saved_and_what_was_typed_is_kept():
    browser, api = open_stage("hr_manager", lines=WRITING | {"SaveLesson": {"saveLesson": {"id": "l1"}}})
    assert "<h2>先问原因</h2>" in browser.get(f"{HERE}/lessons/l1").text
    data = {
        "csrf": "token",
        "key": "k",
        "version": "2",
        "title": "退货",
        "kind": "PAGE",
        "body": "",
        "minutes": "8",
    }
    assert browser.post(f"{HERE}/lessons/l1", data=data).headers["location"] == f"{HERE}/lessons"
    assert api.variables("SaveLesson")["input"] == {
        "id": "l1", "version": 2, "title": "退货", "kind": "PAGE", "body": "", "minutes": 8, "watchSeconds": 0,
        "idempotencyKey": "k",
    }  # fmt: skip
    assert browser.get(f"{HERE}/lessons/l9").status_code == 404

    browser, api = open_stage("hr_manager", lines=WRITING | {"SaveLesson": refused("minutes")})
    answer = browser.post(f"{HERE}/lessons/new", data=data | {"version": "", "minutes": "²", "body": "正文"})
    given = api.variables("SaveLesson")["input"]
    assert (answer.status_code, given["courseId"], given["minutes"], "id" in given) == (422, "c1", -1, False)
    assert ('value="²"' in answer.text, ">正文</textarea>" in answer.text) == (True, True)


def test_questions_are_saved_for_a_quiz_or_the_exam_and_kept_when_refused():
    browser, api = open_stage("hr_manager", lines=WRITING | {"SaveQuiz": {"saveQuiz": {"id": "c1"}}})
    text = browser.get(f"{HERE}/quiz/l2").text
    assert ('value="几天内可退？"' in text, 'name="t-4"' in text, 'name="t-5"' in text) == (True, True, False)
    data = {"csrf": "token", "key": "k", "t-1": "甲", "o-1-0": "是", "r-1-0": "1", "t-x": "乙", "t-999": "丙"}
    browser.post(f"{HERE}/exam", data=data)
    asked = [{"text": "甲", "options": ["是"], "rightOptions": [0], "explanation": ""}]
    assert api.variables("SaveQuiz")["input"] == {"questions": asked, "courseId": "c1", "idempotencyKey": "k"}

    browser, api = open_stage("hr_manager", lines=WRITING | {"SaveQuiz": refused("questions")})
    answer = browser.post(f"{HERE}/quiz/l2", data=data)
    assert (answer.status_code, api.variables("SaveQuiz")["input"]["lessonId"]) == (422, "l2")
    for part in ('value="甲"', 'value="是"', 'name="r-1-0" value="1"', " checked", 'href="#questions"'):
        assert part in answer.text, part


def test_nobody_else_writes():
    places = (
        "/training/courses/new",
        *(f"{HERE}/{part}" for part in ("edit", "lessons/l1", "exam", "quiz/l2")),
    )
    browser, api = open_stage("department_manager", lines=WRITING)

    assert {browser.get(place).status_code for place in (*places, f"{HERE}/lessons")} == {404}
    assert {browser.post(place, data=TYPED).status_code for place in places} == {404}
    assert {name for name, _ in api.asked} <= {"Viewer", "Reach"}
    assert open_stage("hr_manager")[0].get(f"{HERE}/edit").status_code == 404
