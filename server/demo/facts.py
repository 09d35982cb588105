"""What happened in the sample worlds: moves, training, hours, pay runs, appraisals, customers, surveys, books.

All of it invented, seeded, and shaped so that each pain of the sources shows: service desks with long overtime, a
quarter in which satisfaction rises, base training that comes late in one store, sources that disagree less and less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from server.demo.customers import Customers
from server.demo.departments import Departments
from server.demo.lives import Life
from server.demo.rare import Rare
from server.demo.rows import sample_id
from server.demo.scores import Scores
from server.demo.teller import DESKS, Teller
from server.demo.world import POSTS
from server.engagement import models as engagement
from server.kernel.period import add_months
from server.people import event_models as events
from server.people.models import EmploymentType, LeaveKind
from server.performance import models as performance
from server.risk import models as risk
from server.training import models as training

STANDARD = frozenset({EmploymentType.FULL_TIME, EmploymentType.PART_TIME, EmploymentType.HOURLY})
GRADE = {post.code: post.grade for post in POSTS}
SURVEY_ITEMS = ("认可", "成长", "协作", "工具", "意义")
DAILY_MONTHS = 2
SHORT, FULL = 100, 1200
"""Hundredths of hours of an introduction that was cut short, and of a whole one."""
"""For so many months back hours are kept day by day; before that, by month."""


@dataclass
class Chronicle(Teller):
    """Writes what happened into the ledger, drawing everything from one seeded source of its own."""

    def write(self) -> None:
        self.scores = Scores(self.ledger, self.lives, self.bulk)
        for life in self.lives:
            self.career(life)
            self.learning(life)
            self.appraisals(life)
            self.months_of(life)
        self.scores.finish()
        Customers(self.ledger, self.lives, self.bulk, self.chance, self.moments).write()
        self.surveys()
        Departments(self.ledger, self.lives, self.bulk, self.chance, self.moments).write()
        Rare(self.add, self.lives, self.months, self.today).write()

    # --- People ---

    def career(self, life: Life) -> None:
        person = sample_id("Employee", life.code)
        for before, after in zip(life.posts, life.posts[1:], strict=False):
            kind = events.MoveKind.TRANSFER if before[1] != after[1] else events.MoveKind.PROMOTION
            if before[1] != after[1] and GRADE[after[2]] > GRADE[before[2]]:
                kind = events.MoveKind.PROMOTION
            self.add(events.Movement, after[0], employee_id=person, moved_on=after[0], kind=kind,
                     from_department_id=sample_id("Department", before[1]),
                     to_department_id=sample_id("Department", after[1]))  # fmt: skip
        confirmed = life.confirmed_on(self.today)
        if confirmed is not None:
            self.add(events.ProbationOutcome, confirmed, employee_id=person, decided_on=confirmed,
                     result=events.ProbationResult.PASSED)  # fmt: skip
        elif life.left_on is not None:
            failed = life.kind == LeaveKind.INVOLUNTARY
            result = events.ProbationResult.FAILED if failed else events.ProbationResult.LEFT
            self.add(
                events.ProbationOutcome,
                life.left_on,
                employee_id=person,
                decided_on=life.left_on,
                result=result,
            )
        if life.left_on is not None and life.hired_on < self.months[-3]:
            raised = life.left_on - timedelta(days=self.chance.randint(20, 80))
            if raised > life.hired_on and raised >= self.months[-12] and self.likely(0.5):
                acted = raised + timedelta(days=self.chance.randint(2, 20)) if self.likely(0.4) else None
                self.add(
                    risk.RiskAlert,
                    raised,
                    employee_id=person,
                    raised_on=raised,
                    ended_on=life.left_on,
                    acted_on=acted,
                )
        elif self.likely(0.05):
            raised = self.day_in(self.months[-5])
            if raised > life.hired_on:
                acted = raised + timedelta(days=self.chance.randint(2, 25))
                self.add(risk.RiskAlert, raised, employee_id=person, raised_on=raised, acted_on=acted)

    def learning(self, life: Life) -> None:
        person = sample_id("Employee", life.code)
        if life.hired_on >= self.months[0]:
            slow = 75 if life.unit.code == "R-S05" else 48
            done = life.hired_on + timedelta(days=self.chance.randint(5, slow))
            hours = SHORT if life.code[-1] in "258" else FULL
            self.course(person, training.CourseType.ONBOARDING_BASE, life.hired_on, done, life, hours)
        for year in sorted({month.year for month in self.months}):
            start = max(date(year, 3, 1), life.hired_on)
            if start <= life.last_day(self.today) and self.likely(0.72):
                done = start + timedelta(days=self.chance.randint(3, 40))
                self.course(person, training.CourseType.UPSKILL, start, done, life, 600)

    def course(
        self, person: str, kind: training.CourseType, start: date, done: date, life: Life, hours: int
    ) -> None:
        finished = done if done <= life.last_day(self.today) and self.likely(0.95) else None
        self.add(training.TrainingTask, finished or start, employee_id=person, course_type=kind, assigned_on=start,
                 completed_on=finished, ended_on=life.left_on, hours=hours + 50 * self.chance.randint(0, 8),
                 cost=20000 + 1000 * self.chance.randint(0, 30),
                 is_passed=self.likely(0.9) if finished else None)  # fmt: skip

    def appraisals(self, life: Life) -> None:
        if life.type not in STANDARD or (life.is_head and life.unit.code == "Z-HQ"):
            return
        level = self.chance.gauss(78, 8)
        for end in self.quarter_ends():
            if not (add_months(life.hired_on, 2) <= end <= life.last_day(self.today)):
                continue
            level += self.chance.gauss(0, 2)
            self.scores.quarter(life, end, level)

    def seal(self, person: str, place: str, text: str) -> str:
        return self.ledger.vault.seal(self.ledger.keys[person], place, text)

    # --- Months ---

    def months_of(self, life: Life) -> None:
        person = sample_id("Employee", life.code)
        for month in self.months:
            if self.here(life, month):
                self.pay_run(life, person, month)
                over = self.overtime(life)
                self.add(events.OvertimeMonth, month, employee_id=person, month=month, overtime_hours=over)
                if not life.is_head:
                    held = (
                        self.day_in(month)
                        if self.likely(0.3 if life.unit.code.startswith("R-S0") else 0.8)
                        else None
                    )
                    self.add(performance.OneOnOne, month, employee_id=person, month=month, held_on=held)
        for month in [*self.months[-DAILY_MONTHS:], self.this]:
            if life.unit.code.startswith((DESKS, "R-S01", "H-W01")) and self.here(life, month):
                self.days_of(life, person, month)

    def overtime(self, life: Life) -> int:
        most = 46 if life.unit.code.startswith(DESKS) else 24
        return 50 * int(self.chance.triangular(0, 2 * most, most * 0.7))

    def pay_run(self, life: Life, person: str, month: date) -> None:
        pays = [pay for start, pay in life.pays if start < add_months(month, 1)]
        if not pays or month < self.months[-13]:
            return
        row = self.bulk.next_id()
        base = pays[-1]
        amounts = {"gross_pay": base * 114 // 100, "base_pay": base, "market_median": base * 103 // 100,
                   "employer_cost": base * 147 // 100}  # fmt: skip
        sealed = {
            name: self.seal(person, f"payroll_month.{name}|{row}", f"{minor / 100:.2f}")
            for name, minor in amounts.items()
        }
        hours = 17400 if life.type == EmploymentType.FULL_TIME else 10900
        self.add(
            events.PayrollMonth,
            add_months(month, 1),
            employee_id=person,
            month=month,
            paid_hours=hours,
            **sealed,
        )

    def days_of(self, life: Life, person: str, month: date) -> None:
        for day in workdays(
            month, min(add_months(month, 1) - timedelta(days=1), self.today - timedelta(days=1))
        ):
            if not life.hired_on <= day <= life.last_day(self.today):
                continue
            absent = self.chance.choices((None, *events.AbsenceType), (95, 2, 1.5, 0.1, 1, 0.3, 0.1))[0]
            over = 50 * int(self.chance.triangular(0, 5, 0.5)) if absent is None else 0
            serving = absent is None and life.unit.code.startswith(DESKS)
            self.add(
                events.Timesheet, day, employee_id=person, work_on=day, scheduled_hours=800,
                worked_hours=0 if absent else 800 + over, overtime_hours=over, absence_type=absent,
                absent_hours=800 if absent else 0, available_hours=700 if serving else 0,
                handling_hours=self.chance.randint(430, 660) if serving else 0,
            )  # fmt: skip

    # --- Surveys: tokens and stamped dimensions, no person ---

    def surveys(self) -> None:
        for number, end in enumerate(self.quarter_ends()[-4:]):
            sent = end - timedelta(days=30)
            for life in self.lives:
                if life.hired_on <= sent <= life.last_day(self.today):
                    self.invitation(life, sent, f"{number}-{self.chance.getrandbits(40):010x}")

    def invitation(self, life: Life, sent: date, token: str) -> None:
        answered = sent + timedelta(days=self.chance.randint(1, 12)) if self.likely(0.8) else None
        unit = max(post for post in life.posts if post[0] <= sent)[1]
        stamped = {
            "respondent": token,
            "department_id": sample_id("Department", unit),
            "job_family": "frontline",
        }
        self.add(engagement.SurveyInvite, sent, sent_on=sent, answered_on=answered, **stamped)
        if answered is None:
            return
        mood = 3.4 if life.unit.code.startswith("E-AFT") else 4.0
        self.add(engagement.SurveyAnswer, answered, answered_on=answered, kind=engagement.SurveyKind.ENPS,
                 item="recommend", score=min(10, max(0, round(self.chance.gauss(mood * 2, 2)))), **stamped)  # fmt: skip
        for item in SURVEY_ITEMS[:3]:
            kind = engagement.SurveyKind.COLLABORATION if item == "协作" else engagement.SurveyKind.ENGAGEMENT
            score = min(5, max(1, round(self.chance.gauss(mood, 0.9))))
            self.add(
                engagement.SurveyAnswer,
                answered,
                answered_on=answered,
                kind=kind,
                item=item,
                score=score,
                **stamped,
            )


def workdays(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        if day.weekday() < 5:  # noqa: PLR2004 (Saturday)
            yield day
