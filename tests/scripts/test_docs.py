"""The settings table spells defaults as they would be written, and refuses a page without its marks."""

from __future__ import annotations

import pytest

from scripts.docs import default_text, settings_table, with_table


@pytest.mark.parametrize(("default", "text"), [(8000, "`8000`"), ("", ""), ((), ""), (("a", "b"), "`a,b`")])
def test_defaults_are_spelled_as_in_a_variable(default, text):
    assert default_text(default) == text


def test_table_names_variable_default_and_both_meanings():
    assert "| `ZHIREN_PORT` | `8000` | 端口 | Port |" in settings_table()


def test_page_without_marks_is_refused():
    with pytest.raises(ValueError, match="lost its settings marks"):
        with_table("# Operating")
