"""What quality does each day: draw what is missing of the week that is over."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

from server.kernel.context import Context
from server.performance.quality.models import QualitySheet, QualitySheetState
from server.performance.quality.operations.quality import Contacts, draw_week
from server.performance.quality.rules import monday


def draw_last_week(contacts: Contacts) -> Callable[[Context], Awaitable[None]]:
    """Return the daily work that draws what is missing of the week that is over, where a sheet is in use."""

    async def draw_quality(ctx: Context) -> None:
        week = monday(ctx.today) - timedelta(days=7)

        async def work() -> None:
            if await QualitySheet.exists(state=QualitySheetState.IN_USE):
                await draw_week(ctx, week, contacts)

        await ctx.store.write(work, seconds=60)

    return draw_quality
