"""What follows when a cycle is published or closed, card by card: in batches that a killed run goes on from.

The cycle and its cards have turned by then, all in one statement. Each batch is one transaction that also keeps how far
it is. Facts and candidates are written hidden, and come to light together once all are there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from server.kernel.context import Context
from server.performance.cycles.models import ReviewCycle, Scorecard
from server.performance.cycles.operations.closing import (
    name_candidates,
    show_facts,
    tell_candidates,
    write_facts,
)
from server.performance.cycles.operations.publishing import follow_up

BATCH = 500
SECONDS = 60
Step = Callable[[Sequence[str]], Awaitable[None]]
Keep = Callable[[int, int], Awaitable[None]]
"""Called inside the transaction of each batch with how many cards are done, of how many."""


async def follow_publication(ctx: Context, cycle_id: str, done: int, keep: Keep) -> int:
    """Tell everybody of a published cycle, and draft plans below the standard; return how many cards there are."""
    cycle = await cycle_of(ctx, cycle_id)
    ids = await cards_of(ctx, cycle_id=cycle_id, published_at=cycle.published_at)

    async def step(some: Sequence[str]) -> None:
        await follow_up(ctx, cycle, await Scorecard.filter(id__in=some).order_by("id"))

    return await by_batches(ctx, ids, done, step, keep)


async def settle_cycle(ctx: Context, cycle_id: str, done: int, keep: Keep) -> int:
    """Make the results of a closed cycle facts and name candidates; return how many cards there are."""
    cycle = await cycle_of(ctx, cycle_id)
    ids = await cards_of(ctx, cycle_id=cycle_id, closed_at=cycle.closed_at)

    async def write(some: Sequence[str]) -> None:
        cards = await Scorecard.filter(id__in=some).order_by("id")
        await write_facts(ctx, cycle, cards, hidden=True)
        await name_candidates(ctx, cards)

    async def show() -> None:
        await show_facts(ctx, cycle)
        await ReviewCycle.filter(id=cycle_id).update(is_settling=False, updated_at=ctx.now)

    async def forget(done: int, total: int) -> None:
        """Messages are told once whoever asks, so that nothing is kept of how far this is."""

    await by_batches(ctx, ids, done, write, keep)
    await ctx.store.write(show, seconds=SECONDS)
    return await by_batches(ctx, ids, 0, lambda some: tell_candidates(ctx, cycle, some), forget)


async def cycle_of(ctx: Context, cycle_id: str) -> ReviewCycle:
    cycle: ReviewCycle = await ctx.store.write(lambda: ReviewCycle.get(id=cycle_id))
    return cycle


async def cards_of(ctx: Context, **turned: object) -> list[str]:
    """List the cards that turned with their cycle; a correction is none of them, and so they stay the same."""

    async def read() -> list[str]:
        return [
            str(each) for each in await Scorecard.filter(**turned).order_by("id").values_list("id", flat=True)
        ]

    found: list[str] = await ctx.store.write(read)
    return found


async def by_batches(ctx: Context, ids: Sequence[str], done: int, step: Step, keep: Keep) -> int:
    """Take a step with each batch that is not done yet; return how many there are in all."""
    for at in range(done, len(ids), BATCH):
        some = ids[at : at + BATCH]

        async def batch(some: Sequence[str] = some, reached: int = at + len(some)) -> None:
            await step(some)
            await keep(reached, len(ids))

        await ctx.store.write(batch, seconds=SECONDS)
    return len(ids)
