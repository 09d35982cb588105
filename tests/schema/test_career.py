"""Careers as they are answered: each condition in words, and what is missing named."""

from __future__ import annotations

from server.people.models import Position
from tests.plan.world import row
from tests.schema.world import planted

RULE = "mutation Set($input: SetLadderRungInput!) { setLadderRung(input: $input) { code version } }"
ASKED = """{ employee(code: "E4") { career { standing missing period next { name }
  conditions { found shown state condition { text } } } } }"""


async def test_a_career_names_what_is_missing(store):
    world = await planted(store)

    async def ladder() -> None:
        await Position.filter(code="P1").update(ladder="service")
        await Position.create(**row("P2"), code="P2", name="客服主管", grade=3, ladder="service")

    await store.write(ladder)
    conditions = [
        {"kind": "CONFIRMED"},
        {"kind": "MONTHS_IN_POST", "least": "1"},
        {"kind": "MONTHS_IN_COMPANY", "least": "12"},
        {"kind": "METRIC", "least": "80", "metric": "appraisal_score_weighted"},
    ]
    made = await world.ask("hr_manager", RULE, {"input": {"positionCode": "P2", "conditions": conditions}})

    assert made["data"]["setLadderRung"]["version"] == 1
    career = (await world.ask("hr_manager", ASKED))["data"]["employee"]["career"]
    assert (career["standing"], career["period"], career["next"]) == (
        "NOT_YET",
        "2025-Q1",
        {"name": "客服主管"},
    )
    assert career["missing"] == ["已转正", "司龄满 12 个月"]
    assert [(one["shown"], one["state"]) for one in career["conditions"]] == [
        (None, "MISSING"),
        ("1 个月", "MET"),
        ("1 个月", "MISSING"),
        (None, "NO_DATA"),
    ]
    listed = await world.ask("hr_manager", "{ promotions(standing: NOT_YET) { standing } }")
    assert listed["data"]["promotions"][0] == {"standing": "NOT_YET"}
    assert (await world.ask("payroll_specialist", ASKED))["data"]["employee"]["career"] is None
