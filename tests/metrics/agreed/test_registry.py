"""The dictionary is read once, and again only after a change or on another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.metrics.agreed.registry import Registry
from tests.metrics.governance.acts import Hands


async def test_it_is_read_again_only_when_something_changed(store):
    hands = Hands(store)
    registry = Registry(store)
    first = await registry.governed(hands.hr)

    assert await registry.governed(hands.hr) is first
    await hands.drafted()
    second = await registry.governed(hands.hr)
    assert second is not first
    assert await registry.governed(replace(hands.hr, today=date(2030, 1, 1))) is not second
