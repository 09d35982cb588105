"""The competencies tab of a person's page: bars with their figures, and assessing."""

from __future__ import annotations

from typing import Any

from tests.ui.competencies.posting import post
from tests.ui.competencies.test_gaps import LINES_OF
from tests.ui.stage import ME, OTHER, open_stage

FOUND = {
    "id": "A1", "level": "2.50", "source": "PEERS", "assessedOn": "2026-06-01", "assessorName": "李娜",
    "evidence": "三位同事", "version": 1, "competency": {"code": "A", "name": "项A", "nameEn": ""},
}  # fmt: skip
KNOWN = {
    "code": "A",
    "name": "项A",
    "nameEn": "",
    "anchors": ["一", "二", "三", "四", "五"],
    "anchorsEn": [""] * 5,
}
LINES: dict[str, Any] = {
    "PersonCompetencies": {
        "employee": {"id": OTHER, "competencies": LINES_OF, "competencyAssessments": {"nodes": [FOUND]}},
        "competencies": {"nodes": [KNOWN]},
    },
    "AssessCompetency": {"assessCompetency": {"id": "A2"}},
    "WithdrawAssessment": {"withdrawAssessment": None},
}
PLACE = f"/people/{OTHER}/competencies"


def test_each_line_has_a_bar_its_figures_and_why_there_is_no_gap():
    browser, _ = open_stage("hr_specialist", lines=LINES)

    page = browser.get(PLACE).text

    assert page.count('class="level-bar"') == 3
    assert "差 1.5" in page
    assert "未评估" in page
    assert "岗位不要求" in page
    assert 'name="evidence"' not in page


def test_a_manager_assesses_and_takes_back():
    browser, api = open_stage("department_manager", lines=LINES)

    sent = {"competencyCode": "A", "level": "3.5", "source": "EXAM", "evidence": "实操考核"}
    assert post(browser, PLACE, sent).status_code == 303
    given = api.variables("AssessCompetency")["input"]
    assert (given["employeeId"], given["level"], given["source"]) == (OTHER, "3.5", "EXAM")
    post(browser, PLACE, {"do": "withdraw", "id": "A1", "version": "1", "reason": "记错"})
    assert api.variables("WithdrawAssessment")["input"]["version"] == 1


def test_nobody_is_offered_to_assess_themselves():
    browser, _ = open_stage("department_manager", lines=LINES)

    assert 'name="evidence"' not in browser.get(f"/people/{ME}/competencies").text


def test_what_is_hidden_is_said_to_be_hidden():
    hidden = {"employee": {"id": OTHER, "competencies": None, "competencyAssessments": None}}
    browser, _ = open_stage(
        "payroll_specialist", lines={"PersonCompetencies": {**hidden, "competencies": {"nodes": []}}}
    )

    assert "没有胜任力信息" in browser.get(PLACE).text
