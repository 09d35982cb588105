"""A course for many people, assigned part by part as whoever asked for it; begun anew it goes on where it stopped."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from typing import Any

from policies import Policy
from server import jobs
from server.jobs import Handlers, Task
from server.kernel.clock import Clock
from server.kernel.context import Context, Principal
from server.kernel.errors import Denied
from server.store.store import Store
from server.training.operations.many import ENROLL, enroll_some

Everyone = Callable[[], Awaitable[list[Principal]]]
PART, SECONDS = 50, 60.0


def handlers(store: Store, clock: Clock, policy: Callable[[], Policy], everyone: Everyone) -> Handlers:
    """Return what assigns a course to many; who has it open already keeps it, so that no part is done twice."""

    async def run(task: Task) -> str:
        owner = next((each for each in await everyone() if each.account_id == task.created_by), None)
        if owner is None:
            raise Denied("提交人的账号已停用。", "Whoever asked for it has no account any more.")
        ctx = Context(owner, clock.now(), clock.today(), policy(), store, request_id=f"job:{task.id}"[:64])
        given: Any = task.read()  # the parts of it are of mixed types
        people = given["people"]
        due = date.fromisoformat(given["dueOn"]) if given["dueOn"] else None
        for at in range(0, len(people), PART):
            part = partial(enroll_some, ctx, task.id, given["course"], people[at : at + PART], due)
            await store.write(part, seconds=SECONDS)
            done = min(at + PART, len(people))
            await store.write(partial(jobs.progress, task, done, len(people), clock.now()))
        return task.id

    return {ENROLL: run}
