"""Which rows one select reads: only what is used is joined, and days are told where they matter."""

from __future__ import annotations

from server.metrics.components import Frame
from server.metrics.live.fetch import statements
from server.metrics.live.reading import placement_of
from tests.metrics.town import component, dictionary, window

MARCH = "2025-03-01..2025-03-31"


async def written(ctx, what, frame=None, when=MARCH):
    (only,) = await statements(ctx, dictionary(), [(what, window(when))], frame or Frame())
    return only


async def test_nothing_is_joined_that_is_not_used(ctx):
    plain = await written(ctx, component("leavers"))
    by_family = await written(ctx, component("leavers"), Frame(by=("job_family",)))
    by_gender = await written(ctx, component("leavers"), Frame(by=("gender",)))

    assert "assignment" not in plain.sql
    assert ("left join assignment" in by_family.sql, "left join position" in by_family.sql) == (True, True)
    assert ("left join assignment" in by_gender.sql, "left join employee" in by_gender.sql) == (False, True)


async def test_moments_are_cut_into_days_only_where_a_day_matters(ctx):
    plain = await written(ctx, component("contacts"))
    split = await written(ctx, component("contacts"), Frame(by=("department",)))

    assert str(plain.parameters).count("2025-03-31T16:00:00.000Z") >= 1
    assert "2025-03-15T16:00:00.000Z" not in str(plain.parameters)
    assert "2025-03-15T16:00:00.000Z" in str(split.parameters)


async def test_every_window_uses_the_index_on_the_time(ctx, store):
    only = await written(ctx, component("contacts"))

    if store.dialect == "sqlite":
        plan = await store.reads.rows("explain query plan " + only.sql, only.parameters)
        assert any("opened_at>? AND opened_at<?" in row[-1] for row in plan)
    else:
        async with store.reads.snapshot() as snapshot:
            await snapshot.rows("set local enable_seqscan=off")
            plan = await snapshot.rows("explain " + only.sql, only.parameters)
        assert any("Index Cond" in row[0] and "opened_at" in row[0] for row in plan)


def test_person_days_are_lengths_unless_days_differ():
    days = component("headcount", "days")
    seasoned = component("headcount", "days", "months_between(start_date, anchor()) >= 3")

    assert placement_of(days, Frame()) == "days"
    assert placement_of(days, Frame(by=("tenure_band",))) == "daily"
    assert placement_of(seasoned, Frame()) == "daily"
    assert placement_of(component("leavers"), Frame()) == "entered"
    assert placement_of(component("headcount", "stock"), Frame()) == "stock"
