"""What happens seldom in the sample worlds, or lasts long: accidents, grievances, and the customers' accounts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from server.demo.lives import SEED, Life
from server.demo.rows import sample_id
from server.feedback import models as feedback
from server.kernel.period import add_months
from server.people import event_models as events

SERVING = ("E-", "R-S", "H-")
ACCOUNTS = 4
ACCIDENTS, GRIEVANCES = 0.0025, 0.0012
"""How likely one is for a person in a month."""
LOST, KEY = 0.016, 0.2
"""How likely an account is lost in a month, and how many are of key customers."""


@dataclass
class Rare:
    """Writes these rows by `add`, from a source of chance of its own, so that nothing else changes with them."""

    add: Callable[..., str]
    lives: list[Life]
    months: list[date]
    today: date
    number: int = 0
    chance: Random = field(default_factory=lambda: Random(SEED + 3))  # noqa: S311 (a sample, not a secret)

    def write(self) -> None:
        for life in self.lives:
            self.accidents(life)
            if life.unit.code.startswith(SERVING) and not life.is_head:
                for _ in range(ACCOUNTS):
                    self.account(life)

    def accidents(self, life: Life) -> None:
        person = sample_id("Employee", life.code)
        for month in self.months:
            day = month + timedelta(days=self.chance.randrange(28))
            here = life.hired_on <= day <= life.last_day(self.today)
            if self.chance.random() < ACCIDENTS and here:
                near = self.chance.random() < 0.5  # noqa: PLR2004 (every other one)
                kind = events.IncidentKind.NEAR_MISS if near else events.IncidentKind.INJURY
                lost = 0 if near else 50 * self.chance.randint(1, 20)
                self.add(events.Incident, day, employee_id=person, occurred_on=day, kind=kind, lost_days=lost)
            if self.chance.random() < GRIEVANCES and here:
                self.add(events.Grievance, day, employee_id=person, filed_on=day)

    def account(self, life: Life) -> None:
        """Open an account within somebody's time here; most stay."""
        span = (life.last_day(self.today) - life.hired_on).days
        start = life.hired_on + timedelta(days=self.chance.randrange(span + 1))
        segment = feedback.Segment.KEY if self.chance.random() < KEY else feedback.Segment.SMALL
        ended = None
        for step in range(1, len(self.months) + 1):
            day = add_months(start, step)
            if day >= self.today:
                break
            if self.chance.random() < LOST:
                ended = day
                break
        self.number += 1
        is_key = segment is feedback.Segment.KEY
        self.add(
            feedback.CustomerAccount, ended or start, code=f"K{self.number:04d}", customer_ref=f"c{self.number}",
            name=f"{'企业客户' if is_key else '客户'} {self.number:04d}", agent_id=sample_id("Employee", life.code),
            segment=segment, started_on=start, ended_on=ended,
        )  # fmt: skip
