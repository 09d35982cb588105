"""What performance does when somebody leaves: their cards count up to the last day, and are final as of it."""

from __future__ import annotations

from server.kernel.context import Context
from server.people.jobs import mark_final
from server.people.models import ExitCase
from server.people.operations.access import link
from server.performance.cycles.models import EARLY, ReviewCycle, Scorecard
from server.performance.cycles.operations.card_ground import note


async def finalize_performance(ctx: Context, case: ExitCase) -> str:
    """Mark the cards of the cycles that hold the last day, and return the receipt; a card made later is marked then.

    Figures still come in until the last day is over; the review goes on without the person.
    """
    cycles = ReviewCycle.filter(starts_on__lte=case.last_day, ends_on__gte=case.last_day)
    ids = [str(each) for each in await cycles.values_list("id", flat=True)]
    states = [str(state) for state in EARLY]
    cards = Scorecard.filter(
        employee_id=link(case, "employee_id"), cycle_id__in=ids, is_latest=True, state__in=states
    )
    for card in await cards.select_for_update():
        await Scorecard.filter(id=card.id).update(is_final=True, final_on=case.last_day, updated_at=ctx.now)
        await note(ctx, card, "finalize_card", {"finalOn": (card.final_on, case.last_day)})
    return await mark_final(ctx, case)
