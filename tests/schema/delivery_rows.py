"""A webhook, a person's robot, a digest and a given-up delivery for the sample world, under ids that tests name."""

from __future__ import annotations

from typing import Any

from server.delivery.models import (
    DeliveryChannel,
    DeliveryEndpoint,
    DeliveryEntry,
    DeliveryState,
    DepartmentDigest,
    DigestRhythm,
)
from server.delivery.vaulting import seal
from server.kernel.context import Context
from server.store.store import Store
from tests.plan.world import PAST, context, uid

HOOK, ROBOT, ENTRY = "webhook-1", "robot-of-e3", "entry-1"
SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3"


def row(key: str) -> dict[str, Any]:
    return {"id": key, "created_at": PAST, "updated_at": PAST, "created_by": None}


async def plant_delivery(store: Store) -> None:
    ctx = context(store, "hr_manager")
    await store.write(lambda: _plant(ctx))


async def _plant(ctx: Context) -> None:
    for key, owner, channel in (
        (HOOK, None, DeliveryChannel.WEBHOOK), (ROBOT, uid("E3"), DeliveryChannel.FEISHU)
    ):  # fmt: skip
        sealed = await seal(ctx, key, owner, address="https://127.0.0.1/in", secret=SECRET)
        await DeliveryEndpoint.create(
            **row(key), channel=channel, name=key, host="127.0.0.1", employee_id=owner, **sealed
        )
    await DeliveryEntry.create(
        **row(ENTRY), event_id="event-1", target=HOOK, channel=DeliveryChannel.WEBHOOK, kind="exit.approved",
        endpoint_id=HOOK, state=DeliveryState.FAILED, attempts=8, error="HTTP 503",
    )  # fmt: skip
    await DepartmentDigest.create(**row("digest-1"), department_id=uid("D2"), rhythm=DigestRhythm.DAILY)
