"""Two records become one and come apart again, with nothing lost on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.imports import operations as act
from server.kernel.errors import Denied, InvalidInput, InvalidState
from server.people.models import Compensation
from server.people.operations import change_pay, hire_employee, transfer_employee
from server.store.keys import person_key
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


async def test_a_dropped_code_in_a_file_means_the_one_kept(hr, operator, town, twin):
    await act.merge_employees(hr.later(), keep_id=uid("E3"), drop_id=twin)

    batch = await Desk(operator).load("工号,姓名,部门,入职日期,邮箱\nX3,陈佳,D2,2024-02-05,new@example.com\n")

    assert (await hr.counts(batch))[:5] == ("APPLIED", "1", "0", "1", "0")
    assert await hr.rows("select count(*) from employee") == [("7",)]


async def test_pay_of_the_dropped_record_can_still_be_read(hr, town, twin):
    payroll = context(town, "payroll_specialist")
    await change_pay(payroll, id=twin, base_salary=Decimal(7000))
    await town.write(_forget_pay)
    await act.merge_employees(hr.later(), keep_id=uid("E3"), drop_id=twin)

    ((row_id, sealed),) = await hr.rows(
        f"select id,base_salary from compensation where superseded_at is null and employee_id='{uid('E3')}'"
    )
    key = await town.write(lambda: person_key(town.vault, uid("E3")))
    assert town.vault.open(key, f"compensation.base_salary|{row_id}", sealed) == "7000.00"


async def _forget_pay():
    await Compensation.filter(employee_id=uid("E3")).update(superseded_at=NOW)


async def test_an_earlier_stay_under_another_code_becomes_history(hr, town):
    merge = await act.merge_employees(hr.later(), keep_id=uid("E4"), drop_id=uid("E5"))

    stays = await hr.rows(
        f"select valid_from,valid_to,left_on,is_initial from employment where employee_id='{uid('E4')}' "
        "and superseded_at is null order by 1"
    )
    assert [each[:3] for each in stays] == [
        ("2023-07-03", "2025-05-12", "2025-03-31"),
        ("2025-05-12", None, None),
    ]
    await act.unmerge_employees(hr.later(), id=merge)
    assert await hr.rows(
        f"select left_on from employment where employee_id='{uid('E5')}' and superseded_at is null"
    ) == [("2025-03-31",)]


async def test_what_changed_since_keeps_a_merge_from_coming_apart(hr, town):
    merge = await act.merge_employees(hr.later(), keep_id=uid("E4"), drop_id=uid("E5"))
    await transfer_employee(hr.later(), id=uid("E4"), department_code="D4")
    before = await stand(hr)

    with pytest.raises(InvalidState):
        await act.unmerge_employees(hr.later(), id=merge)

    assert await stand(hr) == before


async def test_only_hr_merges_and_never_a_record_with_itself(hr, town):
    for role in ("payroll_specialist", "department_manager"):
        with pytest.raises(Denied):
            await act.merge_employees(context(town, role), keep_id=uid("E3"), drop_id=uid("E4"))
    with pytest.raises(InvalidInput):
        await act.merge_employees(hr.ctx, keep_id=uid("E3"), drop_id=uid("E3"))
