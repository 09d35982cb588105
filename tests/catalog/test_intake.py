"""What a form promises is asked once in a few minutes, however many open it."""

from __future__ import annotations

from datetime import timedelta

from server.catalog.intake import KEPT_FOR, MOST_KEPT, Kept
from server.feedback.operations.promising import Promised
from tests.plan.world import NOW


async def test_a_promise_is_asked_anew_after_a_while_and_there_are_never_too_many():
    kept, asked = Kept(), []

    async def ask():
        asked.append(1)
        return Promised(len(asked), is_working=False)

    first, second = Promised(1, is_working=False), Promised(2, is_working=False)
    assert await kept.get("t", NOW, ask) == first
    assert await kept.get("t", NOW + KEPT_FOR - timedelta(seconds=1), ask) == first
    assert await kept.get("t", NOW + KEPT_FOR, ask) == second
    for number in range(MOST_KEPT):
        await kept.get(f"t{number}", NOW + KEPT_FOR, ask)
    again = await kept.get("t", NOW + KEPT_FOR, ask)
    assert (again, len(asked)) == (Promised(MOST_KEPT + 3, is_working=False), MOST_KEPT + 3)
