from __future__ import annotations

from server.metrics.lang.parse import parse, parse_predicate
from server.metrics.lang.tree import Anchor, Cohort, Column, Duration, MeasureUse
from server.metrics.lang.walk import measure_of, walk, walk_condition


def test_nodes_come_in_reading_order_and_an_anchored_measure_is_one():
    names = [type(node).__name__ for node in walk(parse("a + rolling(2 months, opening(b) / -1) * abs(@c)"))]

    assert names == [
        *(
            "Sum",
            "MeasureUse",
            "Product",
            "Shift",
            "Product",
            "Anchor",
            "Negative",
            "Number",
            "Scalar",
            "MetricUse",
        )
    ]


def test_a_leaf_knows_its_measure():
    use = MeasureUse("b")

    leaves = (use, Anchor("opening", use), Cohort("kept", use, Duration(1, "day")))

    assert [measure_of(leaf) for leaf in leaves] == [use] * 3


def test_all_of_a_condition_is_walked():
    tree = parse_predicate("not (a + b > 1) and (c in (1) or d is null) and anchor() = add_months(e, 1)")

    assert [node.name for node in walk_condition(tree) if isinstance(node, Column)] == [
        "a",
        "b",
        "c",
        "d",
        "e",
    ]
