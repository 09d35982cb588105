"""What the tests of schemes share: a draft in one call, and its approval by a second person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from server import approvals
from server.approvals import Decided
from server.incentives.schemes.operations import schemes
from server.incentives.schemes.operations import steps as scheme_steps
from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.performance.plans.models import RoleFamily
from server.store.store import Store
from tests.approvals.cast import settled
from tests.incentives.fair import as_role
from tests.people.town import rows
from tests.plan.world import row

RULES = "when csat >= 75%: pay 500.00\ncap 800.00"
GIVEN: dict[str, Any] = {
    "code": "SERVICE",
    "name": "服务奖",
    "name_en": "Service bonus",
    "rules": RULES,
    "budget": Decimal("5000.00"),
    "starts_on": date(2025, 1, 1),
}
SCHEMES = "select code,revision,state from incentive_scheme order by revision"


def drafter(store: Store) -> Context:
    """Return E1 as an HR manager; E6, who has an account with that role, is the second person."""
    return as_role(store, "E1", "hr_manager")


async def drafted(store: Store, **given: Any) -> str:
    return await schemes.save_incentive_scheme(drafter(store), Registry(store), **GIVEN | given)


async def proposed(store: Store, scheme: str) -> str:
    """Propose a scheme and return the id of the request."""
    await scheme_steps.propose_incentive_scheme(drafter(store), Registry(store), id=scheme)
    ((request,),) = await store.reads.rows(f"select approval_id from incentive_scheme where id='{scheme}'")
    return str(request)


async def decided(store: Store, request: str, decision: Decided = Decided.APPROVE, note: str = "") -> None:
    await approvals.decide(as_role(store, "E6", "hr_manager"), request, decision, note=note)
    await settled(store, request)


async def active(store: Store, **given: Any) -> str:
    scheme = await drafted(store, **given)
    await decided(store, await proposed(store, scheme))
    return scheme


async def front_line(store: Store) -> None:
    """Make the family of P1 one that serves customers."""

    async def work() -> None:
        await RoleFamily.create(**row("Y1"), code="service", name="客服", is_front_line=True)

    await store.write(work)


async def states(store: Store) -> list[tuple[Any, ...]]:
    return await rows(store, SCHEMES)
