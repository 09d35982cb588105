"""What belongs to a person goes over with them, sealed values too, and comes back."""

from __future__ import annotations

import pytest

from server.imports import operations as act
from server.imports.duplicates import candidates
from server.kernel.errors import InvalidState
from server.people.models import Grievance
from server.people.operations import hire_employee
from server.store.base import stamp
from tests.imports.steps import Desk
from tests.plan.world import NOW, TODAY, context, uid

FACTS = ("employment", "assignment", "compensation", "grievance", "attendance")


@pytest.fixture
def hr(town):
    return Desk(context(town, "hr_manager"))


@pytest.fixture
async def twin(hr, town):
    """A second record of E3, under a code of its own."""
    return await hire_employee(
        hr.ctx,
        code="X3",
        name="陈佳",
        hired_on=TODAY,
        department_code="D4",
        phone="13800000003",
        id_number="999999199001010003",
    )


def live(table):
    extra = "" if table == "attendance" else " where superseded_at is null"
    day = {"attendance": "month", "grievance": "filed_on"}.get(table, "valid_from")
    return f"select employee_id,{day} from {table}{extra} order by 1,2"


async def stand(desk):
    return [await desk.rows(live(table)) for table in FACTS]


async def test_a_merge_keeps_everything_under_one_and_is_undone_exactly(hr, town, twin):
    await town.write(
        lambda: Grievance.create(**stamp(hr.ctx), recorded_at=NOW, employee_id=twin, filed_on=TODAY)
    )
    before = await stand(hr)

    merge = await act.merge_employees(hr.later(), keep_id=uid("E3"), drop_id=twin, reason="同一人")

    assert await hr.rows(
        "select count(*) from employment where superseded_at is null and employee_id='" + twin + "'"
    ) == [("0",)]
    assert await hr.rows("select employee_id from grievance where superseded_at is null") == [(uid("E3"),)]
    assert await candidates(hr.ctx) == []

    await act.unmerge_employees(hr.later(), id=merge)

    assert await stand(hr) == before
    assert await hr.rows(f"select state,dropped_code from employee_merge where id='{merge}'") == [
        ("UNMERGED", "X3")
    ]
    with pytest.raises(InvalidState):
        await act.unmerge_employees(hr.later(), id=merge)
