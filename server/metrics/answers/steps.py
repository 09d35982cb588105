"""A figure step by step: every node of its formula with its value, its conditions, its days and its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from server.metrics.answers.sentence import Noticed
from server.metrics.asked import DimFilter
from server.metrics.components import Component
from server.metrics.lang.tree import Anchor, Cohort, Expr, MeasureUse
from server.metrics.lang.unparse import unparse, unparse_predicate
from server.metrics.numbers import rounded
from server.metrics.periods import Period, Window
from server.metrics.reckoning.evaluate import Term, Value, value
from server.metrics.reckoning.question import Column, Question
from server.metrics.reckoning.versions import chooser

DAY = timedelta(days=1)
Leaf = MeasureUse | Anchor | Cohort


@dataclass(frozen=True)
class Step:
    """One node of the formula; children follow their parent, one deeper."""

    expression: str
    value: Decimal | None
    filters: tuple[str, ...]
    window: str
    people: int | None
    depth: int


def retrace(question: Question, column: Column, known: Value) -> tuple[Noticed, tuple[Step, ...]]:
    """Work a figure out again from its own parts, writing every node down, each before its children."""
    noticed: dict[tuple[int, Window], Term] = {}
    steps: dict[int, Step] = {}

    def notice(node: Expr, window: Window, term: Term, depth: int, place: int) -> None:
        noticed[id(node), window] = term
        filters = [filter_text(each) for each in question.frame.where] if depth == 0 else []
        people = None
        if isinstance(node, Leaf):
            filters += conditions(question, node)
            people = people_behind(known, node, window)
        days = days_of(node, window, column.period)
        steps[place] = Step(unparse(node), rounded(term.value), tuple(filters), days, people, depth)

    value(
        column.metric.tree,
        question.dictionary,
        column.period,
        known.parts.get,
        choose=chooser(question.dictionary, question.ask.version, column.period.window.last),
        fiscal_start=question.fiscal_start,
        notice=notice,
    )
    return noticed, tuple(steps[place] for place in sorted(steps))


def filter_text(each: DimFilter) -> str:
    sign = "!=" if each.negated else "under" if each.under else "="
    return f"{each.dimension} {sign} {','.join(each.values)}"


def use_of(node: Leaf) -> MeasureUse:
    return node if isinstance(node, MeasureUse) else node.measure


def conditions(question: Question, node: Leaf) -> list[str]:
    """Write the measure's own condition and the one in the formula."""
    use = use_of(node)
    measure = question.dictionary.measures[use.name]
    return [unparse_predicate(each) for each in (measure.where, use.where) if each is not None]


def people_behind(known: Value, node: Leaf, window: Window) -> int | None:
    """Count the most people behind the components a leaf read."""
    counts = [
        part.people
        for (component, days), part in known.parts.items()
        if part is not None and part.people is not None and is_read(component, days, node, window)
    ]
    return max(counts, default=None)


def is_read(component: Component, days: Window, node: Leaf, window: Window) -> bool:
    """Whether a leaf over a window reads a component."""
    use = use_of(node)
    if (component.measure.name, component.where) != (use.name, use.where) or component.kind == "pending":
        return False
    if isinstance(node, Cohort):
        return (component.kind, days) == (node.kind, window)
    if isinstance(node, MeasureUse) or node.kind == "avg_daily":
        return days == window
    if node.kind in ("opening", "closing"):
        return days.last == (window.first - DAY if node.kind == "opening" else window.last)
    return window.first - DAY <= days.last <= window.last


def days_of(node: Expr, window: Window, period: Period) -> str:
    """Write a step's days: a stock's moment, else the window by the period's name or its days."""
    if isinstance(node, Anchor) and node.kind in ("opening", "closing"):
        return str(window.first - DAY if node.kind == "opening" else window.last)
    return period.name if window == period.window else f"{window.first}..{window.last}"
