"""Says a formula in words, in Chinese or English: 离职人次 ÷ 平均在职人数."""

from __future__ import annotations

from collections.abc import Callable

from server.metrics.definitions import Dictionary, Label
from server.metrics.lang.parts import versioned
from server.metrics.lang.tree import (
    Anchor,
    AtPeriod,
    Both,
    Change,
    Cohort,
    Duration,
    Either,
    Expr,
    In,
    IsNull,
    MeasureUse,
    MetricUse,
    Negative,
    Not,
    Number,
    Predicate,
    Product,
    Scalar,
    Shift,
    Sum,
    Test,
    YearToDate,
)
from server.metrics.lang.unparse import unparse, unparse_row

SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
COMPARED = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥"}
ANCHORS = {
    "opening": Label("期初{0}", "opening {0}"),
    "closing": Label("期末{0}", "closing {0}"),
    "avg2": Label("平均{0}", "average {0}"),
    "avg_monthly": Label("月均{0}", "monthly average {0}"),
    "avg_daily": Label("日均{0}", "daily average {0}"),
}
COHORTS = {
    "matured": Label("满{1}的{0}", "{0} {1} on"),
    "kept": Label("满{1}仍在的{0}", "{0} still there {1} on"),
    "done": Label("{1}内完成({2})的{0}", "{0} done ({2}) within {1}"),
}
ROLLING = Label("最近{1}的{0}", "{0} over the last {1}")
PRIOR = Label("{1}的{0}", "{0} {1}")
CHANGES = {
    "change": Label("{0}较{1}的增减", "change of {0} against {1}"),
    "pct_change": Label("{0}较{1}的增减幅度", "relative change of {0} against {1}"),
}
LAST_PERIOD = Label("上期", "the period before")
EARLIER = Label("{0}前", "{0} earlier")
SCALARS = {
    "min": Label("取小({0})", "the least of ({0})"),
    "max": Label("取大({0})", "the greatest of ({0})"),
    "coalesce": Label("首个有值的({0})", "the first known of ({0})"),
    "abs": Label("绝对值({0})", "the size of ({0})"),
}
UNITS = {
    "period": Label("期", "period"),
    "minute": Label("分钟", "minute"),
    "hour": Label("小时", "hour"),
    "day": Label("天", "day"),
    "week": Label("周", "week"),
    "month": Label("个月", "month"),
    "quarter": Label("个季度", "quarter"),
    "year": Label("年", "year"),
}
YEAR_TO_DATE = Label("年初至今的{0}", "{0} year to date")
AT_PERIOD = Label("{1}的{0}", "{0} in {1}")
NARROWED = Label("{0}({1})", "{0} ({1})")
AND = Label("且", "and")
OR = Label("或", "or")
NOT = Label("非({0})", "not ({0})")
KNOWN = Label("{0} 有值", "{0} is known")
EMPTY = Label("{0} 为空", "{0} is empty")
AMONG = Label("{0} 属于 {1}", "{0} among {1}")


def readable(tree: Expr, dictionary: Dictionary, language: str) -> str:
    """Write a formula as a person would say it; unknown names stay as they are."""
    return Speaker(dictionary, language).of(tree)


def readable_condition(tree: Predicate, dictionary: Dictionary, language: str) -> str:
    """Write a condition in words, with columns that are dimensions under their names."""
    return Speaker(dictionary, language).condition(tree)


class Speaker:
    """Says formulas in one language."""

    def __init__(self, dictionary: Dictionary, language: str) -> None:
        self.dictionary = dictionary
        self.language = language

    def of(self, tree: Expr) -> str:
        return SPEECH[type(tree)](self, tree)

    def said(self, label: Label, *words: str) -> str:
        return label.said(self.language).format(*words)

    def within(self, tree: Expr, *kinds: type) -> str:
        text = SPEECH[type(tree)](self, tree)
        return f"({text})" if isinstance(tree, kinds) else text

    def number(self, node: Number) -> str:
        return unparse(node)

    def sum(self, node: Sum) -> str:
        words = [word for sign, term in node.terms for word in (SIGNS[sign], self.within(term, Sum))]
        return " ".join(words[1:])

    def product(self, node: Product) -> str:
        words = [
            word for sign, factor in node.factors for word in (SIGNS[sign], self.within(factor, Sum, Product))
        ]
        return " ".join(words[1:])

    def negative(self, node: Negative) -> str:
        return f"−{self.within(node.item, Sum, Product, Negative)}"

    def measure(self, node: MeasureUse) -> str:
        measure = self.dictionary.measures.get(node.name)
        name = measure.label.said(self.language) if measure else node.name
        return name if node.where is None else self.said(NARROWED, name, self.condition(node.where))

    def metric(self, node: MetricUse) -> str:
        metric = versioned(node, self.dictionary)
        return metric.name.said(self.language) if metric else unparse(node)

    def anchor(self, node: Anchor) -> str:
        return self.said(ANCHORS[node.kind], lowered(self.measure(node.measure)))

    def cohort(self, node: Cohort) -> str:
        return self.said(
            COHORTS[node.kind], self.measure(node.measure), self.duration(node.duration), node.column or ""
        )

    def shift(self, node: Shift) -> str:
        body = self.within(node.body, Sum, Product)
        if node.kind == "rolling":
            return self.said(ROLLING, body, self.duration(node.duration))
        return self.said(PRIOR, body, self.earlier(node.duration))

    def year_to_date(self, node: YearToDate) -> str:
        return self.said(YEAR_TO_DATE, self.within(node.body, Sum, Product))

    def at_period(self, node: AtPeriod) -> str:
        return self.said(AT_PERIOD, self.within(node.body, Sum, Product), node.period)

    def change(self, node: Change) -> str:
        return self.said(
            CHANGES[node.kind], self.within(node.body, Sum, Product), self.earlier(node.duration)
        )

    def scalar(self, node: Scalar) -> str:
        separator = "、" if self.language == "zh" else ", "
        return self.said(
            SCALARS[node.kind], separator.join([SPEECH[type(arg)](self, arg) for arg in node.args])
        )

    def duration(self, duration: Duration) -> str:
        unit = UNITS[duration.unit].said(self.language)
        if self.language == "zh":
            return f"{duration.count}{unit}"
        return f"{duration.count} {unit}{'' if duration.count == 1 else 's'}"

    def earlier(self, duration: Duration) -> str:
        if duration == Duration(1, "period"):
            return LAST_PERIOD.said(self.language)
        return self.said(EARLIER, self.duration(duration))

    # --- Conditions ---

    def condition(self, tree: Predicate) -> str:
        return CONDITIONS[type(tree)](self, tree)

    def row(self, text: str) -> str:
        """Say a row expression: a column that is a dimension by that dimension's name."""
        dimension = self.dictionary.dimensions.get(text)
        return dimension.label.said(self.language) if dimension else text

    def test(self, node: Test) -> str:
        return f"{self.row(unparse_row(node.left))} {COMPARED[node.op]} {self.row(unparse_row(node.right))}"

    def among(self, node: In) -> str:
        values = ", ".join([unparse_row(value) for value in node.values])
        return self.said(AMONG, self.row(unparse_row(node.left)), values)

    def is_null(self, node: IsNull) -> str:
        return self.said(KNOWN if node.negated else EMPTY, self.row(unparse_row(node.left)))

    def negated(self, node: Not) -> str:
        return self.said(NOT, CONDITIONS[type(node.item)](self, node.item))

    def chain(self, node: Both | Either) -> str:
        word = AND if isinstance(node, Both) else OR
        items = []
        for item in node.items:
            text = CONDITIONS[type(item)](self, item)
            items.append(f"({text})" if isinstance(item, Both | Either) else text)
        return f" {word.said(self.language)} ".join(items)


def lowered(text: str) -> str:
    """Write a label within a sentence: its first letter small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


SPEECH: dict[type, Callable[..., str]] = {
    Number: Speaker.number,
    Sum: Speaker.sum,
    Product: Speaker.product,
    Negative: Speaker.negative,
    MeasureUse: Speaker.measure,
    MetricUse: Speaker.metric,
    Anchor: Speaker.anchor,
    Cohort: Speaker.cohort,
    Shift: Speaker.shift,
    YearToDate: Speaker.year_to_date,
    AtPeriod: Speaker.at_period,
    Change: Speaker.change,
    Scalar: Speaker.scalar,
}
CONDITIONS: dict[type, Callable[..., str]] = {
    Test: Speaker.test,
    In: Speaker.among,
    IsNull: Speaker.is_null,
    Not: Speaker.negated,
    Both: Speaker.chain,
    Either: Speaker.chain,
}
