"""Learning paths: read by all once published, written by who keeps the courses."""

from __future__ import annotations

from typing import Any

from tests.ui.learning.lines import COURSE, PATH, listed
from tests.ui.leave.lines import refused
from tests.ui.stage import ME, open_stage
from ui.learning.paths import codes_of, topics

PATHS = {"Paths": listed("learningPaths", PATH)}
ONE = {"Path": {"learningPaths": {"nodes": [PATH]}, "courses": {"nodes": [COURSE]}}}
WRITTEN = {
    "csrf": "token", "code": "BASIC", "title": "新人之路", "titleEn": "", "summary": "", "industry": "", "isBasic": "1",
    "courseCodes": "TALK，RETURNS\nWORK", "do": "save", "key": "k", "version": "4",
}  # fmt: skip


def test_codes_are_read_however_they_are_parted():
    assert codes_of(" A,B，C、D\n\nE\tF ") == ["A", "B", "C", "D", "E", "F"]
    assert codes_of("") == []


def test_a_path_speaks_of_what_its_courses_speak_of():
    steps = [{"course": {"tags": ["PRODUCT", "COMMUNICATION"]}}, {"course": {"tags": None}}, {"course": None}]
    assert topics({"steps": {"nodes": steps}}) == {"PRODUCT", "COMMUNICATION"}


def test_drafts_are_for_who_writes_and_one_goes_on_where_one_stands():
    browser, api = open_stage("employee", lines=PATHS)
    text = browser.get("/training/paths").text
    assert api.variables("Paths") == {"where": {"state": {"eq": "PUBLISHED"}}, "me": ME}
    for part in ('href="/learn/n1"', 'href="/training/courses/c2"', "topic lacks"):
        assert part in text, part
    assert 'value="publish"' not in text

    browser, api = open_stage("hr_manager", lines=PATHS)
    text = browser.get("/training/paths").text
    assert (api.variables("Paths")["where"], 'value="publish"' in text) == (None, True)


def test_a_path_is_written_and_what_was_typed_is_kept():
    browser, api = open_stage("hr_manager", lines=ONE | {"SavePath": {"saveLearningPath": {"id": "p1"}}})
    assert ">RETURNS\nTALK</textarea>" in browser.get("/training/paths/edit?id=p1").text
    assert browser.post("/training/paths/edit?id=p1", data=WRITTEN).headers["location"] == "/training/paths"
    assert api.variables("SavePath")["input"] == {
        "code": "BASIC", "title": "新人之路", "titleEn": "", "summary": "", "industry": "", "version": 4,
        "isBasic": True, "courseCodes": ["TALK", "RETURNS", "WORK"], "id": "p1", "idempotencyKey": "k",
    }  # fmt: skip

    nothing: dict[str, Any] = {"Path": {"learningPaths": {"nodes": []}, "courses": {"nodes": []}}}
    browser, api = open_stage("hr_manager", lines=nothing | {"SavePath": refused("courseCodes")})
    answer = browser.post("/training/paths/edit", data=WRITTEN | {"version": ""})
    given = api.variables("SavePath")["input"]
    assert (answer.status_code, "id" in given, "version" in given) == (422, False, False)
    for part in (
        'value="新人之路"',
        "TALK，RETURNS\nWORK</textarea>",
        'value="1" checked',
        'href="#courseCodes"',
    ):
        assert part in answer.text, part
    assert browser.get("/training/paths/edit?id=p9").status_code == 404


def test_a_path_is_published_and_retired_by_its_button():
    done = {"PublishPath": {"publishLearningPath": {"id": "p1"}}}
    browser, api = open_stage("hr_manager", lines=ONE | done)
    for do, is_published in (("publish", True), ("retire", False)):
        data = {"csrf": "token", "do": do, "version": "4", "key": "k"}
        assert browser.post("/training/paths/edit?id=p1", data=data).status_code == 303
        assert api.variables("PublishPath")["input"] == {
            "id": "p1", "isPublished": is_published, "version": 4, "idempotencyKey": "k",
        }  # fmt: skip

    browser, _ = open_stage("hr_manager", lines=ONE | PATHS | {"PublishPath": refused("id")})
    answer = browser.post("/training/paths/edit?id=p1", data={"csrf": "token", "do": "publish"})
    assert (answer.status_code, "不行。" in answer.text, "新人基础" in answer.text) == (422, True, True)

    browser, api = open_stage("department_manager", lines=ONE)
    assert browser.get("/training/paths/edit?id=p1").status_code == 404
    assert browser.post("/training/paths/edit?id=p1", data=WRITTEN).status_code == 404
    assert "SavePath" not in [name for name, _ in api.asked]
