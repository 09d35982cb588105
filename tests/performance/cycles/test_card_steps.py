"""The steps of a card, each by who has it, and never by the person it is about where others judge."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.performance.cycles.models import ScorecardState
from server.performance.cycles.operations import card_steps
from server.performance.cycles.operations.card_ground import ScoresMissing
from tests.people.town import refused, rows
from tests.performance.scored import anyone, card_of, published, rate, ready
from tests.plan.world import context


@pytest.fixture
async def card(town):
    await ready(town)
    return await card_of(town, "E3")


def own(value: str | None) -> dict[str, Any]:
    return {"values": [{"component_code": "SERVICE", "value": value}]}


async def test_ones_own_ratings_are_kept_and_handed_on(town, card):
    staff = context(town, "employee")

    await card_steps.save_self_assessment(staff, scorecard_id=card.id, **own("95"))
    kept = await card_of(town, "E3")
    assert (kept.state, kept.self_score, kept.score) == ("SELF", 8900, 8000)  # 95 * 0.6 + 80 * 0.4
    await card_steps.save_self_assessment(staff, scorecard_id=card.id, submit=True)

    assert (await card_of(town, "E3")).state == ScorecardState.MANAGER
    await refused(
        town, lambda: card_steps.save_self_assessment(staff, scorecard_id=card.id, **own("96")), InvalidState
    )


@pytest.mark.parametrize("value", ["100.5", "-1", "viel", "90.123"])
async def test_a_rating_off_the_scale_is_refused_with_its_place(town, card, value):
    staff = context(town, "employee")

    trouble = await refused(
        town, lambda: card_steps.save_self_assessment(staff, scorecard_id=card.id, **own(value)), InvalidInput
    )

    assert trouble.path == ("input", "values", "0", "value")
    assert "0 到 100" in trouble.zh


async def test_a_figure_is_typed_by_nobody(town, card):
    values = [{"component_code": "CSAT", "value": "1"}]

    await refused(
        town,
        lambda: card_steps.save_self_assessment(
            context(town, "employee"), scorecard_id=card.id, values=values
        ),
        InvalidInput,
    )


async def test_nobody_assesses_another_as_if_they_were_them(town, card):
    for role in ("department_manager", "hr_manager"):
        await refused(
            town,
            partial(card_steps.save_self_assessment, context(town, role), scorecard_id=card.id, **own("1")),
            NotFound,
        )


async def test_a_card_without_its_ratings_is_handed_in_only_if_that_is_meant(town, card):
    manager = context(town, "department_manager")
    await card_steps.save_self_assessment(context(town, "employee"), scorecard_id=card.id, submit=True)

    trouble = await refused(town, lambda: card_steps.submit_scorecard(manager, id=card.id), ScoresMissing)
    assert trouble.en == "1 components have no rating: Service. Rate them, or confirm that they stay empty."
    await card_steps.submit_scorecard(manager, id=card.id, accept_missing=True)

    assert (await card_of(town, "E3")).state == ScorecardState.CALIBRATION


@pytest.mark.parametrize(
    ("who", "trouble"),
    [("hr_specialist", Denied), ("payroll_specialist", Denied), ("employee", Denied)],
    ids=lambda value: getattr(value, "__name__", value),
)
async def test_others_hand_no_card_in(town, card, who, trouble):
    await refused(town, lambda: card_steps.submit_scorecard(context(town, who), id=card.id), trouble)


async def test_a_manager_hands_in_no_card_of_their_own(town, card):
    await rate(town, "E2")
    mine = await card_of(town, "E2")

    await refused(
        town, lambda: card_steps.submit_scorecard(context(town, "department_manager"), id=mine.id), Denied
    )


async def test_a_card_is_handed_back_with_a_reason(town, card):
    await rate(town, "E3")
    hr = context(town, "performance_specialist")

    await refused(town, lambda: card_steps.return_scorecard(hr, id=card.id, reason=" "), InvalidInput)
    await card_steps.return_scorecard(hr, id=card.id, reason="请补充事例")
    await card_steps.return_scorecard(hr, id=card.id, reason="请本人补充")

    assert (await card_of(town, "E3")).state == ScorecardState.SELF
    assert (await rows(town, "select purpose from audit_entry where purpose like '请%' order by seq")) == [
        ("请补充事例",),
        ("请本人补充",),
    ]


async def test_a_result_is_acknowledged_once_by_its_person(town):
    await published(town)
    card = await card_of(town, "E3")

    await refused(town, lambda: card_steps.acknowledge_scorecard(anyone(town, "E6"), id=card.id), NotFound)
    await refused(
        town,
        lambda: card_steps.acknowledge_scorecard(context(town, "employee"), id=card.id, version=1),
        Conflict,
    )
    await card_steps.acknowledge_scorecard(context(town, "employee"), id=card.id, version=card.version)
    await refused(
        town, lambda: card_steps.acknowledge_scorecard(context(town, "employee"), id=card.id), InvalidState
    )

    assert (await card_of(town, "E3")).state == ScorecardState.ACKNOWLEDGED
