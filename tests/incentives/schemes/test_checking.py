"""Rules are read line by line, with what is wrong at its line; what is odd does not stand in the way."""

from __future__ import annotations

from server.incentives.schemes.checking import check
from server.metrics.agreed.registry import Registry
from server.store.store import Store
from tests.approvals.cast import house, settle_town
from tests.incentives.drafted import front_line


async def test_what_can_be_read_is_told_beside_what_cannot(store: Store):
    await settle_town(store)

    found = await check(
        house(store), Registry(store), "when csat >= 85%: pay 5\nwhat\npay 5 per happiness", "", 100_000
    )

    assert [(line.number, line.metrics) for line in found.lines] == [(1, ("csat",)), (3, ("happiness",))]
    assert found.lines[0].names[0].en == "Customer satisfaction"
    assert [(problem.code, problem.line) for problem in found.problems] == [
        ("E_FORM", 2),
        ("UNKNOWN_METRIC", 3),
    ]
    assert not found.is_ready


async def test_a_warning_leaves_rules_ready(store: Store):
    await settle_town(store)
    await front_line(store)

    found = await check(house(store), Registry(store), "when csat <= 85%: pay 5", "service", 100_000)

    assert [problem.code for problem in found.problems] == ["AGAINST_DIRECTION"]
    assert found.is_ready
