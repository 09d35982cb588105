"""Values of added fields: each type reads what people write and keeps one spelling."""

from __future__ import annotations

import pytest

from server.kernel.errors import InvalidInput
from server.people.custom import Kept, clean_choices, clean_key, clean_label, read_value
from server.people.models import CustomType as T


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        (T.TEXT, " ＡＢ ", Kept("AB")),
        (T.NUMBER, "1,250.5", Kept("1250.50", 125050)),
        (T.NUMBER, "-3", Kept("-3.00", -300)),
        (T.DATE, "2026/03/01", Kept("2026-03-01")),
        (T.FLAG, "是", Kept("true")),
        (T.FLAG, "N", Kept("false")),
        (T.CHOICE, "L", Kept("L")),
    ],
)
def test_a_value_is_kept_one_way(kind, text, kept):
    assert read_value(kind, ("S", "L"), text, "x") == kept


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (T.TEXT, "x" * 501), (T.TEXT, "a\0b"), (T.NUMBER, "many"), (T.NUMBER, "1.005"), (T.NUMBER, "9" * 15),
        (T.DATE, "31.2.2026"), (T.DATE, "1850-01-01"), (T.FLAG, "maybe"), (T.CHOICE, "XXL"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_at_its_field(kind, text):
    with pytest.raises(InvalidInput) as caught:
        read_value(kind, ("S", "L"), text, "uniform")

    assert caught.value.path == ("input", "uniform")


def test_choices_are_kept_once_and_only_for_a_choice():
    assert clean_choices(T.CHOICE, ["S", " S", "L", ""]) == ["S", "L"]
    assert clean_choices(T.TEXT, ["S", "L"]) == []


@pytest.mark.parametrize("choices", [["S"], ["x" * 61, "S"], [str(n) for n in range(101)]])
def test_a_choice_has_choices(choices):
    with pytest.raises(InvalidInput):
        clean_choices(T.CHOICE, choices)


@pytest.mark.parametrize("key", ["Uniform", "1a", "a-b", "", "a" * 41])
def test_a_key_is_a_name_for_programs(key):
    with pytest.raises(InvalidInput):
        clean_key(key)


def test_a_label_is_tidied():
    assert clean_label(" 工服  尺码 ", "labelZh") == "工服 尺码"
    with pytest.raises(InvalidInput):
        clean_label(" ", "labelZh")
