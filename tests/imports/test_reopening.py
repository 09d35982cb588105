"""A decision taken back: the value before it holds, the conflict is open as it was, and the ledger tells all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.imports import operations as act
from server.imports.reading import values
from server.kernel.errors import Denied, InvalidState, NotFound
from tests.imports.steps import Desk
from tests.people.town import one
from tests.plan.world import context, uid

NAME = "工号,姓名\nE3,{}\n"
LEDGER = (
    "select c.state,c.rule,s.name,case when c.superseded_at is null then 'now' else 'then' end from data_conflict c "
    "left join import_source s on s.id=c.chosen_id order by c.recorded_at"
)


@pytest.fixture
async def settled(operator, town):
    """A conflict about a name, settled by HR for the source that did not stand; the desk and the id."""
    desk = Desk(operator)
    await desk.load(NAME.format("陈嘉"), source="hris")
    await desk.load(NAME.format("陈家"), source="payroll")
    ((conflict,),) = await desk.rows("select id from data_conflict where superseded_at is null")
    hr = Desk(context(town, "hr_manager"))
    return hr, await act.settle_conflict(hr.later(60), id=conflict, source="hris")


def name(town):
    return one(town, f"select name from employee where id='{uid('E3')}'")


async def test_what_stood_before_stands_again_and_the_conflict_is_open(settled, town):
    hr, row = settled
    assert await name(town) == "陈嘉"

    back = await act.reopen_conflict(hr.later(), id=row, reason="点错了")

    assert await name(town) == "陈家"
    assert await hr.rows(LEDGER) == [
        ("OPEN", "NEWEST", "payroll", "then"), ("SETTLED", "PERSON", "hris", "then"),
        ("OPEN", "NEWEST", "payroll", "now"),
    ]  # fmt: skip
    assert [(each["source"], each["is_chosen"]) for each in await values(hr.ctx, back)] == [
        ("hris", False),
        ("payroll", True),
    ]
    again = await act.settle_conflict(hr.later(), id=back, source="hris")
    assert (await name(town), again != row) == ("陈嘉", True)


async def test_only_a_persons_fresh_decision_is_taken_back_by_who_may_write_the_field(settled, town):
    hr, row = settled
    open_row = await act.reopen_conflict(hr.later(), id=row)

    for wrong, problem in ((row, NotFound), (open_row, InvalidState), ("nothing", NotFound)):
        with pytest.raises(problem):
            await act.reopen_conflict(hr.later(), id=wrong)
    row = await act.settle_conflict(hr.later(), id=open_row, source="hris")
    late = replace(hr.ctx, now=hr.ctx.now + timedelta(days=2))
    for ctx, refusal in (
        (late, InvalidState),
        (context(town, "employee"), Denied),
        (context(town, "administrator"), Denied),
    ):
        with pytest.raises(refusal):
            await act.reopen_conflict(ctx, id=row)
    with pytest.raises(InvalidState):
        await act.reopen_conflict(hr.ctx, id=row, version=9)
    assert await name(town) == "陈嘉"
