from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings

from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.parse import parse, parse_predicate, parse_row
from server.metrics.lang.tree import Number
from server.metrics.lang.unparse import unparse, unparse_predicate, unparse_row
from tests.metrics.lang.trees import formulas, predicates, rows


@given(formulas)
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_back_to_the_same_tree(tree):
    assert parse(unparse(tree)) == tree


@given(predicates)
@settings(max_examples=100, deadline=None)
def test_condition_reads_back(tree):
    assert parse_predicate(unparse_predicate(tree)) == tree


@given(rows)
@settings(max_examples=100, deadline=None)
def test_row_expression_reads_back(tree):
    assert parse_row(unparse_row(tree)) == tree


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (" leavers/opening( headcount )", "leavers / opening(headcount)"),
        ("(a+b)-(c-d)*2", "(a + b) - (c - d) * 2"),
        ("a/(b*c)/d", "a / (b * c) / d"),
        ("-(a)", "-a"),
        ("8 % + 12.50%", "8% + 12.50%"),
        ("rolling(1 months,@csat@2)", "rolling(1 month, @csat@2)"),
        ("done(a,b,24 hour)", "done(a, b, 24 hours)"),
        ("a[b='it''s' and(c>1 or not d is null)]", "a[b = 'it''s' and (c > 1 or not (d is null))]"),
        ("a[(b+1)*2-(c-d)>=-3]", "a[(b + 1) * 2 - (c - d) >= -3]"),
    ],
)
def test_there_is_one_way_to_write_a_formula(text, written):
    assert unparse(parse(text)) == written


def test_percent_stays_percent_and_is_a_hundredth():
    tree = parse("12.5%")

    assert tree == Number(Decimal("0.125"))
    assert unparse(tree) == "12.5%"


def test_every_built_in_formula_and_condition_reads_back():
    dictionary = load_builtin()

    assert [key for key, each in dictionary.metrics.items() if parse(unparse(each.tree)) != each.tree] == []
    assert [
        name
        for name, each in dictionary.measures.items()
        if parse_row(unparse_row(each.expression)) != each.expression
        or (each.where is not None and parse_predicate(unparse_predicate(each.where)) != each.where)
    ] == []
