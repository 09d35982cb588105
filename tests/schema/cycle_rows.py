"""Cycles, scorecards and disputes of the sample world, for the tests of the schema."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from server.kernel.period import add_months
from server.performance import models as m
from server.performance.cycles.models import CycleState, ScorecardState
from server.performance.plans.models import ComponentBasis, ComponentGroup, PlanGrain, PlanState
from tests.plan.world import PAST, row, uid

PLAN, SERVICE, CSAT = uid("S71"), uid("S72"), uid("S73")
CLOSED, OUT, OPEN = uid("Q70"), uid("Q71"), uid("Q72")
FEBRUARY, MARCH, APRIL, MAY = (uid(f"Q{number}") for number in (82, 83, 84, 85))
PUBLISHED, OWN, RATED, CORRECTED, LATE, DONE, DISPUTED = (uid(f"K{number}") for number in range(71, 78))
DISPUTE = uid("D71")
QUARTERS = ((CLOSED, "2024Q4", date(2024, 10, 1), "CLOSED"), (OUT, "2025Q1", date(2025, 1, 1), "PUBLISHED"),
            (OPEN, "2025Q2", date(2025, 4, 1), "OPEN"))  # fmt: skip
MONTHS = ((FEBRUARY, 2, "PUBLISHED"), (MARCH, 3, "CALIBRATION"), (APRIL, 4, "SCORING"), (MAY, 5, "OPEN"))
CARDS = (
    # id, person, cycle, state, score, service, satisfaction
    (PUBLISHED, "E3", OUT, "PUBLISHED", 8600, 90, 80),
    (OWN, "E3", OPEN, "SELF", 8000, None, 80),
    (RATED, "E4", OPEN, "MANAGER", 7400, 70, 80),
    (CORRECTED, "E5", OUT, "CALIBRATION", 6200, 70, 50),
    (LATE, "E5", CLOSED, "PUBLISHED", 6600, 70, 60),
    (DONE, "E6", CLOSED, "CLOSED", 9200, 92, None),
    (DISPUTED, "E4", OUT, "DISPUTED", 5000, 50, 50),
)


async def plant_cycles() -> None:
    """Plant a plan, cycles in every state, and cards of E3 to E6; E4 disputes theirs."""
    await plan()
    for row_id, code, first, state in QUARTERS:
        await cycle(row_id, code, PlanGrain.QUARTER, first, 3, state)
    for row_id, month, state in MONTHS:
        await cycle(row_id, f"2025-{month:02d}", PlanGrain.MONTH, date(2025, month, 1), 1, state)
    for number, (row_id, person, cycle_id, state, score, service, csat) in enumerate(CARDS):
        await card(row_id, person, cycle_id, state, score)
        await line(row_id, 71 + 2 * number, person, SERVICE, service)
        await line(row_id, 72 + 2 * number, person, CSAT, csat)
    await m.ScoreDispute.create(
        **row("D71"), scorecard_id=DISPUTED, employee_id=uid("E4"), reason="客户评价登记有误"
    )
    await m.RewardCandidate.create(
        **row("R71"), employee_id=uid("E6"), cycle_id=CLOSED, scorecard_id=DONE, kind="PROMOTION"
    )


async def plan() -> None:
    await m.ScorePlan.create(**row("S71"), code="SERVICE71", name="服务方案", state=PlanState.PUBLISHED)
    shared: dict[str, Any] = {"plan_id": PLAN}
    await m.PlanComponent.create(
        **row("S72"), **shared, place=1, code="SERVICE", name="服务", weight=6000, group=ComponentGroup.SERVICE,
        basis=ComponentBasis.RATING,
    )  # fmt: skip
    await m.PlanComponent.create(
        **row("S73"), **shared, place=2, code="CSAT", name="满意度", weight=4000, group=ComponentGroup.CSAT,
        basis=ComponentBasis.METRIC, metric="csat",
    )  # fmt: skip


async def cycle(row_id: str, code: str, grain: PlanGrain, first: date, months: int, state: str) -> None:
    last = add_months(first, months) - timedelta(days=1)
    await m.ReviewCycle.create(
        **row("Q1") | {"id": row_id}, code=code, name=code, grain=grain, starts_on=first, ends_on=last,
        self_due_on=last + timedelta(days=7), manager_due_on=last + timedelta(days=14), state=CycleState(state),
    )  # fmt: skip


async def card(row_id: str, person: str, cycle_id: str, state: str, score: int) -> None:
    await m.Scorecard.create(
        **row("K1") | {"id": row_id}, employee_id=uid(person), cycle_id=cycle_id, plan_id=PLAN, rater_id=uid("E2"),
        department_id=uid("D3"), state=ScorecardState(state), score=score, so_far=8000, rating="B", rank=1,
    )  # fmt: skip


async def line(card_id: str, number: int, person: str, component: str, points: int | None) -> None:
    is_rating = component == SERVICE
    value = None if points is None else str(points) if is_rating else f"0.{points}"
    await m.ScoreLine.create(
        **row(f"L{number}"), scorecard_id=card_id, employee_id=uid(person), component_id=component,
        place=1 if is_rating else 2, is_entered=is_rating, weight=6000 if is_rating else 4000, value=value,
        points=None if points is None else points * 100, entered_at=PAST if is_rating else None,
    )  # fmt: skip
