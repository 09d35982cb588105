"""The tabs of training that a reader may open; each part of it adds a line of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ui.offers import may_read, may_see
from ui.performance.sections import Section, has_record

if TYPE_CHECKING:
    from server.kernel.context import Context


def sees_hub(ctx: Context) -> bool:
    """Tell whether the reader looks after the training of others."""
    return may_see(ctx, "Enrollment.id")


SECTIONS: tuple[Section, ...] = (
    Section("/training", "Overview", sees_hub),
    Section("/me/learning", "My learning", has_record),
    Section("/training/courses", "Courses", lambda ctx: may_read(ctx, "Course.id")),
    Section("/training/sessions", "Sessions", lambda ctx: may_read(ctx, "TrainingSession.id")),
    Section("/training/exams", "Exams", sees_hub),
    Section("/training/cases", "Cases", lambda ctx: may_read(ctx, "LibraryCase.id")),
    Section("/training/outside", "Outside learning", lambda ctx: has_record(ctx) or sees_hub(ctx)),
    Section("/training/rules", "Rules", lambda ctx: may_read(ctx, "TrainingRule.id")),
    Section("/training/effect", "Effect", lambda ctx: may_read(ctx, "Query.trainingEffect")),
)
WITHIN = {"/learn": "/me/learning", "/training/paths": "/training/courses"}


def tabs_of(ctx: Context, path: str) -> Mapping[str, Any]:
    """Return the tabs, and the place of the one that is open: the longest that the page lies under."""
    shown = [section for section in SECTIONS if section.opens(ctx)]
    under = next((place for begin, place in WITHIN.items() if path.startswith(begin)), path)
    here = max((tab.place for tab in shown if tab.is_current(under)), key=len, default="")
    return {"shown": shown, "here": here}
