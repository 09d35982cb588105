"""Reads score plans for other server code: their components, who they hold for, and the stages of a department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from server.performance.plans.models import (
    PlanComponent,
    PlanGrain,
    PlanState,
    ScorePlan,
    StageWeight,
    TransformationStage,
)
from server.performance.plans.points import Component, Segment, read_steps, segments_of


@dataclass(frozen=True)
class PlanInForce:
    """A published plan as it is looked up: for whom it holds."""

    id: str
    code: str
    family: str | None
    department_id: str | None
    grain: PlanGrain
    standard: int


@dataclass(frozen=True)
class Stage:
    """A stage of one department, or of the company where there is none."""

    code: str
    department_id: str | None
    valid_from: date
    valid_to: date | None


async def components_of(plan_ids: Iterable[str]) -> dict[str, tuple[Component, ...]]:
    """Return the components of each plan, in their order."""
    rows = await PlanComponent.filter(plan_id__in=list(plan_ids)).order_by("place", "code")
    weights: dict[str, dict[str, int]] = defaultdict(dict)
    for each in await StageWeight.filter(component_id__in=[row.id for row in rows]):
        weights[each.component_id][each.stage] = each.weight  # type: ignore[attr-defined] # Tortoise's own
    found: dict[str, list[Component]] = defaultdict(list)
    for row in rows:
        found[row.plan_id].append(component(row, weights[row.id]))  # type: ignore[attr-defined] # likewise
    return {plan_id: tuple(parts) for plan_id, parts in found.items()}


def component(row: PlanComponent, stages: Mapping[str, int]) -> Component:
    return Component(
        code=row.code, weight=row.weight, id=row.id, place=row.place, name=row.name, name_en=row.name_en,
        group=row.group, basis=row.basis, metric=row.metric, scale_low=row.scale_low, scale_high=row.scale_high,
        scoring=row.scoring, target=None if row.target is None else Decimal(row.target),
        steps=read_steps(row.steps), direction=row.direction, floor=row.floor, cap=row.cap,
        missing=row.missing, is_shrunk=row.is_shrunk, prior_n=row.prior_n, stages=dict(stages),
    )  # fmt: skip


async def plans_in_force(grain: PlanGrain | None = None) -> list[PlanInForce]:
    """Return every published plan, those of one grain where it is given."""
    found = ScorePlan.filter(state=PlanState.PUBLISHED)
    rows = await (found if grain is None else found.filter(grain=grain)).order_by("code")
    return [
        PlanInForce(row.id, row.code, row.family, row.department_id, PlanGrain(row.grain), row.standard)  # type: ignore[attr-defined] # Tortoise's own
        for row in rows
    ]


def plan_for(
    plans: Sequence[PlanInForce], family: str | None, departments: Sequence[str]
) -> PlanInForce | None:
    """Return the plan that holds for somebody of a family; `departments` from their own up to the company.

    The nearest department goes first, and within it a plan of the family before one for all; the first code where
    two are alike.
    """
    order = {department: place for place, department in enumerate(departments)}
    fitting = [
        (order.get(plan.department_id or "", len(order)), plan.family is None, plan.code, plan)
        for plan in plans
        if (plan.family is None or plan.family == family)
        and (plan.department_id is None or plan.department_id in order)
    ]
    return min(fitting, key=lambda each: each[:3])[3] if fitting else None


async def stages() -> list[Stage]:
    """Return every stage of the company and of departments."""
    return [
        Stage(row.code, row.department_id, row.valid_from, row.valid_to)  # type: ignore[attr-defined] # Tortoise's own
        for row in await TransformationStage.all().order_by("valid_from")
    ]


def stage_days(
    all_stages: Sequence[Stage], departments: Sequence[str], first: date, last: date
) -> tuple[Segment, ...]:
    """Return the stages of a cycle's days for one department; `departments` from it up to the company.

    The nearest department that has any stages of its own in the cycle decides; failing them the company.
    """
    for department in (*departments, None):
        own = [
            (each.code, each.valid_from, each.valid_to)
            for each in all_stages
            if each.department_id == department
        ]
        cut = segments_of(first, last, own)
        if any(code is not None for code, _ in cut):
            return cut
    return segments_of(first, last, ())
