"""The company's calendar with what HR has set."""

from __future__ import annotations

from datetime import date

from server.people.calendar import WorkCalendar
from server.people.models import CalendarDay, CalendarKind


async def calendar_for(first: date, last: date = date.max) -> WorkCalendar:
    """Return the calendar with the days HR has set from `first` to `last`; inside store.write."""
    rows = await CalendarDay.filter(day__gte=first, day__lte=last)
    return WorkCalendar({row.day: (CalendarKind(row.kind), row.name) for row in rows})
