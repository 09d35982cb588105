"""An operator tries again what failed and calls off what waits; what runs or is done is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from policies import load
from server.jobs.control import cancel_job, resend_delivery, retry_job
from server.jobs.models import Job, OutboxMessage, WorkState
from server.kernel.context import Grant, Principal
from server.kernel.errors import Denied, InvalidState, NotFound
from server.store.base import stamp

POLICY = load()


@pytest.fixture
async def keeper(ctx):
    async def work() -> None:
        for state in WorkState:
            await Job.create(
                **stamp(ctx),
                id=f"j-{state}",
                kind="k",
                args="{}",
                state=state,
                next_at=ctx.now,
                attempts=8,
                error="x",
            )
            await OutboxMessage.create(
                **stamp(ctx),
                id=f"m-{state}",
                topic="t",
                key=state,
                payload="{}",
                state=state,
                next_at=ctx.now,
                attempts=8,
            )

    await ctx.store.write(work)
    return replace(ctx, principal=Principal("a", "a", "a", grants=(Grant("administrator"),)), policy=POLICY)


async def state(ctx, table, key):
    return await ctx.store.reads.rows(f"select state,attempts,error from {table} where id='{key}'")


async def test_a_failed_job_runs_anew(keeper):
    await retry_job(keeper, id="j-FAILED")

    assert await state(keeper, "job", "j-FAILED") == [("QUEUED", 0, None)]
    assert await keeper.store.reads.rows("select action,subject_type from audit_entry") == [
        ("jobs.retry_job", "Job")
    ]


async def test_a_waiting_job_is_called_off(keeper):
    await cancel_job(keeper, id="j-QUEUED")

    assert await state(keeper, "job", "j-QUEUED") == [("FAILED", 8, "CALLED_OFF")]


@pytest.mark.parametrize(
    ("deed", "row"),
    [
        (retry_job, "j-RUNNING"),
        (retry_job, "j-DONE"),
        (cancel_job, "j-RUNNING"),
        (cancel_job, "j-FAILED"),
        (resend_delivery, "m-DONE"),
        (resend_delivery, "m-RUNNING"),
    ],
)
async def test_what_has_begun_or_ended_is_left_alone(keeper, deed, row):
    table = "job" if row.startswith("j") else "outbox_message"
    before = await state(keeper, table, row)

    with pytest.raises(InvalidState):
        await deed(keeper, id=row)

    assert await state(keeper, table, row) == before


async def test_a_failed_message_is_told_again(keeper):
    await resend_delivery(keeper, id="m-FAILED")

    assert await state(keeper, "outbox_message", "m-FAILED") == [("QUEUED", 0, None)]


async def test_others_and_unknown_rows_are_refused(keeper):
    clerk = replace(keeper, principal=Principal("b", "b", "b", grants=(Grant("employee"),)))

    with pytest.raises(Denied):
        await retry_job(clerk, id="j-FAILED")
    for deed in (retry_job, cancel_job, resend_delivery):
        with pytest.raises(NotFound):
            await deed(keeper, id="none")
