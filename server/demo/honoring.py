"""Honors of the sample worlds: two years of titles on the wall, and the paid hours off that some brought."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from server.attendance.absence_models import type_id
from server.attendance.models import AbsenceBalance, AbsenceEntry, EntryKind
from server.demo.bulk import Bulk
from server.demo.lives import MONTHS, SEED, Life
from server.demo.rows import Ledger, sample_id
from server.demo.thanks import HONORS, Titled
from server.incentives.models import Award, Honor
from server.kernel.period import add_months

HR = "Z1002"


@dataclass
class Honoring:
    """Hangs honors on the wall; their cash is paid by runs (see `paying`)."""

    ledger: Ledger
    lives: list[Life]
    bulk: Bulk
    chance: Random = field(default_factory=lambda: Random(SEED + 31))  # noqa: S311 (a sample, not a secret)
    honors: dict[str, str] = field(default_factory=dict)

    def write(self) -> None:
        for model in (Honor, Award):
            _ = self.bulk.rows[model]  # what others point at is inserted first
        for place, honor in enumerate(HONORS):
            self.honors[honor.code] = self.honor(honor, place)
        this = self.ledger.today.replace(day=1)
        for back in range(MONTHS, 0, -1):
            self.month(add_months(this, -back))

    # --- Honors ---

    def honor(self, honor: Titled, place: int) -> str:
        return self.add(
            Honor, honor.code, add_months(self.ledger.today, -MONTHS), code=honor.code, name=honor.name,
            name_en=honor.name_en, icon=honor.icon, criteria=honor.criteria, criteria_en=honor.criteria_en,
            grain=honor.grain, metric=honor.metric, places=honor.places, cash=honor.cash, leave_hours=honor.leave_hours,
            is_priority=honor.is_priority, place=place,
        )  # fmt: skip

    def month(self, month: date) -> None:
        """Give the month's honors, and those of a quarter or year that ends with it."""
        end = add_months(month, 1) - timedelta(days=1)
        for honor in HONORS:
            if period := honor.period(end):
                for life in self.chosen(honor, end):
                    self.award(honor, life, period, end)

    def chosen(self, honor: Titled, end: date) -> list[Life]:
        """Return who is honored: people of the honor's units, a few months in, no heads."""
        here = [
            life
            for life in self.lives
            if life.unit.code.startswith(honor.units) and not life.is_head and add_months(life.hired_on, 3) <= end
            and (life.left_on is None or life.left_on > end)
        ]  # fmt: skip
        return self.chance.sample(here, min(honor.places, len(here)))

    def award(self, honor: Titled, life: Life, period: str, end: date) -> None:
        person, day = sample_id("Employee", life.code), min(end + timedelta(days=3), self.ledger.today)
        row = self.add(
            Award, f"{honor.code}-{period}-{life.code}", day, employee_id=person, honor_id=self.honors[honor.code],
            department_id=sample_id("Department", life.unit.code), period=period, awarded_on=day,
            reason=self.chance.choice(honor.reasons), given_by_id=sample_id("Employee", HR),
        )  # fmt: skip
        if honor.leave_hours and day.year == self.ledger.today.year:
            self.leave(honor, person, row, day)

    def leave(self, honor: Titled, person: str, award: str, day: date) -> None:
        """Enter the paid hours off that an award brought this year."""
        kind, hours = type_id("LIEU"), honor.leave_hours
        self.add(AbsenceEntry, f"award-{award}", day, employee_id=person, type_id=kind, year=day.year, hours=hours,
                 kind=EntryKind.ADJUSTED, entered_on=day, note=f"荣誉：{honor.name} Honor: {honor.name_en}",
                 entry_key=f"award:{award}:given")  # fmt: skip
        self.add(AbsenceBalance, f"lieu-{person}", day, employee_id=person, type_id=kind, year=day.year,
                 granted_hours=hours, remaining_hours=hours)  # fmt: skip

    # --- Rows ---

    def add(self, model: Any, key: str, known: date, **values: Any) -> str:
        row_id, moment = sample_id(model.__name__, key), self.ledger.moment(known)
        self.bulk.add(model, {"id": row_id, "created_at": moment, "updated_at": moment, **values})
        return row_id
