"""Says what a goal lacks to be measurable, in both languages. Pure.

A goal is measurable when it names a figure, where that starts, how much it is to change and in which way this is
meant. "Improve service" names none of it; "satisfaction +5 %" is two goals, one of them in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from server.kernel.labels import label
from server.performance.goals.attainment import ChangeKind, aim_of, required_value
from server.performance.goals.reading import Said, read
from server.performance.plans.models import Aim


class Verdict(StrEnum):
    """NEEDS_BASELINE: it says what is to change and by how much, but not from where."""

    ACCEPTED = "ACCEPTED"
    NEEDS_BASELINE = "NEEDS_BASELINE"
    REJECTED = "REJECTED"


class Lack(StrEnum):
    NO_METRIC = "NO_METRIC"
    UNKNOWN_METRIC = "UNKNOWN_METRIC"
    NO_TARGET = "NO_TARGET"
    VAGUE_VERB = "VAGUE_VERB"
    NO_KIND = "NO_KIND"
    NO_BASELINE = "NO_BASELINE"
    NO_CHANGE = "NO_CHANGE"
    WRONG_WAY = "WRONG_WAY"


REJECTING = frozenset({Lack.NO_METRIC, Lack.UNKNOWN_METRIC, Lack.NO_TARGET, Lack.NO_KIND, Lack.NO_CHANGE})


@dataclass(frozen=True)
class Finding:
    """Something that is missing or doubtful: at which field, what, and how it could be said; texts are labels."""

    code: Lack
    place: str
    text: str
    suggestion: str = ""


@dataclass(frozen=True)
class Figure:
    """A metric as the linter knows it: what people call it, its unit, which way is better ("" for neither)."""

    key: str
    names: tuple[str, ...]
    unit: str
    better: str = ""

    @property
    def is_share(self) -> bool:
        return self.unit == "percent"


@dataclass(frozen=True)
class Wish:
    """A goal before it is one. What is given goes before what the title says; numbers are in the metric's unit."""

    title: str
    metric: str = ""
    change_kind: ChangeKind | None = None
    baseline: Decimal | None = None
    target_change: Decimal | None = None


@dataclass(frozen=True)
class Linted:
    """A wish completed by its title, the value it comes to, and what it lacks."""

    verdict: Verdict
    wish: Wish
    required: Decimal | None
    aim: Aim | None
    findings: tuple[Finding, ...]


MEASURABLE = re.compile(
    r"(?<!效)率|时间|时长|满意度|评分|得分|次数|数量|人数|单量|金额|销售额|收入|成本|费用|投诉|工时|学时|小时|天数|占比|客单价|净推荐值|"
    r"\b(?:nps|csat|fcr|aht|aov|rates?|scores?|times?|satisfaction|complaints?|revenue|sales|hours?|costs?|"
    r"turnover|retention|conversion|attrition|headcount|share)\b",
    re.IGNORECASE,
)
"""Words for something that can be counted, whether or not the dictionary has it."""
SHARE_LIKE = re.compile(
    r"(?<!效)率|满意度|占比|\b(?:csat|fcr|rates?|satisfaction|retention|conversion|attrition|share)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"提高|提升|改善|加强|优化|推进|完善|强化|努力|尽量|争取|做好|深化|"
    r"\b(?:improv|enhanc|optimi[sz]|strengthen|better|try|strive|promot|support|focus)",
    re.IGNORECASE,
)
PLACES = Decimal("0.000001")


def lint(wish: Wish, figures: Sequence[Figure]) -> Linted:
    """Complete a wish by what its title says, and tell what is missing or doubtful."""
    key = wish.metric or named_in(wish.title, figures)
    figure = next((each for each in figures if each.key == key), None)
    is_share = figure.is_share if figure else bool(SHARE_LIKE.search(wish.title))
    said = read(without_names(wish.title, figure), is_share=is_share)
    whole = completed(replace(wish, metric=key), said)
    required = aimed_at(whole)
    aim = None if required is None else aim_of(whole.baseline, Fraction(required))
    findings = (*about_metric(whole, figure), *about_change(whole, said), *about_way(whole, figure, aim))
    return Linted(verdict_of(findings), whole, required, aim, findings)


def named_in(title: str, figures: Iterable[Figure]) -> str:
    """Return the metric whose name stands in a title, the longest name first; "" where that is none or several."""
    text = title.casefold()
    found = {
        (len(name), each.key) for each in figures for name in each.names if name and name.casefold() in text
    }
    longest = max((length for length, _ in found), default=0)
    keys = {key for length, key in found if length == longest}
    return keys.pop() if len(keys) == 1 else ""


def without_names(title: str, figure: Figure | None) -> str:
    """Take a figure's own name out of a title, since names hold numbers too: three-month retention."""
    names = sorted(figure.names, key=len, reverse=True) if figure else ()
    for name in filter(None, names):
        title = re.sub(re.escape(name), " ", title, flags=re.IGNORECASE)
    return title


def completed(wish: Wish, said: Said) -> Wish:
    """Take from the title what was not given; a kind that was given decides how its number is meant."""
    return replace(
        wish,
        change_kind=wish.change_kind or said.kind,
        baseline=said.baseline if wish.baseline is None else wish.baseline,
        target_change=said.change if wish.target_change is None else wish.target_change,
    )


def aimed_at(wish: Wish) -> Decimal | None:
    """Return the value a wish comes to, once it says enough."""
    if wish.change_kind is None or wish.target_change is None:
        return None
    if wish.baseline is None and wish.change_kind is not ChangeKind.ABSOLUTE:
        return None
    exact = required_value(wish.change_kind, wish.baseline, wish.target_change)
    return plain(Decimal(exact.numerator) / Decimal(exact.denominator))


def plain(number: Decimal) -> Decimal:
    """Round to the six places that figures are published to, without needless zeros."""
    short = number.quantize(PLACES).normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    codes = {found.code for found in findings}
    if codes & REJECTING:
        return Verdict.REJECTED
    return Verdict.NEEDS_BASELINE if Lack.NO_BASELINE in codes else Verdict.ACCEPTED


# --- What is missing ---


def about_metric(wish: Wish, figure: Figure | None) -> list[Finding]:
    if wish.metric and figure is None:
        text = label(f"指标字典里没有“{wish.metric}”", f"The dictionary has no figure '{wish.metric}'")
        return [
            Finding(
                Lack.UNKNOWN_METRIC, "metric", text, label("从字典中选一个指标", "Choose one of its figures")
            )
        ]
    if figure is None and not MEASURABLE.search(wish.title):
        return [
            Finding(
                Lack.NO_METRIC, "metric",
                label("没有说明用哪个指标衡量", "It doesn't say which figure it is measured by"),
                label(
                    "写出指标，例如“客户满意度”“平均首次响应时长”",
                    "Name the figure, such as customer satisfaction or average first response time",
                ),
            )
        ]  # fmt: skip
    return []


def about_change(wish: Wish, said: Said) -> list[Finding]:
    if wish.target_change is None:
        return [*vague(wish), no_target()]
    found = []
    if wish.change_kind is None:
        found.append(no_kind(wish, said))
    if wish.baseline is None:
        found.append(no_baseline())
    elif aimed_at(wish) == wish.baseline:
        found.append(
            Finding(
                Lack.NO_CHANGE, "targetChange",
                label("目标值与基线相同", "The aim is the same as the baseline"),
                label("写出要变化多少", "Say how much it is to change"),
            )
        )  # fmt: skip
    return found


def vague(wish: Wish) -> list[Finding]:
    verb = VAGUE.search(wish.title)
    if verb is None:
        return []
    text = label(f"“{verb[0]}”没有说到什么程度", f"'{verb[0]}' doesn't say how far")
    return [Finding(Lack.VAGUE_VERB, "title", text)]


def no_target() -> Finding:
    return Finding(
        Lack.NO_TARGET, "targetChange",
        label("没有目标数值", "There is no number to reach"),
        label("写出数值，例如“从85%提升至90%”“缩短10%”", "Give a number: from 85% to 90%, 10% shorter"),
    )  # fmt: skip


def no_kind(wish: Wish, said: Said) -> Finding:
    change = wish.target_change or Decimal(0)
    shown = f"{plain(abs(change) * 100):f}"
    text = label(
        f"“{shown}%”可以是相对变化，也可以是{shown}个百分点",
        f"{shown}% may mean {shown}% of itself or {shown} points",
    )
    if not said.is_ambiguous:
        text = label("没有说明变化方式", "It doesn't say what kind of change is meant")
    return Finding(
        Lack.NO_KIND,
        "changeKind",
        text,
        label("选相对、百分点或绝对值", "Choose relative, points or absolute"),
    )


def no_baseline() -> Finding:
    return Finding(
        Lack.NO_BASELINE, "baseline",
        label("缺少基线值，无法判断变化了多少", "Without a baseline nobody can tell how much has changed"),
        label("填上一期的实际值", "Take the value of the period before"),
    )  # fmt: skip


def about_way(wish: Wish, figure: Figure | None, aim: Aim | None) -> list[Finding]:
    """Doubt a goal that makes its figure worse; who sets it may know why."""
    if figure is None or wish.baseline is None or aim is None or figure.better not in tuple(Aim):
        return []
    if figure.better == aim or aimed_at(wish) == wish.baseline:
        return []
    up = figure.better == Aim.UP
    text = label(
        f"这个指标{'越高' if up else '越低'}越好，目标却相反",
        f"{'Higher' if up else 'Lower'} is better for this figure; the goal goes the other way",
    )
    return [Finding(Lack.WRONG_WAY, "targetChange", text)]
