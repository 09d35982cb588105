"""Contacts are cleaned, sealed for their place, and hashed."""

from __future__ import annotations

from server.people.operations.seal import sealed_columns, sealed_contacts
from tests.plan.world import context, uid


async def test_nothing_is_sealed_where_nothing_is_said(town):
    ctx = context(town, "hr_manager")

    assert sealed_columns(ctx, "", uid("E3"), "phone", None) == {"phone": None, "phone_hash": None}


async def test_full_width_and_narrow_have_the_same_hash(town):
    ctx = context(town, "hr_manager")

    async def both():
        wide = await sealed_contacts(ctx, uid("E3"), {"phone": "１３９００００００００"})
        return wide, await sealed_contacts(ctx, uid("E3"), {"phone": "13900000000"})

    wide, narrow = await town.write(both)

    assert wide["phone_hash"] == narrow["phone_hash"]
    assert wide["phone"] != narrow["phone"]
