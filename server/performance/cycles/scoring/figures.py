"""The figures of a batch: each asked for once, for everybody in whose plan it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.metrics.persons import PersonFigure, person_figures, team_figures
from server.performance.cycles.scoring.ground import Asked, Ground, asked_of
from server.performance.cycles.scoring.people import Scored, ids_of

Figures = Mapping[Asked, Mapping[str, PersonFigure]]
"""By figure and person."""


async def figures_of(
    ctx: Context, registry: Registry, ground: Ground, some: Sequence[Scored], plans: Mapping[str, str | None]
) -> Figures:
    """Ask for the figures of these people; `plans` says by person which plan's components count."""
    wanted: dict[Asked, list[Scored]] = {}
    for each in some:
        for component in ground.components.get(plans[each.employee_id] or "", ()):
            asked = asked_of(component)
            if asked is not None and asked not in ground.unknown:
                wanted.setdefault(asked, []).append(each)
    return {
        asked: await answered(ctx, registry, ground, asked, people)
        for asked, people in sorted(wanted.items())
    }


async def answered(
    ctx: Context, registry: Registry, ground: Ground, asked: Asked, people: Sequence[Scored]
) -> Mapping[str, PersonFigure]:
    if not asked.is_of_team:
        return await person_figures(ctx, registry, asked.metric, ground.period, ids_of(people))
    chains = {each.employee_id: ground.chain(each.department_id) for each in people}
    departments = sorted({department for chain in chains.values() for department in chain})
    teams = await team_figures(ctx, registry, asked.metric, ground.period, departments)
    return {person: nearest(chain, teams) for person, chain in chains.items() if chain}


def nearest(chain: Sequence[str], teams: Mapping[str, PersonFigure]) -> PersonFigure:
    """Return the figure of the own department; where it has none that of the nearest above that has one."""
    return next((teams[each] for each in chain if teams[each].value is not None), teams[chain[0]])
