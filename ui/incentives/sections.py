"""The tabs of incentives that a reader may open; each part of it adds a line of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ui.offers import may_read, may_see
from ui.performance.sections import Section, has_record

if TYPE_CHECKING:
    from server.kernel.context import Context


def sees_hub(ctx: Context) -> bool:
    """Tell whether the reader works on incentives: schemes, commissions or payouts."""
    return any(may_see(ctx, f"{of}.id") for of in ("IncentiveScheme", "Commission", "PayoutRun"))


SECTIONS: tuple[Section, ...] = (
    Section("/me/incentives", "My incentives", has_record),
    Section("/incentives", "Overview", sees_hub),
    Section("/incentives/schemes", "Schemes", lambda ctx: may_read(ctx, "IncentiveScheme.id")),
    Section("/incentives/payouts", "Payouts", lambda ctx: may_read(ctx, "PayoutRun.id")),
    Section("/incentives/team", "Team", lambda ctx: may_see(ctx, "Payout.attainment")),
    Section("/honors", "Honors", has_record),
    Section("/contests", "Contests", has_record),
    Section("/incentives/commissions", "Commissions", lambda ctx: may_see(ctx, "Commission.id")),
)


def tabs_of(ctx: Context, path: str) -> Mapping[str, Any]:
    """Return the tabs a reader may open and the place of the one that is open: the longest that the page lies under."""
    shown = [section for section in SECTIONS if section.opens(ctx)]
    open_ones = sorted((section.place for section in shown if section.is_current(path)), key=len)
    return {"shown": shown, "open": open_ones[-1] if open_ones else ""}
