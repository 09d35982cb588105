"""What tests of score plans share: a plan that is in order, somebody with a role, and the end of an approval."""

from __future__ import annotations

from server.access.models import Account, RoleGrant
from server.approvals.models import ApprovalRequest
from server.performance.models import ScorePlan
from server.performance.plans.approving import PLAN
from server.performance.plans.models import ComponentGroup
from server.performance.plans.points import Component
from server.store.store import Store
from tests.plan.world import context, row, uid

FULL = (
    Component("SERVICE", 6000, name="服务", name_en="Service", group=ComponentGroup.SERVICE),
    Component("CSAT", 4000, name="满意度", name_en="Satisfaction", group=ComponentGroup.CSAT),
)


async def give_role(store: Store, person: str, role: str) -> None:
    """Let somebody hold a role for the whole company."""

    async def work() -> None:
        account = await Account.create(
            **row(f"A{person[1:]}"),
            username=f"{person.lower()}{role}",
            employee_id=uid(person),
            display_name=person,
        )
        await RoleGrant.create(
            **row(f"G{person[1:]}"), account_id=account.id, role=role, valid_from=context(store, role).today
        )

    await store.write(work)


async def publish(store: Store, plan_id: str, *, approve: bool = True) -> None:
    """Let what follows from the decision on a plan happen."""
    ctx = context(store, "hr_manager")

    async def work() -> None:
        plan = await ScorePlan.get(id=plan_id)
        request = await ApprovalRequest.get(id=plan.approval_id)
        settle = PLAN.approved if approve else PLAN.refused
        assert settle is not None
        await settle(ctx, request)

    await store.write(work)
