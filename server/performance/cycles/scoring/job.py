"""Scores the people of a cycle: figures by the metric engine, points by the rules, cards in batches that can go on.

Each batch is one transaction and says so on its cards, so that a run that was killed goes on where it stopped. What
people entered is never touched, and neither is a card that is published or final.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace

from server.kernel.context import Context
from server.kernel.ids import new_id
from server.metrics.agreed.registry import Registry
from server.people.operations.access import link
from server.performance.cycles.models import EARLY, Scorecard, ScorecardState, ScoreLine
from server.performance.cycles.scoring.cards import figure_values, lines_of
from server.performance.cycles.scoring.figures import Figures, figures_of
from server.performance.cycles.scoring.filling import Filling, Writing
from server.performance.cycles.scoring.ground import Ground, asked_of, plan_id_of, prepare
from server.performance.cycles.scoring.people import Round, Scored, ids_of
from server.performance.cycles.scoring.writing import CARD, LINE, rank_cards, update_rows

Report = Callable[[int, int], Awaitable[None]]
LINES_AT_ONCE = 2000
NAMED = (*EARLY, ScorecardState.REVISED)


async def score_people(
    ctx: Context,
    registry: Registry,
    cycle_id: str,
    employee_ids: Sequence[str] | None = None,
    report: Report | None = None,
    *,
    run: str = "",
) -> int:
    """Make and refresh the cards of a cycle, of these people or of all, and return how many people were scored.

    A `run` that is given again passes over whom it has reached before. Of people who are named, cards revised after a
    dispute are scored too.
    """
    ground = await prepare(ctx, registry, cycle_id)
    people = None if employee_ids is None else tuple(employee_ids)
    run_id = run or new_id()
    round_ = Round(ctx, ground.cycle, run_id, people)
    total, left = await replace(round_, run="").count(), await round_.count()
    done, after = 0, ""
    while some := await round_.batch(after):
        after = some[-1].employee_id
        await score_some(ctx, registry, ground, some, run_id, EARLY if people is None else NAMED)
        done += len(some)
        if report is not None:
            await report(total - left + done, total)
    return done


async def has_moved(ctx: Context, registry: Registry, card: Scorecard) -> bool:
    """Tell whether a figure of the card, asked anew, is or counts otherwise than its lines say."""
    ground, person, plan = (
        await prepare(ctx, registry, link(card, "cycle_id")),
        link(card, "employee_id"),
        link(card, "plan_id"),
    )
    some = await Round(ctx, ground.cycle, new_id(), (person,)).batch("")
    figures = await figures_of(ctx, registry, ground, some, {person: plan})
    held: dict[str, list[ScoreLine]] = await ctx.store.write(lambda: lines_of([card.id]))
    lines = {link(line, "component_id"): line for line in held.get(card.id, ())}
    for component in ground.components.get(plan, ()):
        line, asked = lines.get(component.id), asked_of(component)
        if line is None or asked is None or person not in figures.get(asked, {}):
            continue
        values = figure_values(component, figures[asked][person], ground.prior(plan, component.metric))
        if any(getattr(line, name) != values[name] for name in ("value", "points", "n")):
            return True
    return False


# --- One batch ---


async def score_some(
    ctx: Context,
    registry: Registry,
    ground: Ground,
    some: Sequence[Scored],
    run: str,
    moving: Collection[ScorecardState],
) -> None:
    """Work out the figures of a batch, then write its cards in one transaction."""
    cards: dict[str, Scorecard] = await ctx.store.write(lambda: latest_cards(ground.cycle.id, ids_of(some)))
    plans = {each.employee_id: plan_id_of(ground, each, cards.get(each.employee_id)) for each in some}
    figures = await figures_of(ctx, registry, ground, some, plans)
    await ctx.store.write(lambda: write_batch(ctx, ground, some, figures, run, moving), seconds=120)


async def latest_cards(cycle_id: str, people: Sequence[str], *, locked: bool = False) -> dict[str, Scorecard]:
    found = Scorecard.filter(cycle_id=cycle_id, employee_id__in=list(people), is_latest=True).order_by("id")
    cards = await (found.select_for_update() if locked else found)
    return {link(card, "employee_id"): card for card in cards}


async def write_batch(
    ctx: Context,
    ground: Ground,
    some: Sequence[Scored],
    figures: Figures,
    run: str,
    moving: Collection[ScorecardState],
) -> None:
    """Write the cards of a batch as they are found now; one that was published meanwhile is left alone."""
    cards = await latest_cards(ground.cycle.id, ids_of(some), locked=True)
    lines = await lines_of([card.id for card in cards.values()])
    writing = Writing()
    for scored in some:
        card = cards.get(scored.employee_id)
        filling = Filling(ctx, ground, figures, run, writing, moving)
        filling.fill(scored, card, lines.get(card.id, []) if card else [])
    await ScoreLine.filter(id__in=writing.stale).delete()
    await Scorecard.bulk_create(writing.new_cards, batch_size=LINES_AT_ONCE)
    await ScoreLine.bulk_create(writing.new_lines, batch_size=LINES_AT_ONCE)
    await update_rows(ctx, Scorecard, CARD, writing.cards)
    await update_rows(ctx, ScoreLine, LINE, writing.lines)
    if ScorecardState.REVISED in moving:
        await rank_cards(ctx, ground.cycle.id)
