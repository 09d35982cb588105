"""Deliveries of the sample worlds: the same each time, known events alone, and receivers that exist nowhere."""

from __future__ import annotations

from server.delivery.models import DeliveryState
from server.delivery.publishing import EVENTS
from server.demo.delivering import RECEIVERS, _entries, deliver
from tests.delivery import rig


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
