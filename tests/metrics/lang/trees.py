"""Makes formulas of every kind, as trees, for tests that must hold for all of them."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from server.metrics.lang.conditions import ROW_FUNCTIONS
from server.metrics.lang.parse import UNITS
from server.metrics.lang.tree import (
    Anchor,
    AtPeriod,
    Both,
    Change,
    Cohort,
    Column,
    Duration,
    Either,
    In,
    IsNull,
    Literal_,
    MeasureUse,
    MetricUse,
    Negative,
    Not,
    Number,
    Product,
    RowBinary,
    RowCall,
    Scalar,
    Shift,
    Sum,
    Test,
    YearToDate,
)

NAMES = st.sampled_from(["leavers", "headcount", "new_hires", "orders", "sales", "asked"])
COLUMNS = st.sampled_from(["exit_type", "start_date", "end_date", "is_core", "fte", "amount"])
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=3).map(abs)
PLAIN = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x9FFF, blacklist_characters="\x7f"), max_size=8
)
DURATIONS = st.builds(Duration, st.integers(1, 40), st.sampled_from(UNITS))

literals = st.one_of(
    PLAIN.map(Literal_),
    st.booleans().map(Literal_),
    st.decimals(min_value=-1000, max_value=1000, places=2).map(Literal_),
)


def row_calls(inner):
    return st.sampled_from(sorted(ROW_FUNCTIONS)).flatmap(
        lambda name: st.builds(
            RowCall,
            st.just(name),
            st.lists(inner, min_size=ROW_FUNCTIONS[name], max_size=ROW_FUNCTIONS[name]).map(tuple),
        )
    )


rows = st.recursive(
    st.one_of(COLUMNS.map(Column), literals),
    lambda inner: st.one_of(st.builds(RowBinary, st.sampled_from("+-*/"), inner, inner), row_calls(inner)),
    max_leaves=5,
)
tests = st.one_of(
    st.builds(Test, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), rows, rows),
    st.builds(In, rows, st.lists(literals, min_size=1, max_size=3).map(tuple)),
    st.builds(IsNull, rows, st.booleans()),
)


def chains(inner):
    items = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(items.map(Both), items.map(Either), inner.map(Not))


predicates = st.recursive(tests, chains, max_leaves=5)
measures = st.builds(MeasureUse, NAMES, st.none() | predicates)


def cohorts():
    plain = st.builds(Cohort, st.sampled_from(["matured", "kept"]), measures, DURATIONS)
    return plain | st.builds(Cohort, st.just("done"), measures, DURATIONS, COLUMNS)


leaves = st.one_of(
    st.builds(Number, NUMBERS, percent=st.booleans()),
    measures,
    st.builds(
        MetricUse, st.sampled_from(["order_value", "custom.early_exit"]), st.none() | st.integers(1, 9)
    ),
    st.builds(Anchor, st.sampled_from(["opening", "closing", "avg2", "avg_monthly", "avg_daily"]), measures),
    cohorts(),
)


def signed(signs, first, inner):
    rest = st.lists(st.tuples(st.sampled_from(signs), inner), min_size=1, max_size=3)
    return st.builds(lambda one, more: ((first, one), *more), inner, rest)


def nodes(inner):
    return st.one_of(
        signed("+-", "+", inner).map(Sum),
        signed("*/", "*", inner).map(Product),
        inner.map(Negative),
        st.builds(Shift, st.sampled_from(["rolling", "prior"]), DURATIONS, inner),
        inner.map(YearToDate),
        st.builds(AtPeriod, PLAIN, inner),
        st.builds(Change, st.sampled_from(["change", "pct_change"]), inner, DURATIONS),
        st.builds(
            Scalar,
            st.sampled_from(["min", "max", "coalesce"]),
            st.lists(inner, min_size=1, max_size=3).map(tuple),
        ),
        inner.map(lambda each: Scalar("abs", (each,))),
    )


formulas = st.recursive(leaves, nodes, max_leaves=8)
ONE = Number(Decimal(1))
