"""Contact details and ID number on their way into the tables: cleaned, sealed, and hashed for equality."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.kernel.context import Context
from server.people import rules
from server.store.keys import person_key

CLEAN: dict[str, Callable[[str], str]] = {
    "phone": rules.clean_phone,
    "email": rules.clean_email,
    "id_number": rules.clean_id_number,
}


async def sealed_contacts(ctx: Context, person_id: str, contacts: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the columns for these contacts, as keywords; None clears one. The person's key is made on first use."""
    key = await person_key(ctx.store.vault, person_id)
    columns: dict[str, Any] = {}
    for name, text in contacts.items():
        clear = CLEAN[name](text) if text else None
        columns |= sealed_columns(ctx, key, person_id, name, clear)
    return columns


def sealed_columns(
    ctx: Context, key: str, person_id: str, name: str, clear: str | None
) -> dict[str, str | None]:
    """Return the sealed column and its hash column for one cleaned value."""
    if clear is None:
        return {name: None, f"{name}_hash": None}
    vault, field = ctx.store.vault, f"employee.{name}"
    return {name: vault.seal(key, f"{field}|{person_id}", clear), f"{name}_hash": vault.blind(field, clear)}
