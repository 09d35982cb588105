"""Errors come to the field their input path names, and what was typed stays."""

from __future__ import annotations

from ui.forms import stored, troubled


def error(code: str, *path: str) -> dict[str, object]:
    return {
        "message": "m",
        "extensions": {"code": code, "zh": "工号已有人用。", "en": "Taken.", "inputPath": list(path)},
    }


def test_a_row_is_the_beginning_of_the_form_that_changes_it():
    row = {"code": "HR", "hours": 24, "owner": None, "isActive": False, "department": {"code": "D1"}}

    assert stored(row) == {"code": "HR", "hours": "24", "owner": "", "isActive": "", "departmentCode": "D1"}
    assert stored({}) == {}


def test_an_error_stands_at_its_field():
    form = troubled(
        "Not saved", {"code": "A1", "name": "王芳"}, [error("INVALID_INPUT", "input", "code")], "zh"
    )

    assert (form.status, form.errors, form.values["name"]) == (422, {"code": "工号已有人用。"}, "王芳")


def test_a_conflict_belongs_to_the_whole_form():
    form = troubled("Not saved", {"name": "王芳"}, [error("CONFLICT", "input", "version")], "en")

    assert (form.status, form.errors) == (409, {"": "Taken."})
