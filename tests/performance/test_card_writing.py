"""Many rows at once: each gets its own values on both databases, and only a change people see raises the version."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from server.people.operations.access import link
from server.performance.card_writing import CARD, PUBLISHED, update_rows
from server.performance.cycle_models import Scorecard, ScorecardState
from tests.performance.scored import card_of, ready
from tests.plan.world import context, uid

AT = datetime(2025, 6, 30, 1, 2, 3, tzinfo=UTC)


async def test_each_row_gets_its_own_values(town):
    await ready(town)
    hr = context(town, "hr_manager")
    first, second = await card_of(town, "E3"), await card_of(town, "E6")
    shared = {"plan_id": link(first, "plan_id"), "department_id": uid("D2"), "self_score": None, "rating": None,
              "reason": "", "is_final": True, "run_id": "r", "computed_at": AT, "updated_at": AT}  # fmt: skip
    rows: list[dict[str, Any]] = [
        {
            "id": first.id,
            **shared,
            "score": 7500,
            "so_far": 1,
            "rater_id": uid("E2"),
            "final_on": date(2025, 3, 1),
        },
        {"id": second.id, **shared, "score": None, "so_far": 2, "rater_id": None, "final_on": None},
    ]

    await town.write(lambda: update_rows(hr, Scorecard, CARD, rows))

    one, other = await card_of(town, "E3"), await card_of(town, "E6")
    assert (one.score, one.so_far, link(one, "rater_id")) == (7500, 1, uid("E2"))
    assert (one.final_on, one.is_final) == (date(2025, 3, 1), True)
    assert (other.score, other.so_far, link(other, "rater_id"), other.final_on) == (None, 2, "", None)
    assert (one.computed_at, one.version) == (AT, first.version)
    assert (await card_of(town, "E1")).run_id != "r"


async def test_what_people_see_raises_the_version(town):
    await ready(town)
    card = await card_of(town, "E3")
    row = {"id": card.id, "state": ScorecardState.PUBLISHED, "rank": 3, "published_at": AT, "updated_at": AT}

    await town.write(lambda: update_rows(context(town, "hr_manager"), Scorecard, PUBLISHED, [row], bump=True))
    await town.write(lambda: update_rows(context(town, "hr_manager"), Scorecard, PUBLISHED, []))

    now = await card_of(town, "E3")
    assert (now.state, now.rank, now.published_at, now.version) == ("PUBLISHED", 3, AT, card.version + 1)
