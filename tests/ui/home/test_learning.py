"""Home tells of courses that are due, hours that lack, and coaching that waits."""

from __future__ import annotations

from tests.ui.stage import open_stage


def test_home_says_what_is_to_be_learned_the_hours_that_lack_and_whom_to_coach():
    learning = {
        "enrollments": {"totalCount": 1, "nodes": [
            {"id": "n1", "state": "EXAM", "dueOn": "2026-11-20", "isOverdue": True,
             "course": {"title": "信息保护", "titleEn": "Privacy"}},
        ]},
        "hoursDuties": {"nodes": [
            {"id": "h1", "dueOn": "2026-12-01", "isOverdue": False, "leastHours": "10.00", "doneHours": "6.50"},
        ]},
        "coachingTasks": {"nodes": [
            {"id": "k1", "dueOn": "2026-11-25", "employee": {"name": "王芳", "code": "R1"}},
        ]},
    }  # fmt: skip
    browser, _ = open_stage("department_manager", lines={"HomeLearning": learning}, mayHire=False)

    text = browser.get("/").text

    for part in ("信息保护", "去考核", "/learn/n1", "培训学时：6.5 / 10", "辅导王芳", "3 件事等您处理"):
        assert part in text, part
