"""How a company setting was changed: told from the audit trail, the one place that keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson

from server.kernel.clock import read_instant
from server.store.store import Store

CHANGED = (
    "select at,actor_name,changes from audit_entry where action='access.change_setting' "
    "and subject_type='Setting' and subject_id={0} order by seq"
)


@dataclass(frozen=True)
class SettingChange:
    """One change, both values as a form shows them."""

    at: datetime
    by: str
    before: str
    after: str


async def changes_of(store: Store, name: str) -> list[SettingChange]:
    """Return every change of a setting, the oldest first."""
    found = []
    for at, by, changes in await store.ask(CHANGED, name):
        before, after = orjson.loads(str(changes))[name]
        found.append(SettingChange(read_instant(str(at)), str(by), str(before), str(after)))
    return found
