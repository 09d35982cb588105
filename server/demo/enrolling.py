"""Who learns what in the sample worlds: rules, two years of courses, exams, sessions and learning outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from server.access.models import Setting
from server.access.settings import dump
from server.audit import record
from server.demo.judging import members
from server.demo.lives import SEED
from server.demo.rows import sample_id
from server.demo.world import SHOWCASE
from server.kernel.clock import spell_instant
from server.kernel.context import Context, Grant, Principal
from server.people.models import Employee
from server.people.operations.access import link
from server.store.base import stamp
from server.training import models as m
from server.training.models import EnrollmentState as State
from server.training.operations.hours import Hours, ask_hours
from server.training.operations.statements import record_statements
from server.training.operations.trainees import trainees
from server.training.rules import ONBOARDING_MONTHS, WHOLE, Duty, coaching_due, due_on, valid_to
from server.training.xapi import VERBS, read_statement

SECONDS, BATCH, CERTIFIED = 60.0, 500, 0.1
BASE = ("BRAND-CULTURE", "PRODUCT-BASICS")
SKILLS = ("TALK-BASICS", "SOLVE-BASICS", "EC-RULES", "EC-AFTER", "SELL-SKILLS", "NEEDS")
DESK, LATE, LATELY = "E-AFT-1", timedelta(days=120), timedelta(days=60)
JOINED = timedelta(days=120)
"""Who joined so lately was asked for hours."""
RAISED = ((timedelta(days=260), 10, 12), (timedelta(days=75), 12, 15))
"""How long ago the least of hours was raised, from what to what: long enough, and lately."""
RULES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("BASE", "入职基础培训", "Base training", {"path_id": "BASIC", "occasion": "JOINED", "months": 2}),
    ("YEARLY_SKILL", "每年一门技能课", "A skills course a year", {"course_type": "UPSKILL", "occasion": "YEARLY"}),
    (
        "AFTER_REVIEW", "考核未达标辅导课", "After a failed review",
        {"course_id": "SOLVE-BASICS", "occasion": "FAILED_REVIEW", "months": 1},
    ),
    (
        "GAP", "改进计划配套课", "With an improvement plan",
        {"course_id": "TALK-BASICS", "occasion": "GAP", "months": 2},
    ),
    (
        "PRIVACY", "客服隐私合规", "Privacy for service",
        {"course_id": "PRIVACY", "occasion": "YEARLY", "audience": "FAMILY", "audience_code": "service"},
    ),
    (
        "RENEW_PRODUCT", "产品证书续证", "Product certificate renewed",
        {"course_id": "PRODUCT-BASICS", "occasion": "CERTIFICATE_ENDS", "months": 1},
    ),
)  # fmt: skip
SESSIONS = (
    (-12, "SELL-SKILLS", "一号培训室", 12), (-3, "TALK-BASICS", "二号培训室", 8), (0, "EXEC-TALK", "大会议室", 10),
    (4, "TALK-BASICS", "二号培训室", 3), (9, "SELL-SKILLS", "一号培训室", 16), (20, "SHIFT-ONE", "城西门店", 6),
    *(
        (-30 * month - 5, ("TALK-BASICS", "SELL-SKILLS", "NEEDS")[month % 3], "一号培训室", 12)
        for month in range(1, 24)
    ),
)  # fmt: skip
"""When, counted from today, which course is held where, for how many; one each month of two years."""
OUTSIDE = (
    ("服务礼仪公开课", "市职工学校", 800, "结业证书 2025-118", "APPROVED"),
    ("《沟通的艺术》读书笔记", "自学", 400, "读书笔记 12 页", "APPROVED"),
    ("数据分析入门", "线上课堂", 1200, "课程完成页截图", "REFUSED"),
)


async def enroll_all(ctx: Context) -> None:
    """Write all of it in one transaction, once the catalogue stands."""
    people = {code: await members(ctx, code) for code in (SHOWCASE, DESK)}

    async def whole() -> None:
        learning = Enrolling(ctx, people)
        await learning.rules()
        await learning.history()
        await learning.exams()
        await learning.sessions()
        await learning.outside()
        await learning.hours()

    await ctx.store.write(whole, seconds=SECONDS)
    await tell_of_player(ctx, people[SHOWCASE][2])


async def tell_of_player(ctx: Context, person: str) -> None:
    """Let an outside player tell of a lesson that somebody went through: ended, and how long it took."""
    (code,) = [str(row[0]) for row in await ctx.store.ask("select code from employee where id={0}", person)]
    said = {
        "id": str(UUID(int=SEED + 31)),
        "actor": {"account": {"homePage": "https://player.example.com", "name": code}},
        "verb": {"id": f"{VERBS}experienced"},
        "object": {"id": "https://player.example.com/courses/TALK-BASICS/lessons/1"},
        "result": {"completion": True, "duration": "PT8M30S"},
        "timestamp": spell_instant(ctx.now - timedelta(hours=2)),
    }
    player = Principal("player", "player", "学习平台 Player", grants=(Grant("hr_manager"),))
    await record_statements(ctx.acting_as(player), statements=[read_statement(said)])


@dataclass
class Enrolling:
    """Assigns, learns and examines as people would."""

    ctx: Context
    people: dict[str, list[str]]
    chance: Random = field(default_factory=lambda: Random(SEED + 31))  # noqa: S311 (a sample, not a secret)

    async def rules(self) -> None:
        for code, title, title_en, given in RULES:
            known = {**given}
            if "path_id" in known:
                known["path_id"] = sample_id("LearningPath", known["path_id"])
            if "course_id" in known:
                known["course_id"] = sample_id("Course", known["course_id"])
            await m.TrainingRule.create(
                **stamp(self.ctx), id=sample_id("TrainingRule", code), code=code, title=title, title_en=title_en,
                valid_from=self.ctx.today - (LATELY if code == "BASE" else timedelta(days=700)), **known,
            )  # fmt: skip

    # --- Two years of courses, beside the facts there are ---

    async def history(self) -> None:
        facts = await m.TrainingTask.filter(superseded_at=None).order_by("assigned_on", "id")
        rows = [self.course_of(fact) for fact in facts if fact.assigned_on is not None]
        tries, coached = await self.taken(rows)
        await m.Enrollment.bulk_create(rows, batch_size=BATCH)
        await m.Attempt.bulk_create(tries, batch_size=BATCH)
        await m.CoachingTask.bulk_create(coached, batch_size=BATCH)
        still = {row.id for row in rows if row.state in (State.ASSIGNED, State.STARTED)}
        for row, fact in zip(rows, [each for each in facts if each.assigned_on is not None], strict=True):
            if row.id in still:
                await m.TrainingTask.filter(id=fact.id).update(source_key=row.fact_key)
        await m.Certificate.bulk_create(
            [
                self.certificate(row)
                for row in rows
                if row.state is State.PASSED and self.chance.random() < CERTIFIED
            ]
        )

    async def taken(self, rows: Sequence[m.Enrollment]) -> tuple[list[m.Attempt], list[m.CoachingTask]]:
        """Return the exams behind what was passed; one in eight was failed first, coached, and passed then.

        Where a course has no exam there is no score.
        """
        marks = {row.id: row.pass_score * 100 for row in await m.Course.filter(has_exam=True)}
        passed = [row for row in rows if row.state is State.PASSED and link(row, "course_id") in marks]
        for row in rows:
            if link(row, "course_id") not in marks:
                row.score, row.attempts = None, 0
        tries: list[m.Attempt] = []
        coached: list[m.CoachingTask] = []
        for at, row in enumerate(passed):
            mark, day = marks[link(row, "course_id")], row.finished_on or self.ctx.today
            row.score = max(row.score or 0, mark)
            if at % 8 == 0:
                row.attempts = 2
                before = day - timedelta(days=6)
                tries.append(self.attempt(row, 1, before, mark - 300 - 100 * (at % 5), mark))
                coached.append(
                    m.CoachingTask(
                        **stamp(self.ctx), enrollment_id=row.id, employee_id=link(row, "employee_id"),
                        attempt_number=1, due_on=coaching_due(before, 7), done_on=before + timedelta(days=3),
                        note="对照错题讲解了一遍",
                    )
                )  # fmt: skip
            tries.append(self.attempt(row, row.attempts, day, row.score, mark))
        return tries, coached

    def attempt(self, row: m.Enrollment, number: int, day: date, score: int, mark: int) -> m.Attempt:
        return m.Attempt(
            **stamp(self.ctx), enrollment_id=row.id, employee_id=link(row, "employee_id"), number=number,
            taken_on=day, score=score, pass_score=mark, is_passed=score >= mark,
        )  # fmt: skip

    def course_of(self, fact: m.TrainingTask) -> m.Enrollment:
        is_base = fact.course_type is m.CourseType.ONBOARDING_BASE
        code = self.chance.choice(BASE if is_base else SKILLS)
        started = fact.assigned_on or self.ctx.today
        due = due_on(started, 2) if is_base else date(started.year, 12, 31)
        row_id = sample_id("Enrollment", fact.id)
        values: dict[str, Any] = {"due_on": due, "state": State.ASSIGNED}  # columns of mixed types
        if fact.completed_on is not None:
            values |= {
                "state": State.PASSED, "progress": 10000, "finished_on": fact.completed_on, "started_on": started,
                "attempts": 1, "score": 100 * self.chance.randint(60, 98),
            }  # fmt: skip
        elif fact.ended_on is not None:
            values |= {"state": State.WITHDRAWN}
        elif self.ctx.today - started > LATE and due < self.ctx.today:
            values |= {"state": State.WAIVED, "waiver_reason": "已由新版课程替代"}
        elif self.chance.random() < 0.6:  # noqa: PLR2004 (most have begun)
            values |= {
                "state": State.STARTED, "progress": self.chance.randint(1, 9) * 1000, "started_on": started,
            }  # fmt: skip
        rule = sample_id("TrainingRule", "BASE") if is_base else None
        return m.Enrollment(
            **stamp(self.ctx) | {"created_at": self.ctx.now - timedelta(days=1)}, id=row_id,
            employee_id=link(fact, "employee_id"), course_id=sample_id("Course", code), rule_id=rule,
            assigned_on=started, fact_key=f"enrollment:{row_id}", **values,
        )  # fmt: skip

    def certificate(self, row: m.Enrollment) -> m.Certificate:
        issued = row.finished_on or self.ctx.today
        return m.Certificate(
            **stamp(self.ctx), employee_id=link(row, "employee_id"), course_id=link(row, "course_id"),
            enrollment_id=row.id, number=f"ZR-{row.id[-12:]}".upper(), valid_from=issued,
            valid_to=valid_to(issued, 12),
        )  # fmt: skip

    async def hours(self) -> None:
        """Ask who joined lately, and is still here, for the least hours; some of them are late with these."""
        joined = {
            each.id: each.hired_on
            for each in (await trainees(self.ctx)).values()
            if self.ctx.today - JOINED < each.hired_on <= self.ctx.today
        }
        (ago, before, since) = RAISED[-1]
        raised = self.ctx.today - ago
        for least, first, last in ((before, date.min, raised), (since, raised, date.max)):
            due = [
                (person, Duty(f"joined:{day}", day, due_on(day, ONBOARDING_MONTHS)))
                for person, day in joined.items()
                if first <= day < last
            ]
            await ask_hours(self.ctx, Hours(least * 100, "onboarding"), due)
        await Setting.create(
            **stamp(self.ctx) | {"updated_at": self.ctx.now - ago},
            name="onboarding_hours",
            value=dump(Decimal(since)),
        )
        for each, was, became in RAISED:
            then = replace(self.ctx, now=self.ctx.now - each)
            await record(
                then, "access.change_setting", subject_type="Setting", subject_id="onboarding_hours",
                changes={"onboarding_hours": [str(was), str(became)]},
            )  # fmt: skip

    # --- Exams and coaching ---

    async def exams(self) -> None:
        """Let some of the showcase store and of the service desk stand before their exam, or be coached first."""
        boss = self.people[SHOWCASE][0]
        lessons = await m.Lesson.filter(course_id=sample_id("Course", "PRIVACY"), is_removed=False)
        for at, person in enumerate([*self.people[SHOWCASE][1:9], *self.people[DESK][1:9]]):
            row_id, fails = sample_id("Enrollment", f"exam:{person}"), at % 4
            state = (State.EXAM, State.FAILED, State.EXAM, State.STARTED)[fails]
            done = WHOLE if state is not State.STARTED else 6000
            await m.Enrollment.create(
                **stamp(self.ctx), id=row_id, employee_id=person, course_id=sample_id("Course", "PRIVACY"),
                assigned_on=self.ctx.today - timedelta(days=20), due_on=self.ctx.today + timedelta(days=at - 4),
                state=state, progress=done, started_on=self.ctx.today - timedelta(days=15), attempts=min(fails, 2),
                score=5500 if 0 < fails < 3 else None, fact_key=f"enrollment:{row_id}",  # noqa: PLR2004 (of four kinds)
            )  # fmt: skip
            if done == WHOLE:
                await self.read(row_id, person, lessons)
            for number in range(1, min(fails, 2) + 1):
                await self.failed(row_id, person, boss, number, is_open=state is State.FAILED)

    async def read(self, row_id: str, person: str, lessons: Sequence[m.Lesson]) -> None:
        await m.LessonProgress.bulk_create(
            [
                m.LessonProgress(
                    **stamp(self.ctx), employee_id=person, enrollment_id=row_id, lesson_id=each.id, position=WHOLE,
                    is_done=True, done_at=self.ctx.now - timedelta(days=10),
                )
                for each in lessons
            ]
        )  # fmt: skip

    async def failed(self, row_id: str, person: str, boss: str, number: int, *, is_open: bool) -> None:
        day = self.ctx.today - timedelta(days=9 - 3 * number)
        await m.Attempt.create(
            **stamp(self.ctx), enrollment_id=row_id, employee_id=person, number=number, taken_on=day,
            score=5200 + 300 * number, pass_score=6000, is_passed=False, first_rater_id=boss, note="流程顺序有误",
        )  # fmt: skip
        await m.CoachingTask.create(
            **stamp(self.ctx), enrollment_id=row_id, employee_id=person, coach_id=boss, attempt_number=number,
            due_on=coaching_due(day, 7), done_on=None if is_open else day + timedelta(days=1),
            note="" if is_open else "对照流程图讲解了一遍",
        )  # fmt: skip

    # --- Sessions ---

    async def sessions(self) -> None:
        here = ZoneInfo(self.ctx.store.settings.zone)
        everyone = [*self.people[SHOWCASE], *self.people[DESK]]
        boss = await Employee.get(id=self.people[SHOWCASE][0])
        for number, (days, course, place, capacity) in enumerate(SESSIONS):
            day = self.ctx.today + timedelta(days=days)
            starts = datetime.combine(day, time(14), here)
            held = days < 0
            row_id = sample_id("TrainingSession", str(number))
            found = await m.Course.get(id=sample_id("Course", course))
            await m.TrainingSession.create(
                **stamp(self.ctx), id=row_id, course_id=found.id, title=found.title, starts_at=starts,
                ends_at=starts + timedelta(hours=3), zone=here.key, place=place, capacity=capacity, hours=300,
                trainer_id=self.people[SHOWCASE][0] if number % 2 else None,
                trainer_name=boss.name if number % 2 else "外聘讲师", state="HELD" if held else "PLANNED",
                room_code=f"{284967 + number * 31}".replace("0", "8").replace("1", "7"),
            )  # fmt: skip
            await m.SessionSeat.bulk_create(
                self.seats(row_id, (everyone * 2)[number % 9 + 2 : number % 9 + 8], capacity, held=held)
            )

    def seats(self, session: str, people: Sequence[str], capacity: int, *, held: bool) -> list[m.SessionSeat]:
        def state(place: int) -> m.SeatState:
            if held:
                return m.SeatState.ABSENT if place % 5 == 4 else m.SeatState.ATTENDED  # noqa: PLR2004 (one in five)
            return m.SeatState.SEATED if place <= capacity else m.SeatState.WAITING

        return [
            m.SessionSeat(
                **stamp(self.ctx), session_id=session, employee_id=person, place=place, state=state(place)
            )
            for place, person in enumerate(people, start=1)
        ]

    async def outside(self) -> None:
        for at, person in enumerate(self.people[SHOWCASE][1:7]):
            title, provider, hours, evidence, state = OUTSIDE[at % 3]
            day = self.ctx.today - timedelta(days=10 + 7 * at)
            row_id = sample_id("OutsideLearning", person)
            await m.OutsideLearning.create(
                **stamp(self.ctx), id=row_id, employee_id=person, title=title, provider=provider, learned_on=day,
                hours=hours, evidence=evidence, state=state, decided_on=day + timedelta(days=2), approval_id=row_id,
            )  # fmt: skip
