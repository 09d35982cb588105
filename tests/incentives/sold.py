"""What the tests of commissions share: a deal of a customer, a commission in one call, and what falls due."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from server import approvals
from server.approvals import Decided
from server.feedback.models import CustomerAccount
from server.incentives.commissions import operations as commissions
from server.incentives.reckoning.falling_due import work_out_commissions
from server.metrics.periods import named
from server.store.store import Store
from tests.approvals.cast import house, settle_town, settled
from tests.incentives.fair import as_role
from tests.plan.world import row, uid

LINES = "select kind,due_on,state from incentive_commission_line order by place"
STATE = "select state,stopped_on,stop_reason from incentive_commission"
HEARD = datetime(2025, 1, 1, tzinfo=UTC)


async def set_up(store: Store) -> None:
    """Record a deal of a customer, for E3 to have a commission of."""
    await settle_town(store)

    async def work() -> None:
        await CustomerAccount.create(
            **row("C1"), started_on=date(2024, 6, 1), recorded_at=HEARD, source_key="KA-1", agent_id=uid("E3")
        )

    await store.write(work)
    await commissions.save_deal(
        hr(store), code="DEAL-1", name="大客户", signed_on=date(2025, 1, 1), customer_key="KA-1"
    )


def hr(store: Store) -> Any:
    return as_role(store, "E1", "hr_manager")


async def proposed(store: Store, **given: Any) -> str:
    usual: dict[str, Any] = {
        "deal_code": "DEAL-1", "employee_code": "E3", "amount": Decimal("120000.00"),
        "starts_on": date(2025, 1, 1), "months": 12,
    }  # fmt: skip
    return await commissions.propose_commission(hr(store), **usual | given)


async def decided(store: Store, row_id: str, decision: Decided = Decided.APPROVE) -> None:
    ((request,),) = await store.reads.rows(
        f"select approval_id from incentive_commission where id='{row_id}'"
    )
    await approvals.decide(as_role(store, "E6", "hr_manager"), str(request), decision, note="seen")
    await settled(store, str(request))


async def running(store: Store, **given: Any) -> str:
    row_id = await proposed(store, **given)
    await decided(store, row_id)
    return row_id


async def amounts(store: Store, period: str) -> list[tuple[str, int]]:
    found = await work_out_commissions(house(store), named(period))
    return [(each.employee_id, each.amount) for each in found]


async def lose_customer(store: Store, day: date) -> None:
    async def work() -> None:
        await CustomerAccount.filter(source_key="KA-1").update(ended_on=day)

    await store.write(work)
