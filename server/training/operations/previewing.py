"""What a rule would assign on its next day, before it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from server.kernel.context import Context
from server.kernel.ids import new_id
from server.people.models import Department
from server.people.operations.access import Place, allow
from server.people.operations.outcomes import batched
from server.people.reminders import places_on
from server.training.models import Course, Enrollment, TrainingRule
from server.training.operations.requirements import (
    Draft,
    Finding,
    checked,
    courses_of,
    dated,
    found_due,
    unanswered,
)
from server.training.operations.trainees import trainees
from server.training.rules import OPEN, Duty, Trainee, is_overdue

FoundFor = Callable[[Context, Draft], Awaitable[Sequence[Finding]]]
"""What finds the reviews and gaps a draft speaks of; the floor above hands it in."""
MOST_UNITS = 12
SECONDS = 60.0


@dataclass(frozen=True)
class RuleUnit:
    """How many people of a department a rule would ask."""

    name: str
    people: int


@dataclass(frozen=True)
class RulePreview:
    """How many people a rule would ask, of how many things in all, and how many of these would be late at once."""

    people: int
    asked: int
    overdue: int
    units: Sequence[RuleUnit]


async def preview_training_rule(
    ctx: Context,
    *,
    code: str,
    version: int | None = None,  # noqa: ARG001 (the form's, which a preview does not need)
    found_for: FoundFor | None = None,
    **written: Any,  # the fields of Draft
) -> RulePreview:
    """Work out what a rule would assign if it were kept, and keep nothing.

    `found_for` tells of the reviews and gaps that the rule speaks of; without it such a rule asks nobody.
    """
    allow(ctx, Place(), "saveTrainingRule")
    draft = Draft(**written)
    found = await found_for(ctx, draft) if found_for else ()
    return await ctx.store.write(partial(worked_out, ctx, code, draft, found), seconds=SECONDS)


async def worked_out(ctx: Context, code: str, draft: Draft, found: Sequence[Finding] = ()) -> RulePreview:
    key, values = await checked(ctx, code, draft)
    known = await TrainingRule.get_or_none(code=key)
    row = TrainingRule(id=known.id if known else new_id(), code=key, **values)
    people = await trainees(ctx)
    asked = await all_asked(ctx, row, people, found)
    return RulePreview(
        len({person for person, _ in asked}), len(asked),
        sum(is_overdue(each.due_on, ctx.today) for _, each in asked),
        await by_unit(ctx, {person for person, _ in asked}),
    )  # fmt: skip


async def all_asked(
    ctx: Context, row: TrainingRule, people: Mapping[str, Trainee], found: Sequence[Finding] = ()
) -> list[tuple[str, Duty]]:
    """Return each person with each thing the rule would ask: hours or a course of a type, and its courses."""
    due = dated(ctx, row, people) + found_due(ctx, row, people, found)
    asked = list(due) if row.least_hours or row.course_type else []
    for course in await courses_of(row):
        learning = await learners_of(course)
        asked += [each for each in await unanswered(ctx, row, course, people, due) if each[0] not in learning]
    return asked


async def learners_of(course: Course) -> set[str]:
    found = Enrollment.filter(course_id=course.id, state__in=OPEN)
    return {str(each) for each in await found.values_list("employee_id", flat=True)}


async def by_unit(ctx: Context, people: set[str]) -> list[RuleUnit]:
    """Return the departments with the most people asked; names of departments are public inside."""
    places: Counter[str] = Counter()
    for batch in batched(sorted(people)):
        places.update(department for department, _ in (await places_on(batch, ctx.today)).values())
    names = {row.id: row.name for row in await Department.all()}
    return [RuleUnit(names.get(each, ""), count) for each, count in places.most_common(MOST_UNITS)]
