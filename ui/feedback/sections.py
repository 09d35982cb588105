"""The tabs of feedback that a reader may open; each part of it adds a line of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ui.offers import may_read, may_see, may_write
from ui.performance.sections import Section, has_record

if TYPE_CHECKING:
    from server.kernel.context import Context


def sees_feedback(ctx: Context) -> bool:
    """Tell whether the reader has an inbox: their own, their team's or their units'."""
    return has_record(ctx) or may_see(ctx, "CustomerFeedback.id")


def sees_board(ctx: Context) -> bool:
    return may_see(ctx, "CustomerFeedback.id")


SECTIONS: tuple[Section, ...] = (
    Section("/feedback", "Inbox", sees_feedback),
    Section("/feedback/today", "Today's board", sees_board),
    Section("/feedback/topics", "Feedback topics", sees_board),
    Section("/feedback/scripts", "Scripts", lambda ctx: may_read(ctx, "script")),
    Section("/feedback/products", "Products", lambda ctx: may_write(ctx, "Mutation.saveProduct", own=False)),
    Section("/feedback/customers", "Customers", lambda ctx: has_record(ctx) or may_see(ctx, "crm")),
    Section("/feedback/links", "Links and QR", lambda ctx: may_see(ctx, "feedback_link")),
    Section(
        "/feedback/teams",
        "Teams and rules",
        lambda ctx: may_write(ctx, "Mutation.saveFeedbackTeam", own=False),
    ),
)


def tabs_of(ctx: Context, path: str) -> Mapping[str, Any]:
    """Return the tabs, and the place of the one that is open; the inbox is only where nothing else is."""
    shown = [section for section in SECTIONS if section.opens(ctx)]
    here = max((tab.place for tab in shown if tab.is_current(path)), key=len, default="")
    return {"shown": shown, "here": here}
