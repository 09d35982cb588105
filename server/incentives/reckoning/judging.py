"""Whether the conditions of a rule hold for a person, said with the figure and its receipt. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from server.incentives.reckoning.worked import Changes
from server.incentives.rules.tree import (
    SCORE,
    Baseline,
    Condition,
    Goal,
    Honored,
    Op,
    Quantity,
    Rule,
    Subject,
    Threshold,
)
from server.incentives.rules.words import PLACES, Names, named, number, test_words
from server.metrics.definitions import Label
from server.performance.goals.attainment import ChangeKind, attained

SHARES = "percent"
FULL = Fraction(1)
NOTHING = Fraction(0)
FEWEST = 2
"""So many places a figure is spelled with, unless more are needed to tell it from a threshold."""
AS_IT_IS = Changes()


@dataclass(frozen=True)
class Person:
    """Somebody a scheme is for. `presence` is the share of the period's days employed, `base_pay` minor units."""

    id: str
    code: str
    team: str = ""
    presence: Fraction = FULL
    base_pay: int | None = None
    honors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Figure:
    """A figure in exact terms; None where there is none, with the engine's word for why."""

    value: Fraction | None
    status: str = "OK"
    receipt: str = ""


Wanted = tuple[Subject, Baseline | None]
"""A figure, now (None) or when a change began."""


@dataclass(frozen=True)
class Figures:
    """Every figure the rules look at, by person or, of a team's, by team; `units` by the name of the figure."""

    values: Mapping[Wanted, Mapping[str, Figure]]
    units: Mapping[str, str]


@dataclass(frozen=True)
class Reader:
    """Reads the figures of one person, with what a what-if changes about them."""

    person: Person
    figures: Figures
    changes: Changes = AS_IT_IS
    raised: Fraction = FULL

    def figure(self, subject: Subject, when: Baseline | None = None) -> Figure:
        of = self.person.team if subject.is_team else self.person.id
        return self.figures.values.get((subject, when), {}).get(of, Figure(None, "NO_DATA"))

    def value(self, subject: Subject, when: Baseline | None = None) -> tuple[Fraction | None, str]:
        """Return a figure and its receipt. What is past is as it was, and a share of a whole stays one."""
        found = self.figure(subject, when)
        if found.value is None or when is not None:
            return found.value, found.receipt
        changed = found.value * self.changes.figures.get(subject.name, FULL)
        if self.is_share(subject) and found.value <= FULL:
            changed = min(changed, FULL)
        return (changed * self.raised if subject.name == SCORE else changed), found.receipt

    def is_share(self, subject: Subject) -> bool:
        return self.figures.units.get(subject.name) == SHARES

    def spelled(self, subject: Subject, value: Fraction, *marks: Fraction) -> str:
        """Spell a figure as people read it: with two places, or as many as tell it from what it is held against."""
        scale, sign = (100, "%") if self.is_share(subject) else (1, "")
        return number(round(value * scale, places_of(value * scale, [mark * scale for mark in marks]))) + sign


def places_of(value: Fraction, marks: Iterable[Fraction]) -> int:
    """Return the fewest places at which a value reads below, at or above each mark, as it is."""
    wanted = list(marks)
    return next(
        (places for places in range(FEWEST, PLACES) if all(_tells(value, mark, places) for mark in wanted)),
        PLACES,
    )


def _tells(value: Fraction, mark: Fraction, places: int) -> bool:
    shown, held = round(value, places), round(mark, places)
    return shown == value if value == mark else shown != held and (shown < held) == (value < mark)


@dataclass(frozen=True)
class Judged:
    """How the conditions of one rule stand. `shares`: how much of what was asked is there, by condition.

    `label` closes with what comes of it; `stands` does not, for a period that still runs.
    """

    is_met: bool
    label: Label
    stands: Label
    receipt: str = ""
    shares: tuple[Fraction, ...] = ()
    lacks_figure: bool = False


@dataclass(frozen=True)
class _Test:
    is_met: bool
    share: Fraction
    label: Label
    receipt: str = ""
    lacks_figure: bool = False


def judge(rule: Rule, reader: Reader, names: Names) -> Judged:
    """Judge a rule for the person; one without conditions holds."""
    tests = [_test(condition, reader, names, rule.line) for condition in rule.conditions]
    is_met = all(test.is_met for test in tests)
    stands = label = Label(
        "，".join(test.label.zh for test in tests), ", ".join(test.label.en for test in tests)
    )
    if tests and not is_met:
        label = Label(f"{stands.zh}：不发。", f"{stands.en}: nothing is paid.")
    return Judged(
        is_met,
        label,
        stands,
        next((test.receipt for test in tests if test.receipt), ""),
        tuple(test.share for test in tests),
        any(test.lacks_figure for test in tests),
    )


def _test(condition: Condition, reader: Reader, names: Names, line: int) -> _Test:
    match condition:
        case Threshold():
            return _threshold(condition, reader, names, line)
        case Goal():
            return _goal(condition, reader, names, line)
        case Honored(code):
            is_met = code in reader.person.honors
            said = test_words(condition, names)
            if not is_met:
                said = Label(f"本期没有荣誉 {code}", f"the honor {code} was not received in the period")
            return _Test(is_met, FULL if is_met else NOTHING, said)


def _threshold(test: Threshold, reader: Reader, names: Names, line: int) -> _Test:
    value, receipt = reader.value(test.subject)
    if value is None:
        return _missing(test.subject, reader, names)
    asked = test.asked.value * reader.changes.thresholds.get(line, FULL)
    is_met = compared(value, test.op, asked)
    is_up = test.op in (Op.AT_LEAST, Op.ABOVE)
    words = test_words(Threshold(test.subject, test.op, _scaled(test.asked, asked)), names)
    return _Test(
        is_met,
        _covered(value, asked, is_met=is_met, is_up=is_up),
        _seen(words, reader.spelled(test.subject, value, asked), is_met),
        receipt,
    )


def _scaled(asked: Quantity, value: Fraction) -> Quantity:
    return Quantity(value * 100 if asked.is_percent else value, asked.is_percent)


def compared(value: Fraction, op: Op, asked: Fraction) -> bool:
    match op:
        case Op.AT_LEAST:
            return value >= asked
        case Op.AT_MOST:
            return value <= asked
        case Op.ABOVE:
            return value > asked
        case Op.BELOW:
            return value < asked


def _covered(value: Fraction, asked: Fraction, *, is_met: bool, is_up: bool) -> Fraction:
    """Return how much of what was asked is there: all where it is met, else a share that stays below all."""
    if is_met:
        return FULL
    whole, part = (asked, value) if is_up else (value, asked)
    return min(max(part / whole, NOTHING), FULL) if whole > 0 else NOTHING


def _goal(goal: Goal, reader: Reader, names: Names, line: int) -> _Test:
    """Judge a change. A share moves by points of a hundredth: 5 points are 0.05 of it."""
    value, receipt = reader.value(goal.subject)
    if isinstance(goal.baseline, Quantity):
        start: Fraction | None = goal.baseline.value
    else:
        start, _ = reader.value(goal.subject, goal.baseline)
    if value is None or start is None:
        return _missing(goal.subject, reader, names)
    if goal.kind is ChangeKind.RELATIVE and start == 0:
        return _from_nothing(goal.subject, names, receipt)
    change = _change(goal, reader) * reader.changes.thresholds.get(line, FULL)
    found = attained(goal.kind, start, change if goal.is_up else -change, value)
    began = reader.spelled(goal.subject, start)
    wanted = reader.spelled(goal.subject, found.required, value)
    words = test_words(goal, names)
    said = Label(f"{words.zh}（{began} → 须达 {wanted}）", f"{words.en} ({began}, so {wanted} is asked)")
    is_met = bool(found.is_met)
    share = _covered(value, found.required, is_met=is_met, is_up=goal.is_up)
    seen = reader.spelled(goal.subject, value, found.required)
    return _Test(is_met, share, _seen(said, seen, is_met), receipt)


def _from_nothing(subject: Subject, names: Names, receipt: str) -> _Test:
    """Nothing can be said to have risen by a share of zero; such a goal is not reached, and says so."""
    what = named(subject, names)
    return _Test(
        False,
        NOTHING,
        Label(
            f"{what.zh}的基准为 0，相对变化无从算起", f"{what.en} began at 0, of which no share can be taken"
        ),
        receipt,
        lacks_figure=True,
    )


def _change(goal: Goal, reader: Reader) -> Fraction:
    if goal.kind is ChangeKind.POINTS and reader.is_share(goal.subject):
        return goal.change.number / 100
    return goal.change.value if goal.kind is ChangeKind.RELATIVE else goal.change.number


def _seen(words: Label, seen: str, is_met: bool) -> Label:
    state = Label("达到", "met") if is_met else Label("未达到", "not met")
    return Label(f"{words.zh}，实际 {seen}（{state.zh}）", f"{words.en}, it was {seen} ({state.en})")


def _missing(subject: Subject, reader: Reader, names: Names) -> _Test:
    what, found = named(subject, names), reader.figure(subject)
    return _Test(
        False,
        NOTHING,
        Label(f"{what.zh}没有数据", f"there is no figure for {what.en}"),
        found.receipt,
        lacks_figure=True,
    )


def wanted_of(condition: Condition) -> list[Wanted]:
    """List the figures a condition looks at, the one it starts from among them."""
    if isinstance(condition, Honored):
        return []
    found: list[Wanted] = [(condition.subject, None)]
    if isinstance(condition, Goal) and isinstance(condition.baseline, Baseline):
        found.append((condition.subject, condition.baseline))
    return found
