"""Which cards still move: not what is published, and a leaver's only until their last day has been counted."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.performance.cycles.models import Scorecard
from server.performance.cycles.scoring.filling import entered_values
from tests.people.town import rows
from tests.performance.scored import card_of, hear_customers, open_cycle, publish_plan, score
from tests.plan.world import uid

LEFT = date(2025, 3, 31)


@pytest.fixture
async def cycle(town):
    await publish_plan(town)
    await hear_customers(town)
    made = await open_cycle(town)
    await score(town, made)
    return made


async def mark(town, **values: object) -> None:
    await town.write(lambda: Scorecard.filter(employee_id=uid("E5")).update(so_far=1, **values))


@pytest.mark.parametrize(
    ("values", "so_far"),
    [
        ({"computed_at": datetime(2025, 3, 31, 9, tzinfo=UTC)}, 5000),
        ({"computed_at": datetime(2025, 4, 1, 9, tzinfo=UTC)}, 1),
        ({"computed_at": datetime(2025, 4, 1, 9, tzinfo=UTC), "final_on": date(2025, 3, 20)}, 5000),
        ({"state": "PUBLISHED"}, 1),
        ({"state": "REVISED"}, 1),
    ],
    ids=["last day not over", "counted since", "another last day", "published", "revised"],
)
async def test_a_leavers_card_settles_once_the_last_day_is_counted(town, cycle, values, so_far):
    await mark(town, **values)

    await score(town, cycle)

    assert (await card_of(town, "E5")).so_far == so_far


async def test_a_revised_card_is_scored_for_whoever_is_named(town, cycle):
    await mark(town, state="REVISED", computed_at=None)

    await score(town, cycle, [uid("E5")])

    assert ((await card_of(town, "E5")).so_far, (await card_of(town, "E5")).state) == (5000, "REVISED")
    assert await rows(town, "select count(*) from scorecard") == [("5",)]


def test_a_line_nobody_rated_says_so():
    assert entered_values(None)["reason"] == "NOT_RATED"
