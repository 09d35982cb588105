"""What a receiver is reached by opens with its owner's key alone, and not at all once that is gone."""

from __future__ import annotations

from datetime import timedelta

from server.delivery.models import DeliveryChannel as To
from server.delivery.models import DeliveryEndpoint
from server.delivery.vaulting import seal, secrets_of, unseal
from server.store.keys import erase_key
from tests.delivery import rig


async def test_an_erased_person_takes_their_robots_address_along(store):
    ctx = rig.at(store)
    mine, house = [
        await rig.endpoint(store, To.FEISHU, "https://x.example/1", secret="s", owner=owner) for owner in ("e1", None)
    ]  # fmt: skip
    await store.write(lambda: erase_key(ctx, store.vault, "e1"))

    async def opened(row_id: str):
        return await unseal(ctx, await DeliveryEndpoint.get(id=row_id), "address", "secret")

    assert await store.write(lambda: opened(mine)) is None
    assert await store.write(lambda: opened(house)) == {"address": "https://x.example/1", "secret": "s"}


async def test_the_secret_before_signs_until_its_day_is_over(sqlite_store):
    ctx = rig.at(sqlite_store)
    row_id = await rig.endpoint(sqlite_store, To.WEBHOOK, "https://x.example/1", secret="new")

    async def signing(moment):
        before = await seal(ctx, row_id, None, secret_before="old")
        await DeliveryEndpoint.filter(id=row_id).update(both_until=rig.NOW, **before)
        return await secrets_of(ctx, await DeliveryEndpoint.get(id=row_id), moment)

    last = rig.NOW - timedelta(seconds=1)
    assert await sqlite_store.write(lambda: signing(last)) == ["new", "old"]
    assert await sqlite_store.write(lambda: signing(rig.NOW)) == ["new"]
