"""Lengths of time as people and shops write them: 35, 5分, 1小时20分, 3m20s, 00:05:20."""

from __future__ import annotations

import re
from datetime import timedelta

SPAN = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?)\s*(?:小时|时|h(?:ours?|rs?)?))?\s*"
    r"(?:(?P<m>\d+(?:\.\d+)?)\s*(?:分钟|分|m(?:in(?:utes?)?)?))?\s*"
    r"(?:(?P<s>\d+(?:\.\d+)?)\s*(?:秒钟|秒|s(?:ec(?:onds?)?)?)?)?",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(\d{1,3}):(\d{2}):(\d{2})")
MOST_SPAN = timedelta(days=30)
SIXTY = 60


def span_of(text: str) -> timedelta | None:
    """Read a length of time, a bare number being seconds; None for what is none, or longer than thirty days.

    Hours, minutes and seconds by the clock have all three; 05:20 alone might be either and is none.
    """
    found = text.strip()
    if clock := CLOCK.fullmatch(found):
        hours, minutes, seconds = map(int, clock.groups())
        if minutes >= SIXTY or seconds >= SIXTY:
            return None
        return timedelta(hours=hours, minutes=minutes, seconds=seconds)
    parts = SPAN.fullmatch(found)
    if parts is None or not any(parts.groups()):
        return None
    told = {name: float(value or 0) for name, value in parts.groupdict().items()}
    span = timedelta(hours=told["h"], minutes=told["m"], seconds=told["s"])
    return span if span <= MOST_SPAN else None
