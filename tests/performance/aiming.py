"""What the tests of goals share: quality checks to measure, and a goal of the company."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.performance.goals.attainment import ChangeKind
from server.performance.goals.models import GoalLevel
from server.performance.goals.operations import goals
from server.performance.models import QaReview
from tests.plan.world import uid

SPAN: dict[str, Any] = {"starts_on": date(2025, 4, 1), "ends_on": date(2025, 6, 30)}
QA: dict[str, Any] = {"metric": "qa_score_avg", "change_kind": ChangeKind.ABSOLUTE}
KEPT = (
    "select level,state,required,actual,progress,employee_id,department_id from goal order by created_at,id"
)
CHECKS = (("E3", 10, 8000), ("E3", 20, 8800), ("E4", 15, 7000), ("E4", 16, 7000))


async def plant_checks() -> None:
    for person, day, score in CHECKS:
        at = datetime(2025, 5, day, tzinfo=UTC)
        await QaReview.create(
            created_at=at, updated_at=at, recorded_at=at, agent_id=uid(person), reviewed_on=date(2025, 5, day),
            score=score,
        )  # fmt: skip


async def company(ctx: Context, registry: Registry, **more: Any) -> str:
    """Set a goal of the company, from 70 to 80 unless told otherwise."""
    given: dict[str, Any] = {
        "title": "全公司质检得分从 70 提升至 80",
        "level": GoalLevel.COMPANY,
        **SPAN,
        **QA,
    } | more
    return await goals.save_goal(
        ctx, registry, **{"baseline": Decimal(70), "target_change": Decimal(80)} | given
    )
