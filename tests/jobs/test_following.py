"""A job is shown to whoever asked for it and whoever keeps the system; to all others there is none."""

from __future__ import annotations

import pytest

from server.jobs import claim, submit
from server.jobs.following import SHOWN, follow, look, tell
from tests.plan.world import context


@pytest.fixture
async def job(store):
    ctx = context(store, "hr_manager")
    return await store.write(lambda: submit(ctx, "test.long", {}, total=10))


@pytest.mark.parametrize(
    ("role", "sees"),
    [("hr_manager", True), ("administrator", True), ("employee", False), ("payroll_specialist", False)],
)
async def test_who_may_follow(store, job, role, sees):
    found = await follow(context(store, role), job)

    assert (found is not None) is sees


async def test_what_this_process_says_counts_while_it_runs(store, job):
    tell(job, 9, 10)
    waiting = await look(store, job)
    assert waiting is not None
    assert waiting.progress == 0
    await store.write(lambda: claim(context(store, "hr_manager").now, {"test.long"}))

    found = await look(store, job)

    assert found is not None
    assert (found.progress, found.total, found.is_over) == (9, 10, False)
    assert await look(store, "nothing") is None


def test_only_the_last_hundred_are_remembered():
    for number in range(150):
        tell(f"job {number}", 1, 2)

    assert len(SHOWN) == 100
    assert "job 149" in SHOWN
