"""Labels come from the schema in both languages; an unknown name shows as it is."""

from __future__ import annotations

from ui.labels import label, side


def test_a_field_has_its_label_in_both_languages():
    assert label("zh", "Employee", "phone") != label("en", "Employee", "phone")
    assert "|" not in label("en", "Employee")


def test_an_unknown_name_shows_as_it_is():
    assert label("zh", "Nothing", "here") == "here"
    assert label("zh", None) == ""


def test_a_text_of_one_language_is_itself():
    assert side("en", "中文") == "中文"
    assert side("en", "中文 | English") == "English"
