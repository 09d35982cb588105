"""How the cards of each rater of a cycle are spread, for those who see the cards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from server.kernel.context import Context
from server.people.operations.access import Place, decide
from server.performance.cycles.models import OUT, Rating, ScorecardState
from server.performance.reviews.entry_reading import DRAFT
from server.performance.reviews.spread_rules import SpreadHint, gap, hint_of, mean, spelled
from server.performance.standing.ranking import under

STATES = ",".join(f"'{state}'" for state in (ScorecardState.CALIBRATION, *OUT))
"""Before a card is handed in, its score lacks what its rater has not said yet."""
OBJECTS = ("Scorecard.id", DRAFT)
SQL = (
    "select c.employee_id,a.department_id,c.department_id,c.rater_id,r.name,"  # noqa: S608 (constants)
    f"case when c.state in ({STATES}) then c.score end,case when c.state in ({STATES}) then c.rating end "
    "from scorecard c "
    "left join employee r on r.id=c.rater_id left join assignment a on a.employee_id=c.employee_id "
    "and a.superseded_at is null and a.is_primary and (a.valid_from<={1} or a.is_initial) "
    "and (a.valid_to is null or a.valid_to>{1}) where c.cycle_id={0} and c.is_latest order by c.id"
)


@dataclass(frozen=True)
class Marked:
    """A card as spreads count it."""

    place: Place
    rater_id: str | None
    rater: str | None
    score: int | None
    rating: str | None


@dataclass(frozen=True)
class Spread:
    """One rater's cards: how many, in which bands from A to E, and how their mean lies to that of the others."""

    rater_id: str | None
    name: str | None
    count: int
    scored: int
    bands: tuple[int, ...]
    mean: Decimal | None
    gap: Decimal | None
    hint: SpreadHint | None


async def rater_spread(ctx: Context, *, cycle_id: str, department_id: str | None = None) -> list[Spread]:
    """Return the spread of each rater over the cards the caller may read, most cards first; never their own card."""
    cards = readable(ctx, await marked(ctx, cycle_id, department_id))
    by_rater: dict[str | None, list[Marked]] = {}
    for card in cards:
        by_rater.setdefault(card.rater_id, []).append(card)
    spreads = [spread(rater, own, cards) for rater, own in by_rater.items()]
    return sorted(spreads, key=lambda each: (-each.count, each.rater_id or ""))


def spread(rater: str | None, own: Sequence[Marked], cards: Sequence[Marked]) -> Spread:
    mine = scores(own)
    others = scores(card for card in cards if card.rater_id != rater)
    return Spread(
        rater_id=rater,
        name=own[0].rater,
        count=len(own),
        scored=len(mine),
        bands=tuple(sum(card.rating == band for card in own) for band in Rating),
        mean=spelled(mean(mine)),
        gap=spelled(gap(mine, others)),
        hint=hint_of(mine, others),
    )


def scores(cards: Iterable[Marked]) -> list[int]:
    return [card.score for card in cards if card.score is not None]


async def marked(ctx: Context, cycle_id: str, department_id: str | None) -> list[Marked]:
    """Read the cards of a cycle, in the company or in a department with all beneath it, in one statement."""
    rows = await ctx.store.ask(SQL, cycle_id, ctx.today)
    inside = None if department_id is None else await under(ctx, department_id)
    return [
        Marked(
            Place(str(person), str(place or "")), rater and str(rater), name and str(name),
            None if score is None else int(score), rating and str(rating),
        )
        for person, place, department, rater, name, score, rating in rows
        if inside is None or department in inside
    ]  # fmt: skip


def readable(ctx: Context, cards: Sequence[Marked]) -> list[Marked]:
    """Leave out what the caller may not read, and their own card; each department is asked about once."""
    known: dict[str | None, bool] = {}
    found = []
    for card in cards:
        if card.place.employee_id == ctx.principal.employee_id:
            continue
        department = card.place.department_id
        if department not in known:
            known[department] = all(decide(ctx, card.place, obj, "read").allowed for obj in OBJECTS)
        if known[department]:
            found.append(card)
    return found
