"""The tabs of meetings; each part of it adds a line of its own."""

from __future__ import annotations

from ui.offers import may_write
from ui.performance.sections import Section, has_record

SECTIONS: tuple[Section, ...] = (
    Section("/meetings", "Meetings", has_record),
    Section("/meetings/retros", "Retrospectives", has_record),
    Section("/meetings/actions", "Promises", has_record),
    Section(
        "/meetings/series", "Series", lambda ctx: may_write(ctx, "Mutation.saveMeetingSeries", own=False)
    ),
)
