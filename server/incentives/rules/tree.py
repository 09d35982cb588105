"""The rules of a scheme as a tree: what must hold, and what is then paid. Plain values; text is read in `rule_form`.

Money is minor units; what is asked of a figure stays as it was written, for only its unit tells what "5 points" are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from server.incentives.scheme_models import RuleKind
from server.performance.goals.attainment import ChangeKind

SCORE = "score"
BASE_PAY = "base pay"
EQUAL = "equal"


class Op(StrEnum):
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"


class Baseline(StrEnum):
    """Where a change starts from when it is not a number: the period before, or the same one a year before."""

    LAST_PERIOD = "last period"
    LAST_YEAR = "last year"


@dataclass(frozen=True)
class Quantity:
    """A number as it was written; 80 % is 80 with `is_percent`."""

    number: Fraction
    is_percent: bool = False

    @property
    def value(self) -> Fraction:
        return self.number / 100 if self.is_percent else self.number


@dataclass(frozen=True)
class Subject:
    """What is looked at: a figure of the person, or with `is_team` of their team; `score` is that of the scorecard."""

    name: str
    is_team: bool = False


@dataclass(frozen=True)
class Threshold:
    """A figure compared with a number."""

    subject: Subject
    op: Op
    asked: Quantity


@dataclass(frozen=True)
class Goal:
    """A change of a figure from a baseline. The kind is always stated: +5 % of 80 is 84, +5 points are 85."""

    subject: Subject
    kind: ChangeKind
    is_up: bool
    change: Quantity
    baseline: Quantity | Baseline


@dataclass(frozen=True)
class Honored:
    """An honor received within the period."""

    code: str


Condition = Threshold | Goal | Honored


@dataclass(frozen=True)
class Fixed:
    amount: int


@dataclass(frozen=True)
class BaseShare:
    """A share of the monthly base pay in force at the end of the period."""

    share: Quantity


@dataclass(frozen=True)
class PerUnit:
    """So many minor units for each unit of a figure above `over`; `is_share` was written as a per cent of an amount."""

    subject: Subject
    rate: Fraction
    is_share: bool = False
    over: Quantity = Quantity(Fraction(0))


@dataclass(frozen=True)
class Tier:
    """From here on: the rate of a unit (TIERS) or the whole amount (STEPS), in minor units."""

    start: Quantity
    pays: Fraction
    is_share: bool = False


@dataclass(frozen=True)
class Tiers:
    """Each part of the figure at its own rate, as an income tax works."""

    subject: Subject
    tiers: tuple[Tier, ...]


@dataclass(frozen=True)
class Steps:
    """The one amount of the highest step reached."""

    subject: Subject
    tiers: tuple[Tier, ...]


@dataclass(frozen=True)
class Pool:
    """An amount split among all who meet the condition; with `is_team` each team has its own. `by` may be EQUAL."""

    amount: int
    by: str
    is_team: bool = False


@dataclass(frozen=True)
class Multiply:
    """Multiplies what the lines above have come to."""

    factor: Fraction


@dataclass(frozen=True)
class RaiseScore:
    """Raises the score that the lines below look at; off unless the company has said otherwise."""

    share: Quantity


@dataclass(frozen=True)
class Cap:
    """The most that one person gets from the scheme."""

    amount: int


Reward = Fixed | BaseShare | PerUnit | Tiers | Steps | Pool | Multiply | RaiseScore | Cap


@dataclass(frozen=True)
class Rule:
    """One line. `most` limits what this line pays one person; `line` is where it stood."""

    reward: Reward
    conditions: tuple[Condition, ...] = ()
    most: int | None = None
    line: int = field(default=0, compare=False)


def kind_of(rule: Rule) -> RuleKind:  # noqa: PLR0911 (one a kind)
    match rule.reward:
        case Pool(is_team=is_team):
            return RuleKind.TEAM_POOL if is_team else RuleKind.POOL
        case Fixed():
            return RuleKind.FIXED
        case BaseShare():
            return RuleKind.BASE_SHARE
        case PerUnit():
            return RuleKind.PER_UNIT
        case Tiers():
            return RuleKind.TIERS
        case Steps():
            return RuleKind.STEPS
        case Multiply():
            return RuleKind.MULTIPLY
        case RaiseScore():
            return RuleKind.RAISE_SCORE
        case Cap():
            return RuleKind.CAP


def subjects_of(rule: Rule) -> Iterator[Subject]:
    """Yield every figure a rule looks at, conditions first; the score among them."""
    for condition in rule.conditions:
        if not isinstance(condition, Honored):
            yield condition.subject
    match rule.reward:
        case PerUnit(subject=subject) | Tiers(subject=subject) | Steps(subject=subject):
            yield subject
        case Pool(by=by) if by not in (EQUAL, BASE_PAY):
            yield Subject(by)


def metrics_of(rule: Rule) -> tuple[str, ...]:
    """Name the metrics a rule stands on, without the score."""
    return tuple(dict.fromkeys(each.name for each in subjects_of(rule) if each.name != SCORE))


def is_paying(rule: Rule) -> bool:
    return not isinstance(rule.reward, Multiply | RaiseScore | Cap)
