"""Ids in a text of JSON are replaced whole, and nothing else is."""

from __future__ import annotations

from server.imports.restore import Copied, columns, renamed, sealed_columns
from server.people.models import Assignment, Compensation


def test_older_entries_speak_of_the_copies():
    text = '{"made":{"assignment":["a1","a2"]},"superseded":{"employment":["a11"]}}'

    assert renamed(text, Copied({"a1": "b1"})) == text.replace('"a1"', '"b1"')


def test_what_a_row_says_is_copied_without_what_it_is():
    assert {"employee_id", "valid_from", "department_id"} <= set(columns(Assignment))
    assert not {"id", "recorded_at", "superseded_at", "version"} & set(columns(Assignment))
    assert sealed_columns(Compensation) == ["base_salary", "market_salary"]
