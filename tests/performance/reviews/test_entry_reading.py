"""Which cards somebody may score, and why not the others."""

from __future__ import annotations

from dataclasses import replace

from server.kernel.context import SYSTEM
from server.performance.reviews.entry_reading import cards_of, chunks
from server.performance.reviews.entry_rules import CellOutcome as C
from tests.performance.scored import card_of, rate, ready
from tests.plan.world import context


async def test_cards_out_of_sight_are_not_there_and_others_say_why_not(town):
    await ready(town)
    await rate(town, "E5")
    ids = {person: (await card_of(town, person)).id for person in ("E1", "E2", "E3", "E5")}

    async def barred(ctx):
        found = await town.write(lambda: cards_of(ctx, ids.values()))
        return {person: found[row].barred for person, row in ids.items() if row in found}

    assert await barred(context(town, "department_manager")) == {
        "E2": C.OWN_RESULT,
        "E3": None,
        "E5": C.LOCKED,
    }
    assert await barred(context(town, "employee")) == {"E3": C.OWN_RESULT}
    assert await barred(replace(context(town, "hr_manager"), principal=SYSTEM)) == {
        "E1": None,
        "E2": None,
        "E3": None,
        "E5": C.LOCKED,
    }


def test_long_lists_are_asked_for_in_batches():
    assert [len(some) for some in chunks(["x"] * 1001)] == [500, 500, 1]
