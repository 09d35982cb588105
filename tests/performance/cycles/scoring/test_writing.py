"""Many rows at once: each gets its own values on both databases, and only a change people see raises the version."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from server.people.operations.access import link
from server.performance.cycles.models import Scorecard, ScorecardState
from server.performance.cycles.scoring.writing import CARD, turn_cards, update_rows
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


async def set_card(person: str, values: dict[str, Any]) -> None:
    await Scorecard.filter(employee_id=uid(person)).update(**values)


async def test_cards_turn_at_once_with_shared_ranks_and_a_version_more(town):
    cycle = await ready(town)
    hr = context(town, "hr_manager")
    scores = {"E1": 7000, "E2": None, "E3": 8000, "E5": 8000, "E6": 9000}
    for person, score in scores.items():
        values = {"score": score, "state": "SELF" if person == "E6" else "CALIBRATION"}
        await town.write(
            lambda person=person, values=values: Scorecard.filter(employee_id=uid(person)).update(**values)
        )
    before = await card_of(town, "E3")

    await town.write(
        lambda: turn_cards(hr, cycle, (ScorecardState.CALIBRATION,), ScorecardState.PUBLISHED, "published_at")
    )

    cards = {person: await card_of(town, person) for person in scores}
    assert {person: (card.state, card.rank) for person, card in cards.items()} == {
        "E1": ("PUBLISHED", 3), "E2": ("PUBLISHED", None), "E3": ("PUBLISHED", 1), "E5": ("PUBLISHED", 1),
        "E6": ("SELF", None),
    }  # fmt: skip
    assert (cards["E3"].published_at, cards["E3"].version) == (hr.now, before.version + 1)
