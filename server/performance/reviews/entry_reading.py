"""Reads the cards somebody is about to score, with what each caller may do to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from server.kernel.context import SYSTEM, Context
from server.people.models import Assignment, Employee
from server.people.operations.access import Place, decide, link
from server.performance.cycles.models import Scorecard, ScorecardState, ScoreLine
from server.performance.plans.points import Component
from server.performance.plans.reading import components_of
from server.performance.reviews.entry_rules import CellOutcome

DRAFT = "assessment_draft"
ENTERED = (ScorecardState.OPEN, ScorecardState.SELF, ScorecardState.MANAGER)
"""The states of a card in which its ratings are entered."""
BATCH = 500


@dataclass
class Card:
    """A card with its lines and components by code, and why the caller may not score it, if so."""

    row: Scorecard
    employee_id: str
    place: Place
    components: dict[str, Component] = field(default_factory=dict)
    lines: dict[str, ScoreLine] = field(default_factory=dict)
    barred: CellOutcome | None = None


async def places_of(ctx: Context, people: Collection[str]) -> dict[str, Place]:
    """Return where each of the people counts today, as `present_department` does for one."""
    found: dict[str, list[Assignment]] = {}
    for some in chunks(sorted(people)):
        rows = Assignment.filter(employee_id__in=some, is_primary=True, superseded_at=None)
        for row in await rows.order_by("valid_from"):
            found.setdefault(link(row, "employee_id"), []).append(row)
    return {person: Place(person, department_at(ctx, found.get(person, []))) for person in people}


def department_at(ctx: Context, rows: Sequence[Assignment]) -> str:
    started = [row for row in rows if row.valid_from <= ctx.today] or rows[:1]
    return link(started[-1], "department_id") if started else ""


async def cards_of(ctx: Context, ids: Iterable[str], *, locked: bool = False) -> dict[str, Card]:
    """Return the cards that the caller may see, with their lines; `locked` keeps them until the transaction ends.

    The operator's commands act as the system, which sees all.
    """
    wanted = sorted(set(ids))
    rows: list[Scorecard] = []
    for some in chunks(wanted):
        query = Scorecard.filter(id__in=some).order_by("id")
        rows += await (query.select_for_update() if locked else query)
    places = await places_of(ctx, {link(row, "employee_id") for row in rows})
    cards = {row.id: Card(row, link(row, "employee_id"), places[link(row, "employee_id")]) for row in rows}
    seen = {
        row_id: card
        for row_id, card in cards.items()
        if ctx.principal == SYSTEM or decide(ctx, card.place, "Scorecard.id", "read").allowed
    }
    await fill(seen)
    for card in seen.values():
        card.barred = barred(ctx, card)
    return seen


async def fill(cards: dict[str, Card]) -> None:
    """Give each card its components and lines."""
    known = await components_of({link(card.row, "plan_id") for card in cards.values()})
    names: dict[str, str] = {}
    for card in cards.values():
        card.components = {each.code: each for each in known.get(link(card.row, "plan_id"), ())}
        names |= {each.id: each.code for each in card.components.values()}
    for some in chunks(sorted(cards)):
        for line in await ScoreLine.filter(scorecard_id__in=some):
            card = cards[link(line, "scorecard_id")]
            if (code := names.get(link(line, "component_id"))) is not None:
                card.lines[code] = line


def barred(ctx: Context, card: Card) -> CellOutcome | None:
    """Return why the caller may not enter ratings on a card: it is their own, not theirs to score, or handed in."""
    if card.employee_id == ctx.principal.employee_id:
        return CellOutcome.OWN_RESULT
    verbs = ("Mutation.setScores", DRAFT)
    if ctx.principal != SYSTEM and not all(decide(ctx, card.place, obj, "write").allowed for obj in verbs):
        return CellOutcome.NOT_ALLOWED
    return None if card.row.state in ENTERED and card.row.is_latest else CellOutcome.LOCKED


async def names_of(people: Iterable[str]) -> dict[str, str]:
    """Return the names of people by id."""
    found = Employee.filter(id__in=sorted(set(people)))
    return {str(row_id): str(name) for row_id, name in await found.values_list("id", "name")}


def chunks(values: Sequence[str]) -> list[Sequence[str]]:
    return [values[at : at + BATCH] for at in range(0, len(values), BATCH)]
