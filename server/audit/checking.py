"""The check of the audit chain as a deed: who checked, and what was found, is itself written down."""

from __future__ import annotations

from server.audit.chain import Verdict, record, verify
from server.kernel.context import Context
from server.kernel.rights import allow


async def check_chain(ctx: Context) -> Verdict:
    """Check every entry against the chain and its anchors, and add an entry that says so."""
    allow(ctx, "Mutation.checkAuditChain")
    found = await verify(ctx.store)
    changes: dict[str, list[object]] = {"checked": [None, found.checked], "isWhole": [None, found.ok]}
    await ctx.store.write(
        lambda: record(ctx, "audit.check_chain", subject_type="AuditChain", subject_id="", changes=changes)
    )
    return found
