"""Making everything ready: in steps, resumable, and never another figure than the live one."""

from __future__ import annotations

from datetime import date

import pytest

from server.metrics.components import Frame
from server.metrics.dictionary.load import load_builtin
from server.metrics.kept.cache import cache_of
from server.metrics.kept.prepared import fetch
from server.metrics.kept.rebuild import components_of, rebuild
from server.metrics.kept.rollup import keeps_ledger, keeps_months
from server.metrics.live import fetch as live
from server.metrics.periods import Window
from tests.metrics.town import Town

TODAY = date(2025, 4, 5)
MARCH = Window(date(2025, 3, 1), date(2025, 3, 31))


class Interrupted(Exception):
    pass


async def kept(store):
    return [
        (await store.reads.rows(f"select count(*) from {table}"))[0][0]
        for table in ("metric_mark", "metric_delta")
    ]


async def world(store):
    town = Town().department("A").worker("p", "A", "2024-11-10", "2025-03-10").worker("q", "A", "2025-01-10")
    await town.build(store)


async def test_it_makes_ready_what_any_metric_needs_and_goes_on_where_it_stood(ctx, store):
    await world(store)
    told = []

    def stop(done, total, title):
        told.append((done, total, title))
        if done == 3:
            raise Interrupted

    with pytest.raises(Interrupted):
        await rebuild(ctx, load_builtin(), stop)
    half = await kept(store)
    steps = await rebuild(ctx, load_builtin(), lambda *_: None)

    assert told[-1][0] == 3
    assert told[0][1] == steps
    assert half != await kept(store)
    before = await kept(store)
    await rebuild(ctx, load_builtin(), lambda *_: None)
    assert await kept(store) == before


async def test_afterwards_questions_are_answered_from_what_is_kept(ctx, store):
    await world(store)
    await rebuild(ctx, load_builtin(), lambda *_: None, anew=True)
    cache_of(store.reads).entries.clear()
    components = components_of(load_builtin(), TODAY)
    stays = [each for each in components if each.measure.source.name == "employment"]
    asked = [(each, MARCH) for each in stays if keeps_months(each)]
    asked += [(each, Window(MARCH.last, MARCH.last)) for each in components if keeps_ledger(each)]
    said: list[str] = []

    store.reads.on_statement = said.append
    found = await fetch(ctx, load_builtin(), asked, Frame())
    store.reads.on_statement = None

    assert found == await live.fetch(ctx, load_builtin(), asked, Frame())
    assert len(said) <= 4  # cohorts of March are not settled: they are asked live
