"""What one has just recorded is taken back exactly: by its maker, within the hour, while nothing else has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from server.kernel.errors import Conflict, Denied, InvalidState
from server.people import operations
from server.people.models import Contract, LeaveKind
from tests.people.town import one, refused, rows
from tests.plan.world import context, uid

FACTS = {
    "assignment": "valid_from,valid_to,department_id,position_id,manager_id,is_initial",
    "employment": "valid_from,valid_to,notice_on,left_on,leave_kind,contract,probation_ends_on,confirmed_on",
    "compensation": "valid_from,valid_to,currency,is_initial",
    "movement": "moved_on,kind",
    "probation_outcome": "decided_on,result",
}
WHO = uid("E3")
STEPS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "transfer": (
        "hr_manager",
        "transfer_employee",
        {"department_code": "D4", "effective_on": date(2025, 6, 1)},
    ),
    "manager": ("hr_manager", "transfer_employee", {"manager_code": "E2"}),
    "promotion": (
        "hr_manager",
        "promote_employee",
        {"position_code": "P2", "effective_on": date(2024, 8, 1)},
    ),
    "pay": ("payroll_specialist", "change_pay", {"base_salary": Decimal(9000)}),
    "contract": (
        "hr_manager",
        "change_contract",
        {"contract": Contract.FIXED_TERM, "contract_ends_on": date(2027, 5, 31)},
    ),
    "notice": ("hr_manager", "give_notice", {}),
    "leaving": (
        "hr_manager",
        "record_leave",
        {"left_on": date(2025, 12, 31), "leave_kind": LeaveKind.VOLUNTARY},
    ),
}


async def known(store: Any) -> list[Any]:
    where = f"employee_id='{WHO}' and superseded_at is null order by 1"
    return [
        await rows(store, f"select {columns} from {table} where {where}") for table, columns in FACTS.items()
    ]


async def version_of(store: Any) -> int:
    return int(await one(store, f"select version from employee where id='{WHO}'"))


@pytest.mark.parametrize("name", STEPS)
async def test_what_held_before_holds_again(town, name):
    role, act, given = STEPS[name]
    ctx = context(town, role)
    before = await known(town)
    await getattr(operations, act)(ctx, id=WHO, **given)
    assert await known(town) != before

    await operations.undo_change(later(ctx, 5), id=WHO, version=await version_of(town))

    assert await known(town) == before


async def test_pay_that_was_sealed_is_sealed_anew_and_still_opens(town):
    ctx = context(town, "payroll_specialist")
    await operations.change_pay(ctx, id=WHO, base_salary=Decimal(9000))
    await operations.undo_change(later(ctx, 5), id=WHO, version=await version_of(town))

    await operations.change_pay(later(ctx, 9), id=WHO, base_salary=Decimal(9100))


async def test_an_exit_is_taken_back_with_the_leave(town):
    ctx = context(town, "hr_manager")
    await operations.record_leave(ctx, id=WHO, left_on=date(2025, 12, 31), leave_kind=LeaveKind.VOLUNTARY)
    await operations.undo_change(later(ctx, 5), id=WHO, version=await version_of(town))

    assert await rows(town, f"select is_taken_back from exit_case where employee_id='{WHO}'") in (
        [("1",)],
        [("True",)],
    )


async def test_what_was_changed_since_stays(town):
    ctx = context(town, "hr_manager")
    await operations.transfer_employee(ctx, id=WHO, department_code="D4")
    seen = await version_of(town)
    await operations.transfer_employee(later(ctx, 5), id=WHO, department_code="D2")

    await refused(town, lambda: operations.undo_change(later(ctx, 9), id=WHO, version=seen), Conflict)


async def test_only_its_maker_takes_it_back_within_the_hour_and_once(town):
    ctx = context(town, "hr_manager")
    await operations.transfer_employee(ctx, id=WHO, department_code="D4")
    seen = await version_of(town)

    def undo(who: Any) -> Any:
        return lambda: operations.undo_change(who, id=WHO, version=seen)

    await refused(town, undo(later(ctx, 3601)), InvalidState)
    await refused(town, undo(later(context(town, "hr_specialist"), 5)), InvalidState)
    await operations.undo_change(later(ctx, 5), id=WHO, version=seen)
    await refused(town, undo(later(ctx, 9)), Conflict)
    await refused(town, lambda: operations.undo_change(later(ctx, 9), id=WHO, version=seen + 1), InvalidState)


async def test_one_who_may_do_it_no_more_may_not_take_it_back(town):
    ctx = context(town, "hr_manager")
    await operations.give_notice(ctx, id=WHO)
    seen, manager = await version_of(town), context(town, "department_manager")
    demoted = replace(
        later(manager, 5), principal=replace(manager.principal, account_id=ctx.principal.account_id)
    )

    await refused(town, lambda: operations.undo_change(demoted, id=WHO, version=seen), Denied)


def later(ctx: Any, seconds: int) -> Any:
    return replace(ctx, now=ctx.now + timedelta(seconds=seconds))
