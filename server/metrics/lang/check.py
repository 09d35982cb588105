"""Checks a formula against the dictionary: every name, every stock, flow and cohort, every comparison, every unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from server.metrics.definitions import Dictionary, Label, Measure
from server.metrics.lang import units
from server.metrics.lang.fit import unit_problems
from server.metrics.lang.nearest import nearest
from server.metrics.lang.parts import versioned
from server.metrics.lang.problems import FormulaProblem
from server.metrics.lang.row_types import SAID, row_problems, type_of
from server.metrics.lang.tree import (
    Anchor,
    AtPeriod,
    Change,
    Cohort,
    Column,
    Expr,
    MeasureUse,
    MetricUse,
    Shift,
)
from server.metrics.lang.unit_of import quantity_of
from server.metrics.lang.unparse import unparse
from server.metrics.lang.walk import walk

LONGEST = {
    "period": 50,
    "minute": 60 * 24 * 366,
    "hour": 24 * 366 * 10,
    "day": 366 * 50,
    "week": 52 * 50,
    "month": 12 * 50,
    "quarter": 4 * 50,
    "year": 50,
}
"""The longest time of each unit, so that no date is ever carried out of the calendar."""
CLOCK_UNITS = ("minute", "hour")
PERIOD = re.compile(
    r"(?:FY)?\d{4}(?:-Q[1-4]|-H[12])?|FY\d{4}-M(?:0[1-9]|1[0-2])|\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])"
    r"|\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?"
)
RANGE = re.compile(r"\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d")
ANCHORS = ("opening", "closing", "avg2", "avg_monthly", "avg_daily")


def check(tree: Expr, dictionary: Dictionary, unit: str = "", *, key: str = "") -> list[FormulaProblem]:
    """List what is wrong with a formula, in reading order.

    `unit` is the one declared for the result ("" to check only that parts of a kind are added), `key` the metric the
    formula is to define, which it may not come back to.
    """
    found = [problem for node in walk(tree) for problem in node_problems(node, dictionary)]
    if key:
        circles = list(cycle_problems(tree, dictionary, key))
        circling = {each.at for each in circles}
        found = circles + [each for each in found if each.code != "E_METRIC" or each.at not in circling]
    if not found:
        found += unit_problems(tree, dictionary, unit)
    return sorted(found, key=lambda each: (each.at, each.code))


def unit_of(tree: Expr, dictionary: Dictionary) -> str:
    """Return the unit a formula's result naturally has, "" if the dictionary has none for it."""
    return units.named(quantity_of(tree, dictionary))


def node_problems(node: Expr, dictionary: Dictionary) -> Iterator[FormulaProblem]:
    checker = CHECKS.get(type(node))
    if checker is not None:
        yield from checker(node, dictionary)


# --- Measures ---


def bare_problems(use: MeasureUse, dictionary: Dictionary) -> Iterator[FormulaProblem]:
    """Check a measure that stands alone: only a flow may."""
    yield from use_problems(use, dictionary)
    measure = dictionary.measures.get(use.name)
    if measure is None:
        return
    if measure.kind == "stock":
        message = Label(
            f"“{measure.label.zh}”是时点数,要说明取哪个时点",
            f"{measure.label.en} is a stock; say opening(), closing(), avg2(), avg_monthly() or avg_daily()",
        )
        hints = tuple(f"{each}({unparse(use)})" for each in ANCHORS)
        yield FormulaProblem("E_STOCK_UNANCHORED", use.at, len(unparse(use)), message, hints)
    if measure.kind == "cohort":
        message = Label(
            f"“{measure.label.zh}”要有观察期,写 matured()、kept() 或 done()",
            f"{measure.label.en} are followed over a time; say matured(), kept() or done()",
        )
        hints = (f"matured({unparse(use)}, 3 months)",)
        yield FormulaProblem("E_COHORT_UNWINDOWED", use.at, len(unparse(use)), message, hints)


def use_problems(use: MeasureUse, dictionary: Dictionary) -> Iterator[FormulaProblem]:
    measure = dictionary.measures.get(use.name)
    if measure is None:
        yield unknown_measure(use, dictionary)
    elif use.where is not None:
        yield from row_problems(use.where, measure.source)


def unknown_measure(use: MeasureUse, dictionary: Dictionary) -> FormulaProblem:
    if use.name in dictionary.metrics:
        message = Label(f"“{use.name}”是指标,前面加 @", f"'{use.name}' is a metric; write @{use.name}")
        return FormulaProblem("E_MEASURE", use.at, len(use.name), message, (f"@{use.name}",))
    message = Label(f"没有度量“{use.name}”", f"There is no measure '{use.name}'")
    return FormulaProblem("E_MEASURE", use.at, len(use.name), message, nearest(use.name, dictionary.measures))


def anchor_problems(node: Anchor, dictionary: Dictionary) -> Iterator[FormulaProblem]:
    yield from use_problems(node.measure, dictionary)
    measure = dictionary.measures.get(node.measure.name)
    if measure is None or measure.kind == "stock":
        return
    code = "E_FLOW_ANCHORED" if measure.kind == "flow" else "E_COHORT_ANCHORED"
    message = Label(
        f"“{measure.label.zh}”不是时点数,不能用 {node.kind}()",
        f"{measure.label.en} is no stock; {node.kind}() does not apply",
    )
    hints = (unparse(node.measure),) if measure.kind == "flow" else ()
    yield FormulaProblem(code, node.measure.at, len(unparse(node.measure)), message, hints)


def cohort_problems(node: Cohort, dictionary: Dictionary) -> Iterator[FormulaProblem]:
    yield from use_problems(node.measure, dictionary)
    measure = dictionary.measures.get(node.measure.name)
    if measure is None:
        return
    if measure.kind != "cohort":
        cohorts = [name for name, each in dictionary.measures.items() if each.kind == "cohort"]
        message = Label(
            f"“{measure.label.zh}”没有观察期,不能用 {node.kind}()",
            f"{measure.label.en} cannot be followed over a time; {node.kind}() does not apply",
        )
        hints = nearest(measure.name, cohorts)
        yield FormulaProblem("E_NOT_COHORT", node.measure.at, len(unparse(node.measure)), message, hints)
        return
    yield from duration_problems(node, is_cohort=True, is_moment=is_moment(measure))
    if node.kind == "kept" and not measure.ends:
        message = Label(
            f"“{measure.label.zh}”没有结束日期,不能用 kept()",
            f"{measure.label.en} have no last day; kept() does not apply",
        )
        yield FormulaProblem("E_COHORT_ENDS", node.measure.at, len(unparse(node.measure)), message)
    if node.column is not None:
        yield from done_problems(node, measure)


def is_moment(measure: Measure) -> bool:
    return measure.source.columns[measure.time].type == "timestamp"


def done_problems(node: Cohort, measure: Measure) -> Iterator[FormulaProblem]:
    """Check the column that says when it was done: a date where members enter by date, a moment where by moment."""
    name = node.column or ""
    wanted = "timestamp" if is_moment(measure) else "date"
    suited = [each for each, column in measure.source.columns.items() if column.type == wanted]
    column = measure.source.columns.get(name)
    if column is None:
        label = measure.source.label
        message = Label(f"“{label.zh}”没有列“{name}”", f"{label.en} have no column '{name}'")
        hints = nearest(name, suited) or tuple(suited)
        yield FormulaProblem("E_COLUMN", node.at, len(node.kind), message, hints)
    elif column.type != wanted:
        have = SAID[type_of(Column(name), measure.source)]
        message = Label(
            f"“{name}”是{have.zh},此处需要{SAID[wanted].zh}",
            f"'{name}' is {have.en}; {SAID[wanted].en} is needed",
        )
        yield FormulaProblem("E_TYPE", node.at, len(node.kind), message, tuple(suited))


# --- Metrics, time and functions ---


def metric_problems(node: MetricUse, dictionary: Dictionary) -> Iterator[FormulaProblem]:
    length = len(unparse(node))
    if node.key not in dictionary.metrics and node.key not in dictionary.versions:
        message = Label(f"没有指标“{node.key}”", f"There is no metric '{node.key}'")
        hints = tuple(f"@{each}" for each in nearest(node.key, dictionary.metrics))
        yield FormulaProblem("E_METRIC", node.at, length, message, hints)
    elif versioned(node, dictionary) is None:
        message = Label(
            f"指标“{node.key}”没有版本 {node.version}", f"Metric '{node.key}' has no version {node.version}"
        )
        known = tuple(f"@{node.key}@{each.version}" for each in dictionary.versions.get(node.key, ()))
        yield FormulaProblem("E_METRIC", node.at, length, message, known)


def cycle_problems(tree: Expr, dictionary: Dictionary, key: str) -> Iterator[FormulaProblem]:
    """Find the references through which a metric would be made of itself."""
    for node in walk(tree):
        if isinstance(node, MetricUse) and reaches(node, dictionary, key):
            message = Label(
                f"“{node.key}”本身就由“{key}”算出,不能互相引用", f"'{node.key}' is itself made of '{key}'"
            )
            yield FormulaProblem("E_CYCLE", node.at, len(unparse(node)), message)


def reaches(start: MetricUse, dictionary: Dictionary, key: str) -> bool:
    """Whether following references from `start` one comes to `key`."""
    waiting, seen = [start], set[MetricUse]()
    while waiting:
        use = waiting.pop()
        if use.key == key:
            return True
        metric = versioned(use, dictionary)
        if use in seen or metric is None:
            continue
        seen.add(use)
        waiting += [node for node in walk(metric.tree) if isinstance(node, MetricUse)]
    return False


def shift_problems(node: Shift | Change, _: Dictionary) -> Iterator[FormulaProblem]:
    yield from duration_problems(node, is_cohort=False, is_moment=False)


def duration_problems(
    node: Cohort | Shift | Change, *, is_cohort: bool, is_moment: bool
) -> Iterator[FormulaProblem]:
    duration, at, length = node.duration, node.at, len(node.kind)
    if not 0 < duration.count <= LONGEST[duration.unit]:
        most = LONGEST[duration.unit]
        message = Label(
            f"时长应在 1 到 {most} {duration.unit} 之间", f"Write from 1 to {most} {duration.unit}s"
        )
        yield FormulaProblem("E_DURATION", at, length, message)
    elif is_cohort and duration.unit == "period":
        message = Label("观察期要写明天数或月数", "Say how long: days or months, not periods")
        yield FormulaProblem("E_DURATION", at, length, message, ("30 days", "3 months"))
    elif duration.unit in CLOCK_UNITS and not (is_cohort and is_moment):
        message = Label("按日期计的时长最小为一天", "Here a time is counted in whole days or longer")
        yield FormulaProblem("E_DURATION", at, length, message, ("1 day",))


def period_problems(node: AtPeriod, _: Dictionary) -> Iterator[FormulaProblem]:
    if PERIOD.fullmatch(node.period) or RANGE.fullmatch(node.period):
        return
    message = Label(
        f"“{node.period}”不是期间,应如 2025-03、2025-Q1、2025",
        f"'{node.period}' is no period; write 2025-03, 2025-Q1 or 2025",
    )
    yield FormulaProblem("E_PERIOD", node.at, len("at"), message, ("2025-03", "2025-Q1", "2025"))


CHECKS: dict[type, Callable[..., Iterator[FormulaProblem]]] = {
    MeasureUse: bare_problems,
    Anchor: anchor_problems,
    Cohort: cohort_problems,
    MetricUse: metric_problems,
    Shift: shift_problems,
    Change: shift_problems,
    AtPeriod: period_problems,
}
