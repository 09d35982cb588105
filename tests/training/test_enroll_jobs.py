"""A course for many is assigned by a job, part by part, as whoever asked for it; run again it gives nobody a second."""

from __future__ import annotations

from typing import Any

import pytest

from server.jobs.queue import claim
from server.kernel.clock import Clock
from server.kernel.errors import Denied
from server.training import enroll_jobs
from server.training.operations import many
from server.training.operations.enrolling import enroll, undo_enrollments
from tests.people.town import one, rows
from tests.plan.world import context, uid
from tests.training.learners import courses

TEAM = [uid("E3"), uid("E4"), uid("E6")]
MADE = "select count(*) from enrollment where state='ASSIGNED'"


async def test_many_are_left_to_a_job_that_goes_on_where_it_stopped(store, monkeypatch):
    await courses(store)
    monkeypatch.setattr(many, "AT_ONCE", 2)
    monkeypatch.setattr(enroll_jobs, "PART", 2)
    hr = context(store, "hr_manager")
    batch = await enroll(hr, employee_ids=TEAM, course_code="ROOM")
    assert (await many.size_of(hr, batch), await one(store, MADE)) == ((3, batch), 0)

    async def run(*owners: Any) -> None:
        async def everyone() -> list[Any]:
            return list(owners)

        found = enroll_jobs.handlers(store, Clock(pinned=hr.now), lambda: hr.policy, everyone)
        for task in tasks:
            assert await found[task.name](task) == batch

    tasks = await store.write(lambda: claim(hr.now, {many.ENROLL}, limit=5))
    with pytest.raises(Denied):
        await run()
    for _ in range(2):
        await run(hr.principal)
        assert await one(store, MADE) == 3
    assert await rows(store, "select progress,total from job") == [("3", "3")]

    await undo_enrollments(hr, id=batch)
    assert await one(store, MADE) == 0
