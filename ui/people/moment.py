"""At which moment a record is looked at: how things stood on a day, by what was known at an instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from ui.page import query


@dataclass(frozen=True)
class Moment:
    """A day and a local minute, each "" for now; they ride in the address of every tab."""

    as_of: str = ""
    known_at: str = ""
    zone: str = "UTC"

    @classmethod
    def read(cls, given: Mapping[str, str], zone: str) -> Moment:
        """Read the address; what is no date there counts as now."""
        return cls(day_of(given.get("asOf", "")), minute_of(given.get("knownAt", "")), zone)

    def __bool__(self) -> bool:
        return bool(self.as_of or self.known_at)

    @property
    def variables(self) -> dict[str, str | None]:
        """Return the arguments every root field takes."""
        known = None
        if self.known_at:
            local = datetime.fromisoformat(self.known_at).replace(tzinfo=ZoneInfo(self.zone))
            known = local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
        return {"asOf": self.as_of or None, "asKnownAt": known}

    @property
    def link(self) -> str:
        """Return the end of an address at this moment."""
        found = query({"asOf": self.as_of, "knownAt": self.known_at})
        return "" if found == "?" else found


def day_of(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def minute_of(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return "" if found.tzinfo else found.strftime("%Y-%m-%dT%H:%M")


def before(instant: str, zone: str) -> str:
    """Return the local minute before something was recorded."""
    found = datetime.fromisoformat(instant).astimezone(ZoneInfo(zone))
    return datetime.fromtimestamp(found.timestamp() - 60, ZoneInfo(zone)).strftime("%Y-%m-%dT%H:%M")
