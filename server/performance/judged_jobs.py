"""What quality and feedback do each day: draw the week that is over, and close the rounds whose last day has passed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from server.kernel.context import Context
from server.performance.models import PeerRound, PeerRoundState, QualitySheet, QualitySheetState
from server.performance.operations.peer_closing import close
from server.performance.operations.quality import Contacts, draw_week
from server.performance.quality_rules import monday


def draw_last_week(contacts: Contacts) -> Callable[[Context], Awaitable[None]]:
    """Return the daily work that draws what is missing of the week that is over, where a sheet is in use."""

    async def draw_quality(ctx: Context) -> None:
        week = monday(ctx.today) - timedelta(days=7)

        async def work() -> None:
            if await QualitySheet.exists(state=QualitySheetState.IN_USE):
                await draw_week(ctx, week, contacts)

        await ctx.store.write(work, seconds=60)

    return draw_quality


async def close_due_rounds(ctx: Context) -> None:
    """Close each open round on the day after its last; one transaction a round."""

    async def due() -> list[str]:
        found = PeerRound.filter(state=PeerRoundState.OPEN, ends_on__lt=ctx.today)
        return [str(each) for each in await found.values_list("id", flat=True)]

    for round_id in await ctx.store.write(due):
        await ctx.store.write(lambda round_id=round_id: close(ctx, round_id), seconds=60)  # type: ignore[misc] # a bound name
