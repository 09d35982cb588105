"""Sources: named once, ranked, and stale when they have not loaded for too long."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.imports import operations as act
from server.imports.batch_models import ImportSource
from server.imports.reading import is_stale, priorities
from server.kernel.errors import Conflict, Denied, InvalidInput, NotFound
from tests.imports.steps import Desk
from tests.plan.world import context


@pytest.fixture
def desk(town):
    return Desk(context(town, "hr_manager"))


async def test_a_source_is_made_changed_and_found_stale(desk):
    source = await act.save_import_source(desk.later(), name="hris", title="人事系统", rank=2, fresh_days=30)
    assert await is_stale(desk.ctx, source)
    await desk.load("工号,姓名,部门,入职日期\nE3,陈佳,D2,2024-02-05\n")
    assert not await is_stale(desk.ctx, source)
    assert await is_stale(replace(desk.ctx, now=desk.ctx.now + timedelta(days=31)), source)

    await desk.ctx.store.write(lambda: ImportSource.filter(id=source).update(fresh_days=None))
    later = [replace(desk.ctx, now=desk.ctx.now + timedelta(days=days)) for days in (34, 37)]
    found = [await is_stale(ctx, source) for ctx in later]
    assert found == [False, True], "without days of its own a source has those of the company"

    await act.save_import_source(
        desk.later(), id=source, priorities=[{"field": "idNumber", "rank": 1}, {"field": "name", "rank": 3}]
    )
    await act.save_import_source(desk.later(), id=source, priorities=[{"field": "name", "rank": None}])

    assert await priorities(desk.ctx, source) == [{"field": "idNumber", "label": "身份证号", "rank": 1}]


async def test_sources_are_put_in_order(desk):
    made = [await act.save_import_source(desk.later(), name=name) for name in "abc"]

    assert await act.rank_import_sources(desk.later(), ids=made[::-1]) == "3"
    await act.rank_import_sources(desk.later(), ids=made, field="phone")

    assert await desk.rows("select name,rank,ranks from import_source order by name") == [
        ("a", "3", '{"phone":1}'), ("b", "2", '{"phone":2}'), ("c", "1", '{"phone":3}'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ({"name": "hris"}, Conflict),
        ({"name": ""}, InvalidInput),
        ({"name": "x", "rank": 0}, InvalidInput),
        ({"name": "x", "fresh_days": 99999}, InvalidInput),
        ({"name": "x", "priorities": [{"field": "shoeSize", "rank": 1}]}, InvalidInput),
        ({"id": "01900000-0000-7000-8000-000000000000", "rank": 1}, NotFound),
    ],
)
async def test_what_makes_no_sense_is_refused(desk, given, kind):
    await act.save_import_source(desk.later(), name="hris")
    before = await desk.rows("select * from import_source")

    with pytest.raises(kind):
        await act.save_import_source(desk.later(), **given)

    assert await desk.rows("select * from import_source") == before


async def test_who_may_not_set_priorities_sets_none(town):
    for role in ("payroll_specialist", "employee", "administrator"):
        with pytest.raises(Denied):
            await act.save_import_source(context(town, role), name="hris", rank=1)
        with pytest.raises(Denied):
            await act.rank_import_sources(context(town, role), ids=[])
