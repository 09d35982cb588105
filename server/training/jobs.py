"""What training does each day: assign what rules ask for, remind of what is due, and of certificates that end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from server.access.settings import read_days
from server.delivery import publish
from server.desk import notify
from server.kernel.context import Context
from server.kernel.labels import label
from server.people.operations.access import link
from server.people.operations.outcomes import batched
from server.people.reminders import places_on, step
from server.training.models import (
    Certificate,
    Course,
    Enrollment,
    RuleOccasion,
    TrainingRule,
    TrainingTask,
)
from server.training.operations.enrolling import LEARN
from server.training.operations.requirements import (
    Finding,
    apply_rule,
    requirement_of,
    rules_in_force,
    trainees,
)
from server.training.rules import OPEN, duty, reminder

Findings = Callable[[Context], Awaitable[Sequence[Finding]]]
"""What finds failed reviews and gaps; the floor above hands it in."""
Daily = Callable[[Context], Awaitable[None]]
SECONDS = 120.0
LATE_DAYS = 30
"""So long after the due day somebody is told that they are late; after that the lists show it."""


def daily_works(findings: Findings) -> tuple[Daily, ...]:
    """Return the work of each day; `findings` tells what reviews and profiles found lately."""

    async def apply_training_rules(ctx: Context) -> None:
        found = await findings(ctx)
        people = await ctx.store.write(partial(trainees, ctx))
        for row in await ctx.store.write(partial(rules_in_force, ctx)):
            await ctx.store.write(partial(apply_rule, ctx, row, people, found), seconds=SECONDS)

    return apply_training_rules, remind_learners, remind_of_certificates


async def remind_learners(ctx: Context) -> None:
    """Tell learners at the days the settings name and on the day after, and their managers once it is late."""
    days = await read_days(ctx, "training_reminder_days")

    async def due() -> list[str]:
        until = ctx.today + timedelta(days=max(days, default=0))
        late = ctx.today - timedelta(days=LATE_DAYS)
        rows = await Enrollment.filter(state__in=OPEN, due_on__lte=until, due_on__gte=late)
        people = await here(ctx)
        return [row.id for row in rows if link(row, "employee_id") in people]

    for batch in batched(await ctx.store.write(due)):
        await ctx.store.write(partial(remind, ctx, batch, days), seconds=SECONDS)
    await ctx.store.write(partial(remind_yearly, ctx, days), seconds=SECONDS)


async def here(ctx: Context) -> set[str]:
    return set(await trainees(ctx))


async def remind(ctx: Context, batch: Sequence[str], days: Sequence[int]) -> None:
    rows = await Enrollment.filter(id__in=batch).order_by("id")
    courses = {row.id: row for row in await Course.filter(id__in=[link(row, "course_id") for row in rows])}
    bosses = await places_on([link(row, "employee_id") for row in rows], ctx.today)
    for row in rows:
        assert row.due_on is not None  # noqa: S101 (asked for above)
        if (at := reminder(row.due_on, ctx.today, days)) is None:
            continue
        course, person = courses[link(row, "course_id")], link(row, "employee_id")
        name = course.title_en or course.title
        zh, en = WORDS["late" if at == "overdue" else "soon"]
        title = label(zh.format(course=course.title, day=row.due_on), en.format(course=name, day=row.due_on))
        key = f"enrollment:{row.id}:{row.due_on}:{at}"
        await notify(
            ctx, [person], "training", title=title, link=LEARN.format(id=row.id), key=key, due_on=row.due_on
        )
        if at == "overdue":
            told = {
                "id": row.id,
                "course": course.code,
                "title": label(course.title, name),
                "link": "/training",
            }
            await publish(ctx, "training.overdue", f"{row.id}:{row.due_on}", told)
        boss = bosses.get(person, ("", ""))[1]
        if at == "overdue" and boss:
            said = label(f"团队有培训逾期：{course.title}", f"A course of your team is overdue: {name}")
            await notify(
                ctx, [boss], "training", title=said, link="/training?view=overdue", key=f"{key}:lead"
            )


WORDS = {
    "soon": ("请在 {day} 前学完：{course}", "Finish by {day}: {course}"),
    "late": ("已于 {day} 到期，请尽快学完：{course}", "It was due on {day}; finish soon: {course}"),
}


async def remind_yearly(ctx: Context, days: Sequence[int]) -> None:
    """Tell those who have learned no course of a required type this year, as the year ends."""
    rules = await TrainingRule.filter(course_type__isnull=False, occasion=RuleOccasion.YEARLY)
    people = await trainees(ctx) if rules else {}
    for row in rules:
        first = ctx.today.replace(month=1, day=1)
        done = TrainingTask.filter(
            superseded_at=None, course_type=row.course_type, completed_on__gte=first
        ).values_list("employee_id", flat=True)
        learned = {str(each) for each in await done}
        for person in people.values():
            asked = duty(requirement_of(row), person, ctx.today)
            if asked is None or person.id in learned:
                continue
            if (at := reminder(asked.due_on, ctx.today, days)) is not None:
                title = label(
                    f"年底前请学完至少一门：{row.title}",
                    f"Finish one before the year ends: {row.title_en or row.title}",
                )
                key = f"yearly:{row.code}:{asked.key}:{person.id}:{at}"
                await notify(
                    ctx,
                    [person.id],
                    "training",
                    title=title,
                    link="/me/learning",
                    key=key,
                    due_on=asked.due_on,
                )


async def remind_of_certificates(ctx: Context) -> None:
    """Tell holders of certificates that end, at the days the settings name."""
    days = await read_days(ctx, "certificate_reminder_days")

    async def tell() -> None:
        until = ctx.today + timedelta(days=max(days, default=0))
        rows = await Certificate.filter(valid_to__gte=ctx.today, valid_to__lte=until)
        people = await here(ctx) if rows else set()
        for row in rows:
            assert row.valid_to is not None  # noqa: S101 (asked for above)
            person, at = link(row, "employee_id"), step(row.valid_to, ctx.today, days)
            renewed = Certificate.filter(
                employee_id=person, course_id=link(row, "course_id"), valid_from__gt=row.valid_from
            )
            if at is None or person not in people or await renewed.exists():
                continue
            title = label(
                f"证书 {row.valid_to} 到期，请续证", f"A certificate ends on {row.valid_to}; renew it"
            )
            await notify(
                ctx, [person], "training", title=title, link="/me/learning", key=f"certificate:{row.id}:{at}",
                due_on=row.valid_to,
            )  # fmt: skip

    await ctx.store.write(tell, seconds=SECONDS)
