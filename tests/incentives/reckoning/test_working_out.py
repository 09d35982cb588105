"""A scheme worked out of real rows: figures of the engine with their receipts, for whoever was employed."""

from __future__ import annotations

import pytest

from server.incentives.reckoning.working_out import (
    Outcome,
    RulesBroken,
    setting_of,
    work_out,
    work_out_commissions,
)
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.approvals.cast import house
from tests.incentives.drafted import drafted, front_line
from tests.incentives.figured import QUARTER, amounts, served
from tests.plan.world import uid


@pytest.fixture
async def town(store: Store) -> Store:
    await served(store)
    return store


async def test_who_was_employed_in_the_period_is_paid_by_their_own_figures(town):
    # E4 begins in May. E3 has 8 of 10, E5 1 of 2; nobody asked about the others.
    assert await amounts(town, "when csat >= 80%: pay 500") == {
        "E1": 0,
        "E2": 0,
        "E3": 50_000,
        "E5": 0,
        "E6": 0,
    }
    assert await amounts(town, "pay 2 per valid_feedback_count over 1") == {
        "E1": 0, "E2": 0, "E3": 1_800, "E5": 200, "E6": 0,
    }  # fmt: skip


async def test_figures_come_with_receipts_and_missing_ones_are_told(town):
    scheme = await drafted(town, rules="when csat >= 80%: pay 500")

    found = {each.employee_id: each for each in await work_out(house(town), Registry(town), scheme, QUARTER)}

    assert found[uid("E3")].steps[0].receipt.startswith("z1.")
    assert found[uid("E3")].attainment == 10_000
    assert found[uid("E5")].attainment == 6_250
    assert found[uid("E1")].outcome is Outcome.NO_FIGURE


async def test_a_change_is_measured_from_the_period_before(town):
    rules = "when valid_feedback_count up 5 points from last period: pay 10"
    assert (await amounts(town, rules))["E3"] == 1_000
    assert (await amounts(town, f"{rules}\n", "2025-Q2"))["E3"] == 0


async def test_rules_that_cannot_be_read_are_not_worked_out(town):
    scheme = await drafted(town, rules="pay 5\nwhen happiness >= 5: pay 5")

    with pytest.raises(RulesBroken) as told:
        await work_out(house(town), Registry(town), scheme, QUARTER)
    assert told.value.en.startswith("Line 2: The dictionary has no 'happiness'.")


async def test_a_scheme_for_everybody_counts_as_one_for_the_front_line(town):
    await front_line(town)

    found = [await setting_of(house(town), family, 1) for family in ("", "service", "office")]

    assert [each.is_front_line for each in found] == [True, True, False]
    allowed = {
        (each.allows_sales_only, each.allows_raised_score, each.allows_telling_score) for each in found
    }
    assert allowed == {(False, False, False)}


async def test_without_commissions_nothing_falls_due(town):
    assert await work_out_commissions(house(town), QUARTER) == []
