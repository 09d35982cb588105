"""Rules of training and outside learning on the page."""

from __future__ import annotations

from tests.ui.leave.lines import refused
from tests.ui.stage import ME, open_stage
from tests.ui.training.lines import COURSE, PERSON, page

RULE = {"id": "r1", "version": 4, "code": "BASE", "title": "入职基础", "titleEn": "Basics", "occasion": "JOINED",
        "audience": "DEPARTMENT", "audienceCode": "S1", "months": 2, "leastHours": "10.00", "courseType": None,
        "validFrom": "2026-01-01", "validTo": None, "course": COURSE, "path": None}  # fmt: skip
ENDED = RULE | {"id": "r2", "code": "OLD", "validTo": "2026-02-01", "course": None, "courseType": "UPSKILL"}
RULES = {
    "trainingRules": {"nodes": [RULE, ENDED]},
    "courses": {"nodes": [COURSE]},
    "learningPaths": {"nodes": []},
}
FILE = {"id": "f1", "fileName": "证书.pdf", "size": 30720, "createdAt": "2026-11-02T03:04:05.000Z"}
TOLD = {"id": "o1", "version": 1, "title": "公开课", "provider": "", "learnedOn": "2026-11-01", "hours": "2.50",
        "evidence": "证书", "courseType": "UPSKILL", "state": "SENT", "decidedOn": None,
        "files": {"nodes": [FILE]},
        "employee": {**PERSON, "id": ME}}  # fmt: skip


def test_rules_are_read_by_all_and_previewed_and_set_by_who_keeps_them():
    browser, _ = open_stage("employee", lines={"TrainingRules": RULES})
    text = browser.get("/training/rules").text
    for part in ("入职后 2 个月内", "部门 S1", "至少 10 学时", "已停止的要求"):
        assert part in text, part
    assert "设定要求" not in text

    acts = {
        "SaveTrainingRule": {"saveTrainingRule": {"id": "r1"}},
        "EndTrainingRule": {"endTrainingRule": {"id": "r1"}},
    }
    browser, api = open_stage("hr_manager", lines={"TrainingRules": RULES, **acts})
    data = {
        "csrf": "token",
        "code": "NEW",
        "title": "新要求",
        "subject": "courseType:UPSKILL",
        "occasion": "YEARLY",
        "months": "6",
    }
    answer = browser.post("/training/rules", data=data, follow_redirects=False)
    given = api.variables("SaveTrainingRule")["input"]
    assert (answer.status_code, given["courseType"], given["months"], "courseCode" in given) == (
        303,
        "UPSKILL",
        6,
        False,
    )
    browser.post("/training/rules", data={"csrf": "token", "do": "end", "id": "r1", "version": "4"})
    assert api.variables("EndTrainingRule")["input"]["version"] == 4

    found = {"people": 7, "asked": 9, "overdue": 2, "units": [{"name": "城西店", "people": 5}]}
    browser, api = open_stage(
        "hr_manager", lines={"TrainingRules": RULES, "PreviewRule": {"previewTrainingRule": found}}
    )
    answer = browser.post("/training/rules", data=data | {"do": "preview"})
    assert api.variables("PreviewRule")["input"]["courseType"] == "UPSKILL"
    for part in ("将要求 7 人", "2 项立即逾期", "城西店 5", 'value="新要求"'):
        assert part in answer.text, part

    browser, _ = open_stage("hr_manager", lines={"TrainingRules": RULES, "SaveTrainingRule": refused("code")})
    answer = browser.post("/training/rules", data=data)
    assert (answer.status_code, 'value="新要求"' in answer.text) == (422, True)


def test_outside_learning_is_told_and_taken_back():
    acts = {"ReportOutsideLearning": {"reportOutsideLearning": {"id": "o1"}},
            "WithdrawOutsideLearning": {"withdrawOutsideLearning": {"id": "o1"}}}  # fmt: skip
    browser, api = open_stage(
        "employee", lines={"OutsideLearnings": page("outsideLearnings", TOLD, more=True), **acts}
    )
    text = browser.get("/training/outside").text
    assert ("2.5 学时" in text, "撤回" in text, "提交上级审批" in text) == (True, True, True)
    data = {"csrf": "token", "title": "读书", "learnedOn": "2026-11-02", "hours": "3", "evidence": "笔记"}
    browser.post("/training/outside", data=data)
    assert api.variables("ReportOutsideLearning")["input"]["hours"] == "3"
    assert ("证书.pdf" in text, "30 KB" in text, 'enctype="multipart/form-data"' in text) == (
        True,
        True,
        True,
    )
    browser.post("/training/outside", data=data, files={"file": ("a.pdf", b"%PDF-1.7")})
    assert api.variables("ReportOutsideLearning")["input"]["file"] is not None
    browser.post("/training/outside", data={"csrf": "token", "do": "withdraw", "id": "o1", "version": "1"})
    assert api.variables("WithdrawOutsideLearning")["input"]["version"] == 1

    browser, _ = open_stage(
        "employee",
        lines={"OutsideLearnings": page("outsideLearnings"), "ReportOutsideLearning": refused("hours")},
    )
    answer = browser.post("/training/outside", data=data | {"hours": "0"})
    assert (answer.status_code, 'value="笔记"' in answer.text) == (422, True)


def test_a_rule_on_a_gap_and_one_on_ratings_say_so_and_are_sent():
    asks = {"competencyCode": "TALK", "leastGap": "1.00", "days": 30, "ratings": ["E"]}
    gap = RULE | {"id": "r3", "code": "TALK", "occasion": "COMPETENCY_GAP", **asks}
    failed = RULE | {
        "id": "r4",
        "code": "FAIL",
        "occasion": "FAILED_REVIEW",
        "days": None,
        "ratings": ["D", "E"],
    }
    known = {"competencies": {"nodes": [{"code": "TALK", "name": "沟通", "nameEn": ""}]}}
    shown = RULES | known | {"trainingRules": {"nodes": [gap, failed]}}
    acts = {"SaveTrainingRule": {"saveTrainingRule": {"id": "r3"}}}
    browser, api = open_stage("hr_manager", lines={"TrainingRules": shown, **acts})

    text = browser.get("/training/rules").text
    for part in ("TALK ≥ 1", "30 天内", "(D, E)", '<option value="TALK">沟通</option>'):
        assert part in text, part

    data = {"csrf": "token", "code": "TALK", "title": "沟通差距", "subject": "courseCode:BASE", "days": "30"}
    browser.post(
        "/training/rules",
        data=data | {"occasion": "COMPETENCY_GAP", "competencyCode": "TALK", "leastGap": "1"},
    )
    given = api.variables("SaveTrainingRule")["input"]
    assert (given["competencyCode"], given["leastGap"], given["days"], "ratings" in given) == (
        "TALK",
        "1",
        30,
        False,
    )
    browser.post("/training/rules", data=data | {"occasion": "FAILED_REVIEW", "ratingD": "1", "ratingE": "1"})
    assert api.variables("SaveTrainingRule")["input"]["ratings"] == ["D", "E"]


def test_a_gap_another_page_points_at_opens_the_form_filled_in():
    known = {"competencies": {"nodes": [{"code": "C1", "name": "平台规则", "nameEn": ""}]}}
    browser, _ = open_stage("hr_manager", lines={"TrainingRules": RULES | known})

    text = browser.get("/training/rules?competency=C1&unit=S1").text

    assert 'id="write" open' in text
    assert '<option value="COMPETENCY_GAP" selected>' in text
    assert '<option value="C1" selected>' in text
    assert '<option value="DEPARTMENT" selected>' in text
    assert 'name="audienceCode" type="text" value="S1"' in text
    assert 'id="write" open' not in browser.get("/training/rules").text
