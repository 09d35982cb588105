"""One sentence on how a figure came about: 2025年3月离职率10.0% = 离职3人次 ÷ 平均在职30人((期初20+期末40)÷2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from server.metrics.components import Component
from server.metrics.definitions import Dictionary, Label, Measure, Metric
from server.metrics.format import display, plain, reason, unit_of
from server.metrics.lang.read import ANCHORS, SIGNS, Speaker, readable_condition
from server.metrics.lang.tree import (
    Anchor,
    AtPeriod,
    Change,
    Cohort,
    Expr,
    MeasureUse,
    MetricUse,
    Negative,
    Number,
    Product,
    Scalar,
    Shift,
    Sum,
    YearToDate,
)
from server.metrics.lang.unparse import unparse
from server.metrics.numbers import exact
from server.metrics.period_labels import label, window_label
from server.metrics.periods import Period, Window, named, rolling, shift, year_to_date
from server.metrics.reckoning.evaluate import Term, Value
from server.metrics.words import CellStatus

DAY = timedelta(days=1)
NOBODY = Label("", "")
COUNTED = ("人数", "数")
"""Endings of a measure's name that its unit replaces: 在职人数 40 becomes 在职40人."""
Noticed = Mapping[tuple[int, Window], Term]
"""What every node came to, by its identity and window."""


def sentence(
    metric: Metric,
    dictionary: Dictionary,
    period: Period,
    value: Value,
    noticed: Noticed,
    scope: Label = NOBODY,
    fiscal_start: int = 1,
) -> Label:
    """Say a figure in both languages; `scope` names whom it is about ("" for all)."""
    return Label(
        *(
            Teller(dictionary, period, value, noticed, language, fiscal_start).sentence(
                metric, scope.said(language)
            )
            for language in ("zh", "en")
        )
    )


def hidden_sentence(metric: Metric, period: Period, status: CellStatus, scope: Label) -> Label:
    """Say that a figure is not shown, and why, and nothing else."""
    called = label(period)
    where = Label(f"{scope.zh}" if scope.zh else "", f" for {scope.en}" if scope.en else "")
    return Label(
        f"{called.zh}{where.zh}{metric.name.zh}:{reason(status, 'zh')}。",
        f"{metric.name.en}{where.en}, {called.en}: {reason(status, 'en').lower()}.",
    )


@dataclass
class Teller:
    """Tells one figure in one language."""

    dictionary: Dictionary
    period: Period
    value: Value
    noticed: Noticed
    language: str
    fiscal_start: int = 1

    def sentence(self, metric: Metric, scope: str) -> str:
        unit = unit_of(self.dictionary.units, metric.unit)
        shown = display(self.value.value, unit, self.language)
        if self.value.value is None:
            shown += f"({reason(self.value.status, self.language)})"
        told = self.of(metric.tree, self.period.window)
        period = label(self.period).said(self.language)
        if self.language == "zh":
            return f"{period}{scope}{metric.name.zh}{shown} = {told}{self.waiting()}"
        return (
            f"{metric.name.en}{f' for {scope}' if scope else ''}, {period}: {shown} = {told}{self.waiting()}"
        )

    def waiting(self) -> str:
        if not self.value.pending:
            return ""
        return self.say(f";另有{self.value.pending}个待观察", f"; {self.value.pending} more still open")

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def of(self, node: Expr, window: Window) -> str:  # noqa: C901, PLR0911 (one line a kind of node)
        match node:
            case Number():
                return unparse(node)
            case MeasureUse():
                return self.measured(node, self.amount(node, window))
            case Anchor():
                return self.anchored(node, window)
            case Cohort():
                return self.member(node, window)
            case MetricUse():
                return self.metric(node, window)
            case Negative():
                return f"−{self.inside(node.item, window)}"
            case Sum():
                return self.chain(node.terms, window, Sum)
            case Product():
                return self.chain(node.factors, window, Sum, Product)
            case Change():
                return self.change(node, window)
            case Scalar():
                separator = self.say("、", ", ")
                name = self.say(*SCALAR_NAMES[node.kind])
                return f"{name}({separator.join(self.of(arg, window) for arg in node.args)})"
            case Shift() | YearToDate() | AtPeriod():
                inner = self.inner(node, window)
                return f"{self.say(*window_label(inner))}({self.of(node.body, inner)})"

    def inside(self, node: Expr, window: Window, *kinds: type) -> str:
        told = self.of(node, window)
        return f"({told})" if isinstance(node, kinds or (Sum, Product)) else told

    def chain(self, items: tuple[tuple[str, Expr], ...], window: Window, *kinds: type) -> str:
        words = [word for sign, item in items for word in (SIGNS[sign], self.inside(item, window, *kinds))]
        return " ".join(words if items[0][0] == "-" else words[1:])

    def change(self, node: Change, window: Window) -> str:
        now, earlier = self.of(node.body, window), self.inner(node, window)
        before = self.of(node.body, earlier)
        difference = f"{now} − {self.say(*window_label(earlier))}{self.say('', ' ')}{before}"
        return difference if node.kind == "change" else f"({difference}) ÷ {before}"

    def inner(self, node: Shift | YearToDate | AtPeriod | Change, window: Window) -> Window:
        """Return the other window a node looks at."""
        match node:
            case Shift(kind="rolling"):
                return rolling(window, self.period.grain, node.duration)
            case Shift() | Change():
                return shift(window, self.period.grain, node.duration)
            case YearToDate():
                return year_to_date(window, self.period.grain, self.fiscal_start)
            case AtPeriod():
                return named(node.period, self.fiscal_start).window

    def term(self, node: Expr, window: Window) -> Fraction | None:
        found = self.noticed.get((id(node), window))
        return found.value if found else None

    def amount(self, node: Expr, window: Window) -> str:
        value = self.term(node, window)
        return "—" if value is None else plain(value)

    def measured(self, use: MeasureUse, amount: str, prefix: str = "") -> str:
        """Put the amount into the measure's name: 离职3人次, 3 leavers."""
        measure = self.dictionary.measures[use.name]
        name, unit = self.named(measure)
        told = f"{prefix}{name}{amount}{unit}" if self.language == "zh" else f"{amount} {prefix}{name}"
        if use.where is not None:
            told += self.say("", " ") + f"({readable_condition(use.where, self.dictionary, self.language)})"
        return told

    def named(self, measure: Measure) -> tuple[str, str]:
        """Return the measure's name without its unit, and the unit."""
        if self.language == "en":
            return lowered(measure.label.en), ""
        unit = unit_of(self.dictionary.units, measure.unit).label.zh
        for ending in (unit, *COUNTED):
            if ending and measure.label.zh.endswith(ending) and measure.label.zh != ending:
                return measure.label.zh.removesuffix(ending), unit
        return measure.label.zh, unit

    def anchored(self, node: Anchor, window: Window) -> str:
        """Name the stock and, for an average of two, what it is the average of."""
        prefix = ANCHORS[node.kind].said(self.language).format("")
        told = self.measured(node.measure, self.amount(node, window), prefix)
        if node.kind != "avg2":
            return told
        opening = self.stock(node.measure, window.first - DAY)
        closing = self.stock(node.measure, window.last)
        return told + self.say(
            f"((期初{opening}+期末{closing})÷2)", f" ((opening {opening} + closing {closing}) ÷ 2)"
        )

    def stock(self, use: MeasureUse, day: date) -> str:
        component = Component(self.dictionary.measures[use.name], use.where, "stock")
        part = self.value.parts.get((component, Window(day, day)))
        return plain(exact(part.value)) if part is not None and part.value is not None else "0"

    def member(self, node: Cohort, window: Window) -> str:
        told = Speaker(self.dictionary, self.language).cohort(node)
        amount = self.amount(node, window)
        unit = unit_of(self.dictionary.units, self.dictionary.measures[node.measure.name].unit).label.zh
        return f"{told}{amount}{unit}" if self.language == "zh" else f"{amount} {lowered(told)}"

    def metric(self, node: MetricUse, window: Window) -> str:
        metric = self.dictionary.metrics[node.key]
        unit = unit_of(self.dictionary.units, metric.unit)
        shown = display(self.term(node, window), unit, self.language)
        return f"{metric.name.zh}{shown}" if self.language == "zh" else f"{metric.name.en} {shown}"


def lowered(name: str) -> str:
    """Begin a name in small letters within a sentence, unless it is an abbreviation."""
    return name if name[1:2].isupper() else f"{name[:1].lower()}{name[1:]}"


SCALAR_NAMES = {
    "min": ("取小", "least of "),
    "max": ("取大", "greatest of "),
    "coalesce": ("首个有值", "first known of "),
    "abs": ("绝对值", "size of "),
}
