"""Answers of raters in the sample worlds: the same each time, and a critical question fails seldom."""

from __future__ import annotations

from typing import Any

from server.demo.judged_lines import ASKED, SHEET
from server.demo.judging import KEYS, Judging
from server.performance.models import QualityAnswer
from server.performance.quality.rules import Question, check_weights

QUESTIONS = [Question("a", 10000), Question("b", 0, is_critical=True)]
NOBODY: Any = None


def test_the_sheet_of_the_sample_adds_up_and_questions_have_keys():
    check_weights([weight for _, _, weight, _ in SHEET])
    assert KEYS == ["q1", "q2", "q3"]
    assert all(" | " in text for text in ASKED)


def test_raters_answer_the_same_each_time_and_seldom_fail_a_critical_question():
    one, other = Judging(NOBODY, {}), Judging(NOBODY, {})
    found = [one.answers(QUESTIONS) for _ in range(300)]

    assert found == [other.answers(QUESTIONS) for _ in range(300)]
    assert {each["b"] for each in found} == {QualityAnswer.YES, QualityAnswer.NO}
    assert sum(each["b"] is QualityAnswer.NO for each in found) < 20
    assert {each["a"] for each in found} == {QualityAnswer.YES, QualityAnswer.PARTLY, QualityAnswer.NO}
