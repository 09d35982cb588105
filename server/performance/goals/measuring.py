"""What goals have actually reached, asked of the metric engine; nothing here is typed by hand.

It is worked out as the house itself. A goal of the company or a team is public inside, so it may only speak of figures
that are not delicate, and one made of fewer people than such a figure may show has no value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from server.kernel.context import SYSTEM, Context
from server.kernel.errors import InvalidInput
from server.kernel.period import add_months
from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import cell, cells
from server.metrics.asked import Cell
from server.metrics.definitions import Dictionary, Metric
from server.metrics.dictionary.lineage import lineage
from server.metrics.lang.parts import fraction
from server.metrics.periods import Period, named
from server.metrics.persons import is_personal, person_figures
from server.metrics.words import SMALLEST_GROUP, CellStatus, Direction, MetricStatus, Sensitivity
from server.people.operations.access import link
from server.performance.goals.lint import Figure, plain
from server.performance.goals.models import Goal, GoalLevel
from server.performance.plans.models import Aim

DELICATE = frozenset({Sensitivity.SENSITIVE, Sensitivity.PERSONAL})
CLOSED = frozenset({"pay", "workforce_cost", "protected", "grievance", "incident", "risk_score"})
"""No goal speaks of what is made of these."""
BETTER = {Direction.UP: Aim.UP.value, Direction.DOWN: Aim.DOWN.value}


@dataclass(frozen=True)
class Measured:
    """What the engine answered; without a value its status says why."""

    value: Decimal | None
    status: str
    receipt: str = ""


@dataclass(frozen=True)
class Subject:
    """Whose figure is asked for, over which days."""

    metric: str
    level: GoalLevel
    whose: str
    first: date
    last: date


def subject_of(goal: Goal, today: date) -> Subject:
    """Ask for the days of a goal that have passed; before its first day for that day."""
    whose = {GoalLevel.TEAM: link(goal, "department_id"), GoalLevel.PERSON: link(goal, "employee_id")}
    last = max(goal.starts_on, min(goal.ends_on, today))
    level = GoalLevel(goal.level)
    return Subject(goal.metric, level, whose.get(level, ""), goal.starts_on, last)


async def measure(ctx: Context, registry: Registry, asked: Iterable[Subject]) -> Mapping[Subject, Measured]:
    """Answer many at once: those of one metric, level and days are one question."""
    groups: defaultdict[tuple[str, GoalLevel, date, date], list[Subject]] = defaultdict(list)
    for each in asked:
        groups[each.metric, each.level, each.first, each.last].append(each)
    house = replace(ctx, principal=SYSTEM)
    found: dict[Subject, Measured] = {}
    for (metric, level, first, last), subjects in groups.items():
        try:
            found |= await measured(house, registry, metric, level, period_of(first, last), subjects)
        except InvalidInput as problem:
            found |= dict.fromkeys(subjects, Measured(None, problem.code))
    return found


async def measured(
    house: Context,
    registry: Registry,
    metric: str,
    level: GoalLevel,
    period: Period,
    subjects: Sequence[Subject],
) -> dict[Subject, Measured]:
    whose = [each.whose for each in subjects]
    if level is GoalLevel.PERSON:
        people = await person_figures(house, registry, metric, period, whose)
        return {
            each: Measured(found.value, found.status, found.receipt)
            for each in subjects
            if (found := people.get(each.whose))
        }
    known = (await registry.current(house)).metrics.get(metric)
    if level is GoalLevel.TEAM:
        shown = await cells(house, registry, metric, period.name, departments=whose)
        return {each: of_cell(shown[each.whose], known) for each in subjects}
    whole = of_cell(await cell(house, registry, metric, period.name), known)
    return dict.fromkeys(subjects, whole)


def of_cell(found: Cell, metric: Metric | None) -> Measured:
    """Take a figure of many; of too few people it is not told."""
    least = SMALLEST_GROUP[metric.sensitivity] if metric else 0
    if found.value is not None and found.people is not None and found.people < least:
        return Measured(None, CellStatus.SUPPRESSED_SMALL_GROUP)
    return Measured(found.value, found.status, found.receipt)


def period_of(first: date, last: date) -> Period:
    """Name days as the engine does: a month, quarter or year where they are one, else from one day to the other."""
    month = f"{first:%Y-%m}"
    names = {
        1: month,
        3: f"{first.year}-Q{(first.month + 2) // 3}",
        6: f"{first.year}-H{(first.month + 5) // 6}",
        12: f"{first.year}",
    }
    for months, name in names.items():
        if (
            first.day == 1
            and (first.month - 1) % months == 0
            and add_months(first, months) - timedelta(days=1) == last
        ):
            return named(name)
    return named(f"{first}..{last}")


# --- What goals may speak of ---


def figures(dictionary: Dictionary, level: GoalLevel) -> list[Figure]:
    """List the metrics a goal of a level may speak of, as the linter knows them."""
    return [
        figure_of(metric) for metric in dictionary.metrics.values() if may_aim_at(metric, dictionary, level)
    ]


def figure_of(metric: Metric) -> Figure:
    names = (metric.name.zh, metric.name.en, *metric.synonyms)
    return Figure(metric.key, names, metric.unit, BETTER.get(metric.direction, ""))


def may_aim_at(metric: Metric, dictionary: Dictionary, level: GoalLevel) -> bool:
    if metric.status is MetricStatus.RETIRED or not CLOSED.isdisjoint(lineage(metric, dictionary).classes):
        return False
    if level is GoalLevel.PERSON:
        return is_personal(dictionary, metric.key)
    return metric.sensitivity not in DELICATE


ADDITIVE_UNITS = frozenset({"count", "money", "hour", "day", "person", "spell"})


def is_additive(dictionary: Dictionary, key: str) -> bool:
    """Whether values of parts add up to that of the whole: those of counts and sums do, those of quotients do not."""
    metric = dictionary.metrics.get(key)
    return metric is not None and fraction(metric.tree)[0] is None and metric.unit in ADDITIVE_UNITS


async def baseline_of(ctx: Context, registry: Registry, asked: Subject) -> Measured | None:
    """Return the value of as many days before a goal begins: what it may start from."""
    length = (asked.last - asked.first).days + 1
    before = replace(
        asked, first=previous(asked.first, asked.last, length), last=asked.first - timedelta(days=1)
    )
    return (await measure(ctx, registry, [before])).get(before)


def previous(first: date, last: date, length: int) -> date:
    """Return the first of so many months before, where the days are whole months, else of so many days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    is_whole = first.day == 1 and add_months(first, months) == last + timedelta(days=1)
    return add_months(first, -months) if is_whole else first - timedelta(days=length)


def spelled(value: Decimal | None) -> str | None:
    return None if value is None else f"{plain(value):f}"
