"""The parts of an exit at their edges: what the draft is worked from, and a message that comes too early."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from server.jobs.models import OutboxMessage
from server.jobs.queue import Task
from server.kernel.clock import Clock
from server.people import operations
from server.people.jobs import close_due_accounts, handlers
from server.people.models import LeaveKind, PayrollMonth, SeveranceDraft
from server.store.base import stamp
from server.store.keys import person_key
from tests.approvals.cast import LATER, house
from tests.approvals.conftest import town  # noqa: F401 (the fixture)
from tests.people.test_exits import work_off
from tests.people.town import one, rows
from tests.plan.world import POLICY, context, uid


async def drafted(town) -> tuple[str, str, str | None]:  # noqa: F811
    """Return basis, months and the opened amount of the one draft there is."""

    async def read() -> tuple[str, str, str | None]:
        (draft,) = await SeveranceDraft.all()
        key = await person_key(town.vault, uid("E3"))
        amount = draft.amount and town.vault.open(key, f"severance_draft.amount|{draft.id}", draft.amount)
        return str(draft.basis), str(draft.months), amount

    found: tuple[str, str, str | None] = await town.write(read)
    return found


async def test_the_draft_is_worked_from_the_pay_runs_of_the_last_twelve_months(town):  # noqa: F811
    """From 2024-02-05 to 2025-07-31: a year and 5 months, so 1.5; (10000 + 11000) / 2 x 1.5 = 15750.00."""
    ctx = context(town, "hr_manager")

    async def pay() -> None:
        key = await person_key(town.vault, uid("E3"))
        for year, month, gross in ((2024, 6, "1.00"), (2024, 7, "10000.00"), (2025, 6, "11000.00")):
            first = date(year, month, 1)
            row = PayrollMonth(**stamp(ctx), recorded_at=ctx.now, employee_id=uid("E3"), month=first)
            row.gross_pay = town.vault.seal(key, f"payroll_month.gross_pay|{row.id}", gross)
            await row.save(force_create=True)

    await town.write(pay)
    leave: dict[str, Any] = {"code": "E3", "left_on": date(2025, 7, 31), "leave_kind": LeaveKind.INVOLUNTARY}
    await operations.record_leave(ctx, **leave)
    await work_off(town, LATER)

    assert await drafted(town) == ("BY_SERVICE", "150", "15750.00")


async def test_without_pay_runs_the_base_pay_counts(town):  # noqa: F811
    """1.5 months x 9000.50 = 13500.75."""
    leave: dict[str, Any] = {"code": "E3", "left_on": date(2025, 7, 31), "leave_kind": LeaveKind.INVOLUNTARY}
    await operations.record_leave(context(town, "hr_manager"), **leave)
    await work_off(town, LATER)

    assert await drafted(town) == ("BY_SERVICE", "150", "13500.75")


async def test_an_account_told_too_early_is_shut_by_the_daily_work(town):  # noqa: F811
    leave: dict[str, Any] = {"code": "E3", "left_on": date(2025, 7, 31), "leave_kind": LeaveKind.VOLUNTARY}
    await operations.record_leave(context(town, "hr_manager"), **leave)
    known = handlers(town, Clock("Asia/Shanghai", LATER), lambda: POLICY)
    ((payload,),) = await town.reads.rows("select payload from outbox_message where topic='exit.accounts'")
    assert (
        await known["exit.accounts"](Task(OutboxMessage, "t", "exit.accounts", payload, 1, "l", None))
        == "not yet"
    )
    await close_due_accounts(house(town, today=date(2025, 7, 31)))
    assert await one(town, "select is_active from account where username='e3'")

    await close_due_accounts(house(town, datetime(2025, 7, 31, 16, tzinfo=UTC), date(2025, 8, 1)))

    assert not await one(town, "select is_active from account where username='e3'")
    told = "select state,receipt from exit_step where target='ACCOUNTS'"
    assert await rows(town, told) == [("DONE", "disabled 2025-08-01T00:00 local")]


async def test_a_message_of_no_exit_does_nothing(town):  # noqa: F811
    known = handlers(town, Clock("Asia/Shanghai", LATER), lambda: POLICY)

    assert (
        await known["exit.payroll"](Task(OutboxMessage, "t", "exit.payroll", "{}", 1, "l", None))
        == "no such exit"
    )
