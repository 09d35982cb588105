"""A file that came in by the command leaves its batch, its ledger and a check of its rows behind."""

from __future__ import annotations

from tests.imports.files import GOOD
from tests.imports.steps import Desk
from tests.people.town import one


async def test_the_command_leaves_a_batch_that_can_be_undone(bring, operator, town):
    await bring(GOOD)
    await bring(GOOD)
    desk = Desk(operator)

    batches = await desk.rows("select state,rows,added,unchanged from import_batch order by id")
    assert batches == [("APPLIED", "2", "2", "0"), ("APPLIED", "2", "0", "2")]
    assert await desk.rows("select rows_checked,rows_conflict from data_check") == [("2", "0"), ("2", "0")]
    assert await one(town, "select count(*) from import_source where last_loaded_at is not null") == 1
    ((first,), _) = await desk.rows("select id from import_batch order by id")
    await desk.undo(first)
    assert await one(town, "select count(*) from employee where code like 'N_'") == 0
