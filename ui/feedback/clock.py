"""A ticket's clock as a page shows it: how much is left, how urgent that is, and the share that is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MINUTE, HOUR = 60, 3600
SOON, HALF = 0.9, 0.5
"""Shares of the time from which on it is urgent, and no longer fresh."""
WAITING = ("RECEIVED", "ROUTED")


@dataclass(frozen=True)
class Shown:
    """`kind` is a tint: bad, care or none; `share` of the time that is over, at most 1; `left` in seconds."""

    state: str
    kind: str = ""
    share: float = 0.0
    left: int = 0


def clock_of(row: Mapping[str, Any], now: datetime) -> Shown:
    """Return how the clock of a ticket stands: it runs, is held, was stopped in time or too late, or never ran."""
    if not row["dueAt"] or row["state"] == "INVALID":
        return Shown("none")
    received, due = (datetime.fromisoformat(row[name]) for name in ("receivedAt", "dueAt"))
    if row["firstResponseAt"] or row["state"] not in WAITING:
        return Shown("late" if row["isBreached"] else "met")
    until = datetime.fromisoformat(row["pausedAt"]) if row["pausedAt"] else now
    left = int((due - until).total_seconds())
    whole = max((due - received).total_seconds(), 1)
    share = min(max(1 - left / whole, 0.0), 1.0)
    kind = "bad" if left < 0 or share >= SOON else "care" if share >= HALF else ""
    return Shown("held" if row["pausedAt"] else "runs", kind, round(share, 3), left)


def spelled(seconds: int) -> tuple[int, int]:
    """Return hours and minutes of a number of seconds, whichever side of zero it lies on."""
    minutes = abs(seconds) // MINUTE
    return minutes // 60, minutes % 60
