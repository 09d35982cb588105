"""What recruiting does once a day: the data of those turned down is erased when its time is over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.access.settings import read_number
from server.kernel.context import Context
from server.recruiting.models import Candidate, CandidateEvent, CandidateTest
from server.recruiting.operations.ground import note
from server.recruiting.rules import OVER, erased_from
from server.store.base import change_row
from server.store.keys import erase_key

SEALED = ("phone", "phone_hash", "email", "email_hash", "expected_pay")
EMPTIED: Mapping[str, Any] = dict.fromkeys(SEALED) | {"name": "", "note": "", "reason": ""}


async def erase_candidates(ctx: Context) -> None:
    """Erase who was turned down or withdrew long enough ago; that they applied, and how it went, stays countable."""
    kept = await read_number(ctx, "candidate_retention_days")

    async def work() -> None:
        over = Candidate.filter(
            state__in=[str(state) for state in OVER], erased_at=None, decided_on__lte=ctx.today
        )
        for row in await over.select_for_update():
            if row.decided_on and erased_from(row.decided_on, kept, has_consent=row.has_consent) <= ctx.today:
                await erase(ctx, row)

    await ctx.store.write(work)


async def erase(ctx: Context, row: Candidate) -> None:
    """Destroy a candidate's key, for backups too, and empty what lies open. Inside store.write."""
    await erase_key(ctx, ctx.store.vault, row.id)
    await change_row(ctx, Candidate, row.id, **EMPTIED, erased_at=ctx.now)
    await CandidateTest.filter(candidate_id=row.id).update(evidence="", result="", updated_at=ctx.now)
    await CandidateEvent.filter(candidate_id=row.id).update(note="", updated_at=ctx.now)
    await note(ctx, "erase", row.id, "Candidate", {"erasedAt": (None, ctx.now)})
