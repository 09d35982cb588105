"""Data keys of people: made at hiring, rewrapped at rotation, destroyed at erasure; inside store.write."""

from __future__ import annotations

from collections.abc import Iterable

from server.kernel.context import Context
from server.store.models import PersonKey
from server.store.vault import Vault

BATCH = 500


async def person_key(vault: Vault, person_id: str) -> str:
    """Return a person's wrapped data key, making it the first time; empty if the person was erased."""
    found = await PersonKey.get_or_none(person_id=person_id)
    if found is None:
        await PersonKey.bulk_create(
            [PersonKey(person_id=person_id, wrapped=vault.new_person_key())], ignore_conflicts=True
        )
        found = await PersonKey.get(person_id=person_id)
    return found.wrapped


async def person_keys(vault: Vault, people: Iterable[str]) -> dict[str, str]:
    """Return the keys of many people in a statement or two a batch, as `person_key` does of one."""
    wanted, found = sorted(set(people)), dict[str, str]()
    for at in range(0, len(wanted), BATCH):
        known = PersonKey.filter(person_id__in=wanted[at : at + BATCH])
        found |= dict(await known.values_list("person_id", "wrapped"))
    return {
        person: found[person] if person in found else await person_key(vault, person) for person in wanted
    }


async def rewrap_keys(vault: Vault, *, after: str = "", limit: int = 500) -> str | None:
    """Rewrap the next keys in order of person id; return where to go on, or None at the end."""
    batch = await PersonKey.filter(person_id__gt=after, erased_at=None).order_by("person_id").limit(limit)
    for key in batch:
        rewrapped = vault.rewrap(key.wrapped)
        if rewrapped != key.wrapped:
            await PersonKey.filter(person_id=key.person_id).update(wrapped=rewrapped)
    return batch[-1].person_id if len(batch) == limit else None


async def erase_key(ctx: Context, vault: Vault, person_id: str) -> bool:
    """Destroy a person's data key and with it what it sealed; False if there was none."""
    found = await PersonKey.get_or_none(person_id=person_id, erased_at=None)
    if found is None:
        return False
    vault.forget(found.wrapped)
    await PersonKey.filter(person_id=person_id).update(wrapped="", erased_at=ctx.now)
    return True
