from __future__ import annotations

from dataclasses import replace

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.check import LONGEST, check
from server.metrics.lang.parse import parse
from server.metrics.lang.problems import FormulaError
from tests.metrics.dictionary.small import small


def problems(formula, dictionary=None, unit="", key=""):
    try:
        return check(parse(formula), dictionary or small(), unit, key=key)
    except FormulaError as error:
        return list(error.problems)


@pytest.mark.parametrize(
    ("formula", "code", "at", "hint"),
    [
        ("leavers / headcount", "E_STOCK_UNANCHORED", 10, "opening(headcount)"),
        ("leavers / opening(headcont)", "E_MEASURE", 18, "headcount"),
        ("opening(leavers)", "E_FLOW_ANCHORED", 8, "leavers"),
        ("leavers[exit_type = 'resigned'] / hires", "E_ENUM", 8, "voluntary"),
        ("leavers[colour = 'red']", "E_COLUMN", 8, None),
        ("sales_amount + orders", "E_UNIT", 15, None),
        ("leavers / ", "E_SYNTAX", 10, None),
        ("__import__('os').system('id')", "E_CHAR", 16, None),
    ],
)
def test_slips_against_the_product_s_dictionary(formula, code, at, hint):
    first, *rest = problems(formula, load_builtin())

    assert (first.code, first.at, rest) == (code, at, [])
    assert hint is None or hint in first.suggestions


@pytest.mark.parametrize(
    ("formula", "code", "at", "suggestions"),
    [
        ("1 - headcount[is_core = true]", "E_STOCK_UNANCHORED", 4, None),
        ("new_hires / leavers", "E_COHORT_UNWINDOWED", 0, ("matured(new_hires, 3 months)",)),
        ("closing(new_hires)", "E_COHORT_ANCHORED", 8, ()),
        ("matured(leavers, 3 months)", "E_NOT_COHORT", 8, ()),
        ("kept(asked, 3 days)", "E_COHORT_ENDS", 5, ()),
        ("done(asked, answered, 3 days)", "E_COLUMN", 0, ("answered_at",)),
        ("done(asked, segment, 3 days)", "E_TYPE", 0, ("paid_at", "answered_at")),
        ("order_value", "E_MEASURE", 0, ("@order_value",)),
        ("@order_valu", "E_METRIC", 0, ("@order_value", "@order_value_change")),
        ("@order_value@7", "E_METRIC", 0, ()),
        ("at('2025-13', leavers)", "E_PERIOD", 0, ("2025-03", "2025-Q1", "2025")),
        ("prior(0 months, leavers)", "E_DURATION", 0, ()),
        ("rolling(601 months, leavers)", "E_DURATION", 0, ()),
        ("rolling(24 hours, leavers)", "E_DURATION", 0, ("1 day",)),
        ("change(leavers, 3 minutes)", "E_DURATION", 0, ("1 day",)),
        ("matured(new_hires, 24 hours)", "E_DURATION", 0, ("1 day",)),
        ("matured(new_hires, 1 period)", "E_DURATION", 0, ("30 days", "3 months")),
    ],
)
def test_a_slip_is_named_where_it_stands(formula, code, at, suggestions):
    first = problems(formula)[0]

    assert (first.code, first.at) == (code, at)
    assert suggestions is None or first.suggestions == suggestions
    assert first.length > 0


@pytest.mark.parametrize(
    "formula",
    [
        "leavers[exit_type = 'voluntary'] / avg_monthly(headcount)",
        "done(asked, answered_at, 24 hours) / matured(asked, 24 hours)",
        "kept(new_hires, 3 months) / matured(new_hires, 3 months)",
        "coalesce(leavers, 0) / max(opening(headcount), 1)",
        "prior(1 period, rolling(12 months, ytd(at('2025-W07', leavers))))",
        *(f"at('{name}', leavers)" for name in ("2025", "FY2025-M01", "2025-H2", "2025-03-09..2025-04-01")),
        "1 - leavers / opening(headcount)",
    ],
)
def test_sound_formulas_pass(formula):
    assert problems(formula) == []


def test_all_slips_are_named_in_reading_order():
    found = problems("headcount + opening(leavers) + nobody")

    assert [(each.code, each.at) for each in found] == [
        ("E_STOCK_UNANCHORED", 0),
        ("E_FLOW_ANCHORED", 20),
        ("E_MEASURE", 31),
    ]


def test_no_metric_comes_back_to_itself():
    dictionary = small()
    looped = replace(
        dictionary,
        metrics={
            **dictionary.metrics,
            "order_value": replace(dictionary.metrics["order_value"], tree=parse("@order_value_change + 1")),
        },
    )

    assert [(each.code, each.at) for each in problems("leavers * @me", key="me")] == [("E_CYCLE", 10)]
    assert [
        (each.code, each.at) for each in problems("1 + @order_value", looped, key="order_value_change")
    ] == [("E_CYCLE", 4)]
    assert [each.code for each in problems("@order_value", looped, key="order_value")] == ["E_CYCLE"]


def test_messages_are_in_both_languages():
    (problem,) = problems("leavers / headcount")

    assert problem.message == (
        "“在职人数”是时点数,要说明取哪个时点",
        "Headcount is a stock; say opening(), closing(), avg2(), avg_monthly() or avg_daily()",
    )


def test_the_longest_times_stay_within_the_calendar():
    deepest = 32

    assert all(
        LONGEST[unit] * years <= 50 for unit, years in (("year", 1), ("quarter", 0.25), ("month", 1 / 12))
    )
    assert LONGEST["period"] * deepest < 2000


def test_every_built_in_formula_is_sound():
    dictionary = load_builtin()

    assert {
        key: found
        for key, metric in dictionary.metrics.items()
        if (found := check(metric.tree, dictionary, metric.unit, key=key))
    } == {}
