"""Scoring a cycle: cards for whoever was there, points by the figures, and what people entered left alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from server.feedback.models import CustomerFeedback
from server.metrics.agreed.registry import Registry
from server.metrics.answers.replay import replay
from server.people.operations.access import link
from server.performance.cycles.models import Scorecard, ScorecardState, ScoreLine
from server.performance.plans.models import PlanComponent, PlanState, ScorePlan
from server.store.store import Store
from tests.people.town import rows
from tests.performance.scored import (
    CSAT,
    SERVICE,
    card_of,
    hear_customers,
    open_cycle,
    publish_plan,
    rate,
    score,
)
from tests.plan.world import context, row, uid

CARDS = (
    "select e.code,c.state,c.score,c.so_far,c.rating,d.code,m.code,c.is_final,c.reason from scorecard c "
    "join employee e on e.id=c.employee_id left join department d on d.id=c.department_id "
    "left join employee m on m.id=c.rater_id order by 1"
)


@pytest.fixture
async def cycle(town):
    await publish_plan(town)
    await hear_customers(town)
    return await open_cycle(town)


async def line_of(store: Store, person: str, component: str) -> ScoreLine:
    return await store.write(lambda: ScoreLine.get(employee_id=uid(person), component_id=component))


async def test_everybody_employed_in_the_cycle_has_one_card(town, cycle):
    assert await score(town, cycle) == 5

    found = {row[0]: row[1:] for row in await rows(town, CARDS)}
    yes, no = ("1", "0") if town.dialect == "sqlite" else ("True", "False")
    assert found == {
        "E1": ("OPEN", None, None, None, "D1", None, no, "NO_VALUES"),
        "E2": ("OPEN", None, None, None, "D2", "E1", no, "NO_VALUES"),
        "E3": ("OPEN", "8000", "8000", "B", "D2", "E2", no, ""),
        "E5": ("OPEN", "5000", "5000", "E", "D3", "E2", yes, ""),
        "E6": ("OPEN", None, None, None, "D4", "E1", no, "NO_VALUES"),
    }


async def test_a_line_keeps_the_figure_its_sample_and_a_receipt_that_replays(town, cycle):
    await score(town, cycle)

    line = await line_of(town, "E3", CSAT)
    assert (line.value, line.points, line.n, line.weight, line.reason) == ("0.8", 8000, 10, 4000, "")
    replayed = await replay(context(town, "hr_manager"), Registry(town), line.receipt)
    assert (replayed.is_same, replayed.then) == (True, Decimal("0.8"))
    assert (await line_of(town, "E6", CSAT)).reason == "EMPTY_DENOMINATOR"
    assert (await line_of(town, "E3", SERVICE)).reason == "NOT_RATED"


async def test_a_second_run_changes_nothing_but_the_time_of_it(town, cycle):
    await score(town, cycle)
    before = await rows(town, "select id,value,points,receipt,updated_at,version from score_line order by 1")

    assert await score(town, cycle) == 5

    after = await rows(town, "select id,value,points,receipt,updated_at,version from score_line order by 1")
    assert after == before


async def test_a_rating_survives_and_counts_beside_the_figure(town, cycle):
    await score(town, cycle)
    await rate(town, "E3", "90")
    await score(town, cycle)

    card = await card_of(town, "E3")
    assert (card.score, card.so_far, card.rating) == (8600, 8000, "B")  # 90 * 0.6 + 80 * 0.4
    line = await line_of(town, "E3", SERVICE)
    assert (line.value, line.points, link(line, "entered_by_id")) == ("90", 9000, uid("E1"))


async def test_a_published_card_is_scored_no_more(town, cycle):
    await score(town, cycle)

    async def publish() -> None:
        await Scorecard.filter(employee_id=uid("E3")).update(state=ScorecardState.PUBLISHED, score=100)

    await town.write(publish)
    await score(town, cycle)

    assert (await card_of(town, "E3")).score == 100


async def test_a_run_taken_up_again_passes_over_whom_it_has_reached(town, cycle):
    told = []

    async def report(done: int, total: int) -> None:
        told.append((done, total))

    assert await score(town, cycle, [uid("E3"), uid("E6")], run="run-1") == 2
    assert await score(town, cycle, report=report, run="run-1") == 3

    assert told == [(5, 5)]
    assert await rows(town, "select count(*) from scorecard where run_id='run-1'") == [("5",)]


async def test_a_new_plan_replaces_the_lines_until_the_review_begins(town, cycle):
    await score(town, cycle)
    await town.write(new_plan)
    await score(town, cycle)

    card = await card_of(town, "E3")
    assert link(card, "plan_id") == uid("S7")
    assert await rows(town, f"select value from score_line where scorecard_id='{card.id}'") == [("0.8",)]


async def new_plan() -> None:
    await ScorePlan.filter(code="SERVICE").update(state=PlanState.RETIRED)
    await ScorePlan.create(**row("S7"), code="NEW", name="新方案", state=PlanState.PUBLISHED)
    await PlanComponent.create(
        **row("S8"),
        plan_id=uid("S7"),
        code="CSAT",
        name="满意度",
        weight=10000,
        basis="METRIC",
        metric="csat",
    )


async def test_a_figure_nobody_knows_says_so(town, cycle):
    await town.write(lambda: PlanComponent.filter(id=CSAT).update(metric="no_such_figure"))
    await score(town, cycle)

    assert (await line_of(town, "E3", CSAT)).reason == "UNKNOWN_METRIC"


async def test_few_answers_are_drawn_toward_what_is_known_of_everybody(town, cycle):
    await town.write(lambda: PlanComponent.filter(id=CSAT).update(is_shrunk=True, prior_n=20))
    await score(town, cycle)

    line = await line_of(town, "E5", CSAT)
    # everybody: 9 of 12 content. (2 * 0.5 + 20 * 0.75) / 22 = 16 / 22
    assert (line.value, line.points, line.n) == ("0.5", 7273, 2)


async def test_what_comes_in_late_moves_an_open_card(town, cycle):
    await score(town, cycle)
    first = await line_of(town, "E3", CSAT)
    at = datetime(2025, 3, 1, tzinfo=UTC)

    async def hear() -> None:
        await CustomerFeedback.create(
            id="late",
            created_at=at,
            updated_at=at,
            agent_id=uid("E3"),
            received_at=at,
            score=1,
            recorded_at=at,
        )

    await town.write(hear)
    await score(town, cycle)

    line = await line_of(town, "E3", CSAT)
    assert (line.value, line.points, line.n) == ("0.727273", 7273, 11)
    assert line.source_hash != first.source_hash
    assert date(2025, 3, 31) == (await card_of(town, "E5")).final_on
