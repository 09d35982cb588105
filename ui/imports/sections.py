"""The tabs of data; each part of it adds a line of its own."""

from __future__ import annotations

from ui.offers import may_write
from ui.performance.sections import Section

SECTIONS: tuple[Section, ...] = (
    Section("/data", "Imports", lambda ctx: may_write(ctx, "Mutation.uploadImport", own=False)),
    Section("/data/sources", "Sources", lambda ctx: may_write(ctx, "Mutation.uploadImport", own=False)),
    Section(
        "/data/conflicts", "Data conflicts", lambda ctx: may_write(ctx, "Mutation.uploadImport", own=False)
    ),
    Section("/data/duplicates", "Duplicates", lambda ctx: may_write(ctx, "Mutation.uploadImport", own=False)),
    Section(
        "/data/dropped", "Missing from lists", lambda ctx: may_write(ctx, "Mutation.uploadImport", own=False)
    ),
    Section("/data/reconcile", "Reconcile", lambda ctx: may_write(ctx, "Mutation.uploadImport", own=False)),
)
