from __future__ import annotations

from dataclasses import replace

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.parse import parse
from server.metrics.lang.parts import fraction, leaves, metrics_used, versioned
from server.metrics.lang.tree import MetricUse
from server.metrics.lang.unparse import unparse
from tests.metrics.dictionary.small import small


@pytest.mark.parametrize(
    ("formula", "above", "below"),
    [
        ("a / b", "a", "b"),
        ("12 * a / b", "12 * a", "b"),
        ("a / b / c * d", "a * d", "b * c"),
        ("(a - b) / c", "a - b", "c"),
        ("1 - a / b", "b - a", "b"),
        ("a / b - 1", "a - b", "b"),
        ("min(1, a / b)", "a", "b"),
        ("rolling(12 months, a / b)", "rolling(12 months, a)", "rolling(12 months, b)"),
        ("ytd(a / b)", "ytd(a)", "ytd(b)"),
        ("at('2025', a / b)", "at('2025', a)", "at('2025', b)"),
        ("pct_change(@x, 1 period)", "@x - prior(1 period, @x)", "prior(1 period, @x)"),
    ],
)
def test_a_quotient_has_two_parts(formula, above, below):
    assert fraction(parse(formula)) == (parse(above), parse(below))


@pytest.mark.parametrize(
    "formula",
    [
        "a",
        "a * b",
        "a + b",
        "2 - a / b",
        "1 + 1",
        "1 - a * b",
        "a / b - c / d",
        "change(a, 1 period)",
        "abs(a / b)",
        "rolling(1 year, a)",
    ],
)
def test_anything_else_has_none(formula):
    assert fraction(parse(formula)) == (None, None)


def test_the_whole_ones_of_the_dictionary_are_quotients():
    whole = [key for key, metric in load_builtin().metrics.items() if fraction(metric.tree) == (None, None)]

    assert sorted(whole) == [
        "csat_uplift_pp", "data_conflict_count", "first_response_time_p95", "fte_closing",
        "headcount_average", "headcount_closing", "headcount_daily_average", "headcount_opening",
        "hires_count", "hiring_need", "incentive_spend", "lost_days_rate", "response_time_p95",
        "turnover_cost_total", "valid_feedback_count", "workforce_cost_total",
    ]  # fmt: skip


def test_leaves_are_found_through_other_metrics_each_once():
    found = leaves(parse("@order_value_change + orders - @order_value * opening(headcount)"), small())

    assert [unparse(leaf) for leaf in found] == ["orders", "opening(headcount)", "sales"]


def test_metrics_used_are_named_down_to_the_last():
    found = metrics_used(parse("@order_value_change + @nobody"), small())

    assert [metric.key for metric in found] == ["order_value_change", "order_value"]


def test_a_reference_means_the_version_in_force_or_the_one_it_names():
    known = small()
    second = replace(known.metrics["order_value"], version=2)
    both = replace(known, versions={"order_value": (known.metrics["order_value"], second)})

    assert versioned(MetricUse("order_value", 2), both) is second
    assert versioned(MetricUse("order_value"), both) is known.metrics["order_value"]
    assert versioned(MetricUse("order_value", 3), both) is None
    assert versioned(MetricUse("nobody"), both) is None
