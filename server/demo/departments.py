"""The sample worlds' departments: books, plans, meetings, posts and the openings that were filled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from server.demo.lives import Life
from server.demo.rows import sample_id
from server.demo.teller import Teller
from server.demo.world import UNITS
from server.engagement import models as engagement
from server.forecast import models as forecast
from server.imports import models as imports
from server.kernel.period import add_months
from server.people import event_models as events


@dataclass
class Departments(Teller):
    """Tells what departments planned, spent, met about and looked for."""

    def write(self) -> None:
        staffed = [unit for unit in UNITS if unit.seats or unit.code == "R-S01"]
        for month in self.months:
            end = add_months(month, 1) - timedelta(days=1)
            rows, since = 2400 + self.chance.randint(0, 300), self.months.index(month)
            self.add(imports.DataCheck, end, ran_on=end, rows_checked=rows, rows_conflict=max(2, 190 - 8 * since),
                     rows_read=rows + (refused := max(1, 60 - 3 * since)), rows_rejected=refused)  # fmt: skip
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
