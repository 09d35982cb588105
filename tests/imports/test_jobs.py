"""Steps run as whoever asked for them; what fails is said beside the batch; old rows are forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.imports import operations as act
from server.imports.jobs import forget_rows, handlers
from server.imports.reading import cells
from server.jobs import claim
from server.kernel.clock import Clock
from server.kernel.errors import Conflict, Denied
from tests.imports.steps import Desk
from tests.people.town import one
from tests.plan.world import CALLERS, POLICY, context

FILE = "工号,姓名,部门,入职日期\nN1,何欣,D2,2024-03-01\n"


@pytest.fixture
def desk(town):
    return Desk(context(town, "hr_manager"))


async def everyone():
    return [caller.principal() for caller in CALLERS.values()]


def work(store, who=everyone):
    return handlers(store, Clock("Asia/Shanghai"), lambda: POLICY, who)


async def task_of(desk):
    """The step asked for last."""
    now = desk.later().now
    return (await desk.ctx.store.write(lambda: claim(now, set(work(desk.ctx.store)), limit=9)))[-1]


async def test_a_step_runs_with_the_rights_of_who_asked(desk, town):
    batch = await desk.upload(FILE)
    await act.validate_import(desk.later(), id=batch)
    task = await task_of(desk)

    assert await work(town)[task.name](task) == "1/1"
    assert (await desk.counts(batch))[:3] == ("VALIDATED", "1", "1")


async def test_what_fails_is_said_beside_the_batch(desk, town):
    batch = await desk.upload(FILE)
    await desk.check(batch)
    await desk.load(FILE)
    await act.apply_import(desk.later(), id=batch)
    task = await task_of(desk)

    with pytest.raises(Conflict):
        await work(town)[task.name](task)

    assert await desk.rows(f"select state,failure from import_batch where id='{batch}'") == [
        (
            "FAILED",
            "检查之后数据有了变动，请重新检查再导入。 | The data changed since the dry run; check it again.",
        )
    ]
    await desk.check(batch)
    assert (await desk.counts(batch))[:5] == ("VALIDATED", "1", "0", "0", "1")


async def test_nothing_runs_for_an_account_that_is_gone(desk, town):
    batch = await desk.upload(FILE)
    await act.validate_import(desk.later(), id=batch)
    task = await task_of(desk)

    async def nobody():
        return []

    with pytest.raises(Denied):
        await work(town, nobody)[task.name](task)
    assert (await desk.counts(batch))[0] == "UPLOADED"


async def test_rows_are_forgotten_after_ninety_days_but_the_undo_stays(desk, town):
    batch = await desk.load(FILE)
    ((row,),) = await desk.rows("select id from staged_row")

    await forget_rows(replace(desk.ctx, now=desk.ctx.now + timedelta(days=89)))
    assert len(await cells(desk.ctx, row)) == 4
    await forget_rows(replace(desk.ctx, now=desk.ctx.now + timedelta(days=91)))

    assert await cells(desk.ctx, row) == []
    await desk.undo(batch)
    assert await one(town, "select count(*) from employee where code='N1'") == 0
