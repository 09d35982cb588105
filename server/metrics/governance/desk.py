"""What a process keeps for its figures: the dictionary in force, and the counts of what is asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from server.metrics.agreed.registry import Registry
from server.metrics.governance.usage import Counts
from server.store.store import Store


@dataclass
class Desk:
    """One for a store."""

    registry: Registry
    counts: Counts = field(default_factory=Counts)


@dataclass
class Desks:
    """Hands out the desk of the store a process has open, which is made when first asked for."""

    _store: Store | None = None
    _desk: Desk | None = None

    def of(self, store: Store) -> Desk:
        if self._desk is None or self._store is not store:
            self._store, self._desk = store, Desk(Registry(store))
        return self._desk
