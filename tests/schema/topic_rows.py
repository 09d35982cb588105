"""A topic, a cluster, scripts and customers of the sample world, for the tests of the schema."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.feedback import models as m
from server.feedback.operations.account_persons import sealed_of
from server.kernel.context import Context
from server.store.store import Store
from tests.plan.world import PAST, context, row, uid

TOPIC, CLUSTER, TAKEN, CLOSED = uid("T1"), uid("T2"), uid("T3"), uid("T4")
SCRIPT, DRAFT, RETIRED = uid("J1"), uid("J2"), uid("J3")
ACCOUNT, OTHER = uid("Y1"), uid("Y2")
PERSON = uid("Y18")
KETTLE, UNNAMED = uid("V1"), uid("V3")
DAY = date(2025, 6, 18)


async def plant_topics(store: Store) -> None:
    """Plant a topic D2 is in charge of, what gathered around it, scripts of D2, and customers of E3 and E1."""
    await store.write(_topics)
    await store.write(lambda: _customers(context(store, "hr_manager")))
    await store.write(_products)


async def _topics() -> None:
    await m.FeedbackTopic.create(
        **row("T1"),
        code="delivery",
        name="物流配送",
        words='["快递"]',
        suggests="PROCESS",
        department_id=uid("D2"),
    )
    await m.FeedbackHeap.create(
        **row("T5"), first_on=date(2025, 6, 1), until_on=DAY, language="zh", count=12, words='["停车"]',
        typical_id=uid("T99"),
    )  # fmt: skip
    for code, state in (("T2", "FOUND"), ("T3", "TAKEN"), ("T4", "DONE")):
        await m.FeedbackCluster.create(
            **row(code), topic_id=TOPIC, product=code, first_on=date(2025, 6, 1), until_on=DAY, count=10,
            suggests="PROCESS", suggestion="改进流程", state=state, closed_on=DAY if state == "DONE" else None,
            owner_id=uid("E2") if state != "FOUND" else None,
        )  # fmt: skip
    for code, state, revision in (("J1", "PUBLISHED", 1), ("J2", "DRAFT", 2), ("J3", "RETIRED", 1)):
        await m.Script.create(
            **row(code), code="S-LATE" if code != "J3" else "S-OLD", revision=revision, title="催发货",
            body="请稍等", state=state, department_id=uid("D2"), published_on=DAY if state != "DRAFT" else None,
        )  # fmt: skip


async def _customers(ctx: Context) -> None:
    for code, agent, ref in (("Y1", "E3", "c1"), ("Y2", "E1", "c2")):
        await m.CustomerAccount.create(
            **row(code), recorded_at=PAST, source_key=f"crm:{code}", code=f"K-{code}", name=f"客户{code}",
            customer_ref=ref, agent_id=uid(agent), segment="KEY", started_on=DAY,
        )  # fmt: skip
        await m.AccountSegment.create(**row(f"Y{code[1]}7"), customer_ref=ref, since_on=DAY, segment="KEY")
        await m.AccountPerson.create(
            **row(f"Y{code[1]}8"), **await sealed_of(ctx, uid(f"Y{code[1]}8"), {"phone": "13800138000"}),
            customer_ref=ref, since_on=DAY, name="采购经理", job_title="采购", is_main=True,
        )  # fmt: skip
        await m.AccountNeed.create(**row(f"Y{code[1]}5"), customer_ref=ref, since_on=DAY, need="当天送达")
        await m.Contact.create(
            **row(f"Y{code[1]}6"), recorded_at=PAST, customer_ref=ref, agent_id=uid("E4"), wait_ms=9000,
            opened_at=datetime(2025, 6, 18, 4, tzinfo=UTC),
        )  # fmt: skip


async def _products() -> None:
    await m.Product.create(**row("V1"), code="KT-1", name="水壶", name_en="Kettle")
    for code, text, product in (("V2", "水壶", KETTLE), ("V3", "热水壶", None)):
        await m.ProductText.create(**row(code), key=text, text=text, product_id=product)
