"""A dry run is for who sees pay and rules, tells what a change would cost, and keeps nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from server.incentives.reckoning.rewards import Terms
from server.incentives.reckoning.working_out import Changes
from server.incentives.schemes.trying import dry_run, try_rules
from server.kernel.errors import Denied, InvalidInput, NotFound
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.incentives.drafted import drafted, drafter
from tests.incentives.fair import as_role
from tests.incentives.figured import served
from tests.plan.world import uid


@pytest.fixture
async def town(store: Store) -> Store:
    await served(store)
    return store


async def test_a_dry_run_tells_what_a_change_of_figures_would_cost_and_keeps_nothing(town):
    scheme = await drafted(town, rules="when csat >= 85%: pay 500")
    changes = Changes(figures={"csat": Fraction(110, 100)})

    found = await dry_run(drafter(town), Registry(town), scheme, "2025-Q1", changes)

    assert (found.before, found.total, found.budget) == (0, 50_000, 500_000)
    assert found.codes[uid("E3")] == "E3"
    with pytest.raises(NotFound):
        await dry_run(drafter(town), Registry(town), uid("E1"), "2025-Q1")
    with pytest.raises(InvalidInput):
        await dry_run(drafter(town), Registry(town), scheme, "spring")


async def test_only_who_sees_pay_and_rules_may_try_them(town):
    scheme = await drafted(town)
    given: dict[str, Any] = {
        "rules": "pay 1",
        "terms": Terms(100),
        "family": "",
        "department_code": None,
        "period_name": "2025-Q1",
    }

    for role in ("payroll_specialist", "performance_specialist", "department_manager", "general_manager"):
        with pytest.raises(Denied):
            await dry_run(as_role(town, "E2", role), Registry(town), scheme, "2025-Q1")
        with pytest.raises(Denied):
            await try_rules(as_role(town, "E2", role), Registry(town), **given)
    assert (await try_rules(drafter(town), Registry(town), **given)).total == 100
    with pytest.raises(InvalidInput):
        await try_rules(drafter(town), Registry(town), **given | {"department_code": "NONE"})
