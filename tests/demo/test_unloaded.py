"""Examples that need no data: hidden cells, and formulas that are alike, unlike or wrong."""

from __future__ import annotations

import pytest

from server.demo.unloaded import language, suppression
from server.metrics.dictionary.load import load_builtin


def hidden(**example):
    given = {"id": "x", "class": "people", "expect_hidden": []} | example
    (found,) = suppression([given])
    return found.came["hidden"]


@pytest.mark.parametrize(
    ("example", "gone"),
    [
        ({"cells": {"A": 12, "B": 8, "C": 3}, "total_shown": True}, "B C"),
        ({"cells": {"A": 12, "B": 8, "C": 3}}, "C"),
        ({"cells": {"A": 4}, "total_shown": True}, "* A"),
        ({"cells": {"A": 20, "A1": 17, "A2": 3}, "parents": {"A1": "A", "A2": "A"}}, "A1 A2"),
    ],
)
def test_which_cells_are_hidden(example, gone):
    assert hidden(**example) == gone


def test_what_was_expected_is_compared_in_any_order():
    (found,) = suppression(
        [{"id": "x", "class": "people", "cells": {"A": 9, "B": 2, "C": 1}, "total_shown": True,
          "expect_hidden": ["C", "B", "A"]}]
    )  # fmt: skip
    assert found.ok


def test_formulas_are_compared_and_mistakes_named():
    file = {
        "language_examples": {
            "equal": [{"a": "hires / leavers", "b": "hires/leavers"}, {"a": "hires", "b": "leavers"}],
            "different": [{"a": "hires", "b": "leavers"}],
            "errors": [
                {"formula": "hires / headcount", "code": "E_STOCK_UNANCHORED", "pos": 8},
                {"formula": "opening(headcuont)", "code": "E_MEASURE", "hint": "headcount"},
                {"formula": "opening(headcuont)", "code": "E_MEASURE", "hint": "hires"},
                {"formula": "hires /", "code": "E_SYNTAX"},
                {"formula": "hires", "code": "E_UNIT"},
            ],
        }
    }
    found = list(language(file, load_builtin()))
    assert [(each.id, each.ok) for each in found] == [
        ("equal-1", True), ("equal-2", False), ("different-1", True), ("error-1", True), ("error-2", True),
        ("error-3", False), ("error-4", True), ("error-5", False),
    ]  # fmt: skip
    assert found[-1].came["code"] == "none"


def test_a_file_without_them_has_none():
    assert [*suppression(()), *language({}, load_builtin())] == []
