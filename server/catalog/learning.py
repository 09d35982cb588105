"""What reviews and improvement plans hand to training: who was found to need a course; neither knows the other."""

from __future__ import annotations

from datetime import timedelta

from server.kernel.context import Context
from server.people.operations.access import link
from server.performance.cycles.models import OUT
from server.performance.models import ImprovementPlan, ImprovementState, Rating, Scorecard
from server.training.jobs import daily_works
from server.training.models import RuleOccasion
from server.training.operations.requirements import Finding

FAILED = (Rating.E,)
LATELY = timedelta(days=35)
"""What was found before is asked for no more; a day on which nothing ran is made up for."""


async def findings(ctx: Context) -> list[Finding]:
    """List the reviews failed and the gaps agreed on lately, each by the day on which it was known."""
    return await ctx.store.write(lambda: found(ctx))


async def found(ctx: Context) -> list[Finding]:
    since = ctx.now - LATELY
    cards = await Scorecard.filter(is_latest=True, state__in=OUT, rating__in=FAILED, published_at__gte=since)
    plans = await ImprovementPlan.filter(state=ImprovementState.ACTIVE, starts_on__gte=since.date())
    return [
        *(
            Finding(link(row, "employee_id"), RuleOccasion.FAILED_REVIEW, link(row, "cycle_id"),
                    row.published_at.date())
            for row in cards
            if row.published_at is not None
        ),
        *(
            Finding(link(row, "employee_id"), RuleOccasion.GAP, row.id, row.starts_on)
            for row in plans
            if row.starts_on is not None
        ),
    ]  # fmt: skip


training_works = daily_works(findings)
