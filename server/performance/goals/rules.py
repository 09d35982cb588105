"""The rules of the goal tree: what may stand beneath what, what adds up, and how a goal ends. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from server.kernel.errors import InvalidInput
from server.kernel.period import add_months
from server.performance.goals.attainment import Attainment, ChangeKind, attained
from server.performance.goals.models import GoalLevel, GoalState
from server.performance.plans.models import Aim

PERCENT = Decimal(10000)
MOST_PROGRESS, LEAST_PROGRESS = 99999, -99999
"""Progress is shown up to so many hundredths of a percent, either way."""
LEVELS = (GoalLevel.COMPANY, GoalLevel.TEAM, GoalLevel.PERSON)
LONGEST_MONTHS = 36


class Unaligned(InvalidInput):
    """A goal of a team or a person that serves no goal above it."""

    code = "UNALIGNED"


@dataclass(frozen=True)
class Standing:
    """Where a goal stands in the tree: its level, and the department it is of ("" for the company's)."""

    level: GoalLevel
    department_id: str
    starts_on: date
    ends_on: date
    is_open: bool = True


def require_span(starts_on: date, ends_on: date) -> None:
    if ends_on < starts_on:
        raise wrong("endsOn", "结束日期不能早于开始日期。", "The last day can't be before the first.")
    if add_months(starts_on, LONGEST_MONTHS) <= ends_on:
        raise wrong(
            "endsOn",
            f"目标最长 {LONGEST_MONTHS} 个月，请缩短或拆分。",
            f"A goal lasts {LONGEST_MONTHS} months at most; shorten or part it.",
        )


def require_aligned(own: Standing, parent: Standing | None, above: Collection[str]) -> None:
    """Refuse a goal that serves none above it; `above` are its own department and those over that.

    Only the company's goals have none. A parent is of a higher level or the same, of a department above or of the
    company, open, and of days that the goal's touch.
    """
    if own.level is GoalLevel.COMPANY:
        if parent is not None and parent.level is not GoalLevel.COMPANY:
            raise wrong(
                "parentId",
                "公司目标只能归在公司目标下。",
                "A goal of the company stands under one of the company only.",
            )
        return
    if parent is None:
        raise Unaligned(
            "这个目标没有对齐：请选择它支持的上级目标。",
            "This goal is aligned with none: choose the goal above that it serves.",
            path=("input", "parentId"),
        )
    is_higher = LEVELS.index(parent.level) <= LEVELS.index(own.level)
    is_above = parent.level is GoalLevel.COMPANY or parent.department_id in above
    meets = parent.starts_on <= own.ends_on and own.starts_on <= parent.ends_on
    if not (is_higher and is_above and meets and parent.is_open):
        raise Unaligned(
            "上级目标须进行中、时间有重叠，并属于公司或上级部门，请换一个。",
            "The goal above must be open, of the same time, and of the company or a department above; choose another.",
            path=("input", "parentId"),
        )


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


# --- What adds up ---


@dataclass(frozen=True)
class Summand:
    """What a goal aims at, of which metric."""

    metric: str
    required: Decimal | None


def sum_of(parent: Summand, children: Iterable[Summand], *, is_additive: bool) -> Decimal | None:
    """Return what the goals beneath aim at together; None where their metric is another one or adds up to nothing.

    Shares and means of parts do not add up to those of the whole, so only counts and sums do.
    """
    same = [each.required for each in children if each.metric == parent.metric and each.required is not None]
    return sum(same, Decimal(0)) if is_additive and same else None


def is_within(parent: Decimal | None, total: Decimal | None) -> bool | None:
    """Whether the goals beneath add up to no more than the goal above them."""
    return None if parent is None or total is None else total <= parent


# --- How it stands ---


def standing_of(
    kind: ChangeKind | None,
    baseline: Decimal | None,
    change: Decimal | None,
    actual: Decimal | None,
    aim: Aim | None,
) -> Attainment | None:
    """Say how a goal stands; None while it lacks what it takes to be measured."""
    if kind is None or change is None or (baseline is None and kind is not ChangeKind.ABSOLUTE):
        return None
    return attained(kind, baseline, change, actual, aim)


def progress_of(found: Attainment | None) -> int | None:
    """Return the way covered in hundredths of a percent, rounded toward less: 99.99 % is not there yet."""
    if found is None or found.share is None:
        return None
    whole = Fraction(found.share) * int(PERCENT)
    return max(LEAST_PROGRESS, min(MOST_PROGRESS, whole.numerator // whole.denominator))


def settled(found: Attainment | None, ends_on: date, today: date) -> GoalState | None:
    """Return how a goal whose last day is over has ended; None while it runs or nothing is known of it."""
    if ends_on >= today or found is None or found.is_met is None:
        return None
    return GoalState.MET if found.is_met else GoalState.MISSED


def number(text: str | None) -> Decimal | None:
    return None if text in (None, "") else Decimal(str(text))
