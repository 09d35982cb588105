"""The parser and a grammar of the language written apart from it accept the same texts."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Lark
from lark.exceptions import LarkError

from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.parse import parse
from server.metrics.lang.problems import FormulaError
from server.metrics.lang.tokens import tokenise
from server.metrics.lang.unparse import unparse
from tests.metrics.lang.trees import formulas

PIECES = """
    + - * / ( ) [ ] , = != < <= > >= @ % ; . == ÷ 1 2.5 'x' 'it''s' " and or not in is null true false 离职
    leavers headcount exit_type opening closing avg2 matured kept done rolling prior ytd at change pct_change min
    coalesce abs months day period days_between add_months anchor period_end
""".split()  # noqa: SIM905 (a list of quoted quotes is harder to read)


@cache
def grammar():
    return Lark(Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8"), parser="lalr")


def by_grammar(text):
    try:
        grammar().parse(text)
    except LarkError:
        return False
    return True


def by_parser(text):
    """Whether the parser takes it; None where only a limit stood in the way."""
    try:
        parse(text)
    except FormulaError as error:
        return None if error.problems[0].code == "E_LIMIT" else False
    return True


@st.composite
def damaged(draw):
    """Draw a formula with a few of its tokens dropped, doubled, swapped or replaced."""
    tokens = [token.text for token in tokenise(unparse(draw(formulas)))[:120]]
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(tokens)))
        kind = draw(st.sampled_from(["drop", "insert", "replace", "swap"]))
        if kind == "insert" or not tokens[place:]:
            tokens.insert(place, draw(st.sampled_from(PIECES)))
        elif kind == "drop":
            del tokens[place]
        elif kind == "replace":
            tokens[place] = draw(st.sampled_from(PIECES))
        else:
            tokens[place - 1 : place + 1] = reversed(tokens[place - 1 : place + 1])
    return " ".join(tokens)


@given(formulas)
@settings(max_examples=60, deadline=None)
def test_grammar_takes_every_formula_that_is_written(tree):
    assert by_grammar(unparse(tree))


@given(damaged())
@settings(max_examples=200, deadline=None)
def test_both_agree_on_damaged_formulas(text):
    taken = by_parser(text)

    assert taken is None or taken == by_grammar(text), text


@given(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_both_agree_on_heaps_of_words(text):
    taken = by_parser(text)

    assert taken is None or taken == by_grammar(text), text


@pytest.mark.parametrize(
    "text",
    [
        "min / max",
        "days[period = 'x']",
        "a[(b + 1) * 2 > 3]",
        "a[((b)) in (1)]",
        "@and@1",
        "12months",
        "a[b = - 1]",
    ],
)
def test_both_agree_on_odd_ones(text):
    assert by_parser(text) == by_grammar(text)


def test_grammar_takes_every_built_in_formula():
    assert [key for key, metric in load_builtin().metrics.items() if not by_grammar(metric.formula)] == []
