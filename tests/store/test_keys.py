"""Data keys of people: made once, rewrapped, destroyed."""

from __future__ import annotations

import pytest

from server.store.keys import erase_key, person_key, person_keys, rewrap_keys
from server.store.vault import Unreadable, Vault


async def wrapped(store):
    return await store.reads.rows("SELECT person_id, wrapped FROM person_key ORDER BY person_id")


async def test_a_person_gets_one_key(store):
    first = await store.write(lambda: person_key(store.vault, "p1"))
    second = await store.write(lambda: person_key(store.vault, "p1"))

    assert first == second
    assert await wrapped(store) == [("p1", first)]


async def test_keys_of_many_are_those_of_each_and_made_where_there_was_none(store):
    first = await store.write(lambda: person_key(store.vault, "p1"))
    found = await store.write(lambda: person_keys(store.vault, ["p2", "p1", "p2"]))

    assert found["p1"] == first
    assert await wrapped(store) == sorted(found.items())


async def test_rotation_rewraps_every_key_in_steps(store, secrets):
    for name in ("p1", "p2", "p3"):
        await store.write(lambda name=name: person_key(store.vault, name))
    rotated = Vault(secrets.rotated())

    step = await store.write(lambda: rewrap_keys(rotated, limit=2))
    assert step == "p2"
    assert await store.write(lambda: rewrap_keys(rotated, after="p2", limit=2)) is None

    assert [key.partition(".")[0] for _, key in await wrapped(store)] == ["k2", "k2", "k2"]


async def test_erasing_destroys_the_key_for_good(store, ctx):
    key = await store.write(lambda: person_key(store.vault, "p1"))
    sealed = store.vault.seal(key, "employee.phone|1", "13812341234")

    assert await store.write(lambda: erase_key(ctx, store.vault, "p1")) is True
    assert await store.write(lambda: erase_key(ctx, store.vault, "p1")) is False

    assert await store.write(lambda: person_key(store.vault, "p1")) == ""
    with pytest.raises(Unreadable):
        store.vault.open("", "employee.phone|1", sealed)
