from __future__ import annotations

import pytest

from server.metrics.lang.cursor import Cursor
from server.metrics.lang.problems import FormulaError


def test_a_quoted_text_never_counts_as_a_word():
    cursor = Cursor.over("'and' and")

    assert not cursor.sees("'and'", "and")
    cursor.take()
    assert cursor.accept("and")
    assert cursor.take().kind == "end"
    assert cursor.take().kind == "end"


def test_what_was_expected_is_said_in_both_languages():
    cursor = Cursor.over("a b")
    cursor.take()

    with pytest.raises(FormulaError) as caught:
        cursor.finish()

    (problem,) = caught.value.problems
    assert problem.message == (
        "此处应为运算符或公式结尾,而不是“b”",
        "Expected an operator or the end here, not 'b'",
    )
    assert str(caught.value) == "E_SYNTAX at 2: Expected an operator or the end here, not 'b'"


def test_depth_is_counted_in_and_out():
    cursor = Cursor.over("()()")
    for _ in range(2):
        cursor.enter(cursor.take())
        cursor.leave(")")

    assert cursor.depth == 0
