from __future__ import annotations

import sys
import time
from decimal import Decimal

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.canon import canonical_hash
from server.metrics.lang.check import check
from server.metrics.lang.parse import CALLS, SYNTAX, parse, parse_predicate, parse_row
from server.metrics.lang.problems import FormulaError
from server.metrics.lang.read import readable
from server.metrics.lang.tree import (
    Anchor,
    Cohort,
    Column,
    Duration,
    Literal_,
    MeasureUse,
    MetricUse,
    Negative,
    Number,
    Product,
    RowBinary,
    Sum,
)
from server.metrics.lang.unparse import unparse
from server.metrics.lang.walk import walk
from tests.metrics.dictionary.small import small


def refused(text, read=parse):
    with pytest.raises(FormulaError) as caught:
        read(text)
    (problem,) = caught.value.problems
    return problem


def test_product_binds_closer_than_sum_and_chains_are_flat():
    a, b, c = MeasureUse("a"), MeasureUse("b"), MeasureUse("c")

    assert parse("a + b * c - a") == Sum((("+", a), ("+", Product((("*", b), ("*", c)))), ("-", a)))
    assert parse("-a / b / c") == Product((("*", Negative(a)), ("/", b), ("/", c)))


def test_multiplication_in_a_condition_binds_closer_than_addition():
    a, b, c = Column("a"), Column("b"), Column("c")

    assert parse_row("a - b * c") == RowBinary("-", a, RowBinary("*", b, c))
    assert parse_row("a - b - c") == RowBinary("-", RowBinary("-", a, b), c)
    assert parse_row("-3") == Literal_(Decimal(-3))


def test_nodes_know_where_they_stand():
    nodes = list(walk(parse("leavers / opening(headcount[a = 1])")))

    assert [(type(node).__name__, node.at) for node in nodes] == [
        ("Product", 0),
        ("MeasureUse", 0),
        ("Anchor", 10),
    ]
    assert [node.measure.at for node in nodes if isinstance(node, Anchor)] == [18]


def test_time_is_singular_and_columns_stand_between():
    assert parse("done(feedback_in, answered_at, 24 hours)") == Cohort(
        "done", MeasureUse("feedback_in"), Duration(24, "hour"), "answered_at"
    )
    assert parse("avg_daily(fte)") == Anchor("avg_daily", MeasureUse("fte"))


def test_a_metric_may_be_the_company_s_own_and_of_one_version():
    assert parse("@custom.early_exit@3") == MetricUse("custom.early_exit", 3)
    assert parse("@ csat @ 2") == MetricUse("csat", 2)
    assert parse("8%") == Number(Decimal("0.08"))


@pytest.mark.parametrize(
    ("text", "code", "at", "length", "suggestions"),
    [
        ("leavers / ", "E_SYNTAX", 10, 0, ()),
        ("", "E_SYNTAX", 0, 0, ()),
        ("a b", "E_SYNTAX", 2, 1, ()),
        ("(a", "E_SYNTAX", 2, 0, ()),
        ("a + + b", "E_SYNTAX", 4, 1, ()),
        ("--a", "E_SYNTAX", 1, 1, ()),
        ("2 % 3", "E_SYNTAX", 4, 1, ()),
        ("and", "E_SYNTAX", 0, 3, ()),
        ("@1", "E_SYNTAX", 1, 1, ()),
        ("@csat@1.5", "E_SYNTAX", 6, 3, ()),
        ("opening(a + b)", "E_SYNTAX", 10, 1, ()),
        ("opening(closing(a))", "E_SYNTAX", 8, 7, ()),
        ("opening(3)", "E_SYNTAX", 8, 1, ()),
        ("rolling(a, 12 months)", "E_SYNTAX", 8, 1, ()),
        ("rolling(1.5 months, a)", "E_SYNTAX", 8, 3, ()),
        ("rolling(12 mnths, a)", "E_SYNTAX", 11, 5, ("months",)),
        ("at(2025, a)", "E_SYNTAX", 3, 4, ()),
        ("done(a, 3, 3 days)", "E_SYNTAX", 8, 1, ()),
        ("opening(a, b)", "E_ARITY", 0, 7, ()),
        ("opening()", "E_ARITY", 0, 7, ()),
        ("abs(a, b)", "E_ARITY", 0, 3, ()),
        ("1 + matured(a)", "E_ARITY", 4, 7, ()),
        ("done(a, b)", "E_ARITY", 0, 4, ()),
        ("min()", "E_ARITY", 0, 3, ()),
        ("avg(a)", "E_FUNCTION", 0, 3, ("avg2", "avg_monthly", "avg_daily")),
        ("a / openning(b)", "E_FUNCTION", 4, 8, ("opening",)),
        ("system('id')", "E_FUNCTION", 0, 6, ()),
        ("days_between(a, b)", "E_FUNCTION", 0, 12, ()),
        ("a[b", "E_SYNTAX", 2, 1, ("b = true",)),
        ("a[b = ]", "E_SYNTAX", 6, 1, ()),
        ("a[b = null]", "E_SYNTAX", 4, 6, ("is null",)),
        ("a[b != null]", "E_SYNTAX", 4, 7, ("is not null",)),
        ("a[b not in (1)]", "E_SYNTAX", 4, 3, ()),
        ("a[b in ()]", "E_SYNTAX", 8, 1, ()),
        ("a[b + 1]", "E_SYNTAX", 7, 1, ()),
        ("a[(b = 1) + 2 > 3]", "E_SYNTAX", 10, 1, ()),
        ("a[days_between(b) > 1]", "E_ARITY", 2, 12, ()),
        ("a[day_between(b, c) > 1]", "E_FUNCTION", 2, 11, ("days_between",)),
        ("a[]", "E_SYNTAX", 2, 1, ()),
        ("a[b = 1][c = 2]", "E_SYNTAX", 8, 1, ()),
    ],
)
def test_a_slip_is_named_with_its_place(text, code, at, length, suggestions):
    problem = refused(text)

    assert (problem.code, problem.at, problem.length, problem.suggestions[:3]) == (
        code,
        at,
        length,
        suggestions,
    )
    assert problem.message.zh
    assert problem.message.en


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(" * 200_000, "E_LIMIT"),
        ("a" * 2001, "E_LIMIT"),
        ("(" * 33 + "a" + ")" * 33, "E_LIMIT"),
        ("-(" * 33 + "a" + ")" * 33, "E_LIMIT"),
        ("a[" + "not (" * 40 + "b = 1" + ")" * 40 + "]", "E_LIMIT"),
        ("abs(" * 40 + "a" + ")" * 40, "E_LIMIT"),
        ("+".join(["a"] * 201), "E_LIMIT"),
        ("a[" + "+".join(["b"] * 60) + " > 1]", "E_LIMIT"),
        ("a > 1", "E_SYNTAX"),
        ("9" * 31, "E_LIMIT"),
        ("a\x00b", "E_CHAR"),
        ("a; drop table employment", "E_CHAR"),
        ("a /* b */", "E_SYNTAX"),
        ("a # b", "E_CHAR"),
        ("a['", "E_CHAR"),
        ("a[b = 'x\ny']", "E_CHAR"),
        ('a[b = "x"]', "E_CHAR"),
        ("a\\", "E_CHAR"),
        ("__import__('os').system('id')", "E_CHAR"),
        ("1e400", "E_SYNTAX"),
        ("\ud800", "E_CHAR"),
        ("\u202eleavers", "E_CHAR"),
        ("'" * 1999, "E_CHAR"),
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_hostile_text_is_answered_quickly_with_a_code(text, code):
    began = time.thread_time()

    problem = refused(text)

    assert problem.code == code
    assert time.thread_time() - began < 0.25


def test_there_are_no_comments_only_minus_signs():
    assert unparse(parse("a -- comment")) == "a - -comment"


def widest():
    """Yield the widest and deepest formulas the limits let through."""
    yield "+".join(["leavers"] * 200)
    yield "(" * 32 + "leavers" + ")" * 32
    yield "-(leavers + 2 * (" * 16 + "leavers" + "))" * 16
    yield "abs(" * 32 + "leavers" + ")" * 32
    yield "leavers[" + "not (fte = 1 and (fte = 2 or " * 15 + "fte = 3" + "))" * 15 + "]"
    yield "leavers[" + "+".join(["fte"] * 41) + " > 1]"
    yield "leavers[" + " and ".join(["fte = 1"] * 90) + "]"


def at_depth(frames, act):
    """Call `act` below so many frames of other code."""
    return act() if frames == 0 else at_depth(frames - 1, act)


@pytest.mark.parametrize("text", list(widest()), ids=lambda text: text[:24])
def test_no_formula_is_too_deep_even_far_down_the_stack(text):
    def everything():
        tree = parse(text)
        again = parse(unparse(tree))
        return (
            again == tree,
            check(tree, small()),
            canonical_hash(tree, small()),
            readable(tree, small(), "zh"),
        )

    assert sys.getrecursionlimit() == 1000

    same, problems, *_ = at_depth(600, everything)

    assert same
    assert [each.code for each in problems] == []


def test_every_function_says_how_it_is_written():
    assert SYNTAX.keys() == CALLS.keys()
    assert [name for name, form in SYNTAX.items() if not form.startswith(f"{name}(")] == []


def test_every_built_in_formula_parses():
    dictionary = load_builtin()

    assert len(dictionary.metrics) == 135
    assert [key for key, metric in dictionary.metrics.items() if parse(metric.formula) != metric.tree] == []


def test_a_condition_alone_must_be_one():
    assert refused("b + 1", parse_predicate).code == "E_SYNTAX"
    assert refused("b = 1", parse_row).code == "E_SYNTAX"
