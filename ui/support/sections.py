"""The tabs of support; each part of it adds a line of its own."""

from __future__ import annotations

from ui.offers import may_write
from ui.performance.sections import Section, has_record

SECTIONS: tuple[Section, ...] = (
    Section("/support", "Requests", has_record),
    Section("/support/suggestions", "Suggestions", has_record),
    Section("/support/pulse", "Question of the week", has_record),
    Section(
        "/support/topics",
        "Support topics",
        lambda ctx: may_write(ctx, "Mutation.saveSupportTopic", own=False),
    ),
)
