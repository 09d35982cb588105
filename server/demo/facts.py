"""What happened in the sample worlds: moves, training, hours, pay runs, appraisals, customers, surveys, books.

All of it invented, seeded, and shaped so that each pain of the sources shows: service desks with long overtime, a
quarter in which satisfaction rises, base training that comes late in one store, sources that disagree less and less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from server.demo.bulk import Bulk
from server.demo.lives import MONTHS, SEED, Life
from server.demo.rare import Rare
from server.demo.rows import Ledger, sample_id
from server.demo.world import POSTS, UNITS
from server.engagement import models as engagement
from server.feedback import models as feedback
from server.forecast import models as forecast
from server.imports import models as imports
from server.incentives import models as incentives
from server.kernel.period import add_months
from server.people import event_models as events
from server.people.models import EmploymentType, LeaveKind
from server.performance import models as performance
from server.risk import models as risk
from server.training import models as training

STANDARD = frozenset({EmploymentType.FULL_TIME, EmploymentType.PART_TIME, EmploymentType.HOURLY})
GRADE = {post.code: post.grade for post in POSTS}
CLINICAL, DESKS, SHOPS = "H", "E-", "R-S"
SURVEY_ITEMS = ("认可", "成长", "协作", "工具", "意义")
DAILY_MONTHS = 2
"""For so many months back hours are kept day by day; before that, by month."""
CUSTOMER_MONTHS = 14
QUARTERS = 8


@dataclass
class Chronicle:
    """Writes what happened into the ledger, drawing everything from one seeded source of its own."""

    ledger: Ledger
    lives: list[Life]
    bulk: Bulk
    chance: Random = field(default_factory=lambda: Random(SEED + 2))  # noqa: S311 (a sample, not a secret)
    moments: dict[date, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.today = self.ledger.today
        self.this = self.today.replace(day=1)
        self.months = [add_months(self.this, -back) for back in range(MONTHS, 0, -1)]

    def write(self) -> None:
        for life in self.lives:
            self.career(life)
            self.learning(life)
            self.appraisals(life)
            self.months_of(life)
        self.customers()
        self.surveys()
        self.organization()
        Rare(self.add, self.lives, self.months, self.today).write()

    # --- How rows are made ---

    def add(self, model: type[Any], day: date, **values: Any) -> str:
        """Add a row that was recorded on the day, of mixed columns."""
        known = self.moments.get(day)
        if known is None:
            known = self.moments[day] = self.ledger.moment(day)
        return self.bulk.add(
            model, {"created_at": known, "updated_at": known, "recorded_at": known, **values}
        )

    def moment(self, day: date, least: int = 9, most: int = 20) -> datetime:
        """Return a moment of the local day, within office hours."""
        start = datetime.combine(day, time(0), UTC) - timedelta(hours=8)
        return start + timedelta(seconds=self.chance.randint(least * 3600, most * 3600))

    def day_in(self, month: date) -> date:
        return month + timedelta(days=self.chance.randrange((add_months(month, 1) - month).days))

    def likely(self, share: float) -> bool:
        return self.chance.random() < share

    def here(self, life: Life, month: date) -> bool:
        """Whether somebody works at the end of the month, or left in it."""
        return life.hired_on < add_months(month, 1) and life.last_day(self.today) >= month

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
            self.course(person, training.CourseType.ONBOARDING_BASE, life.hired_on, done, life, 1200)
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
        person = sample_id("Employee", life.code)
        level = self.chance.gauss(78, 8)
        for end in self.quarter_ends():
            if not (add_months(life.hired_on, 2) <= end <= life.last_day(self.today)):
                continue
            level += self.chance.gauss(0, 2)
            total = 0
            for component, weight in weights_of(life):
                score = round(100 * min(100, max(30, level + self.chance.gauss(0, 6))))
                total += weight * score
                self.add(performance.AppraisalItem, end, employee_id=person, cycle=quarter(end), closed_on=end,
                         component=component, weight=weight, score=score)  # fmt: skip
            points = total / 1_000_000
            self.add(performance.Appraisal, end, employee_id=person, closed_on=end, rating=rating(points),
                     has_met_goal=points >= 75)  # noqa: PLR2004 (a sample goal) # fmt: skip
            self.payout(person, life, end, points)

    def payout(self, person: str, life: Life, end: date, points: float) -> None:
        paid = end + timedelta(days=15)
        if points < 80 or paid > self.today:  # noqa: PLR2004 (a sample threshold)
            return
        basis = incentives.Basis.CSAT if self.likely(0.45) else incentives.Basis.SALES
        amount = f"{round(points) * (12 if life.is_head else 8):.2f}"
        row = self.bulk.next_id()
        sealed = self.seal(person, f"incentive_payout.amount|{row}", amount)
        self.add(
            incentives.IncentivePayout, paid, employee_id=person, paid_on=paid, amount=sealed, basis=basis
        )

    def seal(self, person: str, place: str, text: str) -> str:
        return self.ledger.vault.seal(self.ledger.keys[person], place, text)

    def quarter_ends(self) -> list[date]:
        first = self.this.replace(month=(self.this.month - 1) // 3 * 3 + 1)
        return [add_months(first, -3 * back) - timedelta(days=1) for back in range(QUARTERS - 1, -1, -1)]

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

    # --- Customers ---

    def customers(self) -> None:
        agents = [
            life
            for life in self.lives
            if life.unit.code.startswith((DESKS, SHOPS, "H-")) and not life.is_head
        ]
        for number, month in enumerate([*self.months[-CUSTOMER_MONTHS:], self.this]):
            last = min(add_months(month, 1) - timedelta(days=1), self.today - timedelta(days=1))
            for life in agents:
                if life.hired_on <= last and life.last_day(self.today) >= month:
                    self.served(life, max(month, life.hired_on), min(last, life.last_day(self.today)), number)

    def served(self, life: Life, first: date, last: date, number: int) -> None:
        """One agent's customers in a month; satisfaction rises slowly over the months."""
        if last < first:
            return
        span = (last - first).days + 1
        agent = sample_id("Employee", life.code)
        is_desk = life.unit.code.startswith(DESKS)
        for _ in range(self.times(6 if is_desk else 1)):
            self.contact(agent, first + timedelta(days=self.chance.randrange(span)), is_desk, number)
        for _ in range(self.times(2 if is_desk else 1.4)):
            self.review(agent, first + timedelta(days=self.chance.randrange(span)), number)
        for _ in range(self.times(3 if life.unit.code.startswith("E-PRE") else 0)):
            self.consult(agent, first + timedelta(days=self.chance.randrange(span)))
        for _ in range(self.times(2 if life.unit.code.startswith((SHOPS, "E-PRE")) else 0.8)):
            self.order(agent, first + timedelta(days=self.chance.randrange(span)))
        if is_desk and self.likely(0.5):
            day = first + timedelta(days=self.chance.randrange(span))
            self.add(
                performance.QaReview,
                day,
                agent_id=agent,
                reviewed_on=day,
                score=100 * self.chance.randint(70, 99),
            )
        if self.likely(0.12):
            day = first + timedelta(days=self.chance.randrange(span))
            due = self.chance.randint(1, 4)
            self.add(feedback.ServiceCase, day, agent_id=agent, closed_on=day, is_success=self.likely(0.7),
                     followups_due=due, followups_done=self.chance.randint(due - 1, due))  # fmt: skip

    def times(self, mean: float) -> int:
        whole = int(mean)
        return whole + (self.chance.random() < mean - whole)

    def contact(self, agent: str, day: date, is_desk: bool, number: int) -> None:
        opened = self.moment(day)
        wait = self.chance.randint(3000, 60000) if is_desk else self.chance.randint(1000, 300000)
        gone = self.likely(0.04)
        reply = opened + timedelta(milliseconds=wait)
        handle = self.chance.randint(60_000, 900_000)
        row = self.add(
            feedback.Contact, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent,
            channel=self.chance.choice(tuple(feedback.Channel)) if not is_desk else feedback.Channel.CHAT,
            opened_at=opened, answered_at=None if gone else reply, first_response_at=None if gone else reply,
            resolved_at=None if gone else reply + timedelta(milliseconds=handle), wait_ms=wait,
            handle_ms=0 if gone else handle, is_abandoned=gone, is_short_abandon=gone and self.likely(0.4),
            is_resolved_first=None if gone else self.likely(min(0.9, 0.68 + number * 0.012)),
            is_transferred=self.likely(0.07), is_reopened=self.likely(0.05),
        )  # fmt: skip
        if is_desk and not gone and self.likely(0.5):
            self.add(feedback.MessageTurn, day, contact_ref=row, agent_id=agent, asked_at=opened,
                     replied_at=opened + timedelta(seconds=self.chance.randint(8, 55)))  # fmt: skip

    def review(self, agent: str, day: date, number: int) -> None:
        at = self.moment(day)
        good = min(0.93, 0.72 + number * 0.014)
        score = self.chance.choice((4, 5, 5)) if self.likely(good) else self.chance.choice((1, 2, 3))
        kind = (
            feedback.FeedbackKind.COMPLAINT
            if score == 1 and self.likely(0.8)
            else feedback.FeedbackKind.SURVEY
        )
        reply = at + timedelta(minutes=self.chance.randint(20, 1700))
        self.add(
            feedback.CustomerFeedback, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent,
            received_at=at, kind=kind, is_valid=self.likely(0.96), score=score,
            nps=min(10, score * 2 + self.chance.choice((-1, 0, 0))), effort=self.chance.randint(1, 7),
            first_response_at=min(reply, self.ledger.now) if self.likely(0.94) else None,
            has_led_to_action=self.likely(0.2),
        )  # fmt: skip

    def consult(self, agent: str, day: date) -> None:
        paid = day + timedelta(days=self.chance.choice((0, 0, 1, 3))) if self.likely(0.35) else None
        self.add(feedback.Consult, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent,
                 consulted_on=day, paid_on=paid if paid is not None and paid <= self.today else None)  # fmt: skip

    def order(self, agent: str, day: date) -> None:
        amount = 100 * self.chance.randint(80, 1500)
        self.add(
            feedback.SalesOrder, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent, paid_on=day,
            amount=amount, refunded=amount if self.likely(0.03) else 0,
            segment=feedback.Segment.KEY if self.likely(0.15) else feedback.Segment.SMALL,
            is_repeat=self.likely(0.42), is_personalised=self.likely(0.25),
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

    # --- Departments ---

    def organization(self) -> None:
        staffed = [unit for unit in UNITS if unit.seats or unit.code == "R-S01"]
        for month in self.months:
            end = add_months(month, 1) - timedelta(days=1)
            self.add(imports.DataCheck, end, ran_on=end, rows_checked=2400 + self.chance.randint(0, 300),
                     rows_conflict=max(2, 190 - 8 * self.months.index(month)))  # fmt: skip
            for unit in staffed:
                self.books(sample_id("Department", unit.code), month, unit.seats or 20)
        for unit in staffed:
            self.posts(sample_id("Department", unit.code), unit.seats or 20)
        for life in self.lives:
            if life.hired_on >= self.months[0]:
                self.opening(life)

    def books(self, department: str, month: date, seats: int) -> None:
        revenue = seats * self.chance.randint(1_500_000, 2_600_000)
        self.add(forecast.FinanceMonth, month, department_id=department, month=month, revenue=revenue,
                 ebit=revenue * self.chance.randint(4, 14) // 100, workforce_cost=seats * 950_000,
                 training_cost=seats * 9_000, turnover_cost=self.chance.randint(0, 3) * 1_200_000)  # fmt: skip
        if month.month in (1, 7):
            self.add(forecast.PlanLine, month, department_id=department, month=month, base_headcount=seats,
                     expected_attrition=1200, forecast_hires=100 * max(1, seats // 8))  # fmt: skip
        held = self.day_in(month) if self.likely(0.85) else None
        self.add(engagement.MeetingDue, month, department_id=department, month=month, held_on=held)
        raised = self.moment(self.day_in(month))
        answered = raised + timedelta(hours=self.chance.randint(1, 70))
        self.add(engagement.InternalIssue, month, department_id=department, raised_at=raised,
                 first_response_at=answered, resolved_at=answered + timedelta(hours=20))  # fmt: skip

    def posts(self, department: str, seats: int) -> None:
        for seat in range(seats + 1):
            self.add(events.PositionSlot, self.months[0], department_id=department, open_from=self.months[0],
                     is_filled=seat < seats, is_critical=seat == 0,
                     ready_successors=self.chance.choice((0, 1, 2)))  # fmt: skip

    def opening(self, life: Life) -> None:
        department = sample_id("Department", life.unit.code)
        opened = life.hired_on - timedelta(days=self.chance.randint(12, 55))
        self.add(events.Requisition, opened, department_id=department, opened_on=opened, filled_on=life.hired_on,
                 is_critical=life.is_head, spend=100 * self.chance.randint(300, 4000),
                 filled_by=events.FilledBy.INTERNAL if self.likely(0.1) else events.FilledBy.EXTERNAL)  # fmt: skip
        decided = life.hired_on - timedelta(days=self.chance.randint(3, 10))
        result = events.OfferResult.ACCEPTED
        self.add(
            events.Offer,
            decided,
            department_id=department,
            made_on=decided,
            decided_on=decided,
            result=result,
        )
        if self.likely(0.2):
            self.add(events.Offer, decided, department_id=department, made_on=decided, decided_on=decided,
                     result=events.OfferResult.DECLINED)  # fmt: skip


def weights_of(life: Life) -> tuple[tuple[performance.Component, int], ...]:
    part = performance.Component
    if life.unit.code.startswith((SHOPS, DESKS)):
        return ((part.SALES, 4000), (part.SERVICE_QUALITY, 3000), (part.CSAT, 2000), (part.TRAINING, 1000))
    return ((part.SERVICE_QUALITY, 5000), (part.COLLABORATION, 3000), (part.TRAINING, 2000))


def rating(points: float) -> str:
    return "A" if points >= 88 else "B" if points >= 75 else "C" if points >= 60 else "D"  # noqa: PLR2004 (sample bands)


def quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"


def workdays(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        if day.weekday() < 5:  # noqa: PLR2004 (Saturday)
            yield day
