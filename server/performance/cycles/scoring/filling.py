"""Fills the cards of a batch: what each line becomes by its figure, and what the card then comes to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.kernel.context import Context
from server.people.operations.access import link
from server.performance.cycles.models import EARLY, Scorecard, ScorecardState, ScoreLine
from server.performance.cycles.scoring.cards import (
    NOT_RATED,
    UNDRAWN,
    Held,
    figure_values,
    is_entered,
    points_in,
    totals,
)
from server.performance.cycles.scoring.figures import Figures
from server.performance.cycles.scoring.ground import Ground, asked_of, plan_id_of
from server.performance.cycles.scoring.people import Scored
from server.performance.plans.points import Component
from server.store.base import stamp

UNKNOWN = "UNKNOWN_METRIC"
"""The dictionary has no such figure for single people."""


@dataclass
class Writing:
    """What a batch writes."""

    new_cards: list[Scorecard] = field(default_factory=list)
    new_lines: list[ScoreLine] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)


@dataclass
class Filling:
    """Fills the cards of a batch, one after the other."""

    ctx: Context
    ground: Ground
    figures: Figures
    run: str
    writing: Writing
    moving: Collection[ScorecardState] = EARLY

    def fill(self, scored: Scored, card: Scorecard | None, lines: Sequence[ScoreLine]) -> None:
        plan_id = plan_id_of(self.ground, scored, card)
        if plan_id is None or (card is not None and not self.is_moving(scored, card)):
            return
        is_new = card is None
        if card is None or link(card, "plan_id") != plan_id:
            card = self.begin(scored, plan_id, card, lines)
            lines = ()
        held = self.lines(scored, card, plan_id, {link(line, "component_id"): line for line in lines})
        values = totals(held, self.ground.steps) | {
            "department_id": scored.department_id,
            "rater_id": scored.manager_id,
            "is_final": scored.left_on is not None,
            "final_on": scored.left_on,
            "run_id": self.run,
            "computed_at": self.ctx.now,
            "updated_at": self.ctx.now,
        }
        if is_new:
            card.update_from_dict(values)
        else:
            self.writing.cards.append({"id": card.id, "plan_id": plan_id, **values})

    def is_moving(self, scored: Scored, card: Scorecard) -> bool:
        """Whether figures still reach the card: it is not published, and not that of a leaver worked out since."""
        is_over = card.computed_at is not None and scored.left_on is not None
        is_settled = card.final_on == scored.left_on and is_over and days_after(card, scored) > 0
        return card.state in self.moving and not is_settled

    def begin(
        self, scored: Scored, plan_id: str, card: Scorecard | None, lines: Sequence[ScoreLine]
    ) -> Scorecard:
        """Make a card; one whose plan was replaced before the review begins takes the new plan's lines."""
        if card is not None:
            self.writing.stale += [line.id for line in lines]
            return card
        made = Scorecard(
            **stamp(self.ctx),
            employee_id=scored.employee_id,
            cycle_id=self.ground.cycle.id,
            plan_id=plan_id,
        )
        self.writing.new_cards.append(made)
        return made

    def lines(
        self, scored: Scored, card: Scorecard, plan_id: str, known: Mapping[str, ScoreLine]
    ) -> list[Held]:
        weights = self.ground.weights(plan_id, scored.department_id)
        return [
            self.line(scored, card, plan_id, component, weights[component.code], known.get(component.id))
            for component in self.ground.components.get(plan_id, ())
        ]

    def line(
        self,
        scored: Scored,
        card: Scorecard,
        plan_id: str,
        component: Component,
        weight: int,
        line: ScoreLine | None,
    ) -> Held:
        """Bring one line up to date, and say how it counts."""
        values = self.values(scored, plan_id, component, line) | {"place": component.place, "weight": weight}
        if line is None:
            self.writing.new_lines.append(self.made(scored, card, component, values))
        elif any(getattr(line, name) != value for name, value in values.items() if name != "receipt"):
            self.writing.lines.append({"id": line.id, "updated_at": self.ctx.now, **values})
        own = None if line is None else points_in(component, line.self_value)
        return Held(component, weight, values["points"], own)

    def values(
        self, scored: Scored, plan_id: str, component: Component, line: ScoreLine | None
    ) -> dict[str, Any]:
        asked = asked_of(component)
        if asked is None:
            return entered_values(line)
        if asked in self.ground.unknown:
            return figure_values(component, None, None) | {"reason": UNKNOWN}
        figure = self.figures.get(asked, {}).get(scored.employee_id)
        return figure_values(component, figure, self.ground.prior(plan_id, component.metric))

    def made(
        self, scored: Scored, card: Scorecard, component: Component, values: Mapping[str, Any]
    ) -> ScoreLine:
        return ScoreLine(
            **stamp(self.ctx),
            scorecard_id=card.id,
            employee_id=scored.employee_id,
            component_id=component.id,
            is_entered=is_entered(component),
            **values,
        )


def days_after(card: Scorecard, scored: Scored) -> int:
    """Return how long after a leaver's last day the card was worked out."""
    if card.computed_at is None or scored.left_on is None:
        return 0
    return (card.computed_at.date() - scored.left_on).days


def entered_values(line: ScoreLine | None) -> dict[str, Any]:
    """Leave what somebody entered as it is."""
    if line is None:
        return UNDRAWN | {
            "value": None, "points": None, "n": None, "reason": NOT_RATED, "receipt": "", "source_hash": "",
        }  # fmt: skip
    return UNDRAWN | {
        name: getattr(line, name) for name in ("value", "points", "n", "reason", "receipt", "source_hash")
    }
