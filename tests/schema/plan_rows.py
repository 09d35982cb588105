"""Score plans, a stage and a cycle of the sample world, for the tests of the schema."""

from __future__ import annotations

from datetime import date

from server.performance import models as m
from tests.plan.world import PAST, row, uid

ALPHA, BETA, EARLY, YEAR = uid("L1"), uid("L2"), uid("S1"), uid("C9")


async def plant_plans() -> None:
    """Plant a plan in force, a draft beside it, the stage of one department, and the year 2023."""
    for code, name, state in (("L1", "ALPHA", "PUBLISHED"), ("L2", "BETA", "DRAFT")):
        await m.ScorePlan.create(
            **row(code), code=name, name=f"方案{name}", name_en=name, grain="YEAR", state=state,
            published_at=PAST if state == "PUBLISHED" else None,
        )  # fmt: skip
        for place, (part, weight) in enumerate((("SERVICE", 8000), ("CSAT", 2000)), start=1):
            await m.PlanComponent.create(
                **row(f"{'PQ'[place - 1]}{code[1:]}"), plan_id=uid(code), place=place, code=part, name=part,
                group=part, weight=weight,
            )  # fmt: skip
    await m.StageWeight.create(**row("W9"), component_id=uid("P1"), stage="EARLY", weight=7000)
    await m.TransformationStage.create(
        **row("S1"), code="EARLY", name="初期", name_en="Early", department_id=uid("D2"),
        valid_from=date(2025, 1, 1),
    )  # fmt: skip
    await m.ReviewCycle.create(
        **row("C9"), code="2023", name="2023 年度", grain="YEAR", starts_on=date(2023, 1, 1),
        ends_on=date(2023, 12, 31), self_due_on=date(2024, 1, 5), manager_due_on=date(2024, 1, 12), state="CLOSED",
    )  # fmt: skip
