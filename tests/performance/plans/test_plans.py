"""Drafting, revising, proposing and retiring score plans; nobody publishes alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound, Trouble
from server.metrics.agreed.registry import Registry
from server.performance.plans.models import ComponentBasis, ComponentGroup, PlanState
from server.performance.plans.operations import plans
from server.performance.plans.operations.ground import (
    CodeTaken,
    PlanPublished,
    PlanUnready,
    SalesOnly,
    WeightsNotFull,
)
from server.performance.plans.points import Component
from server.performance.plans.reading import components_of
from tests.people.town import one, rows
from tests.performance.planning import FULL, give_role, publish
from tests.plan.world import context


@pytest.fixture
def registry(town):
    return Registry(town)


@pytest.fixture
def save(hr, registry):
    def call(ctx=hr, **given):
        return plans.save_score_plan(
            ctx, registry, **{"code": "SERVICE", "name": "服务方案", "components": FULL} | given
        )

    return call


async def test_a_plan_is_drafted_whole_and_read_back(save, town):
    staged = replace(FULL[0], stages={"EARLY": 7000}), replace(FULL[1], stages={"EARLY": 3000})

    plan = await save(components=staged, standard=Decimal("62.5"), family="frontline")

    assert await rows(town, "select code,revision,state,standard,family from score_plan") == [
        ("SERVICE", "1", "DRAFT", "6250", "frontline")
    ]
    found = (await town.write(lambda: components_of([plan])))[plan]
    assert [replace(each, id="", place=0) for each in found] == list(staged)
    assert await one(town, "select count(*) from audit_entry where action='performance.save_score_plan'") == 1


async def test_a_draft_is_changed_as_a_whole(save, town):
    plan = await save()

    await save(id=plan, name="新名称", components=[Component("ONLY", 10000, name="唯一")], version=1)

    assert await rows(town, "select code,weight from plan_component") == [("ONLY", "10000")]
    with pytest.raises(Conflict):
        await save(id=plan, version=1)


async def test_weights_of_95_are_refused_with_their_sum(save, town):
    parts = [Component(code, weight, name=code) for code, weight in (("A", 5000), ("B", 3000), ("C", 1500))]

    with pytest.raises(WeightsNotFull) as caught:
        await save(components=parts)

    assert caught.value.extensions()["sum"] == "95"
    assert await one(town, "select count(*) from score_plan") == 0
    assert await save(components=parts, allow_unfinished=True)


async def test_a_front_line_plan_of_sales_alone_is_refused(save, town):
    sales = [Component("SALES", 10000, name="销售", group=ComponentGroup.SALES)]

    with pytest.raises(SalesOnly):
        await save(components=sales, family="frontline")

    assert await save(components=sales), "for others it may be"


SENSELESS: tuple[tuple[dict[str, Any], type[Trouble]], ...] = (
    ({"components": []}, InvalidInput),
    ({"components": [Component("A", 10001, name="一")], "allow_unfinished": True}, InvalidInput),
    ({"components": [Component("A", 5000, name="一")] * 2}, InvalidInput),
    ({"components": [Component("a b", 10000, name="一")]}, InvalidInput),
    ({"components": [Component("A", 10000, name=" ")]}, InvalidInput),
    ({"name": ""}, InvalidInput),
    ({"code": "-"}, InvalidInput),
    ({"standard": Decimal("100.01")}, InvalidInput),
    ({"standard": Decimal("60.001")}, InvalidInput),
    ({"family": "nobody"}, InvalidInput),
    (
        {"components": [Component("A", 10000, name="一", basis=ComponentBasis.METRIC, metric="x")]},
        PlanUnready,
    ),
)


async def test_what_makes_no_sense_is_refused(save, town):
    for given, kind in SENSELESS:
        with pytest.raises(kind):
            await save(**given)

    assert await one(town, "select count(*) from score_plan") == 0


async def test_a_code_is_used_once(save):
    await save()

    with pytest.raises(CodeTaken):
        await save()


async def test_a_second_person_publishes_and_the_revision_before_is_retired(save, hr, registry, town):
    await give_role(town, "E6", "hr_manager")
    first = await save()
    await plans.propose_score_plan(hr, registry, id=first, version=1)
    with pytest.raises(InvalidState):
        await save(id=first)
    await publish(town, first)

    assert await one(town, f"select state from score_plan where id='{first}'") == PlanState.PUBLISHED
    with pytest.raises(PlanPublished):
        await save(id=first)
    second = await plans.revise_score_plan(hr, id=first, note="提高服务权重")
    with pytest.raises(CodeTaken):
        await plans.revise_score_plan(hr, id=first)
    await plans.propose_score_plan(hr, registry, id=second)
    await publish(town, second)

    assert await rows(town, "select revision,state from score_plan order by revision") == [
        ("1", "RETIRED"),
        ("2", "PUBLISHED"),
    ]
    assert await one(town, "select count(*) from plan_component") == 2 * len(FULL)


async def test_what_is_refused_is_a_draft_again(save, hr, registry, town):
    await give_role(town, "E6", "hr_manager")
    plan = await save()
    await plans.propose_score_plan(hr, registry, id=plan)

    await publish(town, plan, approve=False)

    assert await one(town, "select state from score_plan") == PlanState.DRAFT


async def test_an_unfinished_draft_is_not_proposed(save, hr, registry, town):
    plan = await save(components=[Component("A", 9000, name="一")], allow_unfinished=True)

    with pytest.raises(WeightsNotFull):
        await plans.propose_score_plan(hr, registry, id=plan)

    assert await one(town, "select state from score_plan") == PlanState.DRAFT


async def test_a_published_plan_is_retired_and_a_draft_thrown_away(save, hr, registry, town):
    await give_role(town, "E6", "hr_manager")
    plan, other = await save(), await save(code="OTHER")
    with pytest.raises(InvalidState):
        await plans.retire_score_plan(hr, id=plan)
    await plans.propose_score_plan(hr, registry, id=plan)
    await publish(town, plan)

    await plans.retire_score_plan(hr, id=plan)
    await plans.discard_score_plan(hr, id=other)

    assert await rows(town, "select code,state from score_plan") == [("SERVICE", "RETIRED")]
    with pytest.raises(NotFound):
        await plans.discard_score_plan(hr, id=other)


async def test_others_keep_no_plans(save, town):
    for role in ("employee", "department_manager", "payroll_specialist", "general_manager"):
        with pytest.raises(Denied):
            await save(context(town, role))

    assert await one(town, "select count(*) from score_plan") == 0
