"""The history page: facts now and then side by side, corrected with a reason, taken back unless the first."""

from __future__ import annotations

import pytest

from tests.ui.people.told import LINES, MOVED, NOW, POST
from tests.ui.stage import OTHER, open_stage
from ui.masks import Masks
from ui.page import Answer
from ui.people.history import learned

PATH = f"/people/{OTHER}/history"


def test_moments_of_learning_are_listed_latest_first():
    found = learned(Answer({"now": NOW}, Masks(())), "UTC", {"datetime": str})

    assert found == [("2025-01-31T23:59", MOVED["recordedAt"]), ("2024-02-05T05:59", POST["recordedAt"])]


def test_the_page_shows_what_differs():
    browser, api = open_stage("hr_manager", lines=LINES)

    text = browser.get(f"{PATH}?knownAt=2025-01-31T23:59").text

    assert api.variables("PersonHistory")["past"] is True
    assert "当时已知，后来更正" in text
    assert "后来记录" in text
    assert f"/people/{OTHER}/facts/a1" in text
    assert f"/people/{OTHER}/facts/c1" not in text  # HR corrects no pay


def test_a_fact_is_corrected_by_what_differs():
    browser, api = open_stage(
        "hr_manager", lines={**LINES, "Correct": {"correctFact": {"id": OTHER, "version": 4}}}
    )

    form = browser.get(f"/people/{OTHER}/facts/a1").text
    answer = browser.post(
        f"/people/{OTHER}/facts/a1",
        data={
            "csrf": "token",
            "departmentId": "d2",
            "validFrom": "2024-02-05",
            "fte": "1.00",
            "reason": "录错",
            "act": "correct",
        },
    )

    assert '<option value="d1" selected' in form
    assert answer.status_code == 303
    given = api.variables("Correct")["input"]
    assert (given["id"], given["changes"], given["reason"]) == ("a1", {"departmentId": "d2"}, "录错")


def test_a_fact_is_taken_back():
    browser, api = open_stage(
        "hr_manager", lines={**LINES, "Retract": {"retractFact": {"id": OTHER, "version": 4}}}
    )

    answer = browser.post(
        f"/people/{OTHER}/facts/a2", data={"csrf": "token", "reason": "没有这回事", "act": "retract"}
    )

    assert answer.status_code == 303
    assert api.variables("Retract")["input"]["id"] == "a2"


def test_a_reason_is_asked_for():
    browser, api = open_stage("hr_manager", lines=LINES)

    answer = browser.post(
        f"/people/{OTHER}/facts/a1", data={"csrf": "token", "departmentId": "d2", "act": "correct"}
    )

    assert answer.status_code == 422
    assert "Correct" not in [name for name, _ in api.asked]


def test_a_refusal_comes_back_at_its_field():
    extensions = {
        "code": "INVALID_INPUT",
        "zh": "须晚于 2024。",
        "en": "x",
        "inputPath": ["input", "validFrom"],
    }
    line = {"correctFact": None, "errors": [{"message": "x", "extensions": extensions}]}
    browser, _ = open_stage("hr_manager", lines={**LINES, "Correct": line})

    answer = browser.post(
        f"/people/{OTHER}/facts/a2",
        data={"csrf": "token", "validFrom": "2020-01-01", "reason": "录错", "act": "correct"},
    )

    assert answer.status_code == 422
    assert 'id="validFrom-error"' in answer.text


@pytest.mark.parametrize(
    ("role", "fact", "status"),
    [("department_manager", "a1", 403), ("hr_manager", "zz", 404), ("hr_manager", "c1", 403)],
)
def test_who_may_not_correct_meets_no_form(role, fact, status):
    browser, _ = open_stage(role, lines=LINES)

    assert browser.get(f"/people/{OTHER}/facts/{fact}").status_code == status
