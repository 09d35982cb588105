"""Levels, gaps and changes of profiles: exact, with a reason where there is no gap."""

from __future__ import annotations

from datetime import date

from server.talent.competency_rules import (
    Change,
    Found,
    Line,
    NoGap,
    Requirement,
    changed,
    standings,
)
from server.talent.models import AssessmentSource

JAN, JUN, DEC = date(2025, 1, 1), date(2025, 6, 1), date(2025, 12, 1)


def found(key: str, level: int, day: date, row: str = "a") -> Found:
    return Found(row, key, level, AssessmentSource.MANAGER, day)


def test_a_gap_is_what_is_asked_less_the_latest_level_and_never_below_zero():
    asked = [Requirement(key, level, JAN) for key, level in (("A", 4), ("B", 3), ("C", 2))]
    rows = [found("A", 350, JUN), found("A", 200, JAN), found("B", 450, JUN)]

    lines = standings(asked, rows)

    assert [(one.gap, one.reason) for one in lines] == [(50, None), (0, None), (None, NoGap.NOT_ASSESSED)]


def test_what_the_position_does_not_ask_has_no_gap_and_says_so():
    (line,) = standings([], [found("A", 350, JUN)])

    assert (line.required, line.gap, line.reason) == (None, None, NoGap.NOT_REQUIRED)


def test_of_two_on_one_day_the_later_recorded_counts():
    (line,) = standings([Requirement("A", 4, JAN)], [found("A", 300, JUN, "b"), found("A", 200, JUN, "a")])

    assert (line.gap, line.named) == (100, "b:4")


def test_another_requirement_is_another_gap():
    before, after = (standings([Requirement("A", level, JAN)], [found("A", 200, JUN)])[0] for level in (3, 4))

    assert before.named != after.named


def test_a_profile_changes_only_the_lines_that_differ():
    known = [Line("1", "A", 3, JAN, None), Line("2", "B", 2, JAN, None), Line("3", "C", 2, JAN, None)]

    change = changed(known, {"A": 3, "B": 4, "D": 1}, JUN)

    assert change == Change(("2", "3"), (known[1], known[2]), {"B": 4, "D": 1})


def test_what_was_to_begin_later_gives_way_and_what_has_ended_stays():
    ended, later = Line("1", "A", 3, JAN, JUN), Line("2", "A", 4, DEC, None)

    change = changed([ended, later], {"A": 2}, JUN)

    assert change == Change(("2",), (), {"A": 2})
    assert changed([ended], {}, JUN).is_empty
