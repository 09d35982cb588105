"""Work of the dictionary that is done later: scheduled reports."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import orjson

from policies import Policy
from server.jobs import Handlers, Task
from server.kernel.clock import Clock
from server.kernel.context import Context, Principal
from server.kernel.errors import Trouble
from server.metrics.agreed.registry import Registry
from server.metrics.models import Schedule
from server.metrics.reporting.reports import COLUMNS, JOB, freeze_report, plan, read_ask
from server.store.store import Store

Everyone = Callable[[], Awaitable[list[Principal]]]


def handlers(
    store: Store, registry: Registry, clock: Clock, policy: Callable[[], Policy], everyone: Everyone
) -> Handlers:
    """Return what runs the dictionary's jobs. A report is frozen as its owner, with the rights they have that day."""

    async def freeze(task: Task) -> str:
        report_id = str(task.read()["report"])
        mark = "?1" if store.dialect == "sqlite" else "$1"
        rows = await store.reads.rows(f"select {COLUMNS} from metric_report where id = {mark}", [report_id])
        if not rows:
            return "the report was deleted"
        owner = next((each for each in await everyone() if each.account_id == rows[0][2]), None)
        if owner is None:
            return "its owner has no account any more"
        ctx = Context(owner, clock.now(), clock.today(), policy(), store, request_id=f"job:{task.id}"[:64])
        asked = read_ask(orjson.loads(rows[0][4]))
        try:
            made = await freeze_report(
                ctx,
                registry,
                replace(asked, schedule=None),
                origin=report_id,
                idempotency_key=f"job:{task.id}",
            )
        except Trouble as trouble:
            made = f"not frozen: {trouble.en}"
        await store.write(lambda: plan(ctx, report_id, Schedule(rows[0][9])))
        return made

    return {JOB: freeze}
