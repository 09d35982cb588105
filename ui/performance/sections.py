"""The tabs of performance that a reader may open; each part of it adds a line of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ui.offers import may_read, may_see, may_write

if TYPE_CHECKING:
    from server.kernel.context import Context

IN_VIEW = 7
"""So many tabs stand in the row; the others are behind it."""


@dataclass(frozen=True)
class Section:
    """A tab: its place, its text (a message id), and whether a reader may open it."""

    place: str
    text: str
    opens: Callable[[Context], bool]
    within: tuple[str, ...] = ()

    def is_current(self, path: str) -> bool:
        return any(path == place or path.startswith(f"{place}/") for place in (self.place, *self.within))


def has_record(ctx: Context) -> bool:
    """Tell whether the reader is an employee."""
    return ctx.principal.employee_id is not None


def sees_cards(ctx: Context) -> bool:
    """Tell whether the reader sees the scorecards of others."""
    return may_see(ctx, "Scorecard.id")


SECTIONS: tuple[Section, ...] = (
    Section("/me/performance", "My performance", has_record),
    Section("/performance", "Overview", sees_cards),
    Section("/goals", "Goals", has_record),
    Section("/scores", "Enter scores", lambda ctx: may_write(ctx, "Mutation.setScores", own=False)),
    Section("/reviews", "Reviews", lambda ctx: may_write(ctx, "Mutation.saveReview", own=False)),
    Section("/plans", "Score plans", lambda ctx: may_read(ctx, "ScorePlan.id")),
    Section("/talks", "One-to-ones", has_record),
    Section("/peers", "Peer feedback", has_record),
    Section("/quality", "Quality checks", lambda ctx: has_record(ctx) or may_see(ctx, "QualityCheck.id")),
    Section("/field", "Field reports", lambda ctx: has_record(ctx) or may_see(ctx, "FieldReport.id")),
)


def tabs_of(ctx: Context, path: str) -> Mapping[str, Any]:
    """Return the tabs in the row and those behind it; the open one is always in the row."""
    found = [section for section in SECTIONS if section.opens(ctx)]
    shown, behind = found[:IN_VIEW], found[IN_VIEW:]
    if here := [section for section in behind if section.is_current(path)]:
        shown, behind = [*shown[:-1], *here], [shown[-1], *(each for each in behind if each not in here)]
    return {"shown": shown, "behind": behind}
