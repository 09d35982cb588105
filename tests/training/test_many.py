"""More people than a request should wait for are left to a job, by which their batch is known."""

from __future__ import annotations

import pytest

from server.kernel.errors import NotFound
from server.training.operations import many
from server.training.operations.enrolling import enroll
from tests.people.town import one
from tests.plan.world import context, uid
from tests.training.learners import courses

TEAM = [uid("E3"), uid("E4"), uid("E6")]


async def test_many_are_left_to_a_job_and_few_are_not(store, monkeypatch):
    await courses(store)
    monkeypatch.setattr(many, "AT_ONCE", 2)
    hr = context(store, "hr_manager")

    few = await enroll(hr, employee_ids=TEAM[:2], course_code="ROOM")
    assert (await many.size_of(hr, few), await one(store, "select count(*) from job")) == ((2, None), 0)
    all_ = await enroll(hr, employee_ids=TEAM, course_code="WORK")
    assert await many.size_of(hr, all_) == (3, all_)
    assert await one(store, "select count(*) from enrollment") == 2


async def test_who_is_out_of_reach_is_refused_before_anything_is_left_to_a_job(store, monkeypatch):
    await courses(store)
    monkeypatch.setattr(many, "AT_ONCE", 1)
    with pytest.raises(NotFound):
        await enroll(context(store, "hr_specialist"), employee_ids=TEAM, course_code="ROOM")
    assert await one(store, "select count(*) from job") == 0
