"""What is computed is kept, unless something changed meanwhile; changes nobody needs are forgotten."""

from __future__ import annotations

import asyncio
from datetime import date

from server.metrics.components import Frame
from server.metrics.kept.dirty import Watermark, topics, touched, touched_all, watermark
from server.metrics.kept.keep import Harvest, keep, settle
from server.metrics.kept.prepared import fetch
from server.metrics.kept.rollup import Cell
from server.metrics.periods import Window
from server.store.store import Store
from tests.conftest import make_context
from tests.metrics.town import Town, component, dictionary, uid

LEAVERS, HEADCOUNT = component("leavers"), component("headcount", "stock")
JUNE, JULY = date(2024, 6, 1), date(2024, 7, 1)
ASKED = [
    (LEAVERS, Window(JUNE, date(2024, 6, 30))),
    (LEAVERS, Window(JULY, date(2024, 7, 31))),
    (HEADCOUNT, Window(date(2024, 7, 31), date(2024, 7, 31))),
]


async def told(store):
    rows = await store.reads.rows("select source,max(id),count(*) from metric_touch group by source")
    return {source: Watermark(newest, many) for source, newest, many in rows}


async def marks(store):
    return await store.reads.rows("select month,department from metric_mark order by month,department")


async def ready(ctx, store):
    """A world whose question has been asked and kept."""
    town = Town().department("A").worker("p", "A", "2024-01-10", "2024-06-10").worker("q", "A", "2024-01-10")
    await town.build(store)
    await store.write(lambda: touched_all(ctx, ["employment", "assignment"]))
    await fetch(ctx, dictionary(), ASKED, Frame())


async def test_what_was_overtaken_by_a_change_is_not_kept(ctx, store):
    await store.write(lambda: touched_all(ctx, ["employment", "assignment"]))
    seen = watermark(await told(store), topics(LEAVERS.measure.source))
    late = Harvest(LEAVERS, 1, seen, {(JUNE, None): [("A", Cell(1, 1))]})
    await store.write(lambda: touched(ctx, "employment", JUNE, JUNE))

    assert not await keep(ctx, [late])
    assert await store.reads.rows("select * from metric_flow") == []

    late.seen = watermark(await told(store), topics(LEAVERS.measure.source))
    assert await keep(ctx, [late])
    assert await store.reads.rows("select department,value from metric_flow") == [("A", 1)]


async def test_a_change_under_way_keeps_what_may_be_old_from_being_kept(postgres_store):
    """The change is told but not committed: nobody can see it yet, and nobody may overtake it."""
    ctx = make_context(postgres_store)
    await postgres_store.write(lambda: touched_all(ctx, ["employment", "assignment"]))
    seen = watermark(await told(postgres_store), topics(LEAVERS.measure.source))
    begun, over = asyncio.Event(), asyncio.Event()

    async def change():
        await touched(ctx, "employment", JUNE, JUNE)
        begun.set()
        await over.wait()

    task = asyncio.create_task(postgres_store.write(change))
    await begun.wait()
    late = Harvest(LEAVERS, 1, seen, {(JUNE, None): [("A", Cell(1, 1))]})
    was_kept = [await keep(ctx, [late])]
    over.set()
    await task
    was_kept.append(await keep(ctx, [late]))

    assert was_kept == [False, False]


async def test_a_question_asked_twice_is_kept_once(ctx, store):
    await ready(ctx, store)
    before = await store.reads.rows("select id from metric_flow order by id")

    await fetch(ctx, dictionary(), ASKED, Frame(by=("department",)))

    assert await store.reads.rows("select id from metric_flow order by id") == before
    assert await marks(store) == [("2024-06-01", "*"), ("2024-07-01", "*")]


async def test_a_change_to_one_department_makes_only_that_ready_again(ctx, store):
    await ready(ctx, store)
    await store.write(lambda: touched(ctx, "employment", JULY, None, departments=[uid("A")]))

    await fetch(ctx, dictionary(), ASKED, Frame())

    assert await marks(store) == [("2024-06-01", "*"), ("2024-07-01", "*"), ("2024-07-01", uid("A"))]


async def test_settling_forgets_changes_and_what_they_reach(ctx, store):
    await ready(ctx, store)
    await store.write(lambda: touched(ctx, "employment", JULY, date(2024, 7, 3)))
    await store.write(lambda: touched(ctx, "assignment", date(2030, 1, 1), None))

    assert await settle(ctx)

    assert await marks(store) == [("2024-06-01", "*")]
    assert {name: mark.count for name, mark in (await told(store)).items()} == {
        "assignment": 1,
        "employment": 1,
    }
    ledgers = "select ready_through from metric_component where first_month is not null"
    assert await store.reads.rows(ledgers) == [(None,)]
    found = await fetch(ctx, dictionary(), ASKED, Frame())
    assert [found[each][()].value for each in ASKED] == [1, 0, 1]


async def test_a_process_that_may_not_write_computes_all_the_same(sqlite_store, settings, secrets):
    ctx = make_context(sqlite_store)
    await Town().department("A").worker("p", "A", "2024-01-10", "2024-06-10").build(sqlite_store)
    await sqlite_store.write(lambda: touched_all(ctx, ["employment", "assignment"]))
    reader = await Store.open(settings, secrets, seat="reader")

    found = await fetch(make_context(reader), dictionary(), ASKED, Frame())
    await reader.close()

    assert [found[each][()].value for each in ASKED] == [1, 0, 0]
    assert await marks(sqlite_store) == []
