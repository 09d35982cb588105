"""A process has one desk for the store it has open."""

from __future__ import annotations

from server.metrics.governance.desk import Desks


def test_one_desk_a_store(sqlite_store):
    desks = Desks()

    assert desks.of(sqlite_store) is desks.of(sqlite_store)
    assert desks.of(sqlite_store).registry.store is sqlite_store
