"""Rows that go past the models are spelled as the models would spell them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.demo.bulk import Bulk, defaults_of, plain
from server.feedback.models import Channel, Contact, SalesOrder
from server.imports.logical import models

KNOWN = datetime(2025, 3, 1, 4, tzinfo=UTC)
BASE = {"created_at": KNOWN, "updated_at": KNOWN, "recorded_at": KNOWN}


def test_values_are_spelled_as_the_drivers_take_them():
    models()
    assert plain(Channel.PHONE) == "PHONE"
    assert plain(KNOWN) == "2025-03-01T04:00:00.000Z"
    assert plain(7) == 7
    assert Bulk("sqlite").spelled(date(2025, 3, 1)) == "2025-03-01"
    assert Bulk("postgres").spelled(date(2025, 3, 1)) == date(2025, 3, 1)


def test_what_is_not_said_is_the_default_of_the_model():
    models()
    found = defaults_of(SalesOrder)
    assert (found["amount"], found["segment"], found["is_repeat"]) == (0, "SMALL", False)
    assert found["superseded_at"] is None


def test_ids_follow_one_another():
    models()
    bulk = Bulk("sqlite")
    first = bulk.next_id()
    assert bulk.add(Contact, BASE | {"customer_ref": "c", "opened_at": KNOWN}) == first
    assert first == "018f0000-0000-7000-8000-000000000001"
    assert bulk.next_id() > first


async def test_rows_come_in_as_if_the_models_had_written_them(store):
    bulk = Bulk(store.dialect)
    for number in range(3):
        bulk.add(
            SalesOrder,
            BASE | {"customer_ref": f"c{number}", "paid_on": date(2025, 3, 1), "amount": 100 * number},
        )
    bulk.add(Contact, BASE | {"customer_ref": "c", "opened_at": KNOWN, "channel": Channel.APP})
    await store.write(bulk.insert)
    orders = await store.reads.rows("select customer_ref,amount,paid_on from sales_order order by 1")
    assert [(ref, amount, str(day)) for ref, amount, day in orders] == [
        ("c0", 0, "2025-03-01"), ("c1", 100, "2025-03-01"), ("c2", 200, "2025-03-01"),
    ]  # fmt: skip
    assert await store.reads.rows("select channel,opened_at from contact") == [
        ("APP", "2025-03-01T04:00:00.000Z")
    ]
