"""`competencies` on an employee: what is asked, found and lacking, for whom the policy shows it."""

from __future__ import annotations

import pytest

from tests.plan.world import uid
from tests.schema.world import planted

SHOWN = "code required level gap reason assessedOn source"
ASKED = f'{{ employee(id: "{uid("E4")}") {{ code competencies {{ {SHOWN} }} }} }}'
MORE = (
    """mutation Set($input: SetCompetencyProfileInput!) { setCompetencyProfile(input: $input) { version } }"""
)
TALK = {
    "code": "TALK", "required": 4, "level": "2.50", "gap": "1.50", "reason": None, "assessedOn": "2025-06-02",
    "source": "MANAGER",
}  # fmt: skip
OPEN = {
    "code": "CALM", "required": 2, "level": None, "gap": None, "reason": "NOT_ASSESSED", "assessedOn": None,
    "source": None,
}  # fmt: skip


async def test_the_gap_is_told_and_why_there_is_none(store):
    world = await planted(store)
    lines = [{"competencyCode": "TALK", "level": 4}, {"competencyCode": "CALM", "level": 2}]
    given = {"positionCode": "P1", "version": 1, "lines": lines}
    await world.ask("hr_manager", MORE, {"input": given})

    found = await world.ask("department_manager", ASKED)

    assert found["data"]["employee"]["competencies"] == [OPEN, TALK]


@pytest.mark.parametrize(
    ("role", "seen"),
    [("hr_manager", True), ("performance_specialist", True), ("payroll_specialist", False)],
)
async def test_it_follows_the_class_of_a_managers_assessment(store, role, seen):
    world = await planted(store)

    person = (await world.ask(role, ASKED))["data"]["employee"]

    assert person["competencies"] == ([TALK] if seen else None)


async def test_people_see_their_own(store):
    world = await planted(store)

    own = await world.ask("employee", "{ me { competencies { code required level reason } } }")

    assert own["data"]["me"]["competencies"] == [
        {"code": "TALK", "required": None, "level": "3.50", "reason": "NOT_REQUIRED"}
    ]


async def test_a_rule_tells_what_it_looks_for(store):
    world = await planted(store)

    found = await world.ask(
        "hr_manager",
        '{ trainingRules(where: { code: { eq: "TRY" } }) { nodes { ratings days competencyCode leastGap } } }',
    )

    (rule,) = found["data"]["trainingRules"]["nodes"]
    assert rule == {"ratings": ["E"], "days": None, "competencyCode": "", "leastGap": "1.00"}
