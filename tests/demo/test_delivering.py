"""Deliveries of the sample worlds: the same each time, known events alone, and receivers that exist nowhere."""

from __future__ import annotations

from server.delivery.models import DeliveryState
from server.delivery.operations.endpoints import resend_delivery_entry
from server.delivery.publishing import EVENTS
from server.demo.delivering import RECEIVERS, _entries, deliver
from tests.delivery import rig
from tests.plan.world import context


async def test_half_a_year_of_deliveries_is_the_same_each_time(sqlite_store):
    ctx = rig.at(sqlite_store)
    one, other = _entries(ctx, "w1"), _entries(ctx, "w1")

    assert [(row.id, row.kind, row.state, row.sent_at) for row in one] == [
        (row.id, row.kind, row.state, row.sent_at) for row in other
    ]
    assert {row.kind for row in one} <= set(EVENTS)
    assert {row.state for row in one} == {DeliveryState.SENT, DeliveryState.FAILED}


async def test_what_is_switched_on_leads_to_a_host_that_exists_nowhere(sqlite_store):
    await deliver(rig.at(sqlite_store))

    rows = await sqlite_store.reads.rows("select host from delivery_endpoint where is_active")
    assert [host for (host,) in rows] == ["hooks.example.invalid"]
    ((number,),) = await sqlite_store.reads.rows("select count(*) from delivery_endpoint")
    assert number == len(RECEIVERS)


async def test_what_was_given_up_can_be_sent_again(sqlite_store):
    await deliver(rig.at(sqlite_store))
    lost = await sqlite_store.reads.rows("select id from delivery_entry where state='FAILED' order by id")
    assert lost

    for (row_id,) in lost:
        await resend_delivery_entry(context(sqlite_store, "administrator"), id=row_id)

    waits = (
        "select count(*) from outbox_message where topic='delivery.send' and state='QUEUED' and attempts=0"
    )
    assert await sqlite_store.reads.rows(waits) == [(len(lost),)]
