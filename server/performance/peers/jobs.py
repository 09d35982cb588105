"""What rounds do each day: those whose last day has passed close."""

from __future__ import annotations

from server.kernel.context import Context
from server.performance.peers.models import PeerRound, PeerRoundState
from server.performance.peers.operations.closing import close


async def close_due_rounds(ctx: Context) -> None:
    """Close each open round on the day after its last; one transaction a round."""

    async def due() -> list[str]:
        found = PeerRound.filter(state=PeerRoundState.OPEN, ends_on__lt=ctx.today)
        return [str(each) for each in await found.values_list("id", flat=True)]

    for round_id in await ctx.store.write(due):
        await ctx.store.write(lambda round_id=round_id: close(ctx, round_id), seconds=60)  # type: ignore[misc] # a bound name
