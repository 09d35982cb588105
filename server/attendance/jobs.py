"""What attendance does each day: a new year's leave, what lapses, and the days that are missing."""

from __future__ import annotations

from datetime import timedelta

from server.attendance.operations.balances import accrue
from server.attendance.operations.ground import BATCH
from server.attendance.operations.months import find_gaps
from server.kernel.context import Context
from server.kernel.period import add_months

PEOPLE = "select id from employee order by id"


async def accrue_leave(ctx: Context) -> None:
    """Enter what the year brings each person by today; a few hundred people a transaction."""
    people = [str(row[0]) for row in await ctx.store.reads.rows(PEOPLE)]
    for at in range(0, len(people), BATCH):
        some = people[at : at + BATCH]
        await ctx.store.write(lambda some=some: accrue(ctx, some), seconds=120)  # type: ignore[misc] # a bound name


async def look_for_gaps(ctx: Context) -> None:
    """Look for missing days in this month and the one before."""
    this = ctx.today.replace(day=1)
    for first in (add_months(this, -1), this):
        last = add_months(first, 1) - timedelta(days=1)
        await ctx.store.write(lambda first=first, last=last: find_gaps(ctx, first, last), seconds=120)  # type: ignore[misc] # as above
