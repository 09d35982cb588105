"""The career tab of a person's page."""

from __future__ import annotations

from tests.ui.org.test_careers import rung
from tests.ui.stage import OTHER, open_stage
from ui.org.own import own_ladder

CAREER = {
    "standing": "UNKNOWN", "period": "2026-Q3", "asOf": "2026-11-22", "missing": [],
    "present": {"positionId": "A", "name": "导购", "ladder": "shop", "grade": 1},
    "next": {"positionId": "B", "name": "店长", "grade": 4},
    "conditions": [
        {"found": None, "shown": None, "state": "HIDDEN", "condition": {"kind": "METRIC", "text": "综合得分不低于 80"}},
    ],
}  # fmt: skip


def test_a_career_shows_each_condition_and_the_ladder():
    lines = {"Career": {"employee": {"career": CAREER}, "ladders": [rung("A", 1), rung("B", 4)]}}
    browser, _ = open_stage("hr_manager", lines=lines)

    page = browser.get(f"/people/{OTHER}/career").text

    assert "综合得分不低于 80" in page
    assert "无权查看" in page
    assert 'aria-current="step"' in page


def test_a_hidden_career_is_said_to_be_hidden():
    browser, _ = open_stage(
        "payroll_specialist", lines={"Career": {"employee": {"career": None}, "ladders": []}}
    )

    assert "没有职业发展信息" in browser.get(f"/people/{OTHER}/career").text


def test_only_the_own_ladder_is_shown():
    rungs = [rung("A", 1), rung("X", 1, "desk")]

    assert [one["code"] for one in own_ladder(CAREER, rungs)] == ["A"]
    assert own_ladder(None, rungs) == []
