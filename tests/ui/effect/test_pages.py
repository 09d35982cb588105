"""The page of effects: its frame at once, each answer by itself, in plain words; nobody else finds it."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import open_stage

SPAN = {"value": "0.2400", "low": "0.0639", "high": "0.3980"}
IDLE = {"value": "0.0100", "low": "-0.0200", "high": "0.0400"}
CHOICES = {
    "courses": {"nodes": [{"id": "c1", "title": "倾听", "titleEn": "Listening"}]},
    "csat": {"key": "csat", "name": "客户满意度"}, "feedback": {"key": "valid_feedback_count", "name": "有效反馈"},
}  # fmt: skip
GROUP = {"people": 50, "kept": "0.8400", "low": "0.7149", "high": "0.9166"}
HOURS: dict[str, Any] = {
    "first": "2024-03-01", "last": "2026-02-28", "moreThan": "10", "lessThan": "5", "horizon": 3, "seen": "IMPROVED",
    "many": GROUP, "few": {**GROUP, "kept": "0.6000"}, "difference": SPAN, "relative": {**SPAN, "value": "0.4000"},
    "bands": [
        {"above": None, "upTo": "0", **GROUP}, {"above": "15", "upTo": None, **GROUP, "kept": None},
        {"above": "0", "upTo": "5", "people": 0, "kept": None, "low": None, "high": None},
    ],
    "verdict": "NO_EFFECT", "reason": None, "have": None, "need": None, "fairDifference": IDLE, "odds": IDLE,
    "people": 212, "left": 31, "controls": ["family", "cohort"], "modelVersion": "training-effect/1",
    "receipt": "training-effect/1.abc",
}  # fmt: skip
WAVE = {
    "period": "2026-Q2", "before": "2026-Q1", "after": "2026-Q3", "trained": 30, "compared": 41, "trainedBefore": "0.6",
    "trainedAfter": "0.9", "comparedBefore": "0.6", "comparedAfter": "0.6",
}  # fmt: skip
CHANGE: dict[str, Any] = {
    "name": "客户满意度", "unit": "percent", "direction": "UP", "verdict": "IMPROVED", "reason": None, "have": None,
    "need": None, "isRatio": False, "change": SPAN, "adjusted": SPAN, "placebo": IDLE, "method": "BY_TEAM",
    "trained": 30, "compared": 41, "teams": 12, "dispersion": None, "waves": [WAVE, {**WAVE, "trainedBefore": None}],
    "modelVersion": "training-effect/1", "receipt": "training-effect/1.abc",
}  # fmt: skip
SIDE = {
    "first": "2026-01-01", "last": "2026-05-31", "people": 20, "pending": 0, "kept": "0.7000", "low": "0.4810",
    "high": "0.8545", "receipt": "r1",
}  # fmt: skip
RAISED: dict[str, Any] = {
    "changedOn": "2026-06-01", "leastBefore": "10", "leastAfter": "15", "changedBy": "任霞",
    "metric": "new_hire_retention_3m", "before": SIDE, "after": {**SIDE, "kept": "0.8500", "pending": 4},
    "tellsFrom": "2026-09-01", "verdict": "NO_EFFECT", "reason": None, "have": None, "need": None,
    "difference": {"value": "0.1500", "low": "-0.1111", "high": "0.3898"}, "modelVersion": "training-effect/1",
}  # fmt: skip
EARLY = RAISED | {
    "changedOn": "2026-10-01", "verdict": "ABSTAINED", "reason": "TOO_EARLY", "difference": None,
    "tellsFrom": "2027-01-01",
    "after": {**SIDE, "people": 0, "kept": None, "low": None, "high": None, "pending": 36},
}  # fmt: skip
LINES = {
    "OnboardingHoursChanges": {"onboardingHoursChanges": [EARLY, RAISED]},
    "EffectChoices": CHOICES, "OnboardingHours": {"onboardingHours": HOURS},
    "TrainingEffect": {"trainingEffect": CHANGE},
}  # fmt: skip


def part(browser: Any, name: str, **asked: str) -> str:
    query = "&".join(f"{key}={value}" for key, value in {"part": name, **asked}.items())
    headers = {"HX-Request": "true", "HX-Target": f"div#{name}"}
    return str(browser.get(f"/training/effect?{query}", headers=headers).text)


def test_the_frame_comes_at_once_and_its_parts_ask_for_themselves():
    browser, api = open_stage("hr_manager", lines=LINES)

    page = browser.get("/training/effect").text

    assert [name for name, _ in api.asked if name in ("OnboardingHours", "TrainingEffect")] == []
    assert 'part=hours" hx-trigger="load"' in page
    assert "part=change" in page
    hours, change = part(browser, "hours"), part(browser, "change", course="c1", metric="csat")
    for text in ("未见效果", "212", "+24.0 个百分点", "84.0%", "40.0%", "人数过少", "无人"):
        assert text in hours, text
    for text in ("有改善", "60.0% → 90.0%", "12 个团队", "双重差分"):
        assert text in change, text
    assert api.variables("TrainingEffect") == {"metric": "csat", "grain": "QUARTER", "course": "c1"}


def test_without_scripts_everything_comes_in_one_page_and_a_wrong_question_becomes_the_first():
    browser, api = open_stage("general_manager", lines=LINES)

    page = browser.get("/training/effect?all=1&course=COMPLIANCE&metric=nope&grain=YEAR").text

    assert ("未见效果" in page, "有改善" in page) == (True, True)
    assert api.variables("TrainingEffect") == {"metric": "csat", "grain": "QUARTER", "kind": "COMPLIANCE"}


def test_what_cannot_be_said_says_why_and_counts_are_told_as_times():
    refused = {
        **HOURS, "verdict": "TOO_FEW", "reason": "TOO_FEW_LEAVERS", "have": 3, "need": 10, "fairDifference": None,
        "odds": None, "people": None, "left": None, "controls": [], "difference": None, "relative": None, "many": None,
        "few": None,
    }  # fmt: skip
    counts = {**CHANGE, "isRatio": True, "unit": "count", "method": "NEGATIVE_BINOMIAL", "waves": []}
    lines = LINES | {
        "OnboardingHours": {"onboardingHours": refused},
        "TrainingEffect": {"trainingEffect": counts},
    }
    browser, _ = open_stage("hr_manager", lines=lines)

    page = browser.get("/training/effect?all=1").text

    for text in ("人数不足", "现有 3，至少要 10", "×0.24", "负二项", "没有两边人数都足够的期间"):
        assert text in page, text


def test_an_answer_that_does_not_come_leaves_the_rest_and_others_find_nothing():
    browser, _ = open_stage("hr_manager", lines={"EffectChoices": CHOICES})
    assert "again=1" in part(browser, "hours")  # once more by itself: the first time the libraries come up
    assert "这块没取到" in part(browser, "hours", again="1")
    browser, _ = open_stage("department_manager", lines=LINES)
    assert browser.get("/training/effect").status_code == 404


def test_a_changed_least_of_hours_stands_beside_what_it_brought_or_the_day_on_which_it_may_be_told():
    browser, api = open_stage("hr_manager", lines=LINES)
    assert 'part=raised" hx-trigger="load"' in browser.get("/training/effect").text

    text = part(browser, "raised")

    for told in ("10 → 15 学时，自 2026-06-01 起", "任霞", "70.0%", "85.0%", "+15.0 个百分点", "共 20 人",
                 "2027-01-01 起可下结论", "36 人未满三个月", "还不满三个月"):  # fmt: skip
        assert told in text, told
    assert [name for name, _ in api.asked][-1] == "OnboardingHoursChanges"
    browser, _ = open_stage(
        "hr_manager", lines=LINES | {"OnboardingHoursChanges": {"onboardingHoursChanges": []}}
    )
    assert "最低学时尚未调整过" in part(browser, "raised")
