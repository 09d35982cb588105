"""Steps of an improvement plan reach the operation as steps, with what was left out left out."""

from __future__ import annotations

from tests.schema.goal_rows import PLAN
from tests.schema.world import planted

SAVE = "mutation Try($input: SaveImprovementPlanInput!) { saveImprovementPlan(input: $input) { %s } }"


async def test_a_step_without_help_is_kept_without(store):
    world = await planted(store)
    given = {"id": PLAN, "aim": "回到 80", "steps": [{"text": "学完课程", "dueOn": "2025-07-20"}]}

    found = await world.ask(
        "department_manager", SAVE % "steps { nodes { text support dueOn } }", {"input": given}
    )

    step = {"text": "学完课程", "support": "", "dueOn": "2025-07-20"}
    assert found == {"data": {"saveImprovementPlan": {"steps": {"nodes": [step]}}}, "codes": []}
