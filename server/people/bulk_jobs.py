"""Moves of more people than a request should wait for: done and taken back as a job, as whoever asked for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from policies import Policy
from server.jobs import Handlers, Task
from server.kernel.clock import Clock
from server.kernel.context import Context, Principal
from server.kernel.errors import Denied, Trouble
from server.people.operations.bulk import MOVE, UNDO, run_move, run_undo
from server.store.store import Store

Everyone = Callable[[], Awaitable[list[Principal]]]
Work = Callable[[Context, str, str], Awaitable[str]]
MOST_SECONDS: Final = 120.0


def handlers(store: Store, clock: Clock, policy: Callable[[], Policy], everyone: Everyone) -> Handlers:
    """Return what runs a large move and its undo, with the rights their maker has at that moment."""

    async def context(task: Task) -> Context:
        owner = next((each for each in await everyone() if each.account_id == task.created_by), None)
        if owner is None:
            raise Denied("提交人的账号已停用。", "Whoever asked for it has no account any more.")
        return Context(owner, clock.now(), clock.today(), policy(), store, request_id=f"job:{task.id}"[:64])

    def made(work: Work) -> Callable[[Task], Awaitable[str | None]]:
        async def run(task: Task) -> str:
            ctx, move_id = await context(task), str(task.read()["move"])
            try:
                return await store.write(lambda: work(ctx, move_id, task.id), seconds=MOST_SECONDS)
            except Trouble as trouble:  # whoever asked reads it in either language
                raise type(trouble)(trouble.zh, f"{trouble.zh} | {trouble.en}") from trouble

        return run

    return {MOVE: made(run_move), UNDO: made(run_undo)}
