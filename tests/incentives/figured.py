"""What the tests of amounts share: customers served, and what rules pay for it, by employee number."""

from __future__ import annotations

from server.incentives.reckoning.working_out import work_out
from server.metrics.agreed.registry import Registry
from server.metrics.periods import named
from server.store.store import Store
from tests.approvals.cast import house
from tests.incentives.drafted import drafted
from tests.incentives.fair import set_up
from tests.performance.scored import hear_customers
from tests.plan.world import uid

QUARTER = named("2025-Q1")


async def served(store: Store) -> None:
    """E3 served ten customers of whom eight were content, E5, who leaves on 31 March, two of whom one was."""
    await set_up(store)
    await hear_customers(store)


async def amounts(store: Store, rules: str, period: str = "2025-Q1", **given: object) -> dict[str, int]:
    scheme = await drafted(store, rules=rules, code=f"S{abs(hash(rules)) % 10**6}", **given)
    found = await work_out(house(store), Registry(store), scheme, named(period))
    codes = {uid(f"E{number}"): f"E{number}" for number in range(1, 7)}
    return {codes[each.employee_id]: each.amount for each in found}
