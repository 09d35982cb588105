"""How raters differ, told to those who see the cards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.performance.cycles.models import Scorecard
from server.performance.reviews.spread import rater_spread
from tests.performance.scored import open_cycle, publish_plan, score
from tests.plan.world import context, uid

SCORES = {"E1": 9000, "E2": 8000, "E3": 7000, "E5": 5000, "E6": None}
RATINGS = {"E1": "A", "E2": "B", "E3": "C", "E5": "E", "E6": None}


@pytest.fixture
async def cycle(town):
    """Cards of E3 and E5 rated by E2, all others by E1; E6 has no score yet."""
    await publish_plan(town)
    made = await open_cycle(town)
    await score(town, made)

    async def mark():
        for person, points in SCORES.items():
            rater = uid("E2" if person in ("E3", "E5") else "E1")
            await Scorecard.filter(employee_id=uid(person)).update(
                score=points, rating=RATINGS[person], rater_id=rater, state="CALIBRATION"
            )

    await town.write(mark)
    return made


def brief(found):
    return [(each.name, each.count, each.scored, each.bands, each.mean, each.gap) for each in found]


async def test_cards_are_counted_by_rater_and_band_with_the_difference_of_means(town, cycle):
    found = await rater_spread(context(town, "auditor"), cycle_id=cycle)
    assert found == []

    found = await rater_spread(context(town, "performance_specialist"), cycle_id=cycle)

    assert brief(found) == [
        ("王芳", 2, 2, (1, 1, 0, 0, 0), Decimal("85.00"), Decimal("25.00")),
        ("李娜", 2, 2, (0, 0, 1, 0, 1), Decimal("60.00"), Decimal("-25.00")),
    ]  # the specialist is E6, whose own card is not among them; (90+80)/2 - (70+50)/2
    assert [each.hint for each in found] == [None, None]


async def test_a_manager_sees_the_spread_of_their_team_only(town, cycle):
    found = await rater_spread(context(town, "department_manager"), cycle_id=cycle)

    assert [(each.name, each.count) for each in found] == [("李娜", 2)]


async def test_a_department_counts_with_all_beneath_it(town, cycle):
    found = await rater_spread(
        context(town, "performance_specialist"), cycle_id=cycle, department_id=uid("D2")
    )

    assert [(each.name, each.count) for each in found] == [("李娜", 2), ("王芳", 1)]


@pytest.mark.parametrize("role", ["employee", "hr_specialist", "payroll_specialist"])
async def test_who_sees_no_drafts_sees_no_spread(town, cycle, role):
    found = await rater_spread(context(town, role), cycle_id=cycle)

    assert found == []
