"""What training does each day: assign what rules ask for, remind of what is due, and of certificates that end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from functools import partial

from tortoise.expressions import Q

from server.access.settings import read_days
from server.delivery import publish
from server.desk import notify, settle_notices
from server.desk.models import Notice
from server.kernel.context import Context
from server.kernel.labels import label
from server.people.operations.access import link
from server.people.operations.outcomes import batched
from server.people.reminders import places_on, step
from server.training.models import (
    Certificate,
    Course,
    Enrollment,
    HoursDuty,
    TrainingRule,
)
from server.training.operations.assigning import LEARN
from server.training.operations.closing import end_answered
from server.training.operations.hours import ask_joiners, count_hours
from server.training.operations.requirements import (
    Finding,
    apply_rule,
    rules_in_force,
)
from server.training.operations.trainees import trainees
from server.training.rules import OPEN, reminder

Findings = Callable[[Context], Awaitable[Sequence[Finding]]]
"""What finds failed reviews and gaps; the floor above hands it in."""
Daily = Callable[[Context], Awaitable[None]]
SECONDS = 120.0
OWED = Q(met_on=None, waiver_reason="")
LATE, HOURS = "training-late:", "hours"
"""What keys of notices to managers begin with, and what stands in them for hours instead of a course."""
LATE_DAYS = 30
"""So long after the due day somebody is told that they are late; after that the lists show it."""


def daily_works(findings: Findings) -> tuple[Daily, ...]:
    """Return the work of each day; `findings` tells what reviews and profiles found lately."""

    async def apply_training_rules(ctx: Context) -> None:
        found = await findings(ctx)
        people = await ctx.store.write(partial(trainees, ctx))
        for row in await ctx.store.write(partial(rules_in_force, ctx)):
            await ctx.store.write(partial(apply_rule, ctx, row, people, found), seconds=SECONDS)
            await ctx.store.write(partial(end_answered, ctx, row, found), seconds=SECONDS)

    return apply_training_rules, follow_hours, remind_learners, remind_of_certificates


async def follow_hours(ctx: Context) -> None:
    """Ask joiners for their least hours, and count what other ways than a course have brought, as imports do.

    Who has left owes none.
    """

    async def ask() -> list[str]:
        people = await trainees(ctx)
        await ask_joiners(ctx, people)
        rows = await HoursDuty.filter(OWED).order_by("id")
        for gone in batched([row.id for row in rows if link(row, "employee_id") not in people]):
            await HoursDuty.filter(id__in=gone).delete()
        return list(dict.fromkeys(who for row in rows if (who := link(row, "employee_id")) in people))

    for batch in batched(await ctx.store.write(ask, seconds=SECONDS)):
        await ctx.store.write(partial(count_hours, ctx, batch), seconds=SECONDS)


async def remind_learners(ctx: Context) -> None:
    """Tell learners at the days the settings name and on the day after, and their managers once it is late."""
    days = await read_days(ctx, "training_reminder_days")
    until, since = ctx.today + timedelta(days=max(days, default=0)), ctx.today - timedelta(days=LATE_DAYS)

    async def due() -> tuple[list[str], list[str]]:
        people = await here(ctx)
        courses = await Enrollment.filter(state__in=OPEN, due_on__lte=until, due_on__gte=since)
        hours = await HoursDuty.filter(OWED, due_on__lte=until, due_on__gte=since).order_by("id")
        return (
            [row.id for row in courses if link(row, "employee_id") in people],
            [row.id for row in hours if link(row, "employee_id") in people],
        )

    courses, hours = await ctx.store.write(due, seconds=SECONDS)
    for batch in batched(courses):
        await ctx.store.write(partial(remind, ctx, batch, days), seconds=SECONDS)
    for batch in batched(hours):
        await ctx.store.write(partial(remind_of_hours, ctx, batch, days), seconds=SECONDS)
    await ctx.store.write(partial(tell_managers, ctx, courses, hours), seconds=SECONDS)


async def here(ctx: Context) -> set[str]:
    return set(await trainees(ctx))


async def remind(ctx: Context, batch: Sequence[str], days: Sequence[int]) -> None:
    rows = await Enrollment.filter(id__in=batch).order_by("id")
    courses = {row.id: row for row in await Course.filter(id__in=[link(row, "course_id") for row in rows])}
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


WORDS = {
    "soon": ("请在 {day} 前学完：{course}", "Finish by {day}: {course}"),
    "late": ("已于 {day} 到期，请尽快学完：{course}", "It was due on {day}; finish soon: {course}"),
}


async def remind_of_hours(ctx: Context, batch: Sequence[str], days: Sequence[int]) -> None:
    """Tell who lacks hours, or a course of a type, at the same days."""
    rows = await HoursDuty.filter(id__in=batch).order_by("id")
    rules = {row.id: row for row in await TrainingRule.all()}
    for row in rows:
        if (at := reminder(row.due_on, ctx.today, days)) is None:
            continue
        title = lacking(row, rules.get(link(row, "rule_id")))
        key = f"hours:{row.id}:{row.due_on}:{at}"
        await notify(
            ctx, [link(row, "employee_id")], "training", title=title, link="/me/learning", key=key,
            due_on=row.due_on,
        )  # fmt: skip


def lacking(row: HoursDuty, rule: TrainingRule | None) -> str:
    """Return what somebody is to learn by a day, in both languages: so many hours, or one course."""
    if rule is not None and not row.least_hours:
        return label(
            f"{row.due_on} 前请学完至少一门：{rule.title}",
            f"Finish at least one by {row.due_on}: {rule.title_en or rule.title}",
        )
    left = f"{(row.least_hours - row.done_hours) / 100:g}"
    return label(f"{row.due_on} 前还需完成 {left} 学时培训", f"{left} more hours of training by {row.due_on}")


async def tell_managers(ctx: Context, courses: Sequence[str], hours: Sequence[str]) -> None:
    """Tell each manager once of a course and its day how many of the team are late; settle what nobody is.

    The notice names the course and no person: who they are, the list it leads to shows to whom it may.
    """
    late: list[tuple[str, str, date]] = []
    for batch in batched(list(courses)):
        for row in await Enrollment.filter(id__in=batch, due_on__lt=ctx.today):
            assert row.due_on is not None  # noqa: S101 (asked for above)
            late.append((link(row, "employee_id"), link(row, "course_id"), row.due_on))
    for batch in batched(list(hours)):
        found = await HoursDuty.filter(id__in=batch, due_on__lt=ctx.today)
        late += [(link(row, "employee_id"), HOURS, row.due_on) for row in found]
    bosses: dict[str, str] = {}
    for batch in batched([person for person, _, _ in late]):
        bosses |= {person: boss for person, (_, boss) in (await places_on(batch, ctx.today)).items()}
    teams = Counter((bosses.get(person, ""), what, day) for person, what, day in late)
    teams = Counter({team: count for team, count in teams.items() if team[0]})
    titles = {row.id: row for row in await Course.filter(id__in=list({what for _, what, _ in teams}))}
    for (boss, what, day), count in teams.items():
        title, place = told_of(titles.get(what), day, count)
        key = f"{LATE}{what}:{day}:{boss}"
        await notify(ctx, [boss], "training", title=title, link=place, key=key)
    told = await Notice.filter(key__startswith=LATE, done_at=None).values_list("key", flat=True)
    for key in {str(each) for each in told} - {f"{LATE}{what}:{day}:{boss}" for boss, what, day in teams}:
        await settle_notices(ctx, key)


def told_of(course: Course | None, day: date, count: int) -> tuple[str, str]:
    """Return what a manager is told, in both languages, and where the list is; without a course it is of hours."""
    if course is None:
        return label(
            f"团队有 {count} 人未在 {day} 前达到培训要求",
            f"What training asked by {day} is not met in your team: {count}",
        ), "/training/hours?view=overdue"
    return label(
        f"团队有 {count} 人未在 {day} 前学完：{course.title}",
        f"Not finished by {day} in your team ({count}): {course.title_en or course.title}",
    ), "/training?view=overdue"


async def remind_of_certificates(ctx: Context) -> None:
    """Tell holders of certificates that end, at the days the settings name, and their managers at the last."""
    days = await read_days(ctx, "certificate_reminder_days")

    async def tell() -> None:
        until = ctx.today + timedelta(days=max(days, default=0))
        rows = await Certificate.filter(valid_to__gte=ctx.today, valid_to__lte=until)
        people = await here(ctx) if rows else set()
        bosses = await places_on([link(row, "employee_id") for row in rows], ctx.today)
        titles = {row.id: row for row in await Course.filter(id__in=[link(row, "course_id") for row in rows])}
        for row in rows:
            assert row.valid_to is not None  # noqa: S101 (asked for above)
            person, at = link(row, "employee_id"), step(row.valid_to, ctx.today, days)
            renewed = Certificate.filter(
                employee_id=person, course_id=link(row, "course_id"), valid_from__gt=row.valid_from
            )
            if at is None or person not in people or await renewed.exists():
                continue
            course = titles[link(row, "course_id")]
            name = course.title_en or course.title
            title = label(
                f"证书 {row.valid_to} 到期，请续证：{course.title}",
                f"It ends on {row.valid_to}; renew it: {name}",
            )
            await notify(
                ctx, [person], "training", title=title, link="/me/learning", key=f"certificate:{row.id}:{at}",
                due_on=row.valid_to,
            )  # fmt: skip
            boss = bosses.get(person, ("", ""))[1]
            if boss and at == min(days):
                said = label(
                    f"团队有证书 {row.valid_to} 到期：{course.title}",
                    f"A certificate in your team ends on {row.valid_to}: {name}",
                )
                key = f"certificate-ends:{course.id}:{row.valid_to}"
                await notify(ctx, [boss], "training", title=said, link="/training/certificates", key=key)

    await ctx.store.write(tell, seconds=SECONDS)
