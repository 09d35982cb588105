"""The console page: ready queries by role, rights in words, and gone when the setting says so."""

from __future__ import annotations

import json

import pytest
from graphql import build_schema, introspection_from_schema

from tests.ui.stage import SETTINGS, open_stage
from ui.console.pages import examples, gallery, said


def test_examples_are_named_by_their_first_line():
    found = {one.name: one for one in examples(str)}

    assert found["Who am I, and under which policy?"].roles == ()
    assert found["Why does a value show as it does?"].variables == '{"id": ""}'
    assert all(one.text.startswith(f"# {one.name}\n") and "{" in one.text for one in found.values())
    assert all(isinstance(json.loads(one.variables), dict) for one in found.values())


def test_the_gallery_holds_what_serves_the_readers_roles():
    groups = dict(gallery(["auditor", "employee"], str, str))

    assert list(groups) == ["For everybody", "auditor"]
    assert [one.name for one in groups["auditor"]] == [
        "What happened, the newest first",
        "The policy as a matrix",
    ]


def test_a_right_is_said_in_words():
    right = {"act": "read", "relation": "team"}

    assert said({**right, "view": "plain"}, "en") == "Read · Own team"
    assert said({**right, "view": "phone"}, "zh") == "读 · 所辖团队 · 遮盖"
    assert said({**right, "view": "null"}, "en") == "Read · Own team · hidden"


@pytest.mark.parametrize("path", ["/api-console", "/api-console/access"])
def test_it_can_be_switched_off(monkeypatch, path):
    browser, _ = open_stage("hr_manager")
    assert browser.get(path).status_code == 200

    monkeypatch.setattr(SETTINGS, "console", False)
    assert browser.get(path).status_code == 404


def test_the_schema_is_answered_as_text_and_asked_for_once():
    told = dict(introspection_from_schema(build_schema("type Query { code: String }")))
    browser, api = open_stage("hr_manager", lines={"IntrospectionQuery": told})

    assert browser.get("/api-console/schema").text == "type Query{\ncode:String\n}"
    assert browser.get("/api-console/schema").status_code == 200
    assert [name for name, _ in api.asked].count("IntrospectionQuery") == 1
    assert browser.get("/api-console/schema?form=labels").json() == {}
    assert browser.get("/api-console/schema?form=whole").text == "type Query {\n  code: String\n}\n"
    assert browser.get("/api-console/schema?form=other").status_code == 404


def test_the_rights_of_a_type_are_asked_for_and_told():
    right = {"field": "phone", "classLabel": "电话", "act": "write", "relation": "self", "view": "plain"}
    browser, api = open_stage("hr_manager", lines={"ConsoleAccess": {"fieldAccess": [right]}})

    found = browser.get("/api-console/access?type=Employee").json()

    assert found == [{**right, "said": "写 · 本人"}]
    assert api.variables("ConsoleAccess") == {"type": "Employee"}
