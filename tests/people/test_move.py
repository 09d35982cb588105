"""Moving on: both clocks stay right when a change is learned late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import Conflict, InvalidInput, InvalidState
from server.people import operations
from tests.people.town import refused, rows
from tests.plan.world import NOW, context, uid

HISTORY = (
    "select d.code,a.valid_from,a.valid_to from assignment a join department d on d.id=a.department_id "
    f"where a.employee_id='{uid('E3')}' and a.recorded_at<='{{0}}' "
    "and (a.superseded_at is null or a.superseded_at>'{0}') order by a.valid_from"
)
BEFORE, AFTER = "2025-06-30T07:59:00.000Z", "2025-06-30T08:00:00.000Z"


async def test_a_transfer_cuts_the_present_assignment(town):
    await operations.transfer_employee(
        context(town, "hr_manager"), code="E3", department_code="D3", effective_on=date(2025, 6, 1)
    )

    assert await rows(town, HISTORY.format(AFTER)) == [
        ("D4", "2024-02-05", "2025-01-01"),
        ("D2", "2025-01-01", "2025-06-01"),
        ("D3", "2025-06-01", None),
    ]


async def test_what_was_known_before_stays_known(town):
    await operations.transfer_employee(
        context(town, "hr_manager"), code="E3", department_code="D3", effective_on=date(2025, 6, 1)
    )

    assert await rows(town, HISTORY.format(BEFORE)) == [
        ("D4", "2024-02-05", "2025-01-01"),
        ("D2", "2025-01-01", None),
    ]


async def test_a_correction_into_the_past_leaves_the_later_transfer(town):
    await operations.transfer_employee(
        context(town, "hr_manager"), code="E3", department_code="D3", effective_on=date(2024, 7, 1)
    )

    assert await rows(town, HISTORY.format(AFTER)) == [
        ("D4", "2024-02-05", "2024-07-01"),
        ("D3", "2024-07-01", "2025-01-01"),
        ("D2", "2025-01-01", None),
    ]


async def test_only_the_first_fact_is_initial(town):
    await operations.transfer_employee(
        context(town, "hr_manager"), code="E3", department_code="D3", effective_on=date(2024, 7, 1)
    )

    found = await rows(
        town,
        f"select valid_from from assignment where employee_id='{uid('E3')}' and is_initial and superseded_at is null",
    )
    assert found == [("2024-02-05",)]


async def test_a_correction_on_the_hire_date_itself_replaces_the_first_fact(town):
    await operations.transfer_employee(
        context(town, "hr_manager"), code="E4", department_code="D2", effective_on=date(2025, 5, 12)
    )

    found = await rows(
        town,
        "select d.code,a.valid_from from assignment a join department d on d.id=a.department_id "
        f"where a.employee_id='{uid('E4')}' and a.is_initial and a.superseded_at is null",
    )
    assert found == [("D2", "2025-05-12")]


@pytest.mark.parametrize(
    ("code", "day"),
    [("E5", date(2025, 4, 1)), ("E3", date(2024, 2, 4))],
    ids=["after leaving", "before hiring"],
)
async def test_nobody_moves_while_not_employed(town, code, day):
    ctx = context(town, "hr_manager")

    trouble = await refused(
        town,
        lambda: operations.transfer_employee(ctx, code=code, department_code="D4", effective_on=day),
        InvalidState,
    )

    assert trouble.path == ("input", "effectiveOn")


async def test_a_transfer_changes_something(town):
    ctx = context(town, "hr_manager")

    await refused(town, lambda: operations.transfer_employee(ctx, code="E3"), InvalidInput)
    await refused(town, lambda: operations.transfer_employee(ctx, code="E3", manager_code="E3"), InvalidInput)


async def test_the_version_seen_must_be_the_present_one(town):
    ctx = context(town, "hr_manager")
    await operations.transfer_employee(ctx, code="E3", department_code="D3", version=1)

    trouble = await refused(
        town, lambda: operations.transfer_employee(ctx, code="E3", department_code="D4", version=1), Conflict
    )

    assert trouble.en.startswith("hr_manager changed this record on 06-30 16:00;")


async def test_a_promotion_goes_up_the_ladder(town):
    ctx, day = context(town, "hr_manager"), date(2024, 8, 1)

    await operations.promote_employee(ctx, code="E3", position_code="P2", effective_on=day)

    found = await rows(
        town,
        "select p.code,a.valid_from,a.reason from assignment a left join position p on p.id=a.position_id "
        f"where a.employee_id='{uid('E3')}' and a.superseded_at is null order by a.valid_from",
    )
    assert found == [("P1", "2024-02-05", ""), ("P2", "2024-08-01", "promotion"), (None, "2025-01-01", "")]


@pytest.mark.parametrize(
    ("code", "to"),
    [("E4", "P3"), ("E4", "P1"), ("E3", "P2")],
    ids=["another ladder", "no step", "no position"],
)
async def test_a_promotion_off_the_ladder_is_refused(town, code, to):
    ctx = context(town, "hr_manager")

    await refused(town, lambda: operations.promote_employee(ctx, code=code, position_code=to), InvalidState)


async def test_a_promotion_names_the_position(town):
    await refused(
        town, lambda: operations.promote_employee(context(town, "hr_manager"), code="E4"), InvalidInput
    )


async def pay_of(store, code):
    found = await store.reads.rows(
        "select c.id,c.base_salary,c.market_salary,c.valid_from,c.valid_to,k.wrapped from compensation c "
        f"join person_key k on k.person_id=c.employee_id where c.employee_id='{uid(code)}' "
        "and c.superseded_at is null order by c.valid_from"
    )
    unseal = store.vault.open
    return [
        (
            unseal(key, f"compensation.base_salary|{i}", base),
            market and unseal(key, f"compensation.market_salary|{i}", market),
            str(start),
        )
        for i, base, market, start, _, key in found
    ]


async def test_a_raise_keeps_the_old_pay_readable_and_both_sealed(town):
    ctx = context(town, "payroll_specialist")

    await operations.change_pay(
        ctx,
        code="E3",
        base_salary=Decimal(9600),
        market_salary=Decimal(9900),
        effective_on=date(2025, 1, 1),
    )

    assert await pay_of(town, "E3") == [("9000.50", None, "2024-02-05"), ("9600.00", "9900.00", "2025-01-01")]


async def test_a_raise_learned_late_does_not_undo_a_later_one(town):
    ctx = context(town, "payroll_specialist")
    later = replace(ctx, now=datetime(2025, 6, 30, 9, 0, tzinfo=UTC))

    await operations.change_pay(ctx, code="E3", base_salary=Decimal(9600), effective_on=date(2025, 1, 1))
    await operations.change_pay(later, code="E3", base_salary=Decimal(9300), effective_on=date(2024, 9, 1))

    assert [each[0] for each in await pay_of(town, "E3")] == ["9000.50", "9300.00", "9600.00"]
    assert later.now > NOW


async def test_a_first_pay_may_be_set_long_after_the_hire(town):
    hired: dict[str, Any] = {
        "code": "E9",
        "name": "何欣",
        "hired_on": date(2025, 6, 2),
        "department_code": "D2",
    }
    await operations.hire_employee(context(town, "hr_manager"), **hired)

    await operations.change_pay(context(town, "payroll_specialist"), code="E9", base_salary=Decimal(7000))

    ((base,),) = await town.reads.rows(
        "select count(*) from compensation c join employee e on e.id=c.employee_id where e.code='E9' and c.is_initial"
    )
    assert base == 1


async def test_an_earlier_first_pay_becomes_the_first_and_shows_the_person_once(town):
    await operations.hire_employee(
        context(town, "hr_manager"), code="E9", name="何欣", hired_on=date(2025, 6, 2), department_code="D2"
    )
    payroll = context(town, "payroll_specialist")

    await operations.change_pay(payroll, code="E9", base_salary=Decimal(7500), effective_on=date(2025, 12, 1))
    await operations.change_pay(payroll, code="E9", base_salary=Decimal(7000), effective_on=date(2025, 6, 2))

    first = "c.is_initial and c.superseded_at is null"
    whose = "from compensation c join employee e on e.id=c.employee_id where e.code='E9'"
    assert await rows(town, f"select c.valid_from {whose} and {first}") == [("2025-06-02",)]
