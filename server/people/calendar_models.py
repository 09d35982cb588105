"""The work calendar of the company: what HR sets in place of what was announced."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Text


class CalendarKind(StrEnum):
    """What the calendar makes of a day. HOLIDAY is a statutory one; days off in exchange are REST_DAY."""

    WORKDAY = "WORKDAY"
    REST_DAY = "REST_DAY"
    HOLIDAY = "HOLIDAY"


class CalendarDay(Row):
    """A day of the work calendar as HR sets it, in place of what the announced calendar says."""

    day = Day(unique=True, description=label("日期", "Day"))
    kind = Choice(CalendarKind, description=label("类别", "Kind"))
    name = Text(64, default="", description=label("名称", "Name"))

    class Meta:
        table = "calendar_day"
