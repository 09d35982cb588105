"""What training requires and what an exam comes to: due dates, reminders, compliance, marks. It touches nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from server.kernel.period import add_months
from server.training.enrollment_models import EnrollmentState, RuleAudience, RuleOccasion

WHOLE = 10000
"""All of a course, in ten-thousandths."""
OPEN = (
    EnrollmentState.ASSIGNED, EnrollmentState.STARTED, EnrollmentState.EXAM, EnrollmentState.FAILED,
    EnrollmentState.COACHING,
)  # fmt: skip
"""The states of a course that still has to be finished."""
EXAMINED = (EnrollmentState.STARTED, EnrollmentState.EXAM)


def due_on(joined: date, months: int) -> date:
    """Return the last day in time: so many calendar months on, clamped to the end of a shorter month."""
    return add_months(joined, months)


ONBOARDING_MONTHS = 2
"""The months in which joiners are to have their hours, as they are to have their base training."""


def hours_met(least: int, learned: Iterable[tuple[date, int]]) -> tuple[int, date | None]:
    """Return the hours learned in all, and the day on which they came to the least; exactly the least is enough."""
    total, met = 0, None
    for day, hours in sorted(learned):
        total += hours
        if met is None and total >= least:
            met = day
    return total, met


def is_overdue(due: date | None, today: date) -> bool:
    """Tell whether it is late: the due day itself is in time, the day after is not."""
    return due is not None and today > due


def reminder(due: date, today: date, days: Sequence[int]) -> str | None:
    """Return which reminder is due: `overdue` from the day after, else the smallest number of days reached."""
    if is_overdue(due, today):
        return "overdue"
    left = (due - today).days
    step = min((each for each in days if left <= each), default=None)
    return None if step is None else str(step)


# --- Who has to learn what ---


@dataclass(frozen=True)
class Trainee:
    """A person as the rules need to know them; `departments` are their own and all above it."""

    id: str
    hired_on: date
    departments: frozenset[str] = frozenset()
    family: str = ""
    position: str = ""


@dataclass(frozen=True)
class Requirement:
    """A rule as it stands; `since` and `until` are the half-open days in which it holds."""

    id: str
    audience: RuleAudience
    code: str
    occasion: RuleOccasion
    months: int
    since: date
    until: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class Duty:
    """What a rule asks of a person: `key` is the occasion, so that it is asked once.

    Who has finished the course `since` a day has done what is asked.
    """

    key: str
    assigned_on: date
    due_on: date
    since: date | None = None


def concerns(rule: Requirement, person: Trainee) -> bool:
    """Tell whether a rule speaks of a person."""
    meant = {
        RuleAudience.EVERYONE: {rule.code},
        RuleAudience.FAMILY: {person.family},
        RuleAudience.DEPARTMENT: person.departments,
        RuleAudience.POSITION: {person.position},
    }[rule.audience]
    return rule.code in meant


def duty(rule: Requirement, person: Trainee, today: date) -> Duty | None:
    """Return what a dated rule asks of a person on a day.

    Who joined before a rule held is not asked for the course of joiners. A yearly course is due on 31 December, and
    is not asked of who joined in the same year. Reviews and gaps come with a day of their own: see `duty_of`.
    """
    holds = rule.since <= today and (rule.until is None or today < rule.until)
    if not (holds and concerns(rule, person) and person.hired_on <= today):
        return None
    if rule.occasion is RuleOccasion.JOINED:
        joined = person.hired_on
        return None if joined < rule.since else Duty(f"joined:{joined}", joined, due_on(joined, rule.months))
    if rule.occasion is RuleOccasion.YEARLY and person.hired_on.year < today.year:
        start = max(date(today.year, 1, 1), rule.since)
        return Duty(f"year:{today.year}", start, date(today.year, 12, 31))
    return None


FOUND = (RuleOccasion.GAP, RuleOccasion.COMPETENCY_GAP, RuleOccasion.FAILED_REVIEW)
"""The occasions that are found of a person, and come with a day of their own."""


def duty_of(
    rule: Requirement, person: Trainee, what: str, day: date, today: date, since: date | None = None
) -> Duty | None:
    """Return what a rule asks after a failed review or for a gap found on `day`; `what` names it.

    The months or days run from the day on which it is assigned: nobody is late with what they have just been given.
    """
    holds = rule.since <= day and (rule.until is None or day < rule.until)
    if not (holds and concerns(rule, person)):
        return None
    due = due_on(today, rule.months) if rule.days is None else today + timedelta(days=rule.days)
    return Duty(f"{rule.occasion.lower()}:{what}", today, due, since)


def complies_yearly(joined: date, finished: Iterable[date], year: int) -> bool | None:
    """Tell whether somebody learned a course in a year; None for who joined in it or later."""
    if joined >= date(year, 1, 1):
        return None
    return any(day.year == year for day in finished)


# --- How far somebody is ---


def share_done(done: int, parts: int) -> int:
    """Return the progress in ten-thousandths, rounded down: all is reached with the last part alone."""
    return WHOLE * min(done, parts) // parts if parts else 0


def state_after(state: EnrollmentState, progress: int, *, has_exam: bool) -> EnrollmentState:
    """Return where learning leads: all of a course opens its exam, or completes one that has none."""
    if state not in (EnrollmentState.ASSIGNED, EnrollmentState.STARTED):
        return state
    if progress >= WHOLE:
        return EnrollmentState.EXAM if has_exam else EnrollmentState.PASSED
    return EnrollmentState.STARTED if progress else state


# --- Exams ---


def mean_of(scores: Collection[int]) -> int:
    """Return the mean of the raters' scores, half up."""
    return int(Fraction(sum(scores), len(scores)) + Fraction(1, 2))


def rubric_score(points: Sequence[tuple[int, int]]) -> int:
    """Return what a rubric comes to, in hundredths of a hundred points; each line is (points given, most)."""
    most = sum(each for _, each in points)
    return int(Fraction(sum(given for given, _ in points) * WHOLE, most) + Fraction(1, 2)) if most else 0


def is_pass(score: int, pass_score: int) -> bool:
    """Tell whether a score passes: exactly the mark does."""
    return score >= pass_score


def coaching_due(today: date, days: int) -> date:
    return today + timedelta(days=days)


def valid_to(issued: date, months: int | None) -> date | None:
    """Return the last day of a certificate; None for one that does not expire."""
    return None if months is None else add_months(issued, months)


# --- Seats ---


def free_seats(capacity: int, taken: int) -> int:
    return max(0, capacity - taken)
