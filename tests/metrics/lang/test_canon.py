from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.canon import canonical_hash
from server.metrics.lang.parse import parse, parse_predicate, parse_row
from server.metrics.lang.problems import FormulaError
from server.metrics.lang.tree import Both, Either, In, MeasureUse, Negative, Number, Product, Scalar, Sum
from server.metrics.lang.unparse import unparse
from tests.metrics.dictionary.small import KEY, small
from tests.metrics.lang.trees import formulas, predicates


@cache
def dictionary():
    """The small one, with everything the made formulas refer to in nine versions."""
    known = small()
    made = [
        replace(known.metrics["order_value"], version=n, tree=parse(f"sales / orders * {n}"))
        for n in range(1, 10)
    ]
    own = [replace(each, key=KEY) for each in made]
    return replace(
        known,
        metrics={**known.metrics, "order_value": made[0], KEY: own[0]},
        versions={"order_value": tuple(made), KEY: tuple(own)},
    )


def hashed(formula, known=None):
    return canonical_hash(parse(formula), known or dictionary())


def shuffled(tree, chance):
    """Rebuild a formula with what may change places in another order, and brackets where they say nothing."""
    match tree:
        case Sum(terms):
            mixed = [(sign, shuffled(term, chance)) for sign, term in terms]
            chance.shuffle(mixed)
            first = next((n for n, (sign, _) in enumerate(mixed) if sign == "+"), 0)
            return Sum((mixed[first], *mixed[:first], *mixed[first + 1 :]))
        case Product(factors):
            return Product(tuple(factors[:1]) + tuple(chance.sample(factors[1:], len(factors) - 1)))
        case Scalar(kind, args) if kind in ("min", "max"):
            return Scalar(kind, tuple(shuffled(arg, chance) for arg in reversed(args)))
        case Negative(item):
            return Negative(Negative(Negative(shuffled(item, chance))))
        case MeasureUse(name, where) if where is not None:
            return MeasureUse(name, reordered(where, chance))
    return tree


def reordered(where, chance):
    match where:
        case Both(items):
            return Both(tuple(reordered(each, chance) for each in reversed((*items, items[0]))))
        case Either(items):
            return Either(tuple(chance.sample([reordered(each, chance) for each in items], len(items))))
        case In(left, values):
            return In(left, tuple(reversed((*values, values[0]))))
    return where


@given(formulas, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_brackets_and_doubles_do_not_matter(tree, chance):
    assert canonical_hash(shuffled(tree, chance), dictionary()) == canonical_hash(tree, dictionary())


@given(formulas, st.sampled_from([" ", "  ", "\n", "\t"]))
@settings(max_examples=100, deadline=None)
def test_spacing_does_not_matter(tree, space):
    text = unparse(tree)
    spread = space + text.replace("(", f"({space}").replace(",", f"{space},") if "'" not in text else text

    assert canonical_hash(parse(spread), dictionary()) == canonical_hash(tree, dictionary())


@given(formulas, formulas)
@settings(max_examples=150, deadline=None)
def test_something_added_is_something_else(one, other):
    assert canonical_hash(
        Sum((("+", one), ("+", Number(Decimal(987654321))))), dictionary()
    ) != canonical_hash(one, dictionary())
    assert canonical_hash(
        Product((("*", one), ("/", Sum((("+", other), ("+", one)))))), dictionary()
    ) != canonical_hash(one, dictionary())


@given(predicates)
@settings(max_examples=100, deadline=None)
def test_a_condition_matters_and_its_negation_is_another(where):
    bare = MeasureUse("leavers")
    narrowed, turned = (
        MeasureUse("leavers", where),
        parse(f"leavers[not ({unparse(MeasureUse('x', where))[2:-1]})]"),
    )
    hashes = {canonical_hash(each, dictionary()) for each in (bare, narrowed, turned)}

    assert len(hashes) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leavers / opening(headcount)", "leavers/opening( headcount )"),
        ("leavers / avg2(headcount)", "leavers / (avg2(headcount))"),
        ("12 * leavers / avg2(headcount)", "leavers / avg2(headcount) * 12.0"),
        ("leavers - (orders - sales)", "sales - orders + leavers"),
        ("leavers / (orders * sales)", "leavers / sales / orders"),
        ("-leavers + orders", "orders - leavers"),
        ("leavers * 8%", "0.08 * leavers"),
        ("leavers[exit_type = 'voluntary']", "voluntary_leavers"),
        ("leavers[exit_type = 'voluntary' and fte = 1]", "voluntary_leavers[fte = 1.00]"),
        ("leavers[fte > 1 and is_core = true]", "leavers[true = is_core and 1 < fte]"),
        ("leavers[not (fte > 1)]", "leavers[fte <= 1]"),
        ("leavers[not (end_date is null)]", "leavers[end_date is not null]"),
        ("leavers[exit_type in ('voluntary')]", "leavers[exit_type = 'voluntary']"),
        ("leavers[exit_type in ('a', 'b')]", "leavers[exit_type in ('b', 'a', 'b')]"),
        ("leavers[fte + 1 + 2 > 3]", "leavers[2 + (1 + fte) > 3]"),
        ("rolling(12 months, leavers)", "rolling(1 year, leavers)"),
        ("matured(asked, 2 hours)", "matured(asked, 120 minutes)"),
        ("matured(asked, 1 week)", "matured(asked, 7 days)"),
        ("@order_value", "sales / orders * 1"),
        ("pct_change(@order_value, 1 period)", "pct_change(@order_value@1, 1 period)"),
        ("min(orders, 3)", "min(3, orders)"),
    ],
)
def test_two_spellings_of_one_figure(one, other):
    assert hashed(one) == hashed(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leavers / opening(headcount)", "leavers / avg2(headcount)"),
        ("sales / orders", "orders / sales"),
        ("leavers - orders", "orders - leavers"),
        ("leavers / (orders / sales)", "leavers / orders / sales"),
        ("leavers / (orders / sales)", "leavers * sales / orders"),
        ("leavers", "leavers[fte = 1]"),
        ("leavers[fte = 1]", "leavers[fte = 1 or fte = 2]"),
        ("leavers[fte = 1 and fte = 2]", "leavers[fte = 1 or fte = 2]"),
        ("leavers[note = '1']", "leavers[note = 1]"),
        ("leavers[is_core = true]", "leavers[note = 'True']"),
        ("leavers[fte - 1 > 2]", "leavers[1 - fte > 2]"),
        ("matured(new_hires, 3 months)", "kept(new_hires, 3 months)"),
        ("matured(new_hires, 3 months)", "matured(new_hires, 90 days)"),
        ("matured(asked, 24 hours)", "matured(asked, 1 day)"),
        ("done(asked, answered_at, 24 hours)", "done(asked, paid_at, 24 hours)"),
        ("rolling(12 months, leavers)", "prior(12 months, leavers)"),
        ("change(sales, 1 period)", "pct_change(sales, 1 period)"),
        ("coalesce(orders, sales)", "coalesce(sales, orders)"),
        ("at('2025', sales)", "at('2024', sales)"),
        ("@order_value@1", "@order_value@2"),
        ("ytd(sales)", "sales"),
    ],
)
def test_two_figures(one, other):
    assert hashed(one) != hashed(other)


@pytest.mark.parametrize(
    "change",
    [
        {"aggregate": "count_distinct"},
        {"time": "start_date"},
        {"kind": "cohort"},
        {"ends": "end_date"},
        {"incomplete_on_null": True},
        {"where": parse_predicate("fte = 1")},
        {"expression": parse_row("fte")},
    ],
)
def test_every_property_of_a_measure_matters(change):
    known = small()
    leavers = replace(known.measures["leavers"], **change)
    changed = replace(known, measures={**known.measures, "leavers": leavers})

    assert hashed("leavers / 2", changed) != hashed("leavers / 2", known)


def test_source_matters_but_names_and_units_do_not():
    known = small()
    leavers = known.measures["leavers"]
    renamed = replace(leavers, name="exits", label=known.measures["sales"].label, unit="count")
    moved = replace(leavers, source=replace(leavers.source, where="{s}.is_real"))

    assert hashed("exits", replace(known, measures={"exits": renamed})) == hashed("leavers", known)
    assert hashed("leavers", replace(known, measures={"leavers": moved})) != hashed("leavers", known)


def test_upstream_change_is_felt_downstream():
    known = dictionary()
    later = replace(known, metrics={**known.metrics, "order_value": known.versions["order_value"][4]})

    assert hashed("pct_change(@order_value, 1 period)", later) != hashed(
        "pct_change(@order_value, 1 period)", known
    )
    assert hashed("@order_value@1", later) == hashed("@order_value@1", known)


@pytest.mark.parametrize(
    ("formula", "code", "at"),
    [("1 + nobody", "E_MEASURE", 4), ("1 + @nobody", "E_METRIC", 4), ("@order_value@99", "E_METRIC", 0)],
)
def test_unknown_names_have_no_hash(formula, code, at):
    with pytest.raises(FormulaError) as caught:
        hashed(formula)

    assert (caught.value.problems[0].code, caught.value.problems[0].at) == (code, at)


def test_a_circle_has_no_hash():
    known = small()
    looped = replace(
        known, metrics={"a": replace(known.metrics["order_value"], tree=parse("@b")),
                        "b": replace(known.metrics["order_value"], tree=parse("@a"))},
    )  # fmt: skip

    with pytest.raises(FormulaError) as caught:
        hashed("@a", looped)

    assert caught.value.problems[0].code == "E_CYCLE"


def test_metrics_built_on_metrics_are_hashed_once_each():
    known = small()
    metrics = {"m0": replace(known.metrics["order_value"], key="m0")}
    for n in range(1, 60):
        tree = parse(f"@m{n - 1} + @m{n - 1} * @m{n - 1}")
        metrics[f"m{n}"] = replace(known.metrics["order_value"], key=f"m{n}", tree=tree)

    assert len(hashed("@m59", replace(known, metrics=metrics))) == 64


def test_built_in_metrics_all_mean_different_things():
    metrics = load_builtin().metrics

    assert len({metric.hash for metric in metrics.values()}) == len(metrics) == 135
    assert {len(metric.hash) for metric in metrics.values()} == {64}
