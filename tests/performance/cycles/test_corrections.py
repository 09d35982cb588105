"""Corrections: only of what is closed, only of the latest, with a reason, by whom may."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied, InvalidInput, InvalidState
from server.performance.cycles.operations import corrections
from tests.people.town import refused, rows
from tests.performance.scored import anyone, card_of, closed, published
from tests.plan.world import context

WHY = {"reason": "客户反馈登记有误"}


async def test_what_is_not_closed_needs_no_correction(town):
    await published(town)
    card = await card_of(town, "E3")

    await refused(
        town,
        lambda: corrections.correct_scorecard(context(town, "hr_manager"), id=card.id, **WHY),
        InvalidState,
    )


@pytest.mark.parametrize("role", ["employee", "department_manager", "payroll_specialist"])
async def test_others_correct_nothing(town, role):
    await closed(town)
    card = await card_of(town, "E3")

    await refused(town, lambda: corrections.correct_scorecard(context(town, role), id=card.id, **WHY), Denied)


async def test_nobody_corrects_their_own_and_a_reason_is_needed(town):
    await closed(town)
    card = await card_of(town, "E3")

    await refused(
        town,
        lambda: corrections.correct_scorecard(anyone(town, "E3", "hr_manager"), id=card.id, **WHY),
        Denied,
    )
    await refused(
        town,
        lambda: corrections.correct_scorecard(context(town, "hr_manager"), id=card.id, reason="错"),
        InvalidInput,
    )


async def test_a_card_is_corrected_once_at_a_time(town):
    await closed(town)
    hr = context(town, "hr_manager")
    old = await card_of(town, "E3")
    await corrections.correct_scorecard(hr, id=old.id, **WHY)

    await refused(town, lambda: corrections.correct_scorecard(hr, id=old.id, **WHY), InvalidState)

    new = await card_of(town, "E3")
    lines = "select value,points,entered_by_id from score_line where scorecard_id='{}' order by place"
    assert await rows(town, lines.format(new.id)) == await rows(town, lines.format(old.id))
    assert (new.state, new.revision, new.correction_reason) == ("MANAGER", 2, WHY["reason"])
