"""Who waits for an exam, and entering results, coaching and waivers."""

from __future__ import annotations

from typing import Any

from tests.ui.leave.lines import refused
from tests.ui.stage import ME, OTHER, open_stage
from tests.ui.training.lines import COURSE, PERSON, ROW, page

FAILED = ROW | {
    "state": "FAILED",
    "coaching": {"nodes": [{"doneOn": None, "dueOn": "2026-11-25", "coach": {"name": "李娜"}}]},
}
DONE = {"id": "n1"}


def one(row: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    return {"OneEnrollment": {"enrollment": row}, **more}


def test_who_waits_is_listed_with_who_coaches_by_when():
    counts = {"waiting": {"totalCount": 0}, "coaching": {"totalCount": 1}}
    browser, api = open_stage("hr_manager", lines={"TrainingExams": page("enrollments", FAILED, **counts)})
    text = browser.get("/training/exams?view=coaching").text

    assert api.variables("TrainingExams")["states"] == ["FAILED", "COACHING"]
    assert "李娜 须在 2026-11-25 前辅导" in text
    assert open_stage("employee")[0].get("/training/exams").status_code == 404


def test_a_result_is_a_score_or_a_rubric():
    browser, api = open_stage("hr_manager", lines=one(ROW, RateExam={"rateExam": DONE}))
    assert "录入成绩" in browser.get("/training/enrollments/n1").text
    data = {"csrf": "token", "do": "rate", "kind": "PRACTICAL", "version": "3"}
    browser.post("/training/enrollments/n1", data=data | {"score": "72"})
    given = api.variables("RateExam")["input"]
    assert (given["score"], given["kind"], given["version"], "rubric" in given) == (
        "72",
        "PRACTICAL",
        3,
        False,
    )
    browser.post(
        "/training/enrollments/n1",
        data=data | {"r-text-0": "倾听", "r-points-0": "4", "r-most-0": "5"},
    )
    assert api.variables("RateExam")["input"]["rubric"] == [{"text": "倾听", "points": 4, "most": 5}]

    browser, _ = open_stage("hr_manager", lines=one(ROW, RateExam=refused("score")))
    answer = browser.post("/training/enrollments/n1", data=data | {"score": "999"})
    assert (answer.status_code, 'value="999"' in answer.text, "不行。" in answer.text) == (422, True, True)


def test_coaching_waiving_and_learning_at_work_have_their_own_form():
    acts = {"RecordCoaching": {"recordCoaching": DONE}, "WaiveEnrollment": {"waiveEnrollment": DONE},
            "CompleteEnrollment": {"completeEnrollment": DONE}}  # fmt: skip
    coached = [
        {"id": "k", "attemptNumber": 1, "dueOn": "2026-11-25", "doneOn": None, "note": "", "coach": None}
    ]
    exam = {"id": "a", "number": 1, "kind": "WRITTEN", "takenOn": "2026-11-18", "score": "55.00", "passScore": "60.00",
            "isPassed": False, "firstScore": None, "secondScore": None, "note": "", "firstRater": None,
            "secondRater": None}  # fmt: skip
    row = FAILED | {"coaching": {"nodes": coached}, "exams": {"nodes": [exam]}}
    browser, api = open_stage("hr_manager", lines=one(row, **acts))
    text = browser.get("/training/enrollments/n1").text
    for part in ("记录辅导", "自动评分", "免修", "撤回课程"):
        assert part in text, part
    browser.post(
        "/training/enrollments/n1", data={"csrf": "token", "do": "coach", "remark": "讲了流程", "isDone": "1"}
    )
    assert api.variables("RecordCoaching")["input"]["isDone"] is True
    browser.post("/training/enrollments/n1", data={"csrf": "token", "do": "waive", "reason": "已有证书"})
    assert api.variables("WaiveEnrollment")["input"]["reason"] == "已有证书"

    work = ROW | {
        "state": "STARTED",
        "course": COURSE | {"mode": "ON_THE_JOB"},
        "rule": {"code": "R", "title": "要求", "titleEn": ""},
    }
    browser, _ = open_stage("hr_manager", lines=one(work))
    text = browser.get("/training/enrollments/n1").text
    assert ("确认已掌握" in text, "撤回课程" in text) == (True, False)


def test_the_second_rater_sees_no_first_score_and_nobody_rates_their_own():
    first = {"id": "a", "number": 2, "kind": "SCENARIO", "takenOn": "2026-11-20", "score": None, "passScore": "60.00",
             "isPassed": None, "firstScore": None, "secondScore": None, "note": None,
             "firstRater": {"id": ME, "name": "任霞"}, "secondRater": None}  # fmt: skip
    browser, _ = open_stage("hr_manager", lines=one(ROW | {"exams": {"nodes": [first]}}))
    assert "还需另一人评分" in browser.get("/training/enrollments/n1").text
    other = first | {"firstRater": {"id": OTHER, "name": "王芳"}}
    browser, _ = open_stage("hr_manager", lines=one(ROW | {"exams": {"nodes": [other]}}))
    assert "第二人评分</h2>" in browser.get("/training/enrollments/n1").text

    mine = one(ROW | {"employee": PERSON | {"id": ME}})
    assert "录入成绩" not in open_stage("hr_manager", lines=mine)[0].get("/training/enrollments/n1").text
    answer = open_stage("employee", lines=mine)[0].get("/training/enrollments/n1", follow_redirects=False)
    assert answer.headers["location"] == "/learn/n1"
    assert open_stage("hr_manager", lines=one(None))[0].get("/training/enrollments/n1").status_code == 404
