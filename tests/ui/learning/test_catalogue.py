"""The catalogue: sifted, each course with what its reader may do, and done once it was asked for."""

from __future__ import annotations

import pytest

from tests.ui.learning.lines import CASE, COURSE, MINE, listed
from tests.ui.leave.lines import refused
from tests.ui.stage import ME, open_stage

OTHER = COURSE | {
    "id": "c2",
    "code": "TALK",
    "title": "怎样开口",
    "tags": ["COMMUNICATION"],
    "needsReview": True,
}
COURSES = {"Courses": listed("courses", COURSE, OTHER, reviews={"totalCount": 1})}


def of(*mine: object, **changes: object) -> dict[str, object]:
    return {"Course": {"course": COURSE | changes, "enrollments": {"nodes": list(mine)}}}


@pytest.mark.parametrize(
    ("role", "asked", "where"),
    [
        ("employee", "", {"state": {"eq": "PUBLISHED"}}),
        ("employee", "state=DRAFT&mode=ONLINE", {"state": {"eq": "PUBLISHED"}, "mode": {"eq": "ONLINE"}}),
        ("employee", "state=REVIEW", {"state": {"eq": "PUBLISHED"}}),
        ("hr_manager", "state=DRAFT&mode=SLEEP", {"state": {"eq": "DRAFT"}}),
        ("hr_manager", "state=REVIEW", {"needsReview": {"eq": True}}),
    ],
    ids=["usual", "mode", "no-review", "drafts", "review"],
)
def test_drafts_and_what_needs_review_are_asked_for_by_who_writes(role: str, asked: str, where: object):
    browser, api = open_stage(role, lines=COURSES)
    browser.get(f"/training/courses?{asked}")

    assert api.variables("Courses") == {"where": where, "search": None, "me": ME}


def test_a_topic_narrows_what_is_there_and_one_sees_where_one_stands():
    browser, api = open_stage("employee", lines=COURSES)
    text = browser.get("/training/courses?tag=AFTER_SALES&q=退").text
    assert api.variables("Courses")["search"] == "退"
    assert ("退换货" in text, "怎样开口" in text, "学习中" in text, "/training/courses/new" in text) == (
        True,
        False,
        True,
        False,
    )
    assert ("tag=COMMUNICATION" in text, "tag=PRODUCT" in text) == (True, False)

    browser, _ = open_stage("hr_specialist", lines=COURSES)
    text = browser.get("/training/courses").text
    assert ('href="/training/courses?state=REVIEW"' in text, "/training/courses/new" in text) == (True, True)


def test_a_course_offers_what_its_reader_may_do():
    take, keep, unread = 'value="take"', 'value="retire"', "/training/cases/k2"
    seen = {}
    for name, role, lines in (
        ("new", "employee", of()),
        ("begun", "employee", of(MINE)),
        ("retired", "employee", of(state="RETIRED")),
        ("kept", "hr_manager", of()),
    ):
        text = open_stage(role, lines=lines)[0].get("/training/courses/c1").text
        seen[name] = tuple(part in text for part in (take, 'href="/learn/n1"', keep, unread))
        assert CASE["title"] in text
    assert seen == {
        "new": (True, False, False, False),
        "begun": (False, True, False, False),
        "retired": (False, False, False, False),
        "kept": (True, False, True, True),
    }
    assert open_stage("employee", lines=of(state="DRAFT"))[0].get("/training/courses/c1").status_code == 404
    assert open_stage("hr_manager", lines=of(state="DRAFT"))[0].get("/training/courses/c1").status_code == 200
    assert open_stage("hr_manager")[0].get("/training/courses/c9").status_code == 404


@pytest.mark.parametrize(
    ("do", "name", "more"),
    [
        ("publish", "PublishCourse", {}),
        ("retire", "RetireCourse", {}),
        ("review", "ReviewCourse", {"isNeeded": True, "reason": "内容过时"}),
        ("reviewed", "ReviewCourse", {"isNeeded": False, "reason": "内容过时"}),
    ],
)
def test_a_course_is_moved_as_its_button_says(do: str, name: str, more: dict[str, object]):
    browser, api = open_stage("hr_manager", lines=of() | {name: {"done": {"id": "c1"}}})
    data = {"csrf": "token", "do": do, "reason": "内容过时", "version": "7", "key": "k"}
    answer = browser.post("/training/courses/c1", data=data)

    assert (answer.status_code, answer.headers["location"]) == (303, "/training/courses/c1")
    assert api.variables(name)["input"] == {"id": "c1", "version": 7, "idempotencyKey": "k", **more}


def test_a_button_that_does_not_exist_does_nothing():
    browser, api = open_stage("hr_manager", lines=of())

    for do in ("", "burn"):
        assert browser.post("/training/courses/c1", data={"csrf": "token", "do": do}).status_code == 404
    assert [name for name, _ in api.asked if name.endswith("Course") and name != "Course"] == []


def test_choosing_a_course_goes_on_to_it_and_a_refusal_is_told():
    browser, api = open_stage("employee", lines=of() | {"TakeCourse": {"takeCourse": "n7"}})
    data = {"csrf": "token", "do": "take", "key": "kt"}
    assert browser.post("/training/courses/c1", data=data).headers["location"] == "/learn/n7"
    assert api.variables("TakeCourse")["input"] == {"courseId": "c1", "idempotencyKey": "kt"}

    browser, _ = open_stage("employee", lines=of() | {"TakeCourse": refused("courseId")})
    answer = browser.post("/training/courses/c1", data=data)
    assert (answer.status_code, "不行。" in answer.text) == (422, True)

    for do in ("review", "reviewed"):
        lines = of(needsReview=do == "reviewed", reviewReason="评分低") | {"ReviewCourse": refused("reason")}
        browser, _ = open_stage("hr_manager", lines=lines)
        answer = browser.post("/training/courses/c1", data={"csrf": "token", "do": do, "reason": "改"})
        assert (answer.status_code, 'value="改"' in answer.text) == (422, True), do
