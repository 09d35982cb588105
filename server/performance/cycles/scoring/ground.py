"""What the scoring of a cycle goes by, read once a run: plans, weights over its days, what is known of everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from server.kernel.context import Context
from server.kernel.errors import not_found
from server.metrics.agreed.registry import Registry
from server.metrics.definitions import Dictionary
from server.metrics.periods import Period
from server.metrics.persons import is_of_teams, is_personal, whole_figure
from server.people.models import Department
from server.people.operations.access import link
from server.performance.cycles.models import ReviewCycle, Scorecard, ScorecardState
from server.performance.cycles.rules import period_of
from server.performance.cycles.scoring.cards import rating_steps
from server.performance.cycles.scoring.people import Scored
from server.performance.plans.models import ComponentBasis, PlanGrain, ScorePlan
from server.performance.plans.points import Component, Segment, effective_weights
from server.performance.plans.reading import (
    PlanInForce,
    Stage,
    components_of,
    plan_for,
    plans_in_force,
    stage_days,
    stages,
)


class Asked(NamedTuple):
    """A figure that a component goes by: each person's own, or that of their department."""

    metric: str
    is_of_team: bool


def asked_of(component: Component) -> Asked | None:
    """Return what a component asks of the dictionary; None for what people rate."""
    is_entered = component.basis is ComponentBasis.RATING
    return (
        None
        if is_entered or not component.metric
        else Asked(component.metric, component.basis is ComponentBasis.TEAM)
    )


@dataclass
class Ground:
    """A cycle with the plans, stages and departments that bear on it; `priors` are what is known of a family."""

    cycle: ReviewCycle
    plans: list[PlanInForce]
    components: Mapping[str, tuple[Component, ...]]
    stages: list[Stage]
    above: Mapping[str, str]
    steps: tuple[int, ...]
    priors: dict[tuple[str, str | None], Decimal | None] = field(default_factory=dict)
    unknown: frozenset[Asked] = frozenset()
    families: Mapping[str, str | None] = field(default_factory=dict)
    weighed: dict[tuple[str, str | None], dict[str, int]] = field(default_factory=dict)

    @property
    def period(self) -> Period:
        return period_of(PlanGrain(self.cycle.grain), self.cycle.starts_on)

    def chain(self, department_id: str | None) -> tuple[str, ...]:
        """Return a department with those above it, from itself up."""
        found: list[str] = []
        while department_id and department_id not in found:
            found.append(department_id)
            department_id = self.above.get(department_id)
        return tuple(found)

    def plan_of(self, scored: Scored) -> PlanInForce | None:
        return plan_for(self.plans, scored.family, self.chain(scored.department_id))

    def prior(self, plan_id: str, metric: str | None) -> Decimal | None:
        """Return what is known of everybody a plan is for, in the family it names."""
        return self.priors.get((metric or "", self.families.get(plan_id)))

    def shrunk(self) -> set[tuple[str, str | None]]:
        """Return the figures that are corrected for few answers, with the family whose figure they are drawn to."""
        return {
            (each.metric, self.families.get(plan_id))
            for plan_id, parts in self.components.items()
            for each in parts
            if each.is_shrunk and each.metric and asked_of(each) not in self.unknown
        }

    def weights(self, plan_id: str, department_id: str | None) -> dict[str, int]:
        """Return what each component weighs over the days of the cycle, by code."""
        key = plan_id, department_id
        if key not in self.weighed:
            parts = self.components.get(plan_id, ())
            self.weighed[key] = effective_weights(parts, self.segments(department_id))
        return self.weighed[key]

    def segments(self, department_id: str | None) -> tuple[Segment, ...]:
        cycle = self.cycle
        return stage_days(self.stages, self.chain(department_id), cycle.starts_on, cycle.ends_on)


async def prepare(ctx: Context, registry: Registry, cycle_id: str) -> Ground:
    """Read what is the same for everybody, once a run."""
    ground: Ground = await ctx.store.write(lambda: read_ground(ctx, cycle_id))
    dictionary = await registry.current(ctx)
    asked = {asked_of(each) for parts in ground.components.values() for each in parts}
    ground.unknown = frozenset(each for each in asked if each and not is_known(dictionary, each))
    for key, family in sorted(ground.shrunk(), key=str):
        ground.priors[key, family] = await whole_figure(ctx, registry, key, ground.period, family=family)
    return ground


def is_known(dictionary: Dictionary, asked: Asked) -> bool:
    return (is_of_teams if asked.is_of_team else is_personal)(dictionary, asked.metric)


async def read_ground(ctx: Context, cycle_id: str) -> Ground:
    cycle = await ReviewCycle.get_or_none(id=cycle_id)
    if cycle is None:
        raise not_found()
    plans = await plans_in_force(PlanGrain(cycle.grain))
    pinned = await Scorecard.filter(cycle_id=cycle_id).distinct().values_list("plan_id", flat=True)
    used = {*(plan.id for plan in plans), *(str(each) for each in pinned)}
    rows = await Department.exclude(parent_id=None).values_list("id", "parent_id")
    return Ground(
        cycle=cycle,
        plans=plans,
        components=await components_of(used),
        stages=await stages(),
        above={str(row_id): str(parent) for row_id, parent in rows},
        steps=await rating_steps(ctx),
        families=dict(await ScorePlan.filter(id__in=sorted(used)).values_list("id", "family")),
    )


def plan_id_of(ground: Ground, scored: Scored, card: Scorecard | None) -> str | None:
    """Return whose components count: until the review begins those of the plan in force, then the card's own."""
    if card is not None and card.state != ScorecardState.OPEN:
        return link(card, "plan_id")
    plan = ground.plan_of(scored)
    return plan.id if plan else None
