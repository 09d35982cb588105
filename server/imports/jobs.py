"""The work of imports that is done later: dry runs, applications, undos; and what is forgotten day by day."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from policies import Policy
from server.imports.answering import settle_left
from server.imports.late import tell_late
from server.imports.models import ImportBatch, ImportState, StagedRow
from server.imports.redeciding import REDECIDE, redecide
from server.imports.steps import APPLY, REVERT, VALIDATE, run_apply, run_revert, run_validate
from server.jobs import Handlers, Task
from server.kernel.clock import Clock
from server.kernel.context import Context, Principal
from server.kernel.errors import Denied, Trouble
from server.store.base import change_row
from server.store.store import Store

Everyone = Callable[[], Awaitable[list[Principal]]]
Step = Callable[[Context, str, str], Awaitable[str]]
STEPS: dict[str, Step] = {VALIDATE: run_validate, APPLY: run_apply, REVERT: run_revert}
KEPT = timedelta(days=90)
"""How long the rows of a file are kept; what they changed, and its undo, outlive them."""


def handlers(store: Store, clock: Clock, policy: Callable[[], Policy], everyone: Everyone) -> Handlers:
    """Return what runs each step, as whoever asked for it, with the rights they have at that moment."""

    async def acting(task: Task) -> Context:
        owner = next((each for each in await everyone() if each.account_id == task.created_by), None)
        if owner is None:
            raise Denied("提交人的账号已停用。", "Whoever asked for it has no account any more.")
        return Context(owner, clock.now(), clock.today(), policy(), store, request_id=f"job:{task.id}"[:64])

    def made(step: Step) -> Callable[[Task], Awaitable[str | None]]:
        async def run(task: Task) -> str:
            batch_id, ctx = str(task.read()["batch"]), await acting(task)
            try:
                return await step(ctx, batch_id, task.id)
            except Trouble as trouble:
                words = f"{trouble.zh} | {trouble.en}"
                await store.write(lambda: failed(ctx, batch_id, step, words))
                raise

        return run

    async def decide(task: Task) -> str:
        given: Any = task.read()["conflicts"]
        return await redecide(await acting(task), given, task.id)

    return {name: made(step) for name, step in STEPS.items()} | {REDECIDE: decide}


async def failed(ctx: Context, batch_id: str, step: Step, words: str) -> None:
    """Say beside the batch what went wrong; one whose undo failed still stands as applied."""
    values: dict[str, Any] = {} if step is run_revert else {"state": ImportState.FAILED}
    await change_row(ctx, ImportBatch, batch_id, failure=words, **values)


def daily_works(everyone: Everyone) -> tuple[Callable[[Context], Awaitable[None]], ...]:
    """Return what is done once a day."""
    return forget_rows, settle_left, tell_late(everyone)


async def forget_rows(ctx: Context) -> None:
    """Forget the rows of files that came in long ago, with the keys that open them."""

    async def forget() -> None:
        old = ImportBatch.filter(created_at__lt=ctx.now - KEPT).exclude(key="")
        for batch in await old.order_by("created_at").limit(50):
            await StagedRow.filter(batch_id=batch.id).update(cells=None, found=None, alike=None)
            await ImportBatch.filter(id=batch.id).update(key="")

    await ctx.store.write(forget)
