"""Stages and families are set beneath the list; a refusal keeps what was typed."""

from __future__ import annotations

from tests.ui.plans.rows import LINES
from tests.ui.stage import open_stage


def test_a_stage_is_begun_and_taken_out():
    lines = LINES | {
        "SetTransformationStage": {"setTransformationStage": {"id": "s3"}},
        "RemoveTransformationStage": {"removeTransformationStage": "s1"},
    }
    browser, api = open_stage("hr_manager", lines=lines)

    begun = browser.post("/plans/stages", data={"csrf": "token", "code": "LATE", "validFrom": "2027-01-01"})
    gone = browser.post("/plans/stages/remove", data={"csrf": "token", "id": "s1", "version": "1"})

    assert [answer.headers["location"] for answer in (begun, gone)] == ["/plans#stages", "/plans#stages"]
    assert api.variables("SetTransformationStage")["input"]["validFrom"] == "2027-01-01"
    assert api.variables("RemoveTransformationStage")["input"]["version"] == 1


def test_a_family_without_the_tick_is_not_front_line():
    browser, api = open_stage(
        "hr_manager", lines=LINES | {"SaveRoleFamily": {"saveRoleFamily": {"id": "f1"}}}
    )

    browser.post("/plans/families", data={"csrf": "token", "code": "frontline", "version": "1"})

    assert api.variables("SaveRoleFamily")["input"]["isFrontLine"] is False


def test_a_refusal_stands_on_the_list_with_what_was_typed():
    extensions = {
        "code": "INVALID_INPUT",
        "zh": "请填写名称。",
        "en": "Name it.",
        "inputPath": ["input", "name"],
    }
    no = {"errors": [{"message": "No", "extensions": extensions}]}
    browser, _ = open_stage("hr_manager", lines=LINES | {"SetTransformationStage": no})

    answer = browser.post("/plans/stages", data={"csrf": "token", "code": "OWN", "validFrom": "2027-01-01"})

    assert answer.status_code == 422
    assert "请填写名称。" in answer.text
    assert 'value="OWN"' in answer.text
