"""Ratings changed in calibration: by who may, with a reason, and the score follows from its lines."""

from __future__ import annotations

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState
from server.performance.reviews.operations.calibration import calibrate_scorecard
from tests.people.town import refused, rows
from tests.performance.scored import card_of, rate, ready
from tests.plan.world import context

WHY = "与同组口径一致"


@pytest.fixture
async def card(town):
    """E3 has 95 for service: 95 * 0.6 + 80 * 0.4 = 89."""
    await ready(town)
    await rate(town, "E3", "95")
    return await card_of(town, "E3")


@pytest.fixture
def judge(town):
    return context(town, "performance_specialist")


def cells(value, code="SERVICE"):
    return [{"component_code": code, "value": value}]


async def test_the_score_follows_and_the_reason_stays(town, card, judge):
    await calibrate_scorecard(
        judge, scorecard_id=card.id, cells=cells("85"), reason=WHY, version=card.version
    )

    after = await card_of(town, "E3")
    assert (after.score, after.state) == (8300, "CALIBRATION")  # 85 * 0.6 + 80 * 0.4
    assert await rows(town, "select kind,score_before,score_after from review") == [
        ("CALIBRATION", "8900", "8300")
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"cells": cells("85"), "reason": "  松 "}, ("input", "reason")),
        ({"cells": cells("95"), "reason": WHY}, ("input", "cells")),
        ({"cells": cells("101"), "reason": WHY}, ("input", "cells", "0", "value")),
        ({"cells": cells("1", "CSAT"), "reason": WHY}, ("input", "cells", "0", "componentCode")),
    ],
    ids=["no_reason", "nothing_differs", "off_the_scale", "a_figure"],
)
async def test_what_is_wrong_is_told_at_its_place(town, card, judge, given, field):
    trouble = await refused(
        town, lambda: calibrate_scorecard(judge, scorecard_id=card.id, **given), InvalidInput
    )

    assert trouble.path == field


async def test_a_card_changed_since_is_not_overwritten(town, card, judge):
    await calibrate_scorecard(judge, scorecard_id=card.id, cells=cells("85"), reason=WHY)

    await refused(
        town,
        lambda: calibrate_scorecard(
            judge, scorecard_id=card.id, cells=cells("70"), reason=WHY, version=card.version
        ),
        Conflict,
    )


@pytest.mark.parametrize("role", ["department_manager", "employee", "hr_specialist"])
async def test_who_rated_does_not_calibrate(town, card, role):
    await refused(
        town,
        lambda: calibrate_scorecard(context(town, role), scorecard_id=card.id, cells=cells("85"), reason=WHY),
        Denied,
    )


async def test_only_a_card_in_calibration_is_changed_this_way(town, card, judge):
    other = await card_of(town, "E2")

    await refused(
        town,
        lambda: calibrate_scorecard(judge, scorecard_id=other.id, cells=cells("85"), reason=WHY),
        InvalidState,
    )
