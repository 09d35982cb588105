"""A cell is changed in place; what is refused stays typed, and who was quicker is shown beside it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.stage import OTHER, PERSON, open_stage

CELL = {"employee": {**PERSON, "updatedAt": "2026-11-22T01:55:00Z"}}
CHOICES = {"positions": {"nodes": [{"id": "p1", "name": "导购"}, {"id": "p2", "name": "店长"}]}}
PLACE = f"/people/{OTHER}/cell/position"


def stage(**lines: Any) -> Any:
    return open_stage(
        "hr_manager",
        lines={"Cell": CELL, "OpenChoices": CHOICES, "SaveCell": {"transferEmployee": {"id": OTHER}}} | lines,
    )


def refusal(code: str) -> dict[str, Any]:
    return {"errors": [{"extensions": {"code": code, "zh": "不行。", "en": "No."}}]}


def test_the_input_holds_what_is_in_the_record():
    browser, _ = stage()

    text = browser.get(PLACE).text

    assert '<option value="p1" selected>导购</option>' in text
    assert 'name="version" value="3"' in text


def test_a_saved_cell_offers_the_way_back():
    browser, api = stage()

    answer = browser.post(PLACE, data={"csrf": "token", "value": "p2", "version": "3"})

    asked = api.variables("SaveCell")["input"]
    assert (asked["positionId"], asked["version"], asked["effectiveOn"]) == ("p2", 3, "2026-11-22")
    assert f'action="{PLACE}/undo"' in answer.text
    assert 'name="value" value="p1"' in answer.text


def test_what_is_not_changed_is_not_sent():
    browser, api = stage()

    browser.post(PLACE, data={"csrf": "token", "value": "p1", "version": "3"})

    assert "SaveCell" not in [name for name, _ in api.asked]


@pytest.mark.parametrize(("code", "status"), [("INVALID_INPUT", 422), ("CONFLICT", 409)])
def test_what_is_refused_stays_typed(code, status):
    browser, _ = stage(SaveCell=refusal(code))

    answer = browser.post(PLACE, data={"csrf": "token", "value": "p2", "version": "2"})

    assert answer.status_code == status
    assert '<option value="p2" selected>店长</option>' in answer.text
    assert ("导购”" in answer.text) == (code == "CONFLICT")


def test_the_way_back_puts_the_former_value_back_unless_somebody_was_quicker():
    browser, api = stage()
    given = {"csrf": "token", "value": "p1", "version": "4", "next": "/people?q=li"}

    assert browser.post(f"{PLACE}/undo", data=given).headers["location"] == "/people?q=li"
    assert api.variables("SaveCell")["input"]["positionId"] == "p1"

    late, _ = stage(SaveCell=refusal("CONFLICT"))
    assert late.post(f"{PLACE}/undo", data=given).status_code == 409


@pytest.mark.parametrize("field", ["baseSalary", "phone", "nothing"])
def test_what_the_reader_may_not_write_is_no_input(field):
    browser, api = stage()

    assert browser.get(f"/people/{OTHER}/cell/{field}").status_code == 403
    assert "Cell" not in [name for name, _ in api.asked]
