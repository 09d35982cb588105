"""What operations on plans stand on: the gravest problem and its place, a plan in its state, and its rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import InvalidState, NotFound
from server.metrics.agreed.registry import Registry
from server.performance.cycles.scoring.cards import Held, is_entered, totals
from server.performance.models import PlanComponent, ScorePlan, StageWeight
from server.performance.plans.models import ComponentBasis, ComponentGroup, PlanState
from server.performance.plans.operations import plans
from server.performance.plans.operations.ground import (
    PlanPublished,
    PlanUnready,
    SalesOnly,
    WeightsNotFull,
    by_peers,
    find_plan,
    ground_for,
    judge,
    keep_components,
    refuse,
    require_draft,
)
from server.performance.plans.points import Component, points_of
from server.performance.plans.reading import components_of
from tests.people.town import one, rows
from tests.performance.planning import FULL
from tests.plan.world import uid

PEERS = Component(
    "PEERS", 4000, name="同事互评", basis=ComponentBasis.PEER, group=ComponentGroup.COLLABORATION
)
WITH_PEERS = (FULL[0], PEERS)
KEPT = "select code,basis,metric,scale_low,scale_high from plan_component order by place"


@pytest.fixture
def save(hr, registry):
    def call(**given: Any) -> Any:
        return plans.save_score_plan(
            hr, registry, **{"code": "SERVICE", "name": "服务方案", "components": FULL} | given
        )

    return call


# --- What peers say ---


async def test_a_component_of_peers_is_kept_with_their_mean_and_its_scale(save, town):
    plan = await save(components=WITH_PEERS)

    assert await rows(town, KEPT) == [
        ("SERVICE", "RATING", None, "0", "10000"),
        ("PEERS", "PEER", "peer_score_avg", "100", "500"),
    ]
    _, peers = (await town.write(lambda: components_of([plan])))[plan]
    points = {mean: points_of(peers, Decimal(mean)) for mean in ("1.0", "3.5", "4.0", "5.0")}
    assert points == {
        "1.0": Decimal("0.00"), "3.5": Decimal("62.50"), "4.0": Decimal("75.00"), "5.0": Decimal("100.00"),
    }  # fmt: skip


async def test_what_a_plan_says_of_a_peers_scale_is_not_heard(save, town):
    await save(components=(FULL[0], replace(PEERS, metric="csat", scale_low=0, scale_high=1000)))

    assert (await rows(town, KEPT))[1] == ("PEERS", "PEER", "peer_score_avg", "100", "500")


@pytest.mark.parametrize("basis", ComponentBasis)
def test_only_a_rating_is_entered(basis):
    assert is_entered(Component("A", 10000, basis=basis)) is (basis is ComponentBasis.RATING)


def test_what_peers_said_counts_before_anybody_has_rated():
    held = [Held(FULL[0], 6000, None), Held(by_peers(PEERS), 4000, 7500)]

    assert totals(held, (90, 80, 70, 60))["so_far"] == 7500


# --- Refusing ---


async def test_a_plan_is_judged_by_the_dictionary_and_its_family(hr, registry, town):
    ground = await ground_for(hr, registry, "nobody", ["csat", "no_such_figure"])

    assert list(ground.metrics) == ["csat"]
    assert (ground.is_front_line, ground.may_be_sales_only) == (False, False)


async def refusal(hr: Any, registry: Registry, components: tuple[Component, ...], family: str | None) -> Any:
    problems = await judge(hr, registry, family, components)
    try:
        refuse(problems, components)
    except (WeightsNotFull, SalesOnly, PlanUnready) as told:
        return type(told), told.path
    return None


async def test_the_gravest_problem_is_told_at_its_place(hr, registry, town):
    sales = Component("SALES", 10000, name="销售", group=ComponentGroup.SALES)
    unknown = Component("A", 10000, name="一", basis=ComponentBasis.METRIC, metric="no_such_figure")

    assert await refusal(hr, registry, FULL, "frontline") is None
    assert await refusal(hr, registry, FULL[:1], None) == (WeightsNotFull, ("input", "components"))
    assert (await refusal(hr, registry, (sales,), "frontline"))[0] is SalesOnly
    assert await refusal(hr, registry, (unknown,), None) == (
        PlanUnready,
        ("input", "components", "0", "metric"),
    )


def test_what_is_no_more_than_a_hint_is_let_pass():
    refuse([], FULL)


# --- A plan and its rows ---


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        (PlanState.PROPOSED, InvalidState),
        (PlanState.PUBLISHED, PlanPublished),
        (PlanState.RETIRED, PlanPublished),
    ],
)
def test_only_a_draft_is_changed(state, kind):
    require_draft(ScorePlan(state=PlanState.DRAFT))
    with pytest.raises(kind) as told:
        require_draft(ScorePlan(state=state))
    assert type(told.value) is kind


async def test_components_take_the_place_of_those_before_with_their_stages(save, hr, town):
    staged = replace(FULL[0], stages={"EARLY": 7000}), replace(FULL[1], stages={"EARLY": 3000})
    plan = await save(components=staged)
    assert await one(town, "select count(*) from stage_weight") == 2

    await town.write(lambda: keep_components(hr, plan, [replace(FULL[1], weight=10000)]))

    assert await rows(town, "select code,weight,place from plan_component") == [("CSAT", "10000", "1")]
    assert await town.write(lambda: StageWeight.all().count()) == 0
    assert await town.write(lambda: PlanComponent.filter(plan_id=plan).count()) == 1


async def test_a_plan_that_is_not_there_is_not_found(town):
    with pytest.raises(NotFound):
        await town.write(lambda: find_plan(uid("Z9")))
