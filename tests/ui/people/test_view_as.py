"""Viewing as somebody: fields by how they show, and a refusal for who may not."""

from __future__ import annotations

import pytest

from tests.ui.stage import OTHER, open_stage
from ui.people.view_as import kind_of

ROWS = [
    {
        "field": "baseSalary",
        "fieldClass": "pay",
        "view": "plain",
        "rule": "rules/people.csv:9",
        "reason": "可看自己的薪酬",
    },
    {"field": "idNumber", "fieldClass": "identity", "view": "idcard", "rule": "r:1", "reason": "脱敏"},
    {"field": "notes", "fieldClass": "key", "view": "null", "rule": None, "reason": None},
]


def test_fields_stand_by_how_they_show():
    browser, _ = open_stage("hr_manager", lines={"ViewAs": {"viewAs": ROWS}})

    text = browser.get(f"/people/{OTHER}/as").text

    assert [text.index(f'id="view-{kind}"') > 0 for kind in ("plain", "masked", "null")] == [True] * 3
    assert "可看自己的薪酬" in text


def test_who_has_no_account_sees_nothing():
    browser, _ = open_stage("hr_manager", lines={"ViewAs": {"viewAs": []}})

    assert "没有账号" in browser.get(f"/people/{OTHER}/as").text


def test_a_refusal_is_a_refusal():
    line = {
        "viewAs": None,
        "errors": [{"message": "x", "extensions": {"code": "DENIED", "zh": "不行", "en": "no"}}],
    }
    browser, _ = open_stage("department_manager", lines={"ViewAs": line})

    assert browser.get(f"/people/{OTHER}/as").status_code == 403


@pytest.mark.parametrize(("view", "kind"), [("plain", "plain"), ("null", "null"), ("phone", "masked")])
def test_a_mask_is_a_mask(view, kind):
    assert kind_of(view) == kind
