"""Rows of competencies, a profile and assessments that the callers' cases speak of."""

from __future__ import annotations

from datetime import date

from server.talent import models as m
from tests.plan.world import PAST, fact, row, uid

TALK, CALM, PROFILE, FOUND, OTHER = (uid(f"K{number}") for number in (81, 82, 83, 84, 85))
TEXTS = '["一级","二级","三级","四级","五级"]'


async def plant_competencies() -> None:
    """Plant two competencies, a profile of P1 that asks 4 of one, and an assessment of E3 and of E4 on it."""
    for code, key in (("K81", "TALK"), ("K82", "CALM")):
        await m.Competency.create(**row(code), code=key, name=f"胜任力{key}", anchors=TEXTS, anchors_en=TEXTS)
    await m.CompetencyProfile.create(**row("K83"), position_id=uid("P1"))
    await m.CompetencyRequirement.create(
        **fact(date(2025, 1, 1)),
        id=uid("K86"),
        profile_id=PROFILE,
        position_id=uid("P1"),
        competency_id=TALK,
        level=4,
    )
    for code, person, level in (("K84", "E3", 350), ("K85", "E4", 250)):
        await m.CompetencyAssessment.create(
            **row(code), employee_id=uid(person), competency_id=TALK, level=level, source="MANAGER",
            assessed_on=date(2025, 6, 2), assessor_id=uid("E2"), evidence="旁听三次通话", recorded_at=PAST,
        )  # fmt: skip
