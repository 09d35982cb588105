"""Failed reviews and improvement plans that have begun are told to training, for a while."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from server.catalog.learning import findings
from server.performance import models as p
from server.training.models import RuleOccasion
from tests.people.town import plant
from tests.plan.world import context, row, uid


async def test_a_failed_review_and_a_plan_are_found_by_their_day(store):
    await plant(store)

    async def reviewed() -> None:
        await p.ScorePlan.create(
            **row("P1"), code="P", name="方案", family="service", valid_from=date(2025, 1, 1)
        )
        await p.ReviewCycle.create(
            **row("Y1"),
            code="2025Q1",
            name="一季度",
            grain="QUARTER",
            starts_on=date(2025, 1, 1),
            ends_on=date(2025, 3, 31),
            self_due_on=date(2025, 4, 7),
            manager_due_on=date(2025, 4, 14),
        )
        for code, person, rating, days in (("S1", "E3", "E", 3), ("S2", "E4", "D", 3), ("S3", "E6", "E", 60)):
            await p.Scorecard.create(
                **row(code), employee_id=uid(person), cycle_id=uid("Y1"), plan_id=uid("P1"), state="PUBLISHED",
                rating=rating, published_at=datetime(2025, 6, 30, tzinfo=UTC) - timedelta(days=days),
            )  # fmt: skip
        for code, state in (("I1", "ACTIVE"), ("I2", "DRAFT")):
            await p.ImprovementPlan.create(
                **row(code),
                employee_id=uid("E3"),
                state=state,
                due_on=date(2025, 6, 20),
                starts_on=date(2025, 6, 25),
            )

    await store.write(reviewed)

    found = await findings(context(store, "hr_manager"))

    assert [(each.employee_id, each.occasion, each.what, each.day) for each in found] == [
        (uid("E3"), RuleOccasion.FAILED_REVIEW, uid("Y1"), date(2025, 6, 27)),
        (uid("E3"), RuleOccasion.GAP, uid("I1"), date(2025, 6, 25)),
    ]
