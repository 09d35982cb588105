"""Seals what a receiver is reached by, under a key of its own or of the employee it belongs to; inside store.write."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from server.delivery.models import DeliveryEndpoint
from server.kernel.context import Context
from server.store.keys import person_key

Told = dict[str, str]


async def seal(
    ctx: Context, row_id: str, owner: str | None, **values: str
) -> dict[str, Any]:  # as `create` takes the columns of a row
    """Return the values sealed, each for its column of this row."""
    vault = ctx.store.vault
    wrapped = await person_key(vault, owner or row_id)
    return {
        name: vault.seal(wrapped, f"delivery_endpoint.{name}|{row_id}", value)
        for name, value in values.items()
    }


async def unseal(ctx: Context, row: DeliveryEndpoint, *names: str) -> Told | None:
    """Return the clear values; None once their owner was erased."""
    vault = ctx.store.vault
    key = vault.key(await person_key(vault, row.employee_id or row.id))
    found = {
        name: vault.open_with(key, f"delivery_endpoint.{name}|{row.id}", sealed)
        for name in names
        if (sealed := getattr(row, name)) is not None
    }
    return None if None in found.values() else {name: value or "" for name, value in found.items()}


async def secrets_of(ctx: Context, row: DeliveryEndpoint, moment: datetime) -> list[str]:
    """Return the secrets that sign now, the current one first."""
    both = row.both_until is not None and moment < row.both_until
    found = await unseal(ctx, row, "secret", *(["secret_before"] if both else [])) or {}
    return [value for value in found.values() if value]
