"""What reviews, improvement plans and competencies hand to training: who was found to need a course.

Neither of them knows the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta
from functools import partial
from typing import Any

import orjson

from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.people.operations.access import Place, allow, link
from server.performance.cycles.models import OUT
from server.performance.models import ImprovementPlan, ImprovementState, Rating, Scorecard
from server.talent.competency_reading import codes_in_use, standings_of
from server.talent.competency_rules import NoGap
from server.training.jobs import daily_works
from server.training.models import RuleOccasion
from server.training.operations import previewing, requirements
from server.training.operations.previewing import RulePreview
from server.training.operations.requirements import Draft, Finding, rules_in_force
from server.training.operations.trainees import trainees

FAILED = (Rating.E,)
LATELY = timedelta(days=35)
"""What was found before is asked for no more; a day on which nothing ran is made up for."""


async def findings(ctx: Context) -> list[Finding]:
    """List the reviews failed and the gaps agreed on lately, each by the day on which it was known, and all gaps today
    in the competencies that rules name.
    """

    async def named() -> tuple[set[str], set[str]]:
        rows = await rules_in_force(ctx)
        failing = {str(one) for row in rows for one in orjson.loads(row.ratings)}
        return failing, {row.competency_code for row in rows if row.occasion is RuleOccasion.COMPETENCY_GAP}

    ratings, competencies = await ctx.store.write(named)
    return [*await lately(ctx, {*FAILED, *ratings}), *await gaps(ctx, competencies)]


async def lately(ctx: Context, ratings: Iterable[str]) -> list[Finding]:
    return await ctx.store.write(partial(found, ctx, [Rating(each) for each in ratings]))


async def found(ctx: Context, ratings: Collection[Rating]) -> list[Finding]:
    since = ctx.now - LATELY
    cards = await Scorecard.filter(is_latest=True, state__in=OUT, rating__in=ratings, published_at__gte=since)
    plans = await ImprovementPlan.filter(state=ImprovementState.ACTIVE, starts_on__gte=since.date())
    return [
        *(
            Finding(link(row, "employee_id"), RuleOccasion.FAILED_REVIEW, link(row, "cycle_id"),
                    row.published_at.date(), str(row.rating))
            for row in cards
            if row.published_at is not None
        ),
        *(
            Finding(link(row, "employee_id"), RuleOccasion.GAP, row.id, row.starts_on)
            for row in plans
            if row.starts_on is not None
        ),
    ]  # fmt: skip


async def gaps(ctx: Context, competencies: Collection[str]) -> list[Finding]:
    """List how everybody employed stands in these competencies, as far as it is known; one that has closed is 0."""
    if not competencies:
        return []
    people = list(await ctx.store.write(partial(trainees, ctx)))
    out = []
    for person, held in (await standings_of(ctx, people, only=competencies)).items():
        for one in held:
            of = one.standing
            if of.reason is NoGap.NOT_ASSESSED or of.found is None:
                continue
            since = max(of.found.day, of.since or of.found.day)
            out.append(
                Finding(
                    person,
                    RuleOccasion.COMPETENCY_GAP,
                    of.named,
                    ctx.today,
                    competency_code=one.competency.code,
                    gap=of.gap or 0,
                    since=since,
                )
            )
    return out


training_works = daily_works(findings)


# --- Rules ---


async def save_training_rule(
    ctx: Context, *, competency_code: str = "", **written: Any
) -> str:  # a rule's fields
    """Set a rule; one on a gap names a competency that is in use."""
    allow(ctx, Place(), "saveTrainingRule")
    await require_competency(ctx, competency_code)
    return await requirements.save_training_rule(ctx, competency_code=competency_code, **written)


async def preview_training_rule(
    ctx: Context, *, competency_code: str = "", **written: Any
) -> RulePreview:  # as above
    """Work out what a rule would assign on its next day, gaps and reviews of today among it."""
    allow(ctx, Place(), "saveTrainingRule")
    await require_competency(ctx, competency_code)
    return await previewing.preview_training_rule(
        ctx, competency_code=competency_code, found_for=found_for, **written
    )


async def found_for(ctx: Context, draft: Draft) -> list[Finding]:
    """Return what a draft would answer today."""
    if draft.occasion is RuleOccasion.COMPETENCY_GAP:
        return await gaps(ctx, [draft.competency_code.strip().upper()])
    return await lately(ctx, draft.ratings)


async def require_competency(ctx: Context, code: str) -> None:
    if code.strip() and code.strip().upper() not in await codes_in_use(ctx):
        raise InvalidInput(
            "没有这项胜任力，请核对。",
            "There is no such competency; check it.",
            path=("input", "competencyCode"),
        )
