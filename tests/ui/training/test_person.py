"""A person's page tells what they are to learn and have learned; who may not read training has no such tab."""

from __future__ import annotations

from tests.ui.stage import OTHER, open_stage
from tests.ui.training.lines import COURSE, ROW, page


def test_training_stands_on_a_persons_page_with_the_hours_they_lack():
    duty = {"id": "h1", "dueOn": "2026-11-20", "leastHours": "15.00", "doneHours": "6.50", "metOn": None,
            "waiverReason": "", "isOverdue": True, "rule": None}  # fmt: skip
    passed = ROW | {
        "id": "n2",
        "state": "PASSED",
        "isOverdue": False,
        "score": "75.50",
        "finishedOn": "2026-11-01",
    }
    certificate = {"id": "z1", "number": "PRIVACY-1", "validFrom": "2025-01-01", "validTo": "2026-01-01",
                   "course": COURSE}  # fmt: skip
    lines = {"PersonTraining": {
        **page("enrollments", ROW, passed), **page("hoursDuties", duty), **page("certificates", certificate),
        **page("outsideLearnings"),
    }}  # fmt: skip
    browser, api = open_stage("hr_manager", lines=lines)
    text = browser.get(f"/people/{OTHER}/training").text

    assert api.variables("PersonTraining")["id"] == OTHER
    for part in ("超过 2 天", "6.5 / 15 学时", "得分 75.5", "PRIVACY-1", "已过期", f"/training/assign?pick={OTHER}",
                 "/training/enrollments/n2", f'href="/people/{OTHER}/training" aria-current'):  # fmt: skip
        assert part in text, part
