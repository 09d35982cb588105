"""What the operations on score plans stand on: a plan in its state, what it is judged by, and its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from server.access.settings import read_flag
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, InvalidState, not_found
from server.kernel.ids import new_id
from server.metrics.agreed.registry import Registry
from server.metrics.persons import is_of_teams, is_personal
from server.performance.plans.lint import Ground, MetricWord, PlanProblem, lint
from server.performance.plans.models import ComponentBasis, PlanComponent, PlanState, ScorePlan, StageWeight
from server.performance.plans.points import Component, spell_steps
from server.store.base import stamp

PEER_SCORE = "peer_score_avg"
SALES_ONLY_SETTING = "sales_only_front_line"
FRONT = "select code from role_family where is_front_line"


class WeightsNotFull(InvalidInput):
    """The weights of a plan, or of one of its stages, do not total 100 %."""

    code = "WEIGHTS_NOT_100"

    def __init__(self, problem: PlanProblem, path: tuple[str, ...]) -> None:
        super().__init__(problem.say("zh"), problem.say("en"), path=path)
        self.total = problem.total or Decimal(0)

    def extensions(self) -> dict[str, object]:
        return {**super().extensions(), "sum": f"{self.total.normalize():f}"}


class SalesOnly(InvalidInput):
    """A plan by which front-line people would be scored by sales alone."""

    code = "SALES_ONLY"


class PlanUnready(InvalidInput):
    """Something else keeps a plan from scoring anybody; the sentence names it."""

    code = "PLAN_UNREADY"


class PlanPublished(InvalidState):
    """What is published is not changed; a change is a new revision."""

    code = "PLAN_PUBLISHED"


class CodeTaken(Conflict):
    """Another plan or revision has this code already."""

    code = "CODE_TAKEN"


# --- What a plan is judged by ---


async def ground_for(ctx: Context, registry: Registry, family: str | None, keys: Iterable[str]) -> Ground:
    """Return what a plan of a family is judged by; `keys` are the figures it names."""
    dictionary = (await registry.governed(ctx)).dictionary
    words = {
        key: MetricWord(
            str(dictionary.metrics[key].direction), is_personal(dictionary, key), is_of_teams(dictionary, key)
        )
        for key in keys
        if key in dictionary.metrics
    }
    front = {code for (code,) in await ctx.store.reads.rows(FRONT)}
    return Ground(words, family in front, await read_flag(ctx, SALES_ONLY_SETTING))


async def judge(
    ctx: Context, registry: Registry, family: str | None, components: Sequence[Component]
) -> tuple[PlanProblem, ...]:
    """List what is wrong with a plan of these components."""
    keys = {each.metric for each in components if each.metric}
    return lint(components, await ground_for(ctx, registry, family, keys))


def refuse(problems: Iterable[PlanProblem], components: Sequence[Component]) -> None:
    """Raise the gravest of the problems, if one is more than a hint."""
    grave = next((problem for problem in problems if not problem.is_hint), None)
    if grave is None:
        return
    path = path_of(grave, components)
    if grave.code == WeightsNotFull.code:
        raise WeightsNotFull(grave, path)
    kind = SalesOnly if grave.code == SalesOnly.code else PlanUnready
    raise kind(grave.say("zh"), grave.say("en"), path=path)


def path_of(problem: PlanProblem, components: Sequence[Component]) -> tuple[str, ...]:
    """Return where in the input the problem lies."""
    places = {each.code: str(at) for at, each in enumerate(components)}
    if problem.component in places:
        return ("input", "components", places[problem.component], problem.field)
    return ("input", "components")


# --- A plan in its state ---


async def find_plan(plan_id: str) -> ScorePlan:
    """Find a plan and lock it."""
    found = await ScorePlan.filter(id=plan_id).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    return found


def require_draft(plan: ScorePlan) -> None:
    if plan.state == PlanState.DRAFT:
        return
    if plan.state == PlanState.PROPOSED:
        raise InvalidState(
            "方案正在审批，请先撤回申请再修改。",
            "The plan awaits approval; take the request back before changing it.",
            path=("input", "id"),
        )
    raise PlanPublished(
        "已发布的方案不能修改，请建立新的修订。",
        "A published plan is never changed; make a new revision.",
        path=("input", "id"),
    )


async def keep_components(ctx: Context, plan_id: str, components: Sequence[Component]) -> None:
    """Put these components in the place of a draft's own; nothing points at a draft's components."""
    old = [str(each) for each in await PlanComponent.filter(plan_id=plan_id).values_list("id", flat=True)]
    await StageWeight.filter(component_id__in=old).delete()
    await PlanComponent.filter(id__in=old).delete()
    made = [(new_id(), place, each) for place, each in enumerate(components, start=1)]
    await PlanComponent.bulk_create([row_of(ctx, plan_id, *each) for each in made])
    weights = [
        StageWeight(**stamp(ctx), component_id=row_id, stage=stage, weight=weight)
        for row_id, _, each in made
        for stage, weight in each.stages.items()
    ]
    await StageWeight.bulk_create(weights)


def by_peers(given: Component) -> Component:
    """Let what peers said bring the points: the dictionary's mean rating, which runs from 1 to 5."""
    return replace(given, metric=PEER_SCORE, scale_low=100, scale_high=500)


def row_of(ctx: Context, plan_id: str, row_id: str, place: int, given: Component) -> PlanComponent:
    each = by_peers(given) if given.basis is ComponentBasis.PEER else given
    return PlanComponent(
        **stamp(ctx), id=row_id, plan_id=plan_id, place=place, code=each.code, name=each.name,
        name_en=each.name_en, group=each.group, basis=each.basis, metric=each.metric, weight=each.weight,
        scale_low=each.scale_low, scale_high=each.scale_high, scoring=each.scoring,
        target=None if each.target is None else f"{each.target:f}", steps=spell_steps(each.steps),
        direction=each.direction, floor=each.floor, cap=each.cap, missing=each.missing,
        is_shrunk=each.is_shrunk, prior_n=each.prior_n,
    )  # fmt: skip
