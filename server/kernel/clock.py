"""The only reader of the system clock; everything else is handed a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """Tell the moment; `pinned` stands still, for demos and tests."""

    zone: str = "Asia/Shanghai"
    pinned: datetime | None = None

    def now(self) -> datetime:
        return self.pinned or datetime.now(UTC)

    def today(self) -> date:
        """Return the local date of the company's zone."""
        return local_date(self.now(), self.zone)


def local_date(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def spell_instant(moment: datetime) -> str:
    """Spell an instant as it is stored and sent: UTC, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[: -len("+00:00")] + "Z"


def read_instant(text: str) -> datetime:
    """Read an ISO instant; one without an offset is refused with ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("an instant needs its offset")
    return moment.astimezone(UTC)
