"""From the lines of a card to its score: the one place where lines are weighed, for jobs, entries and corrections."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from server.access.settings import read_days
from server.kernel.context import Context
from server.kernel.money import to_minor
from server.metrics.persons import PersonFigure
from server.people.operations.access import link
from server.performance.cycles.models import Scorecard, ScoreLine
from server.performance.cycles.rules import rating_of
from server.performance.plans.models import ComponentBasis, MissingRule
from server.performance.plans.points import Component, Line, counted, points_of, weigh
from server.performance.plans.reading import components_of
from server.store.base import change_row

NOT_RATED = "NOT_RATED"
"""Nobody has rated the component yet."""
STEPS = "rating_steps"
SIXTH = Decimal("0.000001")
UNDRAWN = {"group_value": None, "counted_value": None}
"""A figure that counts as it is."""


@dataclass(frozen=True)
class Held:
    """A line as it counts; points are hundredths."""

    component: Component
    weight: int
    points: int | None
    self_points: int | None = None


def totals(held: Sequence[Held], steps: Sequence[int]) -> dict[str, Any]:
    """Return what a card's columns become, of mixed types: its score, that of its figures alone, and one's own."""
    score, reason = weighed([(each, each.points) for each in held])
    so_far, _ = weighed(
        [(each, each.points) for each in held if not is_entered(each.component)],
        missing=MissingRule.RENORMALISE,
    )
    return {
        "score": score,
        "so_far": so_far,
        "self_score": by_oneself(held),
        "rating": rating_of(score, steps),
        "reason": reason,
    }


def by_oneself(held: Sequence[Held]) -> int | None:
    """Return the score with one's own ratings in place of others'; None before one has given any."""
    if not any(is_entered(each.component) and each.self_points is not None for each in held):
        return None
    own = [(each, each.self_points if is_entered(each.component) else each.points) for each in held]
    return weighed(own)[0]


def weighed(
    given: Iterable[tuple[Held, int | None]], *, missing: MissingRule | None = None
) -> tuple[int | None, str]:
    """Return score and reason; `missing` stands in for the components' own rules."""
    found = weigh(
        [
            Line(each.component.code, each.weight, decimal(points), missing or each.component.missing)
            for each, points in given
        ]
    )
    return (None if found.score is None else to_minor(found.score)), found.reason


def is_entered(component: Component) -> bool:
    return component.basis is ComponentBasis.RATING


def decimal(points: int | None) -> Decimal | None:
    return None if points is None else Decimal(points) / 100


def points_in(component: Component, value: str | None) -> int | None:
    """Return the points of what somebody entered, in hundredths."""
    found = points_of(component, None if value is None else Decimal(value))
    return None if found is None else to_minor(found)


# --- A line out of a figure ---


def figure_values(component: Component, figure: PersonFigure | None, prior: Decimal | None) -> dict[str, Any]:
    """Return what a line's columns become by a figure, of mixed types."""
    if figure is None:
        return UNDRAWN | {
            "value": None, "points": None, "n": 0, "reason": "NO_DATA", "receipt": "", "source_hash": "",
        }  # fmt: skip
    points = points_of(component, figure.value, figure.n, prior)
    return drawn_values(component, figure, prior) | {
        "value": spelled(figure.value),
        "points": None if points is None else to_minor(points),
        "n": figure.n,
        "reason": "" if figure.value is not None else str(figure.status),
        "receipt": figure.receipt,
        "source_hash": digest(figure, prior if component.is_shrunk else None),
    }


def drawn_values(component: Component, figure: PersonFigure, prior: Decimal | None) -> dict[str, Any]:
    """Return what a figure of few answers is drawn to, and the value its points stand for, to six places."""
    if not component.is_shrunk or figure.value is None or prior is None:
        return UNDRAWN
    exact = counted(component, figure.value, figure.n, prior)
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    return {"group_value": spelled(prior), "counted_value": spelled(value.quantize(SIXTH, ROUND_HALF_UP))}


def spelled(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"


def digest(figure: PersonFigure, prior: Decimal | None) -> str:
    """Tell one state of the source from another: what the figure was made of, not when it was asked."""
    parts = (figure.value, figure.status, figure.numerator, figure.denominator, figure.n, prior)
    return hashlib.sha256("|".join(str(part) for part in parts).encode()).hexdigest()


# --- A card anew from its lines ---


async def rescore(ctx: Context, card_ids: Sequence[str]) -> None:
    """Work the scores of cards out of their lines as they stand; call it inside the change of a line."""
    cards = await Scorecard.filter(id__in=list(card_ids)).order_by("id")
    components = await components_of({link(card, "plan_id") for card in cards})
    steps = await rating_steps(ctx)
    lines = await lines_of([card.id for card in cards])
    for card in cards:
        known = {each.id: each for each in components.get(link(card, "plan_id"), ())}
        values = totals(held_of(lines.get(card.id, []), known), steps)
        await change_row(ctx, Scorecard, card.id, computed_at=ctx.now, **values)


def held_of(lines: Iterable[ScoreLine], components: Mapping[str, Component]) -> list[Held]:
    found = [(line, components[link(line, "component_id")]) for line in lines]
    return [
        Held(component, line.weight, line.points, points_in(component, line.self_value))
        for line, component in found
    ]


async def lines_of(card_ids: Sequence[str]) -> dict[str, list[ScoreLine]]:
    """Return the lines of each card, in their order."""
    found: dict[str, list[ScoreLine]] = {}
    for line in await ScoreLine.filter(scorecard_id__in=list(card_ids)).order_by("place", "id"):
        found.setdefault(link(line, "scorecard_id"), []).append(line)
    return found


async def rating_steps(ctx: Context) -> tuple[int, ...]:
    """Return the least whole points of A, B, C and D."""
    return await read_days(ctx, STEPS)
