"""The files of a lesson: handed in by who writes, listed for who learns, sent to be kept."""

from __future__ import annotations

from base64 import b64encode

from tests.ui.learning.lines import COURSE, LESSON
from tests.ui.leave.lines import refused
from tests.ui.stage import open_stage

HERE = "/training/courses/c1/lessons/l1"
FILE = {"id": "f1", "fileName": "须知.pdf", "mediaType": "application/pdf", "size": 30_720}
WRITING = {
    "WritingCourse": {
        "course": COURSE | {"lessons": {"nodes": [LESSON | {"attachments": {"nodes": [FILE]}}]}}
    }
}
DONE = {
    "AttachFile": {"addLessonAttachment": {"id": "l1"}}, "DetachFile": {"removeLessonAttachment": {"id": "l1"}},
}  # fmt: skip
FORM = {"csrf": "token", "key": "k"}


def test_who_writes_adds_a_file_and_takes_one_out_with_a_way_back():
    browser, api = open_stage("hr_manager", lines=WRITING | DONE)
    text = browser.get(HERE).text
    assert ("须知.pdf" in text, "PDF · 30 KB" in text, 'enctype="multipart/form-data"' in text) == (
        True,
        True,
        True,
    )

    answer = browser.post(f"{HERE}/files", data=FORM, files={"file": ("a.pdf", b"%PDF-1.7")})
    given = api.variables("AttachFile")["input"]
    assert (answer.status_code, given["lessonId"], given["idempotencyKey"]) == (303, "l1", "k")
    browser.post(f"{HERE}/files", data=FORM | {"id": "f1"})
    assert "isRemoved" not in api.variables("DetachFile")["input"]
    assert f'action="{HERE}/files/undo"' in browser.get(HERE).text
    answer = browser.post(f"{HERE}/files/undo", data=FORM | {"id": "f1"})
    assert (answer.headers["location"], api.variables("DetachFile")["input"]["isRemoved"]) == (HERE, False)


def test_a_refusal_or_no_file_comes_back_at_its_field():
    browser, api = open_stage(
        "hr_manager", lines=WRITING | {"AttachFile": refused("file"), "DetachFile": refused("id")}
    )
    answers = [browser.post(f"{HERE}/files", data=FORM, files={"file": ("a.exe", b"MZ")})]
    assert api.variables("AttachFile")["input"]["lessonId"] == "l1"
    answers.append(browser.post(f"{HERE}/files", data=FORM))
    for answer in answers:
        assert (answer.status_code, 'id="file-error"' in answer.text) == (422, True)
    for place in ("files", "files/undo"):
        assert (
            browser.post(f"{HERE}/{place}", data=FORM | {"id": "f1"}).cookies["said"].startswith("too-late")
        )


def test_nobody_else_reaches_the_forms():
    browser, api = open_stage("employee", lines=WRITING | DONE)
    for place in ("files", "files/undo"):
        assert browser.post(f"{HERE}/{place}", data=FORM | {"id": "f1"}).status_code == 404
    assert {name for name, _ in api.asked} <= {"Viewer", "Reach"}


def test_a_file_comes_to_be_kept_and_not_to_run_and_one_out_of_reach_is_absent():
    found = {"fileName": "须知.pdf", "mediaType": "application/pdf", "base64": b64encode(b"%PDF").decode()}
    answer = open_stage("employee", lines={"LessonFile": {"lessonFile": found}})[0].get("/learn/files/f1")
    assert (answer.content, answer.headers["x-content-type-options"]) == (b"%PDF", "nosniff")
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["cache-control"].startswith("private")
    assert (
        open_stage("employee", lines={"LessonFile": {"lessonFile": None}})[0]
        .get("/learn/files/f1")
        .status_code
        == 404
    )
