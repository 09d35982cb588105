"""Two definitions, one team, and the steps that lead from one figure to the other."""

from decimal import Decimal
from typing import Any

import pytest

from server.metrics.agreed.registry import Registry
from server.metrics.answers.bridge import compare_definitions
from server.metrics.asked import PeriodAsk
from tests.metrics.answers.firm import APRIL_END, DISPUTE
from tests.metrics.company import found, seen_by

MARCH = PeriodAsk(named=("2025-03",))
OPENING, AVERAGE = "attrition_rate_opening", "attrition_rate_average"


async def test_fifteen_percent_becomes_ten_over_more_people(store):
    """3/20 = 15%; the same 3 over (20 + 40)/2 = 30 people are 10%: the denominator takes 5 points away."""
    ctx = await found(store, APRIL_END, DISPUTE)

    got: Any = await compare_definitions(ctx, Registry(store), MARCH, keys=[OPENING, AVERAGE])

    assert [variant.cell.value for variant in got.variants if variant.cell] == [
        Decimal("0.15"),
        Decimal("0.1"),
    ]
    assert [(step.numerator, step.denominator, step.value, step.effect) for step in got.bridge] == [
        (3, 20, Decimal("0.15"), None),
        (3, 20, Decimal("0.15"), 0),
        (3, 30, Decimal("0.1"), Decimal("-0.05")),
    ]
    assert got.bridge[1].label.zh == "分子相同:离职人次 3"
    assert got.bridge[2].label.zh == "分母:期初在职人数 20 → 平均在职人数 30"
    assert got.variants[0].difference.zh == "离职人次 ÷ 期初在职人数"
    assert got.sentence.zh.endswith(
        "15.0%,“离职率（平均口径）”10.0%,相差-5.0个百分点:分子同为3,分母由期初在职人数20换为平均在职人数30。"
    )


async def test_a_family_is_bridged_to_its_default(store):
    ctx = await found(store, APRIL_END, DISPUTE)

    got: Any = await compare_definitions(ctx, Registry(store), MARCH, family="attrition")

    assert len(got.variants) == 7
    assert {step.end for step in got.bridge} == {AVERAGE}
    assert all(step.start != AVERAGE for step in got.bridge)


async def test_the_effects_of_both_halves_add_up(store):
    """Two of four goals met; five people employed: 2/4 = 50% of the appraised, 2/5 = 40% of all."""
    tables = {
        "employment": [{"repeat": 5, "spell_id": "p{i}", "start_date": APRIL_END.replace(year=2023)}],
        "appraisal": [
            {
                "person_id": f"p{at}",
                "closed_on": APRIL_END.replace(month=3),
                "rating": "B",
                "met_goal": at <= 2,
            }
            for at in (1, 2, 3, 4)
        ],
    }
    ctx = await found(store, APRIL_END, tables)

    got: Any = await compare_definitions(ctx, Registry(store), MARCH, family="goal_attainment")

    start, above, below = got.bridge
    assert (start.value, above.effect, below.effect, below.value) == (
        Decimal("0.4"), 0, Decimal("0.1"), Decimal("0.5"),
    )  # fmt: skip


async def test_who_may_not_see_the_figures_gets_definitions_without_them(sqlite_store):
    ctx = await found(sqlite_store, APRIL_END, DISPUTE)

    got: Any = await compare_definitions(
        seen_by(ctx, "administrator"), Registry(sqlite_store), MARCH, keys=[OPENING, AVERAGE]
    )

    assert ([variant.cell for variant in got.variants], got.bridge) == ([None, None], ())
    assert got.sentence.en == "There are no figures for you to compare."


@pytest.mark.parametrize("asked", [{"family": "no_such"}, {"keys": ["nothing"]}, {}])
async def test_nothing_is_compared_with_nothing(sqlite_store, asked):
    ctx = await found(sqlite_store, APRIL_END, {})

    assert await compare_definitions(ctx, Registry(sqlite_store), MARCH, **asked) is None
