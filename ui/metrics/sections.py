"""The tabs of metrics; each part of it adds a line of its own."""

from __future__ import annotations

from ui.offers import may_read
from ui.performance.sections import Section

SECTIONS: tuple[Section, ...] = (
    Section("/metrics/dictionary", "Dictionary", lambda ctx: may_read(ctx, "metric_definition")),
    Section("/metrics/compare", "Side by side", lambda ctx: may_read(ctx, "metric_definition")),
    Section("/metrics/explore", "Explore", lambda ctx: may_read(ctx, "metric_definition")),
    Section("/metrics/league", "League table", lambda ctx: may_read(ctx, "metric_definition")),
    Section("/metrics/reviews", "To sign", lambda ctx: may_read(ctx, "metric_definition")),
    Section("/metrics/conflicts", "Conflicts", lambda ctx: may_read(ctx, "metric_definition")),
)
REPORTS: tuple[Section, ...] = (
    Section("/metrics/reports", "Frozen reports", lambda ctx: may_read(ctx, "report")),
    Section("/metrics/boards", "Boards", lambda ctx: may_read(ctx, "metric_definition")),
)
"""What is kept of figures has tabs of its own."""
