"""More people than a request should wait for are moved by a job, and back by another; both do it once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from server.jobs.queue import claim
from server.kernel.clock import Clock
from server.kernel.errors import Denied, InvalidState
from server.people import bulk_jobs, operations
from server.people.operations import bulk
from tests.people.town import one, rows
from tests.plan.world import context, uid

LIVE = (
    "select e.code,d.code,a.valid_from from assignment a join department d on d.id=a.department_id "
    "join employee e on e.id=a.employee_id where a.superseded_at is null and e.code in ('E3','E4','E6') order by 1,3"
)
IDS = [uid("E3"), uid("E4"), uid("E6")]
GIVEN: dict[str, Any] = {"ids": IDS, "department_code": "D4", "effective_on": date(2025, 6, 1)}


@pytest.fixture
def few(monkeypatch):
    """Two are many already, so that a small town can be moved by a job."""
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 2)


@pytest.fixture
def hr(town):
    return context(town, "hr_manager")


async def work(town: Any, ctx: Any, owners: list[Any]) -> list[str]:
    """Run what waits, as the worker would."""

    async def everyone() -> list[Any]:
        return owners

    found = bulk_jobs.handlers(town, Clock(pinned=ctx.now), lambda: ctx.policy, everyone)
    tasks = await town.write(lambda: claim(ctx.now, set(found), limit=5))
    return [str(await found[task.name](task)) for task in tasks]


async def test_a_job_moves_them_and_another_puts_them_back_exactly(town, hr, few):
    before = await rows(town, LIVE)
    move = await operations.move_employees(hr, **GIVEN)
    assert await rows(town, LIVE) == before
    assert await bulk.job_of_move(hr, move) == await one(town, "select id from job")

    assert await work(town, hr, [hr.principal]) == [move]
    assert [row[1] for row in await rows(town, LIVE) if row[2] == "2025-06-01"] == ["D4", "D4", "D4"]
    later = replace(hr, now=hr.now + timedelta(seconds=5))
    undo = await operations.undo_move(later, id=move)

    assert undo != move
    await work(town, later, [hr.principal])
    assert await rows(town, LIVE) == before


async def test_one_who_cannot_be_moved_stops_all(town, hr, few):
    before = await rows(town, LIVE)
    await operations.move_employees(hr, **GIVEN | {"ids": [*IDS, uid("E5")]})

    with pytest.raises(InvalidState, match=r".+ \| E5: "):
        await work(town, hr, [hr.principal])

    assert await rows(town, LIVE) == before


async def test_who_has_no_account_any_more_moves_nobody(town, hr, few):
    await operations.move_employees(hr, **GIVEN)

    with pytest.raises(Denied):
        await work(town, hr, [])


async def test_a_second_run_changes_nothing(town, hr, few):
    move = await operations.move_employees(hr, **GIVEN)
    await work(town, hr, [hr.principal])
    once = await rows(town, LIVE)

    assert await town.write(lambda: bulk.run_move(hr, move, "job")) == move
    assert await rows(town, LIVE) == once


async def test_the_job_of_a_move_is_its_makers_own(town, hr, few):
    move = await operations.move_employees(hr, **GIVEN)

    assert await bulk.job_of_move(context(town, "hr_specialist"), move) is None
