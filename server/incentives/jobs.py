"""What incentives do each day: commissions vest, those that lost their customer or seller stop, schemes end."""

from __future__ import annotations

from server import audit
from server.incentives.commissions.operations import fall_due, find_commission, stop
from server.incentives.reckoning.falling_due import Lost, lost_ones
from server.incentives.scheme_models import CommissionState, IncentiveScheme, SchemeState
from server.kernel.context import Context
from server.store.base import change_row


async def vest_commissions(ctx: Context) -> None:
    """Stop what has lost its reason first, so that nothing beyond it falls due; then let the rest fall due."""
    for lost in await lost_ones(ctx):
        await ctx.store.write(lambda lost=lost: stop_lost(ctx, lost), seconds=60)  # type: ignore[misc] # a bound name
    await ctx.store.write(lambda: fall_due(ctx), seconds=120)


async def stop_lost(ctx: Context, lost: Lost) -> None:
    """Stop one commission; one that somebody has stopped meanwhile stays as it is."""
    row = await find_commission(lost.commission_id)
    if row.state == CommissionState.RUNNING:
        await stop(ctx, row, lost.last_day, lost.reason)


async def end_schemes(ctx: Context) -> None:
    """End the schemes whose last day is over."""

    async def work() -> None:
        over = IncentiveScheme.filter(state=SchemeState.ACTIVE, ends_on__lt=ctx.today)
        for scheme in await over.select_for_update():
            await change_row(ctx, IncentiveScheme, scheme.id, state=SchemeState.ENDED)
            changes = {"state": (scheme.state, SchemeState.ENDED)}
            await audit.record(
                ctx,
                "incentives.end_scheme",
                subject_type="IncentiveScheme",
                subject_id=scheme.id,
                changes=dict(changes),
            )

    await ctx.store.write(work, seconds=60)
