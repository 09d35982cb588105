"""What the selects of a question share."""

from __future__ import annotations

from datetime import UTC, date, datetime

from server.metrics.components import Frame
from server.metrics.live.ground import prepare
from server.metrics.words import OrgView
from tests.metrics.town import Town, component, dictionary, window

MARCH = window("2025-03-01..2025-03-31")


async def ground_for(ctx, **given):
    return await prepare(ctx, dictionary(), [(component("leavers"), MARCH)], Frame(**given))


async def test_the_tree_is_read_only_when_departments_are_asked_about(ctx, store):
    seen: list[str] = []
    store.reads.on_statement = seen.append

    assert not (await ground_for(ctx, by=("gender",))).tree.nodes
    assert seen == []
    await ground_for(ctx, by=("department",))
    assert len(seen) == 1


async def test_what_is_ripe_follows_what_was_known(ctx):
    assert (await ground_for(ctx)).maturity.as_of == ctx.today
    late = datetime(2025, 3, 9, 16, tzinfo=UTC)
    assert (await ground_for(ctx, known_at=late)).maturity.as_of == date(2025, 3, 10)
    assert (await ground_for(ctx, known_at=late, as_of=date(2025, 3, 1))).maturity.as_of == date(2025, 3, 1)


async def test_rows_that_look_at_the_day_before_follow_the_tree_a_day_later(ctx, store):
    await (
        Town().department("A").department("B").department("T", "A", moves=[("2025-03-15", "B")]).build(store)
    )

    was = await ground_for(ctx, by=("department",))
    is_now = await ground_for(ctx, by=("department",), org_view=OrgView.AS_IS)

    assert list(was.cutting(before=False).changes) == [date(2025, 3, 15)]
    before = was.cutting(before=True)
    assert list(before.changes) == [date(2025, 3, 16)]
    assert [before.era(date(2025, 3, day)) for day in (15, 16)] == [0, 1]
    assert is_now.cutting(before=False).era(date(2025, 3, 1)) == 1


async def test_a_list_is_bound_once(ctx):
    ground = await ground_for(ctx)

    assert ground.keys(["a", "b"]) == ground.keys(["a", "b"])
    assert ground.keys(["a"]) != ground.keys(["a", "b"])
    assert len(ground.tables) == 2
    assert ground.afresh().tables == {}
