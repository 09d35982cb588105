"""Hours of training that somebody is to have by a day, or one course of a type: asked by the setting or a rule.

They are counted from the tasks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from server.access.settings import read_amount
from server.desk import settle_notices
from server.kernel.context import Context
from server.kernel.money import to_minor
from server.people.operations.access import link
from server.people.operations.outcomes import BATCH, batched
from server.store.base import change_row, stamp
from server.training.models import CourseType, HoursDuty, TrainingTask
from server.training.rules import ONBOARDING_MONTHS, Duty, Trainee, due_on, hours_met

Learned = Mapping[str, Sequence[tuple[date, int, CourseType]]]


@dataclass(frozen=True)
class Hours:
    """How many hours are asked: of any course, or of one type alone; `occasion` names what asks for them.

    None of a type asks for one course of it.
    """

    least: int
    occasion: str
    rule_id: str | None = None
    course_type: CourseType | None = None


async def ask_joiners(ctx: Context, people: Mapping[str, Trainee]) -> int:
    """Ask of who joined lately the hours that the setting holds today; inside store.write.

    What was asked stays: a changed setting holds for who joins from then on.
    """
    least = to_minor(await read_amount(ctx, "onboarding_hours"))
    lately = (
        (person.id, Duty(f"joined:{person.hired_on}", person.hired_on, last))
        for person in people.values()
        if ctx.today <= (last := due_on(person.hired_on, ONBOARDING_MONTHS)) and person.hired_on <= ctx.today
    )
    return await ask_hours(ctx, Hours(least, "onboarding"), list(lately))


async def ask_hours(ctx: Context, asked: Hours, due: Sequence[tuple[str, Duty]]) -> int:
    """Ask hours of people, once for each occasion, counting what they have learned since; inside store.write."""
    if not (asked.least or asked.course_type) or not due:
        return 0
    wanted = {f"{asked.occasion}:{who[-12:]}:{each.key}": (who, each) for who, each in due}
    known = HoursDuty.filter(
        occasion_key__startswith=f"{asked.occasion}:",
        assigned_on__gte=min(each.assigned_on for _, each in due),
    )
    fresh = wanted.keys() - {str(key) for key in await known.values_list("occasion_key", flat=True)}
    made = [
        HoursDuty(
            **stamp(ctx), employee_id=who, rule_id=asked.rule_id, course_type=asked.course_type,
            assigned_on=each.assigned_on, due_on=each.due_on, least_hours=asked.least, occasion_key=key,
        )
        for key, (who, each) in sorted(wanted.items()) if key in fresh
    ]  # fmt: skip
    await HoursDuty.bulk_create(made, batch_size=BATCH)
    for batch in batched([link(row, "employee_id") for row in made]):
        await count_hours(ctx, batch)
    return len(made)


async def count_hours(ctx: Context, people: Iterable[str]) -> None:
    """Bring the hours of some people in step with their tasks; what was met once stays met. Inside store.write."""
    rows = await HoursDuty.filter(employee_id__in=list(people), met_on=None, waiver_reason="")
    if not rows:
        return
    learned = await learned_by(
        {link(row, "employee_id") for row in rows}, min(row.assigned_on for row in rows)
    )
    for row in rows:
        counted = [
            (day, hours)
            for day, hours, kind in learned.get(link(row, "employee_id"), ())
            if day >= row.assigned_on and row.course_type in (None, kind)
        ]
        done, met = hours_met(row.least_hours, counted)
        if (done, met) != (row.done_hours, row.met_on):
            await change_row(ctx, HoursDuty, row.id, done_hours=done, met_on=met)
        if met is not None:
            await settle_notices(ctx, f"hours:{row.id}")


async def learned_by(people: Iterable[str], since: date) -> Learned:
    """Return what each has learned since a day: when, how long, and of what kind."""
    found = defaultdict[str, list[tuple[date, int, CourseType]]](list)
    tasks = TrainingTask.filter(superseded_at=None, employee_id__in=list(people), completed_on__gte=since)
    for row in await tasks:
        assert row.completed_on is not None  # noqa: S101 (asked for above)
        found[link(row, "employee_id")].append((row.completed_on, row.hours, row.course_type))
    return found
