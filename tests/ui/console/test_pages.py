"""The console page: ready queries by name, and gone when the setting says so."""

from __future__ import annotations

from tests.ui.stage import SETTINGS, open_stage
from ui.console.pages import examples


def test_examples_are_named_by_their_first_line():
    names = [name for name, _ in examples(str)]

    assert names[0] == "Who am I, and under which policy?"
    assert all(text.startswith("# ") and "query" in text for _, text in examples(str))


def test_it_can_be_switched_off(monkeypatch):
    browser, _ = open_stage("hr_manager")
    assert browser.get("/api-console").status_code == 200

    monkeypatch.setattr(SETTINGS, "console", False)
    assert browser.get("/api-console").status_code == 404


def test_the_schema_is_answered_as_data():
    browser, _ = open_stage("hr_manager", lines={"IntrospectionQuery": {"__schema": {"types": []}}})

    assert browser.get("/api-console/schema").json() == {"__schema": {"types": []}}
