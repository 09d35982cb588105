from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.metrics.definitions import Label
from server.metrics.dictionary.entry import DictionaryError, Entry, Reading


class Reader:
    """Reads values as if they stood in a file, and keeps the problems that come up."""

    def __init__(self):
        self.reading = Reading("metrics.yaml", {("a",): 7})

    def __call__(self, value):
        return Entry(value, ("a",), self.reading)

    def codes(self):
        return [each.code for each in self.reading.problems]


@pytest.fixture
def read():
    return Reader()


def test_sound_values_are_given_and_nothing_is_noted(read):
    assert read(" x ").text() == "x"
    assert read(None).text("y") == "y"
    assert read(12).text() == "12"
    assert read(["a", "b"]).texts() == ("a", "b")
    assert read(True).flag() is True
    assert read(None).whole(3) == 3
    assert read("0.85").decimal() == Decimal("0.85")
    assert read("2025-01-31").day() == date(2025, 1, 31)
    assert read({"zh": "中", "en": "E"}).label() == Label("中", "E")
    assert read("MONTH").choice(("month", "year")) == "month"
    assert read("a").known(["a"], Label("列", "column"), "E_COLUMN") == "a"
    assert read.codes() == []


@pytest.mark.parametrize(
    ("value", "act", "code"),
    [
        (None, lambda entry: entry.text(), "E_MISSING"),
        (["a"], lambda entry: entry.text(), "E_MISSING"),
        ("a", lambda entry: entry.items(), "E_FORM"),
        ("a", lambda entry: list(entry.children()), "E_FORM"),
        ("yes", lambda entry: entry.flag(), "E_FORM"),
        ("1", lambda entry: entry.whole(), "E_FORM"),
        (True, lambda entry: entry.whole(), "E_FORM"),
        ("many", lambda entry: entry.decimal(), "E_FORM"),
        ("today", lambda entry: entry.day(), "E_FORM"),
        ({"zh": "中"}, lambda entry: entry.label(), "E_LABEL"),
        ("decade", lambda entry: entry.choice(("month", "year")), "E_WORD"),
        ("b", lambda entry: entry.known(["a"], Label("列", "column"), "E_COLUMN"), "E_COLUMN"),
        ({"labl": 1}, lambda entry: entry.allow("label"), "E_KEY"),
    ],
)
def test_what_does_not_fit_is_noted(read, value, act, code):
    act(read(value))

    assert read.codes() == [code]


def test_a_problem_names_file_line_key_and_the_better_word(read):
    read({"labl": 1}).allow("label")

    (problem,) = read.reading.problems
    assert str(problem) == "metrics.yaml:7: a.labl: E_KEY There is no key 'labl' (label?)"
    assert problem.zh == "a.labl:没有键“labl”"
    assert str(DictionaryError([problem, problem])).count("\n") == 1
