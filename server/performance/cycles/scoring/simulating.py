"""Scores a past cycle by another plan, and says who would go up and who down. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, NotFound, QueryTooLarge, not_found
from server.kernel.ids import new_id
from server.metrics.agreed.registry import Registry
from server.metrics.persons import whole_figure
from server.people.operations.access import link
from server.performance.cycles.models import Scorecard
from server.performance.cycles.scoring.cards import is_entered, lines_of
from server.performance.cycles.scoring.figures import figures_of
from server.performance.cycles.scoring.ground import Ground, asked_of, prepare
from server.performance.cycles.scoring.people import Round, Scored
from server.performance.plans.models import PlanGrain, ScorePlan
from server.performance.plans.points import (
    HUNDREDTH,
    Component,
    Line,
    Score,
    Segment,
    effective_weights,
    points_of,
    weigh,
)
from server.performance.plans.reading import PlanInForce, components_of, plan_for

SEEN = "SimulatedScore.after"
MOST_PEOPLE = 5000


@dataclass(frozen=True)
class Simulated:
    """One person's score as it was and as it would be; `missing` are the components of which nothing is known."""

    employee_id: str
    before: Decimal | None
    after: Decimal | None
    reason: str
    missing: tuple[str, ...]

    @property
    def difference(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Known:
    """What a component has of one person: its value, and on how many answers it rests."""

    value: Decimal | None
    n: int | None = None


Values = Mapping[str, Known]


def try_out(
    components: Sequence[Component],
    segments: Sequence[Segment],
    values: Values,
    priors: Mapping[str, Decimal | None],
) -> Score:
    """Return the score of these values, by component, with the stages' days as weights."""
    weights = effective_weights(components, segments)
    none = Known(None)
    lines = [
        Line(
            each.code,
            weights[each.code],
            points_of(
                each,
                values.get(each.code, none).value,
                values.get(each.code, none).n,
                priors.get(each.code),
            ),
            each.missing,
        )
        for each in components
    ]
    return weigh(lines)


def require_plans(ctx: Context) -> None:
    """Raise Denied for who may not see score plans."""
    rights.allow(ctx, "ScorePlan.id", "read")


async def plan_seen(ctx: Context, plan_id: str) -> tuple[str | None, tuple[Component, ...]] | None:
    """Return a plan's family and components; None if there is none that the caller may see."""
    if not rights.decide(ctx, "ScorePlan.id", "read").allowed:
        return None
    try:
        row, components = await ctx.store.write(lambda: read_plan(plan_id))
    except NotFound:
        return None
    return row.family, components


# --- A past cycle ---


@dataclass(frozen=True)
class Trial:
    """A plan to be tried on a cycle, with what that cycle knows."""

    plan: PlanInForce
    components: tuple[Component, ...]
    ground: Ground


async def simulate(
    ctx: Context, registry: Registry, plan_id: str, cycle_id: str, department_id: str | None = None
) -> tuple[Simulated, ...]:
    """Return everybody of the cycle, or of a department with all beneath it, for whom the plan would hold.

    Those who lose most come first.
    Ratings are those of the cards of that cycle, by the code of the component; figures are those of that cycle.
    """
    rights.allow(ctx, SEEN, "read")
    rights.allow(ctx, "Mutation.saveScorePlan")
    trial = await made_ready(ctx, registry, plan_id, cycle_id)
    people = await people_of(ctx, trial, department_id)
    values = await values_of(ctx, registry, trial, people)
    cards = await ctx.store.write(lambda: cards_of(cycle_id))
    found = [one(trial, each, cards.get(each.employee_id), values) for each in people]
    return tuple(
        sorted(found, key=lambda each: (each.difference is None, each.difference or 0, each.employee_id))
    )


async def made_ready(ctx: Context, registry: Registry, plan_id: str, cycle_id: str) -> Trial:
    ground = await prepare(ctx, registry, cycle_id)
    row, parts = await ctx.store.write(lambda: read_plan(plan_id))
    grain = PlanGrain(row.grain)
    if grain != ground.cycle.grain:
        raise InvalidInput(
            "方案与周期的长度不同，请换一个周期。",
            "The plan is for cycles of another length; choose another cycle.",
            path=("cycleId",),
        )
    ground = replace(ground, components={plan_id: parts}, families={plan_id: row.family})
    for key, family in sorted(ground.shrunk() - ground.priors.keys(), key=str):
        ground.priors[key, family] = await whole_figure(ctx, registry, key, ground.period, family=family)
    plan = PlanInForce(row.id, row.code, row.family, link(row, "department_id") or None, grain, row.standard)
    return Trial(plan, parts, ground)


async def read_plan(plan_id: str) -> tuple[ScorePlan, tuple[Component, ...]]:
    row = await ScorePlan.get_or_none(id=plan_id)
    if row is None:
        raise not_found()
    return row, (await components_of([plan_id])).get(plan_id, ())


async def people_of(ctx: Context, trial: Trial, department_id: str | None) -> list[Scored]:
    """List the cycle's people for whom the plan would hold, of a department if one is given."""
    round_, after, found = Round(ctx, trial.ground.cycle, new_id()), "", list[Scored]()
    while some := await round_.batch(after):
        after = some[-1].employee_id
        chains = [(each, trial.ground.chain(each.department_id)) for each in some]
        found += [
            each
            for each, chain in chains
            if department_id in (None, *chain) and plan_for([trial.plan], each.family, chain)
        ]
        if len(found) > MOST_PEOPLE:
            raise QueryTooLarge(
                f"方案涉及 {MOST_PEOPLE} 人以上，请选一个部门试算。",
                f"The plan holds for more than {MOST_PEOPLE} people; try it on one department.",
            )
    return found


async def values_of(
    ctx: Context, registry: Registry, trial: Trial, people: Sequence[Scored]
) -> dict[str, dict[str, Known]]:
    """Return by person what each component has of them."""
    plans = {each.employee_id: trial.plan.id for each in people}
    figures = await figures_of(ctx, registry, trial.ground, people, plans)
    found: dict[str, dict[str, Known]] = {person: {} for person in plans}
    for each in trial.components:
        asked = asked_of(each)
        for person, figure in (figures.get(asked, {}) if asked else {}).items():
            found[person][each.code] = Known(figure.value, figure.n)
    entered = await ctx.store.write(lambda: ratings_of(trial.ground.cycle.id))
    for person, ratings in entered.items():
        if person in found:
            found[person] = ratings | found[person]
    return found


async def ratings_of(cycle_id: str) -> dict[str, dict[str, Known]]:
    """Return what people entered on the cards of a cycle, by person and by the component's code."""
    cards = {card.id: link(card, "employee_id") for card in (await cards_of(cycle_id)).values()}
    plans = await components_of({link(card, "plan_id") for card in (await cards_of(cycle_id)).values()})
    codes = {part.id: part.code for parts in plans.values() for part in parts if is_entered(part)}
    found: dict[str, dict[str, Known]] = {}
    for card_id, lines in (await lines_of(list(cards))).items():
        for line in lines:
            code = codes.get(link(line, "component_id"))
            if code and line.value is not None:
                found.setdefault(cards[card_id], {})[code] = Known(Decimal(line.value))
    return found


async def cards_of(cycle_id: str) -> dict[str, Scorecard]:
    rows = await Scorecard.filter(cycle_id=cycle_id, is_latest=True)
    return {link(row, "employee_id"): row for row in rows}


def one(trial: Trial, scored: Scored, card: Scorecard | None, values: Mapping[str, Values]) -> Simulated:
    priors = {each.code: trial.ground.prior(trial.plan.id, each.metric) for each in trial.components}
    segments = trial.ground.segments(scored.department_id)
    score = try_out(trial.components, segments, values.get(scored.employee_id, {}), priors)
    before = None if card is None or card.score is None else card.score * HUNDREDTH
    return Simulated(scored.employee_id, before, score.score, score.reason, score.missing)
