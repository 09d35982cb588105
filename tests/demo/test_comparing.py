"""Tables of the sample worlds: what is noted beside a card that was kept, changed, or still waits."""

from __future__ import annotations

import pytest

from server.demo.comparing import CHANGED, KEPT, note
from server.performance.reviews.models import CalibrationItemState as State


@pytest.mark.parametrize(
    ("at", "state", "said"),
    [(0, State.KEPT, KEPT[0]), (4, State.KEPT, KEPT[1]), (3, State.CHANGED, CHANGED), (0, State.WAITING, "")],
)
def test_what_was_said_of_a_card_goes_by_what_became_of_it(at, state, said):
    assert note(at, state) == said
