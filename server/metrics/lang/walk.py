"""Goes over a tree without recursion: every node, the measures at its leaves, the columns of a condition."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from server.metrics.lang.tree import (
    Anchor,
    AtPeriod,
    Both,
    Change,
    Cohort,
    Either,
    Expr,
    In,
    IsNull,
    Literal_,
    MeasureUse,
    MetricUse,
    Negative,
    Not,
    Number,
    Predicate,
    Product,
    RowBinary,
    RowCall,
    RowExpr,
    Scalar,
    Shift,
    Sum,
    Test,
    YearToDate,
)

Leaf = MeasureUse | Anchor | Cohort
LEAVES = (MeasureUse, Anchor, Cohort)
Condition = Predicate | RowExpr

CHILDREN: dict[type, Callable[..., tuple[Expr, ...]]] = {
    Sum: lambda node: tuple(term for _, term in node.terms),
    Product: lambda node: tuple(factor for _, factor in node.factors),
    Negative: lambda node: (node.item,),
    Shift: lambda node: (node.body,),
    YearToDate: lambda node: (node.body,),
    AtPeriod: lambda node: (node.body,),
    Change: lambda node: (node.body,),
    Scalar: lambda node: node.args,
    Number: lambda _: (),
    MeasureUse: lambda _: (),
    MetricUse: lambda _: (),
    Anchor: lambda _: (),
    Cohort: lambda _: (),
}
"""What a node is made of. An anchored measure is one leaf with its anchor."""

PARTS: dict[type, Callable[..., tuple[Condition, ...]]] = {
    Both: lambda node: node.items,
    Either: lambda node: node.items,
    Not: lambda node: (node.item,),
    Test: lambda node: (node.left, node.right),
    In: lambda node: (node.left,),
    IsNull: lambda node: (node.left,),
    RowBinary: lambda node: (node.left, node.right),
    RowCall: lambda node: node.args,
}


def walk(tree: Expr) -> Iterator[Expr]:
    """Yield every node of a formula, each before its parts, in reading order."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(CHILDREN[type(node)](node)))


def measure_of(leaf: Leaf) -> MeasureUse:
    """Return the measure a leaf takes."""
    return leaf if isinstance(leaf, MeasureUse) else leaf.measure


def walk_condition(tree: Condition) -> Iterator[Condition]:
    """Yield every node of a condition or row expression, each before its parts, in reading order."""
    waiting: list[Condition] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Literal_) and type(node) in PARTS:
            waiting.extend(reversed(PARTS[type(node)](node)))
