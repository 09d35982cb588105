"""Disputes: raised by the person alone, decided by somebody who did not rate, the card revised or upheld."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from server.feedback.models import CustomerFeedback, FeedbackKind
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.metrics.agreed.registry import Registry
from server.performance.cycles.models import ScorecardState
from server.performance.cycles.operations import card_steps, disputes
from tests.people.town import refused, rows
from tests.performance.scored import anyone, card_of, published, score
from tests.plan.world import context, row, uid

WHY = "服务一项与客户评价不符"


@pytest.fixture
async def card(town):
    await published(town)
    return await card_of(town, "E3")


async def decide(ctx: Context, **given: Any) -> str:
    return await disputes.decide_dispute(ctx, Registry(ctx.store), **given)


async def raised(town, card) -> str:
    await disputes.dispute_scorecard(context(town, "employee"), id=card.id, reason=WHY)
    ((row_id,),) = await rows(town, "select id from score_dispute")
    return str(row_id)


async def test_a_dispute_of_a_line_that_is_not_on_the_card_is_refused(town, card):
    for given, trouble in (({"line_id": uid("X9")}, InvalidInput), ({"reason": "不"}, InvalidInput)):
        await refused(
            town,
            partial(
                disputes.dispute_scorecard,
                context(town, "employee"),
                **({"id": card.id, "reason": WHY} | given),
            ),
            trouble,
        )
    await refused(
        town,
        lambda: disputes.dispute_scorecard(context(town, "department_manager"), id=card.id, reason=WHY),
        NotFound,
    )


async def test_a_revised_card_is_scored_and_ranked_anew_and_can_be_acknowledged(town, card):
    dispute = await raised(town, card)
    values = [{"component_code": "SERVICE", "value": "60"}]
    boss = context(town, "performance_specialist")

    await decide(boss, id=dispute, is_upheld=False, answer="核对后调整", values=values)

    revised = await card_of(town, "E3")
    assert (revised.state, revised.score, revised.rating) == ("REVISED", 6800, "D")  # 60 × 0.6 + 80 × 0.4
    assert card.rank == 1
    ranks = "select e.code,s.rank from scorecard s join employee e on e.id=s.employee_id order by 1"
    assert dict(await rows(town, ranks)) == {"E1": "1", "E2": "1", "E3": "4", "E5": "5", "E6": "1"}
    assert await rows(town, "select state,answer from score_dispute") == [("REVISED", "核对后调整")]
    assert (await rows(town, "select count(*) from job where args like '%people%'")) == [("1",)]
    await refused(
        town,
        lambda: decide(boss, id=dispute, is_upheld=True, answer="再次处理"),
        InvalidState,
    )
    acknowledge = partial(card_steps.acknowledge_scorecard, context(town, "employee"), id=card.id)
    await refused(town, acknowledge, InvalidState)  # its figures are still being asked anew
    await score(town, str(card.cycle_id), [uid("E3")])
    await acknowledge()
    assert (await card_of(town, "E3")).state == ScorecardState.ACKNOWLEDGED


async def test_nothing_is_called_revised_of_which_all_stays(town, card):
    """The rating of 70 typed again is no change; one more answer of a customer is."""
    dispute = await raised(town, card)
    boss = context(town, "performance_specialist")
    given = {"id": dispute, "is_upheld": False, "answer": "核对后调整"}
    same = [{"component_code": "SERVICE", "value": "70"}]

    for values in ([], same):
        await refused(town, partial(decide, boss, **given, values=values), InvalidState)
    assert (await card_of(town, "E3")).state == ScorecardState.DISPUTED
    at = datetime(2025, 2, 5, 2, tzinfo=UTC)
    told: dict[str, Any] = {"received_at": at, "recorded_at": at, "kind": FeedbackKind.SURVEY, "score": 5}
    await town.write(lambda: CustomerFeedback.create(**row("X1"), agent_id=uid("E3"), **told))
    await decide(boss, **given)

    assert (await card_of(town, "E3")).state == ScorecardState.REVISED


async def test_a_card_that_stands_keeps_its_scores(town, card):
    dispute = await raised(town, card)
    boss = context(town, "performance_specialist")
    values = [{"component_code": "SERVICE", "value": "80"}]

    await refused(
        town,
        lambda: decide(boss, id=dispute, is_upheld=True, answer="维持", values=values),
        InvalidInput,
    )
    await decide(boss, id=dispute, is_upheld=True, answer="维持原判")

    assert (await card_of(town, "E3")).state == ScorecardState.UPHELD
    assert (await card_of(town, "E3")).score == card.score


@pytest.mark.parametrize("role", ["employee", "department_manager", "payroll_specialist", "hr_manager"])
async def test_nobody_decides_who_rated_or_is_concerned(town, card, role):
    """E1, the HR manager here, entered the ratings; E2 is the rater; E3 the person."""
    dispute = await raised(town, card)

    await refused(
        town,
        lambda: decide(context(town, role), id=dispute, is_upheld=True, answer="维持原判"),
        Denied,
    )

    assert (await card_of(town, "E3")).state == ScorecardState.DISPUTED


async def test_who_is_named_as_rater_decides_nothing_though_they_typed_nothing(town, card):
    dispute = await raised(town, card)
    rater = anyone(town, "E2", "performance_specialist")

    await refused(town, lambda: decide(rater, id=dispute, is_upheld=True, answer="维持原判"), Denied)
