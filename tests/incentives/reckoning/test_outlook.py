"""What somebody's own schemes promise: the lines that are for them, judged by their own figures, without an amount."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from server.incentives.reckoning.outlook import outlooks
from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.incentives.drafted import active, drafted
from tests.incentives.fair import as_role
from tests.incentives.figured import served

MARCH = datetime(2025, 3, 20, tzinfo=UTC)
RULES = "when csat >= 75%: pay 500.00\nwhen team csat >= 99%: pay 10.00\npay 2 per valid_feedback_count\ncap 800.00"


@pytest.fixture
async def town(store: Store) -> Store:
    await served(store)
    await active(store, rules=RULES)
    await drafted(store, code="LATER", rules="pay 5.00")
    return store


def at(ctx: Context, moment: datetime = MARCH) -> Context:
    return replace(ctx, now=moment, today=moment.date())


async def test_each_line_stands_by_ones_own_figure_and_the_team_is_not_told(town):
    (found,) = await outlooks(at(as_role(town, "E3", "employee")), Registry(town))

    assert (found.code, found.period.name) == ("SERVICE", "2025-Q1")
    csat, team, pay, cap = found.promises
    assert (csat.is_met, csat.share, csat.receipt[:3]) == (True, Fraction(1), "z1.")
    assert csat.condition.en == "Customer satisfaction is at least 75%"
    assert (csat.reward.en, csat.stands.en) == (
        "pay 500.00",
        "Customer satisfaction is at least 75%, it was 80% (met)",
    )
    assert [(each.is_met, each.stands.en, each.receipt) for each in (team, pay, cap)] == [(None, "", "")] * 3

    (other,) = await outlooks(at(as_role(town, "E5", "employee")), Registry(town))
    assert (other.promises[0].is_met, other.promises[0].share) == (False, Fraction(2, 3))
    assert other.promises[0].stands.en.endswith("it was 50% (not met)")


async def test_a_scheme_for_others_or_out_of_force_is_not_mine(town):
    await active(town, code="AGENTS", rules="pay 5.00", family="none-such")
    codes = [each.code for each in await outlooks(at(as_role(town, "E3", "employee")), Registry(town))]
    assert codes == ["SERVICE"]
    before = datetime(2024, 12, 31, tzinfo=UTC)
    assert await outlooks(at(as_role(town, "E3", "employee"), before), Registry(town)) == []
