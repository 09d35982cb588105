"""A course is assigned by department, by number or to those chosen in the list, with a way back."""

from __future__ import annotations

from tests.ui.leave.lines import refused
from tests.ui.stage import OTHER, open_stage
from tests.ui.training.lines import COURSE, page
from ui.said import COOKIE

OFFERED = {
    "courses": {"nodes": [COURSE]},
    "departments": {"nodes": [{"id": "d1", "code": "S1", "name": "城西店"}]},
}


def test_a_course_is_assigned_with_a_way_back_and_what_was_chosen_stays_when_refused():
    colleague = {"id": OTHER, "code": "R1", "name": "王芳", "department": None}
    lines = {
        "OfferedCourses": OFFERED, "Colleagues": page("employees", colleague),
        "Enroll": {"enroll": {"id": "b1", "count": 2, "jobId": None}}, "UndoEnroll": {"undoEnrollments": "b1"},
    }  # fmt: skip
    data = {
        "csrf": "token",
        "courseId": "c1",
        "person": OTHER,
        "employeeCodes": "R2，R3",
        "dueOn": "2026-12-01",
    }
    browser, api = open_stage("hr_manager", lines=lines)
    assert "王芳" in browser.get("/training/assign?unit=S1").text
    answer = browser.post("/training/assign", data=data, follow_redirects=False)
    given = api.variables("Enroll")["input"]
    assert (answer.status_code, answer.cookies[COOKIE].startswith("course-assigned")) == (303, True)
    assert (given["employeeIds"], given["employeeCodes"], given["dueOn"]) == (
        [OTHER],
        ["R2", "R3"],
        "2026-12-01",
    )
    browser.post("/training/assign/undo", data={"csrf": "token", "id": "b1"})
    assert api.variables("UndoEnroll")["input"]["id"] == "b1"

    browser, _ = open_stage("hr_manager", lines=lines | {"Enroll": {"enroll": None, **refused("dueOn")}})
    answer = browser.post("/training/assign?unit=S1", data=data)
    assert (
        answer.status_code,
        'value="R2，R3"' in answer.text,
        f'value="{OTHER}" checked' in answer.text,
    ) == (422, True, True)
    browser, _ = open_stage("employee")
    assert browser.get("/training/assign").status_code == 404


def test_those_chosen_in_the_list_of_people_get_a_course_in_the_drawer_and_one_goes_back_there():
    colleague = {"id": OTHER, "code": "R1", "name": "王芳", "department": None}
    lines = {
        "OfferedCourses": OFFERED, "Colleagues": page("employees", colleague),
        "Enroll": {"enroll": {"id": "b1", "count": 1, "jobId": None}},
    }  # fmt: skip
    browser, api = open_stage("hr_manager", lines=lines)
    drawer = {"hx-request": "true", "hx-target": "aside#drawer"}
    text = browser.get(f"/training/assign?pick={OTHER}&next=/people?status=ACTIVE", headers=drawer).text

    assert api.variables("Colleagues")["where"] == {"id": {"in": [OTHER]}}
    assert ("<html" in text, f'value="{OTHER}" checked' in text) == (False, True)
    sent = {"csrf": "token", "courseId": "c1", "person": OTHER, "next": "/people?status=ACTIVE"}
    answer = browser.post("/training/assign", data=sent, follow_redirects=False)
    assert answer.headers["location"] == "/people?status=ACTIVE"
    elsewhere = browser.post("/training/assign", data=sent | {"next": "//elsewhere"}, follow_redirects=False)
    assert elsewhere.headers["location"] == "/training?view=open"


def test_all_of_a_list_get_a_course_by_a_job_that_is_followed():
    colleague = {"id": OTHER, "code": "R1", "name": "王芳", "department": None}
    every = {"employees": {"nodes": [{"id": OTHER}], "pageInfo": {"hasNextPage": False, "endCursor": None}}}
    lines = {
        "OfferedCourses": OFFERED, "Colleagues": page("employees", colleague), "EveryonePicked": every,
        "Enroll": {"enroll": {"id": "j1", "count": 700, "jobId": "j1"}},
    }  # fmt: skip
    browser, api = open_stage("hr_manager", lines=lines)
    text = browser.get("/training/assign?every=1&q=王&next=/people").text
    assert ('name="every"' in text, 'name="count" value="1"' in text, "名单中的 1 人" in text) == (
        True,
        True,
        True,
    )

    data = {"csrf": "token", "courseId": "c1", "every": "every=1&q=王", "next": "/people"}
    answer = browser.post("/training/assign", data=data | {"count": "1"}, follow_redirects=False)
    assert api.variables("Enroll")["input"]["employeeIds"] == [OTHER]
    assert answer.headers["location"].startswith("/training/assign/jobs/j1?next=")
    assert browser.post("/training/assign", data=data | {"count": "9"}).status_code == 409

    job = {
        "id": "j1",
        "kind": "training.enroll",
        "state": "RUNNING",
        "progress": 50,
        "total": 700,
        "error": None,
    }
    shown = [(job, "已处理 50 人，共 700 人"), (job | {"state": "DONE"}, "700 人已有这门课程")]
    for row, words in shown:
        text = (
            open_stage("hr_manager", lines={"EnrollJob": {"job": row}})[0]
            .get("/training/assign/jobs/j1")
            .text
        )
        assert words in text
    none = {"EnrollJob": {"job": None}}
    assert open_stage("hr_manager", lines=none)[0].get("/training/assign/jobs/j1").status_code == 404
