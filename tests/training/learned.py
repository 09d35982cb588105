"""A company of newcomers and agents whose training and figures are laid out by hand, as of 30 June 2025."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from server.feedback.models import CustomerFeedback, FeedbackKind
from server.people import models as m
from server.store.store import Store
from server.training.models import CourseType, TrainingTask
from tests.plan.world import PAST, fact, row, uid

JOINED = date(2024, 3, 1)
COURSE_DAY = date(2024, 8, 20)
QUARTERS = (date(2024, 2, 10), date(2024, 5, 10), date(2024, 11, 10))
"""Days of the two quarters before the course and of the one after it."""


async def plant_learned(store: Store) -> None:
    await store.write(_plant)


async def _plant() -> None:
    for number in range(1, 13):
        await m.Department.create(**row(f"D{number}"), code=f"T{number}", name=f"团队{number}", kind="TEAM")
    await m.Position.create(**row("P1"), code="P1", name="客服专员", family="service", grade=2)
    await newcomers()
    await agents()


async def newcomers() -> None:
    """G: of 50 with more than ten hours 42 stay three months, of 50 with fewer than five 30; nobody leaves later."""
    people = [(at, "12", at < 42) for at in range(50)] + [(at, "3", at - 50 < 30) for at in range(50, 100)]
    for at, hours, stays in people:
        left = None if stays else date(2024, 4, 15)
        await employ(f"N{at + 1}", JOINED, left, at % 12 + 1)
        await learn(f"N{at + 1}", CourseType.ONBOARDING_BASE, date(2024, 3, 10), hours)


async def agents() -> None:
    """Sixty agents in twelve teams, half of whom finish a course in August; customers like them better afterwards."""
    answers = []
    for at in range(60):
        code, learned = f"A{at + 1}", at % 2 == 0
        await employ(code, date(2020, 1, 6), None, at % 12 + 1)
        if learned:
            await learn(code, CourseType.UPSKILL, COURSE_DAY, "8")
        for quarter, day in enumerate(QUARTERS):
            good = 5 + at % 3 + (3 if learned and quarter == len(QUARTERS) - 1 else 0)
            answers += [answer(code, day, number, 5 if number < good else 2) for number in range(10)]
    await CustomerFeedback.bulk_create(answers, batch_size=500)


async def employ(code: str, hired: date, left: date | None, team: int) -> None:
    await m.Employee.create(**row(code), code=code, name=code, name_pinyin=code, name_initials=code)
    await m.Employment.create(
        **fact(hired), id=uid(f"E{code[1:]}{ord(code[0])}"), employee_id=uid(code), is_initial=True, type="FULL_TIME",
        hired_on=hired, left_on=left, leave_kind="VOLUNTARY" if left else None,
    )  # fmt: skip
    await m.Assignment.create(
        **fact(hired), id=uid(f"G{code[1:]}{ord(code[0])}"), employee_id=uid(code), is_initial=True,
        department_id=uid(f"D{team}"), position_id=uid("P1"), location_id=None,
    )  # fmt: skip


async def learn(code: str, kind: CourseType, day: date, hours: str) -> None:
    await TrainingTask.create(
        **row("T1") | {"id": uid(f"T{code[1:]}{ord(code[0])}")}, employee_id=uid(code), course_type=kind,
        assigned_on=day, completed_on=day, hours=int(Decimal(hours) * 100), is_passed=True, recorded_at=PAST,
    )  # fmt: skip


def answer(code: str, day: date, number: int, score: int) -> CustomerFeedback:
    at = datetime(day.year, day.month, day.day, 2, number, tzinfo=UTC)
    return CustomerFeedback(
        **row("X1") | {"id": f"{code}-{day}-{number}"}, agent_id=uid(code), received_at=at, kind=FeedbackKind.SURVEY,
        score=score, recorded_at=at,
    )  # fmt: skip
