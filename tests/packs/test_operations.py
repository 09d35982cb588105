"""A pack is told beforehand, brought in once, never over what is the company's own, and goes without taking data."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.feedback.models import FeedbackTopic
from server.kernel.errors import Denied, InvalidState, NotFound
from server.metrics.agreed.registry import Registry
from server.packs.models import PackPart
from server.packs.operations import (
    PackAction,
    list_packs,
    load_as_house,
    load_pack,
    preview_pack,
    unload_as_house,
    unload_pack,
)
from server.people.models import Position
from server.talent import competency_operations as op
from server.talent.models import AssessmentSource, Competency
from server.training.operations.enrolling import enroll
from tests.people.town import one, plant, rows
from tests.plan.world import context

TEXTS = ["看得见", "做得到", "做得好", "带得动", "教得会"]
LIVE = (
    "select (select count(*) from competency where retired_on is null),"
    "(select count(*) from competency_requirement where superseded_at is null and valid_to is null),"
    "(select count(*) from course where state='PUBLISHED'),"
    "(select count(*) from feedback_topic where is_active),"
    "(select count(*) from metric_version where status='IN_REVIEW'),"
    "(select count(*) from score_plan where state='DRAFT')"
)
WHOLE, NOTHING = ("3", "3", "2", "2", "1", "1"), ("0", "0", "0", "0", "0", "0")


@pytest.fixture
async def hr(store):
    """P1, on which E4 stands, is on the ladder the shop's pack speaks of."""
    await plant(store)
    await store.write(lambda: Position.filter(code__not="P1").update(ladder="", family="x"))
    await store.write(lambda: Position.filter(code="P1").update(ladder="shop", grade=1))
    return context(store, "hr_manager")


async def actions(ctx, code="retail"):
    return {step.action for step in await preview_pack(ctx, code=code)}


async def live(store):
    return (await rows(store, LIVE))[0]


async def test_a_preview_writes_nothing_and_loading_twice_adds_once(hr, store):
    assert await actions(hr) == {PackAction.ADD}
    assert await live(store) == NOTHING

    for _ in range(2):
        await load_pack(hr, code="retail")
        assert await live(store) == WHOLE
        assert await actions(hr) == {PackAction.SAME}
    loaded = next(each for each in await list_packs(hr) if each.pack.code == "retail")
    assert (loaded.state, loaded.items) == ("LOADED", 10)
    told = "select changes from audit_entry where action='packs.load' order by seq"
    assert "add" in (await rows(store, told))[0][0]


async def test_what_is_the_companys_own_stays(hr, store):
    await op.save_competency(hr, code="RT_GREET", name="自己的接待", anchors=TEXTS)

    found = {(step.part, step.key): step.action for step in await preview_pack(hr, code="retail")}
    assert found[PackPart.COMPETENCY, "RT_GREET"] == PackAction.CONFLICT
    await load_pack(hr, code="retail")

    assert await one(store, "select name from competency where code='RT_GREET'") == "自己的接待"
    await unload_pack(hr, code="retail")
    assert await rows(store, "select code from competency where retired_on is null") == [("RT_GREET",)]


async def test_unloading_retires_and_leaves_all_data(hr, store):
    await load_pack(hr, code="retail")
    await enroll(hr, employee_codes=["E4"], course_code="RT-WATCH")
    await op.assess_competency(
        context(store, "department_manager"), employee_code="E4", competency_code="RT_GREET", level=Decimal(2),
        source=AssessmentSource.MANAGER, evidence="旁听三次接待",
    )  # fmt: skip

    await unload_pack(hr, code="retail")

    assert await live(store) == NOTHING
    assert await rows(store, "select state from enrollment") == [("ASSIGNED",)]
    assert await rows(store, "select level from competency_assessment where superseded_at is null") == [
        ("200",)
    ]
    assert await one(store, "select count(*) from metric_version where status='RETIRED'") == 1
    with pytest.raises(InvalidState):
        await unload_pack(hr, code="retail")

    assert await actions(hr) == {PackAction.RESTORE, PackAction.ADD}
    await load_pack(hr, code="retail")
    assert await live(store) == WHOLE


async def test_what_the_company_changed_after_loading_is_a_conflict_only_where_the_pack_changed_too(
    hr, store
):
    await load_pack(hr, code="retail")

    async def edited() -> None:
        row = await FeedbackTopic.get(code="rt_stock")
        await FeedbackTopic.filter(id=row.id).update(name="我们的缺货", version=row.version + 1)

    await store.write(edited)
    assert await actions(hr) == {PackAction.SAME}

    await store.write(lambda: FeedbackTopic.filter(code="rt_fitting").update(is_active=False))
    assert await actions(hr) == {PackAction.SAME, PackAction.RESTORE}
    sql = "update pack_item set digest='old' where key in ('rt_stock','RT_AFTER')"
    await store.write(lambda: run_sql(sql))
    found = {step.key: step.action for step in await preview_pack(hr, code="retail")}
    assert (found["rt_stock"], found["RT_AFTER"]) == (PackAction.CONFLICT, PackAction.CHANGE)
    await load_pack(hr, code="retail")
    assert await one(store, "select name from feedback_topic where code='rt_stock'") == "我们的缺货"


async def run_sql(sql):
    await Competency._meta.db.execute_query(sql)


async def test_figures_wait_for_their_signatures_and_are_known(hr, store):
    await load_pack(hr, code="retail")

    known = (await Registry(store).governed(hr)).dictionary
    (version,) = known.versions["retail_consults_per_order"]
    assert (version.status, version.examples[0]["value"]) == ("IN_REVIEW", "1.5")


async def test_every_pack_can_be_loaded_by_the_house_and_go(hr, store):
    for code in ("b2b", "ecommerce", "hospital", "retail"):
        await load_as_house(hr, code)
    assert (await live(store))[0] == "12"
    for code in ("b2b", "ecommerce", "hospital", "retail"):
        await unload_as_house(hr, code)
    assert await live(store) == NOTHING


@pytest.mark.parametrize(
    "role", ["employee", "department_manager", "hr_specialist", "performance_specialist"]
)
async def test_only_the_hr_manager_and_the_administrator_may(hr, store, role):
    ctx = context(store, role)
    for act in (preview_pack, load_pack, unload_pack):
        with pytest.raises(Denied):
            await act(ctx, code="retail")
    with pytest.raises(Denied):
        await list_packs(ctx)
    assert await live(store) == NOTHING


async def test_the_administrator_may_and_a_pack_that_is_none_is_not_found(hr, store):
    admin = context(store, "administrator")
    await load_pack(admin, code="Hospital")
    with pytest.raises(NotFound):
        await load_pack(admin, code="bank")
