"""What steps stand on: one out of sight is as none, and what has to be written says enough and not too much."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied, InvalidInput, NotFound
from server.performance.cycles.operations.card_ground import find_card, find_cycle, places_of, required_text
from tests.performance.scored import card_of, ready
from tests.plan.world import context, uid


async def test_a_card_out_of_sight_is_as_one_that_is_not_there(town):
    await ready(town)
    card = await card_of(town, "E3")
    stranger = context(town, "performance_specialist")

    for who, row_id, kind in (
        (stranger, uid("X1"), NotFound),
        (context(town, "payroll_specialist"), card.id, Denied),
        (context(town, "employee"), card.id, Denied),
    ):
        with pytest.raises(kind):
            await town.write(lambda who=who, row_id=row_id: find_card(who, row_id, "returnScorecard"))
    with pytest.raises(NotFound):
        await town.write(lambda: find_card(stranger, card.id, "acknowledgeScorecard", own=True))
    with pytest.raises(NotFound):
        await town.write(lambda: find_cycle(uid("X1")))


async def test_everybody_is_placed_where_they_count_today(town):
    found = await town.write(
        lambda: places_of(context(town, "hr_manager"), [uid("E3"), uid("E4"), uid("X1")])
    )

    assert {place.employee_id: place.department_id for place in found.values()} == {
        uid("E3"): uid("D2"),
        uid("E4"): uid("D3"),
        uid("X1"): "",
    }


@pytest.mark.parametrize("text", ["", " ", "x", "x" * 301], ids=["empty", "blank", "one", "long"])
def test_a_reason_says_enough_and_not_too_much(text):
    with pytest.raises(InvalidInput) as caught:
        required_text(text, "reason")

    assert caught.value.path == ("input", "reason")
    assert required_text("  因为  ", "reason") == "因为"
