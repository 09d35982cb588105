"""What the tests of training share: courses of the sample world, and who calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from server.kernel.context import Context, Grant, Principal
from server.people.operations.access import link
from server.store.base import stamp
from server.store.store import Store
from server.training import models as t
from server.training.operations.enrolling import advance
from tests.people.town import plant
from tests.plan.world import context, row, uid

ONLINE, ROOM, WORK = uid("C1"), uid("C2"), uid("C3")
LESSONS = (uid("L1"), uid("L2"))


async def courses(store: Store) -> None:
    """Plant the town, a course of two lessons with an exam, one held in a room, and one learned at work."""
    await plant(store)

    async def made() -> None:
        await t.Course.create(
            **row("C1"), code="BASE", title="入职基础", title_en="Basics", course_type="ONBOARDING_BASE", hours=800,
            state="PUBLISHED", has_exam=True, pass_score=60, certificate_months=12,
        )  # fmt: skip
        await t.Course.create(
            **row("C2"),
            code="ROOM",
            title="沟通课",
            course_type="UPSKILL",
            mode="CLASSROOM",
            hours=300,
            state="PUBLISHED",
        )
        await t.Course.create(
            **row("C3"),
            code="WORK",
            title="跟岗",
            course_type="UPSKILL",
            mode="ON_THE_JOB",
            state="PUBLISHED",
        )
        for place, each in enumerate(LESSONS, start=1):
            await t.Lesson.create(
                **row("L1") | {"id": each}, course_id=ONLINE, place=place, title=f"第{place}节"
            )

    await store.write(made)


async def learned(ctx: Context, enrollment_id: str, *lessons: str) -> None:
    """Mark lessons done, and follow where that leads."""

    async def read() -> None:
        found = await t.Enrollment.get(id=enrollment_id)
        for each in lessons:
            await t.LessonProgress.create(
                **stamp(ctx), employee_id=link(found, "employee_id"), enrollment_id=enrollment_id,
                lesson_id=each, is_done=True,
            )  # fmt: skip
        await advance(ctx, enrollment_id)

    await ctx.store.write(read)


def caller(store: Store, person: str, role: str, team: tuple[str, ...] = ()) -> Context:
    """Return the context of somebody of the town in a role."""
    who = Principal(f"acc-{person}", person.lower(), person, uid(person), (Grant(role, team),))
    return context(store, who)


def later(ctx: Context, days: int) -> Context:
    """Return the same caller some days on."""
    return replace(ctx, now=ctx.now + timedelta(days=days), today=ctx.today + timedelta(days=days))
