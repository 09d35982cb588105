"""The tabs of recruiting, and whether recruiting is the reader's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.offers import may_read, may_see
from ui.performance.sections import Section

if TYPE_CHECKING:
    from server.kernel.context import Context


def sees_openings(ctx: Context) -> bool:
    """Tell whether the reader recruits: for the company, or for departments of their own."""
    return may_see(ctx, "JobOpening.id")


SECTIONS: tuple[Section, ...] = (
    Section("/recruiting", "Openings", sees_openings),
    Section("/recruiting/posts", "Refer somebody", lambda ctx: may_read(ctx, "Vacancy.id")),
)
