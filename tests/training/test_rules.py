"""Due dates, reminders, compliance, exams and seats."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.training.models import EnrollmentState, RuleAudience, RuleOccasion
from server.training.rules import (
    Requirement,
    Trainee,
    complies_yearly,
    due_on,
    duty,
    duty_of,
    free_seats,
    is_overdue,
    is_pass,
    mean_of,
    reminder,
    rubric_score,
    share_done,
    state_after,
    valid_to,
)

DAYS = st.dates(date(1999, 1, 1), date(2101, 12, 31))


@pytest.mark.parametrize(
    ("joined", "due"),
    [("2025-12-31", "2026-02-28"), ("2026-01-31", "2026-03-31"), ("2026-03-15", "2026-05-15"),
     ("2023-12-31", "2024-02-29"), ("2024-02-29", "2024-04-29")],
)  # fmt: skip
def test_base_training_is_due_two_months_after_joining(joined, due):
    day = date.fromisoformat(due)

    assert due_on(date.fromisoformat(joined), 2) == day
    assert [is_overdue(day, day), is_overdue(day, day + timedelta(days=1)), is_overdue(None, day)] == [
        False, True, False,
    ]  # fmt: skip


@given(DAYS, st.integers(1, 36))
def test_a_due_day_lies_in_the_month_so_many_on_and_is_clamped_to_its_end(joined, months):
    due = due_on(joined, months)

    assert (due.year * 12 + due.month) - (joined.year * 12 + joined.month) == months
    assert due.day == min(joined.day, monthrange(due.year, due.month)[1])


@given(DAYS, DAYS, st.integers(1, 36))
def test_who_joins_later_is_not_due_earlier(one, other, months):
    first, second = sorted((one, other))

    assert due_on(first, months) <= due_on(second, months)


def test_reminders_come_at_each_number_of_days_and_on_the_day_after():
    due = date(2026, 3, 31)
    told = [reminder(due, due - timedelta(days=left), (7, 1)) for left in (8, 7, 6, 2, 1, 0, -1)]

    assert told == [None, "7", "7", "7", "1", "1", "overdue"]


EVERYONE = Requirement("r", RuleAudience.EVERYONE, "", RuleOccasion.JOINED, 2, date(2026, 1, 1))
NEW = Trainee("e", date(2026, 1, 31), frozenset({"D2", "D1"}), "service", "P1")


@pytest.mark.parametrize(
    ("change", "person", "today", "due"),
    [
        ({}, NEW, "2026-02-01", "2026-03-31"),
        ({}, NEW, "2026-01-30", None),
        ({"since": date(2026, 2, 1)}, NEW, "2026-02-01", None),
        ({"until": date(2026, 2, 1)}, NEW, "2026-02-01", None),
        ({"audience": RuleAudience.DEPARTMENT, "code": "D1"}, NEW, "2026-02-01", "2026-03-31"),
        ({"audience": RuleAudience.DEPARTMENT, "code": "D9"}, NEW, "2026-02-01", None),
        ({"audience": RuleAudience.FAMILY, "code": "service"}, NEW, "2026-02-01", "2026-03-31"),
        ({"audience": RuleAudience.POSITION, "code": "P2"}, NEW, "2026-02-01", None),
        ({"occasion": RuleOccasion.YEARLY}, NEW, "2026-06-01", None),
        ({"occasion": RuleOccasion.YEARLY}, NEW, "2027-06-01", "2027-12-31"),
        ({"occasion": RuleOccasion.GAP}, NEW, "2026-06-01", None),
    ],
)
def test_a_rule_asks_of_whom_it_means_while_it_holds(change, person, today, due):
    rule = Requirement(**(vars(EVERYONE) | change))
    asked = duty(rule, person, date.fromisoformat(today))

    assert (asked and asked.due_on.isoformat()) == due


def test_a_failed_review_asks_once_for_its_cycle():
    rule = Requirement(**(vars(EVERYONE) | {"occasion": RuleOccasion.FAILED_REVIEW, "months": 1}))
    asked = duty_of(rule, NEW, "2026Q1", date(2026, 4, 20), date(2026, 4, 30))

    assert asked is not None
    assert (asked.key, asked.due_on) == ("failed_review:2026Q1", date(2026, 5, 30))
    assert duty_of(rule, NEW, "2025Q4", date(2025, 12, 31), date(2026, 1, 2)) is None


def test_one_course_a_year_is_enough_and_who_joined_in_it_is_not_asked():
    before, year = date(2025, 5, 1), 2026

    assert complies_yearly(before, [], year) is False
    assert complies_yearly(before, [date(2026, 12, 31)], year) is True
    assert complies_yearly(before, [date(2025, 12, 31), date(2027, 1, 1)], year) is False
    assert complies_yearly(date(2026, 1, 1), [], year) is None


def test_a_course_is_complete_at_the_last_part_and_after_its_exam():
    state = EnrollmentState

    assert [share_done(done, 3) for done in (0, 1, 2, 3)] == [0, 3333, 6666, 10000]
    assert share_done(0, 0) == 0
    assert state_after(state.ASSIGNED, 0, has_exam=True) is state.ASSIGNED
    assert state_after(state.ASSIGNED, 9999, has_exam=False) is state.STARTED
    assert state_after(state.STARTED, 10000, has_exam=True) is state.EXAM
    assert state_after(state.STARTED, 10000, has_exam=False) is state.PASSED
    assert state_after(state.COACHING, 10000, has_exam=True) is state.COACHING


def test_marks():
    assert [is_pass(score, 6000) for score in (5500, 5800, 5999, 6000, 7200)] == [
        False,
        False,
        False,
        True,
        True,
    ]
    assert mean_of([7000, 7001]) == 7001
    assert rubric_score([(4, 5), (3, 5), (10, 10)]) == 8500
    assert rubric_score([]) == 0
    assert valid_to(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert valid_to(date(2024, 2, 29), None) is None
    assert [free_seats(2, taken) for taken in (0, 2, 3)] == [2, 0, 0]
