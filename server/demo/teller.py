"""How the samples' facts are told: each row recorded on its day, everything drawn from one seeded source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from server.demo.bulk import Bulk
from server.demo.lives import MONTHS, SEED, Life
from server.demo.rows import Ledger
from server.kernel.period import add_months

CLINICAL, DESKS, SHOPS = "H-", "E-", "R-S"
QUARTERS = 8


@dataclass
class Teller:
    """What all who tell facts share; who tells the next draws on where this one stopped."""

    ledger: Ledger
    lives: list[Life]
    bulk: Bulk
    chance: Random = field(default_factory=lambda: Random(SEED + 2))  # noqa: S311 (a sample, not a secret)
    moments: dict[date, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.today = self.ledger.today
        self.this = self.today.replace(day=1)
        self.months = [add_months(self.this, -back) for back in range(MONTHS, 0, -1)]

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

    def quarter_ends(self) -> list[date]:
        first = self.this.replace(month=(self.this.month - 1) // 3 * 3 + 1)
        return [add_months(first, -3 * back) - timedelta(days=1) for back in range(QUARTERS - 1, -1, -1)]
