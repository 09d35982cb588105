"""The rules of careers: which rung comes next, what each condition asks, and where somebody stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from server.kernel.errors import InvalidInput
from server.kernel.period import add_months
from server.talent.models import ConditionKind

MONTHS = frozenset({ConditionKind.MONTHS_IN_POST, ConditionKind.MONTHS_IN_COMPANY})
MOST_CONDITIONS, MOST_MONTHS = 10, 600


class Held(StrEnum):
    """How one condition stands: HIDDEN where the asker may not see the figure it speaks of."""

    MET = "MET"
    MISSING = "MISSING"
    NO_DATA = "NO_DATA"
    HIDDEN = "HIDDEN"


class Standing(StrEnum):
    """Where somebody stands: UNKNOWN while a condition has no data or is hidden and none is missing."""

    ELIGIBLE = "ELIGIBLE"
    NOT_YET = "NOT_YET"
    UNKNOWN = "UNKNOWN"
    NO_RULES = "NO_RULES"
    TOP = "TOP"
    NO_LADDER = "NO_LADDER"


@dataclass(frozen=True)
class Condition:
    """One thing a rung asks for: at least `least` months, or of the metric named."""

    kind: ConditionKind
    least: Decimal | None = None
    metric: str = ""


@dataclass(frozen=True)
class Rung:
    """One position of a ladder, with what it asks of whoever comes to it."""

    position_id: str
    code: str
    name: str
    ladder: str
    grade: int
    conditions: tuple[Condition, ...] = ()
    version: int = 0


@dataclass(frozen=True)
class Facts:
    """What is known of a person on a day; a figure that the asker may not see is in `hidden`."""

    confirmed: bool
    months_in_post: int | None
    months_in_company: int | None
    figures: Mapping[str, Decimal | None]
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Checked:
    """A condition beside what was found."""

    condition: Condition
    found: Decimal | None
    state: Held


def next_rung(rungs: Iterable[Rung], present: Rung) -> Rung | None:
    """Return the nearest higher grade of the same ladder; of two alike the one with conditions."""
    above = [one for one in rungs if one.ladder == present.ladder and one.grade > present.grade]
    return min(above, key=lambda one: (one.grade, not one.conditions, one.code), default=None)


def check(condition: Condition, facts: Facts) -> Checked:
    """Hold one condition against the facts."""
    if condition.kind == ConditionKind.CONFIRMED:
        return Checked(condition, None, Held.MET if facts.confirmed else Held.MISSING)
    if condition.metric in facts.hidden:
        return Checked(condition, None, Held.HIDDEN)
    found = found_of(condition, facts)
    if found is None:
        return Checked(condition, None, Held.NO_DATA)
    return Checked(condition, found, Held.MET if found >= (condition.least or 0) else Held.MISSING)


def found_of(condition: Condition, facts: Facts) -> Decimal | None:
    if condition.kind == ConditionKind.METRIC:
        return facts.figures.get(condition.metric)
    is_post = condition.kind == ConditionKind.MONTHS_IN_POST
    months = facts.months_in_post if is_post else facts.months_in_company
    return None if months is None else Decimal(months)


def stands(checked: Sequence[Checked]) -> Standing:
    """One condition missing is enough for NOT_YET, whatever of the others is not known."""
    states = {one.state for one in checked}
    if not states:
        return Standing.NO_RULES
    if Held.MISSING in states:
        return Standing.NOT_YET
    return Standing.ELIGIBLE if states == {Held.MET} else Standing.UNKNOWN


def whole_months(since: date, until: date) -> int:
    """Count the calendar months completed; one begun on the 31st is complete on the last day of a shorter month."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(months - (add_months(since, months) > until), 0)


def last_quarter(day: date) -> str:
    """Name the last quarter that was over on the day."""
    quarter = (day.month - 1) // 3
    return f"{day.year}-Q{quarter}" if quarter else f"{day.year - 1}-Q4"


def clean(conditions: Sequence[Condition]) -> tuple[Condition, ...]:
    """Refuse what cannot be checked: no amount, the same thing twice, a metric not named."""
    if len(conditions) > MOST_CONDITIONS:
        raise invalid(f"条件最多 {MOST_CONDITIONS} 项。", f"At most {MOST_CONDITIONS} conditions.")
    seen: set[tuple[str, str]] = set()
    for one in conditions:
        key = (one.kind.value, one.metric)
        if key in seen:
            raise invalid("同一条件不要写两次。", "The same condition stands there twice.")
        seen.add(key)
        if one.kind == ConditionKind.CONFIRMED:
            continue
        if one.least is None or (one.kind in MONTHS and not 0 < one.least <= MOST_MONTHS):
            raise invalid(
                "请写明至少多少；月数在 1 到 600 之间。",
                "Say at least how much; months lie between 1 and 600.",
            )
        if one.kind in MONTHS and one.least != int(one.least):
            raise invalid("月数须为整数。", "Months are whole.")
        if one.kind == ConditionKind.METRIC and not one.metric:
            raise invalid("请选择指标。", "Name the metric.")
    return tuple(conditions)


def invalid(zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", "conditions"))
